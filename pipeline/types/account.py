"""People and programs that may read and change things, and what they said to be quiet about."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from pipeline.types.document import Record

Role: TypeAlias = Literal["reader", "editor", "admin"]
# Each may do what those before may.
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")


class User(Record, frozen=True, kw_only=True):
    """Somebody with a login."""

    name: str
    role: Role
    created_at: datetime


class ApiToken(Record, frozen=True, kw_only=True):
    """A token of a user for programs; its value is shown once, when it is made. It may less than its user, or as much.

    `expires_at` None: it does not run out.
    """

    id: str
    user: str
    role: Role
    label: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None = None


class Mute(Record, frozen=True, kw_only=True):
    """A rule or a story of which nothing is sent until a moment; its alerts ring and are listed all the same."""

    kind: Literal["rule", "story"]
    subject: str
    until: datetime
    by: str
    at: datetime


class Acknowledgement(Record, frozen=True, kw_only=True):
    """Somebody has seen to an alert."""

    alert: str
    at: datetime
    by: str


def least(one: Role, other: Role) -> Role:
    """The role that may less."""
    return min(one, other, key=ROLES.index)
