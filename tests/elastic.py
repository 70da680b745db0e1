"""Real Elasticsearch nodes for tests: those that $ELASTICSEARCH_URL and $PERCOLATOR_URL name, or our own on loopback.

No build of one version that can be fetched has every module: 9.4.3 is the node for all, and 7.17.15 has the percolator.
Our own are unpacked by Maven once (into tests/elasticsearch/target, or under $WIREWATCH_TEST_CACHE) and started by
tests/elasticsearch/start-es.sh with its state in a temporary folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

RECIPE = Path(__file__).parent / "elasticsearch"
_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


@contextmanager
def open_secured(make_config: Callable[[Path, Path], None], *settings: str) -> Iterator[str]:
    """Give the URL of a node of our own that asks for a password and speaks HTTPS; stop it afterwards.

    `make_config` is given the unpacked node and the folder of its settings, to put keys and certificates there.
    """
    with tempfile.TemporaryDirectory(prefix="wirewatch-es-") as temporary:
        Path(temporary).chmod(0o755)
        folder = _unpack(Path(temporary), "9")
        state = Path(temporary) / "state"
        (state / "config").mkdir(parents=True)
        make_config(next(folder.glob("target/es9/*/elasticsearch")), state / "config")
        port = _free_port()
        secured = {"ES_SECURITY": "true", "ES_TLS": "true"}
        _run("bash", str(folder / "start-es.sh"), "9", str(port), str(state), *settings, variables=secured)
        try:
            yield f"https://127.0.0.1:{port}"
        finally:
            _run("bash", str(folder / "start-es.sh"), "stop", str(state))


def find_jdk() -> str:
    """The JDK that the node runs on."""
    found = subprocess.run(
        ["bash", str(RECIPE / "start-es.sh"), "jdk", "9"], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def open_elasticsearch() -> AbstractContextManager[str]:
    """Give the URL of a node that answers; stop it afterwards if it is our own."""
    return _open("9", given=os.environ.get("ELASTICSEARCH_URL"))


def open_percolator() -> AbstractContextManager[str]:
    """Give the URL of a node that has the percolator; stop it afterwards if it is our own."""
    return _open("7", given=os.environ.get("PERCOLATOR_URL"))


@contextmanager
def _open(line: str, *, given: str | None) -> Iterator[str]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="wirewatch-es-") as temporary:
        Path(temporary).chmod(0o755)
        script = _unpack(Path(temporary), line) / "start-es.sh"
        state = Path(temporary) / "state"
        port = _free_port()
        _run("bash", str(script), line, str(port), str(state))
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            _run("bash", str(script), "stop", str(state))


def _unpack(temporary: Path, line: str) -> Path:
    """Give a folder with the script and the unpacked node, readable by the user it runs as."""
    folder = _fetch(line)
    if os.geteuid() == 0 and not _nobody_reads(folder, line):
        # Elasticsearch refuses root, and a checkout in somebody's home is often closed to all others.
        folder = Path(shutil.copytree(folder, temporary / "node", symlinks=True))
    return folder


def _fetch(line: str) -> Path:
    cache = os.environ.get("WIREWATCH_TEST_CACHE")
    folder = Path(cache) / "elasticsearch" if cache else RECIPE
    (folder / "target").mkdir(parents=True, exist_ok=True)
    with (folder / "target" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("pom.xml", "start-es.sh") if cache else ():
            shutil.copy(RECIPE / name, folder / name)
        if not list(folder.glob(f"target/es{line}/*/elasticsearch/lib")):
            if not shutil.which("mvn"):
                message = "the tests need Maven (mvn) to fetch Elasticsearch, or a node's URL in ELASTICSEARCH_URL"
                raise RuntimeError(message)
            _run("mvn", "-B", "-q", f"-Pes{line}", "package", cwd=folder)
    return folder


def _nobody_reads(folder: Path, line: str) -> bool:
    library = next(folder.glob(f"target/es{line}/*/elasticsearch/lib"))
    check = (*_NOBODY, "find", str(library), "-type", "f", "!", "-readable", "-print", "-quit")
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    return done.returncode == 0 and not done.stdout


def _free_port() -> int:
    """Find a port whose neighbour a hundred further, where nodes would talk, is free too."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 100))
            except (OSError, OverflowError):
                continue
            return port
    message = "no two free ports were found on loopback"
    raise RuntimeError(message)


def _run(*command: str, cwd: Path | None = None, variables: Mapping[str, str] | None = None) -> None:
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{' '.join(command)} failed with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        raise RuntimeError(message)
