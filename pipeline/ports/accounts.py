"""The seam to the accounts: a part of the ledger that no stage knows. Secrets come and stay as digests and hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pipeline.types import Acknowledgement, ApiToken, Mute, Role, User


class AccountLedger(Protocol):
    """Users, their sessions and tokens, and what they said of alerts."""

    def users(self) -> tuple[User, ...]:
        """All users by name."""
        ...

    def has_users(self) -> bool:
        """Tell whether there is any user, so that a login is needed."""
        ...

    def add_user(self, name: str, *, password_hash: str, role: Role, now: datetime) -> User:
        """Add a user; ConfigError when there is one of this name."""
        ...

    def last_logins(self) -> Mapping[str, datetime]:
        """When users logged in last, of those whose session is not forgotten yet."""
        ...

    def remove_user(self, name: str, *, last: bool = False) -> None:
        """Remove a user with all sessions and tokens; NotFoundError, ConfigError for the last admin, unless `last`."""
        ...

    def set_password(self, name: str, *, password_hash: str) -> None:
        """Change a password; all sessions of the user end. NotFoundError."""
        ...

    def set_role(self, name: str, role: Role) -> None:
        """Change what a user may, from the next request on; NotFoundError, ConfigError for the last admin."""
        ...

    def password_hash(self, name: str) -> str | None:
        """The hash of a user's password; None when there is no such user."""
        ...

    def open_session(self, digest: str, *, user: str, now: datetime, until: datetime) -> None:
        """Remember a session by the digest of its value, and forget those that have run out; NotFoundError."""
        ...

    def find_session(self, digest: str, *, now: datetime) -> User | None:
        """Whose session it is; None when it is unknown, closed or has run out."""
        ...

    def close_session(self, digest: str) -> None:
        """End a session; an unknown one is no error."""
        ...

    def add_token(self, token: ApiToken, *, digest: str) -> None:
        """Remember a token by the digest of its value; NotFoundError when there is no such user."""
        ...

    def tokens(self) -> tuple[ApiToken, ...]:
        """All tokens, newest first, those that were revoked or have run out too."""
        ...

    def find_token(self, digest: str, *, now: datetime) -> User | None:
        """Whose token it is, with what the token may; None when it is unknown, revoked or has run out."""
        ...

    def revoke_token(self, token: str, *, now: datetime) -> None:
        """End a token; doing it again changes nothing. NotFoundError."""
        ...

    def acknowledge(self, alert: str, *, by: str, now: datetime) -> Acknowledgement:
        """Note that somebody has seen to an alert; the first stays. NotFoundError."""
        ...

    def unacknowledge(self, alert: str) -> None:
        """Take that back."""
        ...

    def acknowledgements(self, alerts: Sequence[str]) -> dict[str, Acknowledgement]:
        """Which of these alerts somebody has seen to."""
        ...

    def mute(self, mute: Mute) -> None:
        """Send nothing of a rule or a story until a moment; the last word counts."""
        ...

    def unmute(self, mute: Mute) -> None:
        """Take that back; what was not sent meanwhile stays unsent."""
        ...

    def mutes(self, *, now: datetime) -> tuple[Mute, ...]:
        """What is muted now."""
        ...
