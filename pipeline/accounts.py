"""Users and tokens as people manage them: the commands and the pages call the same.

What needs no judgement (a role, an end) is asked of `store.accounts` itself.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from pipeline.app import App
from pipeline.errors import ConfigError
from pipeline.passwords import LONGEST, SHORTEST, hash_password, make_secret, to_digest
from pipeline.types import ApiToken, Role, User

_NAME = re.compile(r"[^\s:,/]{1,100}")
LONGEST_DAYS = 3650


def add_user(app: App, name: str, *, password: str, role: Role) -> User:
    """Add a user, with whom a login is needed; ConfigError."""
    if not _NAME.fullmatch(name):
        raise ConfigError("expected a name of 1 to 100 characters without spaces, colons, commas and slashes")
    return app.store.accounts.add_user(name, password_hash=_hash(password), role=role, now=app.clock())


def change_password(app: App, name: str, *, password: str) -> None:
    """Change a password; all sessions of the user end. ConfigError, NotFoundError."""
    app.store.accounts.set_password(name, password_hash=_hash(password))


def add_token(app: App, user: str, *, role: Role, label: str, days: int) -> tuple[ApiToken, str]:
    """Add a token of a user, and give its value, which is kept nowhere; NotFoundError."""
    value, now = make_secret(), app.clock()
    until = now + timedelta(days=days)
    token = ApiToken(id=secrets.token_hex(4), user=user, role=role, label=label, created_at=now, expires_at=until)
    app.store.accounts.add_token(token, digest=to_digest(value))
    return token, value


def describe_token(token: ApiToken, now: datetime) -> str:
    """Whether a token is taken, and until when."""
    if token.revoked_at:
        return "revoked"
    if token.expires_at is None:
        return "in use"
    return "run out" if token.expires_at <= now else f"until {token.expires_at:%Y-%m-%d}"


def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise ConfigError(f"expected a password of {SHORTEST} to {LONGEST} characters, found {len(password)}")
    return hash_password(password)
