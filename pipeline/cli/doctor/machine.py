"""What the program stands on: Python, settings, disk, memory limits, Airflow."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec

from pipeline.app import App
from pipeline.cli.doctor.check import Check
from pipeline.config import FILE, Settings, find_data

_LOW_DISK_BYTES = 1 << 30
_AIRFLOW = "3.3."
_SECONDS = 120
# Takes 1 GiB where 512 MiB are allowed: where the limit holds, that fails.
_GREEDY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
try:
    bytearray(1 << 30)
except MemoryError:
    sys.exit(0)
sys.exit(3)
"""
_IMPORT_DAGS = """
import pathlib, runpy, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    try:
        runpy.run_path(str(path))
    except Exception as error:
        sys.exit(f"{path.name}: {type(error).__name__}: {error}")
"""


def check_python() -> Check:
    """Tell whether this Python is one that the program is tested with."""
    ok = (3, 11) <= sys.version_info[:2] < (3, 14)
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check(part="python", ok=ok, detail=version, remedy="" if ok else "use Python 3.11, 3.12 or 3.13")


def check_settings(settings: Settings) -> Check:
    """Tell where the settings come from, and whether others can read the secrets in them."""
    path = settings.home / FILE
    if path.exists() and path.stat().st_mode & 0o077 and settings.channels:
        return Check(
            part="settings", ok=True, detail=f"{path} names channels and others can read it", remedy=f"chmod 600 {path}"
        )
    return Check(part="settings", ok=True, detail=str(path) if path.exists() else f"defaults (no {path})")


def check_disk(app: App) -> Check:
    """Tell whether there is room for another day."""
    home = app.settings.home if app.settings.home.exists() else app.settings.home.parent
    free = shutil.disk_usage(home).free
    ok = free > _LOW_DISK_BYTES
    remedy = "" if ok else f"free some space on the disk of {home} (`du -sh {home}/*` shows what is large)"
    return Check(part="disk", ok=ok, detail=f"{free / (1 << 30):.1f} GiB free", remedy=remedy)


def check_memory(app: App) -> Check:
    """Tell whether the system holds a process to its memory: what keeps a hostile page from taking all of it."""
    done = _run_python("-S", "-E", "-c", _GREEDY)
    if done.returncode == 0:
        return Check(part="memory", ok=True, detail=f"workers are held to {app.settings.work.memory_mb} MB")
    detail = "this system does not hold processes to RLIMIT_AS: a hostile page may take all memory"
    return Check(part="memory", ok=False, detail=detail, remedy="run on Linux, or in a container with a memory limit")


def check_airflow(app: App) -> Check:
    """Tell whether the installed Airflow fits and reads our DAGs."""
    if find_spec("airflow") is None:
        return Check(part="airflow", ok=True, detail="not installed: `wirewatch run` works without it")
    version = _find_airflow()
    if not version.startswith(_AIRFLOW):
        detail = f"Airflow {version} is installed, the DAGs are written for {_AIRFLOW}x"
        return Check(part="airflow", ok=False, detail=detail, remedy="pip install 'wirewatch[airflow]'")
    with tempfile.TemporaryDirectory() as folder:  # Airflow writes a configuration into its home when it is imported
        done = _run_python("-c", _IMPORT_DAGS, str(find_data("dags")), AIRFLOW_HOME=folder)
    if done.returncode:
        detail = f"a DAG cannot be imported: {_last_line(done.stderr)}"
        return Check(
            part="airflow", ok=False, detail=detail, remedy="pip install --force-reinstall 'wirewatch[airflow]'"
        )
    parallelism = app.settings.airflow.parallelism
    return Check(part="airflow", ok=True, detail=f"{version}, the DAGs import; parallelism {parallelism}")


def _find_airflow() -> str:
    try:
        return importlib.metadata.version("apache-airflow-core")
    except importlib.metadata.PackageNotFoundError:  # Airflow 2 is one package
        return "2"


def _run_python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=_SECONDS, env=environment
    )


def _last_line(text: str) -> str:
    return next(iter(reversed(text.strip().splitlines())), "it ended without a word")[:300]
