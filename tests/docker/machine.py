"""The services of compose.yaml on this machine: their own commands and variables, other places and ports."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from docker.make_secrets import make_secrets
from tests.docker.compose import DOCKER, read_compose
from tests.elastic import find_jdk, open_secured

SERVICES = read_compose("compose.yaml")["services"]
_TOOLS = {
    "elasticsearch-certutil": "modules/x-pack-core,modules/x-pack-security,lib/tools/security-cli",
    "elasticsearch-keystore": "lib/tools/keystore-cli",
}
_PORTS = (8080, 8974, 8090)


@dataclass(kw_only=True)
class Machine:
    """Where things are: folders in place of volumes, addresses in place of names."""

    folder: Path
    search_url: str
    ports: dict[int, int]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def replace(self, text: str) -> str:
        """Put this machine's places in."""
        text = text.replace("https://elasticsearch:9200", self.search_url)
        text = re.sub(r"(?<=://)(airflow-api-server|web)(?=:)", "127.0.0.1", text).replace("0.0.0.0", "127.0.0.1")
        for port, free in self.ports.items():
            text = re.sub(rf"(?<![\d.]){port}(?!\d)", str(free), text)
        for place, here in (
            ("/run/secrets/", f"{self.folder}/secrets/"),
            ("/certs/", f"{self.folder}/certs/"),
            ("/opt/airflow", f"{self.folder}/airflow"),
            ("/opt/wirewatch/libexec", str(DOCKER)),
        ):
            text = text.replace(place, here)
        return text

    def variables(self, name: str) -> dict[str, str]:
        """The service's environment over the image's, and nothing of ours but the PATH."""
        given = {key: self.replace(str(value or "")) for key, value in SERVICES[name].get("environment", {}).items()}
        return {
            # The programs of the environment that runs the tests, and the checkout in place of the wheel.
            "PATH": f"{self.folder}/bin:{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": str(DOCKER.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "WIREWATCH_HOME": str(self.folder / "home"),
            "AIRFLOW_HOME": str(self.folder / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(DOCKER.parent / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(self.folder / "logs"),
            "AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY": str(self.folder / "logs" / "dag_processor"),
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(self.ports[8974]),
            # It would serve them on a port of its own choice; the volume is read instead.
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(_free_port()),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(_free_port()),
            **given,
        }

    def run(self, name: str, command: list[str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a service's command, or another one with its variables, to its end."""
        words = [self.replace(word) for word in command or SERVICES[name]["command"]]
        return subprocess.run(
            words, env=self.variables(name), cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )

    def start(self, name: str) -> None:
        """Start a service's command in a session of its own."""
        words = [self.replace(word) for word in SERVICES[name]["command"]]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.started.append(
                subprocess.Popen(
                    words,
                    env=self.variables(name),
                    cwd=self.folder,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def is_healthy(self, name: str) -> bool:
        """Run the service's own health check."""
        return self.run(name, SERVICES[name]["healthcheck"]["test"][1:]).returncode == 0

    def log(self, name: str) -> str:
        """What a started service has printed."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """End every session that was started."""
        from pipeline.cli.up_children import find_members

        sessions = {process.pid for process in self.started}
        for pid in find_members(sessions):
            _kill(pid)
        for process in self.started:
            process.wait(timeout=20)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def open_machine(folder: Path, postgres: str) -> Iterator[Machine]:
    """Give a machine whose databases run as compose.yaml says; everything is ended afterwards."""
    for name in ("home", "airflow", "logs", "bin"):
        (folder / name).mkdir()
    # `wirewatch` is the checkout's, whichever is installed.
    program = folder / "bin" / "wirewatch"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from pipeline.cli import main; main()' \"$@\"\n")
    program.chmod(0o755)
    make_secrets(folder / "secrets")
    _make_databases(folder / "secrets", postgres)
    given = SERVICES["elasticsearch"]["environment"]
    # Not its transport's: the test's node is alone, and its script has a word of its own for that.
    settings = [
        f"{key}: {given[key]}" for key in given if key.startswith("xpack.security.http.ssl.") and "enabled" not in key
    ]
    with ExitStack() as stack:

        def configure(node: Path, config: Path) -> None:
            _make_certs(node, folder)
            shutil.copytree(folder / "certs", config / "certs")
            _run_tool(node, config, "elasticsearch-keystore", "create")
            password = (folder / "secrets" / "elastic_password").read_text()
            _run_tool(node, config, "elasticsearch-keystore", "add", "-x", "bootstrap.password", text=password)

        url = stack.enter_context(open_secured(configure, *settings))
        machine = Machine(folder=folder, search_url=url, ports={port: _free_port() for port in _PORTS})
        stack.callback(machine.stop)
        yield machine


def _make_databases(folder: Path, server: str) -> None:
    """Run the script that PostgreSQL's image would, for names that nobody else's tests have."""
    url = make_url(server)
    tag = uuid.uuid4().hex[:8]
    names = {"airflow": f"airflow_{tag}", "wirewatch": f"ledger_{tag}"}
    for name, own in names.items():
        shutil.copy(folder / f"postgres_{name}_password", folder / f"postgres_{own}_password")
    variables = {
        **os.environ,
        "POSTGRES_USER": str(url.username),
        "PGHOST": str(url.host),
        "PGPORT": str(url.port),
        "SECRETS": str(folder),
        "NAMES": " ".join(names.values()),
    }
    done = subprocess.run(
        ["bash", DOCKER / "make_databases.sh"], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for file in ("airflow_database_url", "store_url"):
        made = make_url((folder / file).read_text())
        here = made.set(
            host=url.host, port=url.port, username=names[str(made.username)], database=names[str(made.database)]
        )
        (folder / file).write_text(here.render_as_string(hide_password=False))


def _make_certs(node: Path, folder: Path) -> None:
    """Run the script of the service `certs`, with the tool as the node's own script would start it."""
    tool = folder / "bin" / "elasticsearch-certutil"
    tool.write_text("#!/bin/sh\nexec " + " ".join(f"'{word}'" for word in _tool(node, folder, tool.name)) + ' "$@"\n')
    tool.chmod(0o755)
    variables = {**os.environ, "CERTUTIL": str(tool)}
    script = ["bash", str(DOCKER / "make_certs.sh"), str(folder / "certs")]
    done = subprocess.run(script, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _tool(node: Path, config: Path, name: str) -> list[str]:
    return [
        f"{find_jdk()}/bin/java",
        *("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        f"-Dcli.name={name.removeprefix('elasticsearch-')}",
        f"-Dcli.script={name}",
        f"-Dcli.libs={_TOOLS[name]}",
        f"-Des.path.home={node}",
        f"-Des.path.conf={config}",
        *("-Des.distribution.type=tar", "-Des.java.type=JAVA_HOME"),
        *("-cp", f"{node}/lib/*:{node}/lib/cli-launcher/*"),
        "org.elasticsearch.launcher.CliToolLauncher",
    ]


def _run_tool(node: Path, config: Path, name: str, *arguments: str, text: str = "") -> None:
    words = [*_tool(node, config, name), *arguments]
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
