"""Processes outside of the tests' own: Airflow's, and those of `wirewatch up`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.config import find_data

DRIVER = Path(__file__).parent / "drive.py"


def run_python(*arguments: str, variables: dict[str, str], seconds: float = 240) -> str:
    """Run Python in a session of its own and end all of it when it takes too long; gives standard output."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "WIREWATCH_"))}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**outside, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, errors = process.communicate(timeout=seconds)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    assert process.returncode == 0, f"{out[-3000:]}\n{errors[-3000:]}"
    return out


def wait_for(condition: Callable[[], bool], *, seconds: float = 20, what: str = "the condition") -> None:
    """Wait until something outside this process is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come about in {seconds} s"
        time.sleep(0.05)


def airflow_variables(folder: Path) -> dict[str, str]:
    """An Airflow of the test's own, with our DAGs."""
    return {
        "AIRFLOW_HOME": str(folder),
        "AIRFLOW__CORE__DAGS_FOLDER": str(find_data("dags")),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    }
