"""The schema's way from one version to the next, in one transaction; and a check that it is the program's own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import SchemaError
from pipeline.store.engine import find_file, make_engine, parse_url
from pipeline.store.failures import translate

# Migrations are numbered; a test holds this to the newest. Known here so that a check need not load Alembic.
HEAD = "0005"
VERSION_TABLE = "ledger_version"  # its own: the database may be shared with Airflow, whose table is alembic_version
LOCK = 0x77697265  # advisory locks of PostgreSQL: any number of our own
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Create the ledger's tables or bring them to this version; doing it again changes nothing.

    SchemaError when they are newer than the program.
    """
    parsed = parse_url(url)
    file = find_file(parsed)
    engine = make_engine(parsed)
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            with engine.connect() as connection:  # kept by the file; not possible inside a transaction
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA journal_mode=WAL")
                cursor.close()
        with engine.begin() as connection:
            if file is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _refuse_newer(_read_version(connection))
            _migrate(connection)
    except OSError as error:
        raise SchemaError(f"the ledger's folder cannot be made: {error}; check the store URL") from error
    except SQLAlchemyError as error:
        raise translate(error) from error
    finally:
        engine.dispose()


def check_schema(url: str) -> None:
    """Raise SchemaError unless the tables are those of this version. Creates nothing."""
    parsed = parse_url(url)
    file = find_file(parsed)
    if file is not None and not file.exists():
        raise SchemaError(f"there is no ledger at {file}: run `wirewatch init`")
    engine = make_engine(parsed)
    try:
        with engine.connect() as connection:
            version = _read_version(connection)
    except SQLAlchemyError as error:
        raise translate(error) from error
    finally:
        engine.dispose()
    _refuse_newer(version)
    if version != HEAD:
        found = f"has schema {version}" if version else "has no tables yet"
        raise SchemaError(f"the ledger {found} and the program needs {HEAD}: run `wirewatch init`", found=version)


def read_server_clock(url: str) -> datetime | None:
    """The time of the database's server; None of SQLite, which has none of its own."""
    parsed = parse_url(url)
    if find_file(parsed) is not None:
        return None
    engine = make_engine(parsed)
    try:
        with engine.connect() as connection:
            said: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return said
    except SQLAlchemyError as error:
        raise translate(error) from error
    finally:
        engine.dispose()


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return None if found is None else str(found)


def _refuse_newer(version: str | None) -> None:
    if version is not None and version > HEAD:
        raise SchemaError(
            f"the ledger has schema {version} and this program knows {HEAD}: install the newer wirewatch", found=version
        )


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
