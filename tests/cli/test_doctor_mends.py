"""What doctor says is done, word for word, until it has nothing more to say: then what was broken works again."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

MAIN = (sys.executable, "-c", "from pipeline.cli import main; main()")
_MOST = 4  # commands, one after the other


def wirewatch(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "WIREWATCH_HOME": str(home)}
    return subprocess.run([*MAIN, *arguments], env=variables, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the articles of the sample site, and nothing wrong."""
    home = tmp_path_factory.mktemp("watched")
    done = wirewatch(home, "run", "--once", "--sample")
    assert done.returncode == 0
    assert "russia-nato-council: " in done.stdout  # what the tutorial promises
    assert examine(home) == {}
    return home


def examine(home: Path) -> Mapping[str, str]:
    """What is wrong, with its remedy."""
    checks = json.loads(wirewatch(home, "doctor", "--json").stdout)
    return {check["part"]: check["remedy"] for check in checks if not check["ok"]}


def follow(home: Path, remedy: str) -> None:
    """Run a remedy as the shell would: what is joined by && one after the other."""
    for command in remedy.split("&&"):
        program, *arguments = shlex.split(command)
        assert program == "wirewatch", f"a person has to understand this: {remedy}"
        done = wirewatch(home, *arguments)
        assert done.returncode == 0, done.stderr


def lose_home(home: Path) -> None:
    shutil.rmtree(home)


def lose_ledger(home: Path) -> None:
    for file in home.glob("ledger.db*"):
        file.unlink()


def lose_index(home: Path) -> None:
    for file in home.glob("search.db*"):
        file.unlink()


def lose_documents(home: Path) -> None:
    with closing(sqlite3.connect(home / "search.db")) as index:
        for table in ("documents", "hits", "words", "facets", "names"):
            index.execute(f"DELETE FROM {table}")
        index.commit()


def lose_seeds(home: Path) -> None:
    for kind in ("names", "topics", "rules"):
        shutil.rmtree(home / kind)


def lose_feeds(home: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.db")) as ledger:
        ledger.execute("DELETE FROM feeds")
        ledger.commit()


@pytest.mark.parametrize("lose", [lose_home, lose_ledger, lose_index, lose_documents, lose_seeds, lose_feeds])
def test_what_doctor_says_mends_it(lose: Callable[[Path], None], watched: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(watched, home)
    lose(home)
    troubles = examine(home)
    assert troubles, "doctor does not see it"
    for _ in range(_MOST):
        if not troubles:
            break
        follow(home, next(iter(troubles.values())))
        troubles = examine(home)
    assert troubles == {}
