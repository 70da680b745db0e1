"""From what databases raise to our errors: busy (try again), or what somebody has to do.

Only here are SQLite's result codes and PostgreSQL's SQLSTATEs known.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pipeline.errors import SchemaError, StoreBusyError, StoreError

_SQLITE_BUSY = frozenset({5, 6})  # SQLITE_BUSY, SQLITE_LOCKED
_SQLITE_ADVICE = {
    8: "it is read-only: give this user the right to write the file and its folder",
    10: "the disk fails to read or write: check the disk, then restore the file from a backup if needed",
    11: "the file is damaged: restore it from a backup",
    13: "the disk is full: make room and run again",
    14: "the file cannot be opened: check that its folder exists and that this user may write there",
    26: "the file is not a SQLite database: check the store URL",
}
# Lost connections, deadlocks, serialization, lock and statement time-outs, shutdowns, no more connections.
_POSTGRES_BUSY = ("08", "40", "55P03", "57", "53300", "53200")
_POSTGRES_ADVICE = {
    "25006": "the server is read-only: point the store URL at the primary",
    "28": "the server refuses the user or password: check the store URL",
    "3D000": "the database does not exist: create it with createdb",
    "42501": "the user lacks a right: GRANT it on the ledger's tables",
    "53100": "the server's disk is full: make room and run again",
}
_REFUSED = ("authentication failed", "does not exist", "no password supplied", "no pg_hba.conf entry")
_MISSING = "the ledger's tables are missing: run `wirewatch init`"


def translate(error: SQLAlchemyError) -> StoreError:
    """The error of ours that tells what to do about a database's."""
    if isinstance(error, PoolTimeoutError):
        return StoreBusyError("all connections to the ledger are in use: run fewer workers or try again")
    if not isinstance(error, DBAPIError) or error.orig is None:
        return StoreError(f"the ledger cannot do what was asked: {_first_line(error)}")
    if error.connection_invalidated:
        return StoreBusyError(f"the connection to the ledger was lost: {_first_line(error.orig)}")
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _translate_sqlite(code & 0xFF, _first_line(error.orig))
    return _translate_postgres(error.orig)


def _translate_sqlite(code: int, text: str) -> StoreError:
    if code in _SQLITE_BUSY:
        return StoreBusyError(f"another process holds the ledger: {text}; end it or try again")
    if text.startswith("no such table"):
        return SchemaError(_MISSING)
    advice = _SQLITE_ADVICE.get(code)
    return StoreError(f"the ledger's database says {text!r}" + (f"; {advice}" if advice else ""), code=code)


def _translate_postgres(error: BaseException) -> StoreError:
    state = str(getattr(error, "sqlstate", None) or "")
    text = _first_line(error)
    if state == "42P01":
        return SchemaError(_MISSING)
    if not state and type(error).__name__ == "OperationalError" and not any(word in text for word in _REFUSED):
        return StoreBusyError(f"the ledger's server cannot be reached: {text}; start it or check the store URL")
    if state.startswith(_POSTGRES_BUSY):
        return StoreBusyError(f"the ledger's server cannot do it just now: {text}")
    advice = next((advice for prefix, advice in _POSTGRES_ADVICE.items() if state.startswith(prefix)), "")
    return StoreError(f"the ledger's database says {text!r}" + (f"; {advice}" if advice else ""), sqlstate=state)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:300]
