"""The Airflow of `wirewatch up`: its folder, its secrets, and the environment that makes it ours alone.

Nothing of an Airflow that the user runs elsewhere is touched: its variables are not passed on, its home is not used.
"""

from __future__ import annotations

import base64
import fcntl
import importlib.metadata
import json
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Settings, find_data
from pipeline.errors import ConfigError, PipelineError

LOOPBACK = "127.0.0.1"
_KEPT = ("AIRFLOW_CONN_", "AIRFLOW_VAR_")
_SECRETS = ("jwt_secret", "secret_key", "fernet_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class AirflowHome:
    """A prepared folder: where it is, which Airflow it is for, the port of its pages."""

    folder: Path
    version: str
    port: int
    environment: Mapping[str, str]

    @property
    def url(self) -> str:
        """The address of its pages."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def is_migrated(self) -> bool:
        """Tell whether its database was made by this version of Airflow."""
        mark = self.folder / "migrated"
        return (self.folder / "airflow.db").exists() and mark.exists() and mark.read_text() == self.version

    def mark_migrated(self) -> None:
        """Remember that its database is of this version."""
        (self.folder / "migrated").write_text(self.version)


def prepare_airflow(settings: Settings, *, port: int) -> AirflowHome:
    """Make the folder and its secrets where they are missing; ConfigError when Airflow is not installed."""
    try:
        version = importlib.metadata.version("apache-airflow-core")
    except importlib.metadata.PackageNotFoundError as error:
        message = (
            "`up` starts Airflow, which is not installed: pip install 'wirewatch[airflow]', or use `wirewatch run`"
        )
        raise ConfigError(message) from error
    folder = find_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    ours = make_environment(settings, folder=folder, port=port, keys=_read_secrets(folder / "secrets.json"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW") or _is_kept(name)}
    return AirflowHome(folder=folder, version=version, port=port, environment={**kept, **ours})


def find_folder(settings: Settings) -> Path:
    """Where this Airflow lives."""
    return Path(settings.airflow.home).expanduser().absolute() if settings.airflow.home else settings.home / "airflow"


def _is_kept(name: str) -> bool:
    return name.startswith(_KEPT)


def make_environment(settings: Settings, *, folder: Path, port: int, keys: Mapping[str, str]) -> dict[str, str]:
    """The variables that make an Airflow on loopback, small enough for SQLite, with our DAGs and nothing else."""
    url = f"http://{LOOPBACK}:{port}"
    return {
        "WIREWATCH_HOME": str(settings.home),
        "AIRFLOW_HOME": str(folder),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{folder / 'airflow.db'}",
        "AIRFLOW__CORE__DAGS_FOLDER": str(find_data("dags")),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # SQLite takes one writer at a time: at the default of 32 it locks and Airflow's processes end.
        "AIRFLOW__CORE__PARALLELISM": str(settings.airflow.parallelism),
        # Nobody but this machine can reach it, so nobody has to log in.
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__API__HOST": LOOPBACK,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": url,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
        # A busy machine may keep the api-server from answering for a while.
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        "AIRFLOW__API__SECRET_KEY": keys["secret_key"],
        "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt_secret"],
        "AIRFLOW__CORE__FERNET_KEY": keys["fernet_key"],
    }


def _read_secrets(path: Path) -> dict[str, str]:
    """The secrets of this Airflow, made once: its database is encrypted with one of them."""
    if not path.exists():
        made = {name: secrets.token_urlsafe(64) for name in _SECRETS}
        made["fernet_key"] = base64.urlsafe_b64encode(os.urandom(32)).decode()
        path.touch(mode=0o600)
        path.write_text(json.dumps(made))
    try:
        found = json.loads(path.read_text())
        return {name: str(found[name]) for name in _SECRETS}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path}: expected the secrets {', '.join(_SECRETS)} as JSON; delete {path.parent} to start afresh"
        raise ConfigError(message, file=str(path)) from error


def choose_port(wanted: int) -> int:
    """The wanted port when it is free on loopback, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PipelineError("no port of 127.0.0.1 is free: end a program that listens there", host=LOOPBACK)


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Let one `up` at a time use the folder; PipelineError when another one does. Ends with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "up.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            message = f"another `wirewatch up` (process {file.read().strip()}) runs in {folder}: stop it first"
            raise PipelineError(message, folder=str(folder)) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
