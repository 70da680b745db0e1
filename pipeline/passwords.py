"""Passwords and secret values: what is kept of them, and how they are compared. Nothing is stored here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

# OWASP's parameters for scrypt with 32 MB; kept in the hash, so that they can grow without asking anybody.
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_MEMORY = 1 << 27
SHORTEST = 10
LONGEST = 1024  # nobody types more, and hashing it costs nothing


def hash_password(password: str) -> str:
    """Hash a password with a salt of its own: `scrypt$n$r$p$salt$hash`."""
    salt = secrets.token_bytes(16)
    found = _derive(password, salt, cost=(_COST, _BLOCK, _LANES))
    return "$".join(("scrypt", str(_COST), str(_BLOCK), str(_LANES), _write(salt), _write(found)))


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one; without a hash it takes as long and is never right."""
    _, cost, block, lanes, salt, expected = (kept or _NOBODY).split("$")
    found = _derive(password, _read(salt), cost=(int(cost), int(block), int(lanes)))
    return hmac.compare_digest(found, _read(expected)) and kept is not None


def make_secret() -> str:
    """A value that nobody guesses, for a session or a token."""
    return secrets.token_urlsafe(32)


def to_digest(value: str) -> str:
    """What is kept of a session or token. No salt and no cost: the values are random, not words of people."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))


def stamp_token(token: str) -> str:
    """What a browser keeps of the token of the settings: nothing that a program could log in with."""
    return hmac.new(token.encode(), b"wirewatch browser", "sha256").hexdigest()


def _derive(password: str, salt: bytes, *, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    given = password[:LONGEST].encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _write(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _read(text: str) -> bytes:
    return base64.b64decode(text)


_NOBODY = f"scrypt${_COST}${_BLOCK}${_LANES}${_write(bytes(16))}${_write(bytes(32))}"
