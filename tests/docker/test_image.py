"""The image: what its Dockerfile says, and its steps carried out in a clean folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docker.compose import DOCKER

TOP = DOCKER.parent
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
COPIED = [word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for word in line.split()]
_PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def test_the_base_is_pinned_and_the_user_is_a_number() -> None:
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]
    assert re.search(r"^ARG PYTHON_IMAGE=python:3\.1[123]\.\d+-slim-[a-z]+$", DOCKERFILE, re.MULTILINE)
    run = DOCKERFILE.partition("AS run")[2]
    assert re.findall(r"^USER (.+)$", run, re.MULTILINE) == ["50000:0"]
    assert run.index("\nUSER") > run.rindex("\nRUN")
    assert not re.search(r"apt-get|gcc|build-essential|pip install", run)


def test_commands_are_words_without_a_shell() -> None:
    assert re.findall(r"(?:^|  )CMD (.)", DOCKERFILE, re.MULTILINE) == ["[", "["]


def test_only_what_is_copied_is_sent_to_the_engine() -> None:
    kept = {line[1:] for line in (TOP / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept == set(COPIED)
    assert all((TOP / name).exists() for name in COPIED)


def test_the_image_has_the_versions_that_are_tested() -> None:
    tested = dict(_PIN.findall((TOP / "requirements.txt").read_text()))
    inside = dict(_PIN.findall((DOCKER / "requirements.txt").read_text()))
    assert {name: version for name, version in inside.items() if tested.get(name, version) != version} == {}
    assert {"apache-airflow", "psycopg", "elasticsearch", "uvicorn", "redis"} <= set(inside)
    assert not {"pytest", "mypy", "ruff", "playwright", "hypothesis"} & set(inside)


def test_the_image_has_what_the_program_asks_for() -> None:
    asked = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]["dependencies"]
    inside = dict(_PIN.findall((DOCKER / "requirements.txt").read_text()))
    names = {re.split(r"[<>=\[; ]", one)[0].lower().replace("_", "-") for one in asked}
    # `make lock` writes the file anew.
    assert names - set(inside) == set()


@pytest.fixture(scope="module")
def wheels() -> Path:
    """Every requirement as a wheel, fetched once for each state of the pins, as the image does it."""
    pins = (DOCKER / "requirements.txt").read_bytes() + sys.version.encode()
    cache = Path(os.environ.get("WIREWATCH_TEST_CACHE") or Path(__file__).parent / "target")
    folder = cache / f"wheels-{hashlib.sha256(pins).hexdigest()[:16]}"
    if not folder.exists():
        partial = folder.with_suffix(f".{os.getpid()}")
        build("wheelhouse", partial)
        partial.rename(folder)
    return folder


@pytest.fixture(scope="module")
def installed(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the image has in /opt/wirewatch; taken away afterwards, for pytest would keep half a gigabyte."""
    folder = tmp_path_factory.mktemp("image")
    source = folder / "src"
    for name in COPIED:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (TOP / name).is_dir() else shutil.copy
        copy(TOP / name, source / name)
    build("environment", wheels, folder / "opt")
    build("program", source, folder / "wheels", folder / "opt")
    yield folder / "opt"
    shutil.rmtree(folder)


def build(*arguments: object) -> None:
    """Run a step; bytecode is left out, for it takes longest and nothing here depends on it."""
    words = ["sh", str(DOCKER / "build.sh"), *map(str, arguments)]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**outside, "PYTHON": find_python(), "COMPILE": "no", "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def find_python() -> str:
    """A Python with pip, which a virtual environment that uv made has not: the one that ours was made with."""
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    return str(base if base.exists() else sys.executable)


@pytest.mark.timeout(600)
def test_the_steps_give_a_program_that_starts_from_anywhere(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "wirewatch", "--version")
    assert done.startswith("wirewatch, version ")
    assert "3.3.2" in run(installed, tmp_path, "python", "-c", "import airflow; print(airflow.__version__)")


def test_a_ledger_and_an_index_are_made_by_it(installed: Path, tmp_path: Path) -> None:
    made = run(installed, tmp_path, "wirewatch", "init")
    assert "tables are up to date" in made
    assert re.search(r"^  search .*, ready$", made, re.MULTILINE)


def test_the_dags_are_where_the_image_says(installed: Path, tmp_path: Path) -> None:
    assert "AIRFLOW__CORE__DAGS_FOLDER=/opt/wirewatch/dags" in DOCKERFILE
    names = sorted(path.name for path in (TOP / "dags").glob("*.py"))
    assert sorted(path.name for path in (installed / "dags").glob("*.py")) == names
    found = run(installed, tmp_path, "python", "-c", "from pipeline.config import find_data; print(find_data('dags'))")
    assert found.strip().endswith("pipeline/_data/dags")


def test_no_tests_no_developer_tools_and_no_installer_are_in_it(installed: Path) -> None:
    programs = {path.name for path in (installed / "bin").iterdir()}
    assert not programs & {"pip", "pip3", "pytest", "mypy", "ruff", "gcc", "playwright", "uv"}
    site = next((installed / "lib").glob("python3.*/site-packages"))
    assert not (site / "tests").exists()
    assert not (site / "pip").exists()
    assert not list((site / "pipeline").rglob("test_*.py"))


def run(installed: Path, home: Path, program: str, *arguments: str) -> str:
    """Run a program of the image with nothing around it but what the image sets."""
    variables = {"PATH": f"{installed}/bin:/usr/bin:/bin", "WIREWATCH_HOME": str(home), "AIRFLOW_HOME": str(home)}
    words = [str(installed / "bin" / program), *arguments]
    done = subprocess.run(words, cwd=home, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
