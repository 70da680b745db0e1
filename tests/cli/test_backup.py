"""A backup made by the documented commands while the program has the ledger open restores to the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from pipeline.app import App
from pipeline.cli.sample import open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home

Run = Callable[..., "CompletedProcess[str]"]
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "backup.md"
BACKUP, RESTORE = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)


def run_shell(script: str, *, home: Path, backup: Path, bin_folder: Path) -> None:
    """Run the commands of the page as they stand; `wirewatch` is ours."""
    bin_folder.mkdir(exist_ok=True)
    command = bin_folder / "wirewatch"
    command.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from pipeline.cli import main; main()' \"$@\"\n")
    command.chmod(0o755)
    variables = {
        **os.environ,
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "WIREWATCH_HOME": str(home),
        "B": str(backup),
    }
    done = subprocess.run(["sh", "-ec", script], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_backup_of_a_running_home_restores_to_the_same_alerts(wirewatch: Run, home: Path, tmp_path: Path) -> None:
    settings = allow_loopback(read_settings())
    make_home(settings)
    app = App(settings)
    try:
        with open_sample_site(find_data("seeds") / "sample", pace=0) as site:
            app.store.add_feeds(to_specs(site.feeds[:2]), now=app.clock())
            list(app.run_pass(app.pace()))
        assert wirewatch("rules", "lookback", "russia-nato-council", "--days", "7").returncode == 0
        before = app.store.alerts()
        found = wirewatch("search", "council", "--json").stdout
        run_shell(BACKUP, home=home, backup=tmp_path / "b", bin_folder=tmp_path / "bin")  # the ledger is open still
    finally:
        app.close()
    restored = tmp_path / "restored"
    run_shell(RESTORE, home=restored, backup=tmp_path / "b", bin_folder=tmp_path / "bin")
    assert before
    assert wirewatch("alerts", "--json", WIREWATCH_HOME=str(restored)).stdout == wirewatch("alerts", "--json").stdout
    ids = [line[:60] for line in found.splitlines()]
    again = wirewatch("search", "council", "--json", WIREWATCH_HOME=str(restored)).stdout
    assert [line[:60] for line in again.splitlines()] == ids
