"""A real PostgreSQL for tests: the server that $WIREWATCH_TEST_POSTGRES_URL names, or one of our own.

Our own listens on loopback, keeps its state in a temporary folder and does not sync it to disk.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

_SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50", "shared_buffers=32MB")


@contextmanager
def open_postgres() -> Iterator[str]:
    """Give the URL of a fresh database on a server that answers; drop it, or stop the server, afterwards."""
    given = os.environ.get("WIREWATCH_TEST_POSTGRES_URL")
    if given:
        with open_database(given) as url:
            yield url
        return
    programs = _find_programs()
    with tempfile.TemporaryDirectory(prefix="wirewatch-pg-") as temporary:
        folder = Path(temporary)
        user = _hand_over(folder)
        port = _free_port()
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", "wirewatch", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        listen = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}")
        options = " ".join(f"-c {option}" for option in (*listen, *_SPEED))
        log = folder / "log"
        _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start", log=log)
        try:
            yield f"postgresql://wirewatch@127.0.0.1:{port}/postgres"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", log=log)


@contextmanager
def open_database(server: str) -> Iterator[str]:
    """Give the URL of a fresh database on a server; drop it afterwards."""
    name = f"wirewatch_test_{uuid.uuid4().hex[:12]}"
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield _driver(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _driver(url: str) -> URL:
    return make_url(url).set(drivername="postgresql+psycopg")


def _execute(server: str, statement: str) -> None:
    engine = create_engine(_driver(server), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _find_programs() -> Path:
    """The folder with initdb and pg_ctl; Debian keeps them off the PATH."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    for folder in (*packaged, *folders):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    message = "the tests need PostgreSQL (apt-get install postgresql), or a server's URL in WIREWATCH_TEST_POSTGRES_URL"
    raise RuntimeError(message)


def _hand_over(folder: Path) -> str | None:
    """Give the folder to the user that the server runs as: it refuses root. None is ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, found.pw_uid, found.pw_gid)
        return name
    message = "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: run as another user"
    raise RuntimeError(message)


def _as_user(user: str | None) -> tuple[str, ...]:
    if user is None:
        return ()
    if shutil.which("setpriv"):
        group = str(pwd.getpwnam(user).pw_gid)
        return ("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups")
    return ("runuser", "-u", user, "--")


def _run(user: str | None, *command: object, log: Path | None = None) -> None:
    words = [*_as_user(user), *(str(word) for word in command)]
    # Output goes to a file: the server inherits it, and a pipe would stay open as long as the server lives.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            words, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        said = output.read()
    if done.returncode:
        more = log.read_text(errors="replace") if log and log.exists() else ""
        message = f"{' '.join(words)} failed with {done.returncode}:\n{said[-2000:]}\n{more[-4000:]}"
        raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
