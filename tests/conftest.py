"""Fixtures that all tests share: real servers, started once, and a home folder of one's own."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch node on loopback."""
    from tests.elastic import open_elasticsearch

    with open_elasticsearch() as url:
        yield url


@pytest.fixture(scope="session")
def percolator_url() -> Iterator[str]:
    """A real Elasticsearch node on loopback that has the percolator; an older one."""
    from tests.elastic import open_percolator

    with open_percolator() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server on loopback: the URL of a database to make databases from."""
    from tests.postgres import open_postgres

    with open_postgres() as url:
        yield url


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, and no settings from outside."""
    for variable in [name for name in os.environ if name.startswith("WIREWATCH_") and "TEST" not in name]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("WIREWATCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A skip hides a missing part: in CI there is none."""
    del config
    if os.environ.get("CI", "").lower() != "true":
        return
    for item in items:
        for mark in list(item.iter_markers("skip")) + list(item.iter_markers("skipif")):
            pytest.fail(f"{item.nodeid} is skipped in CI: {mark}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip at run time into a failure in CI."""
    report = yield
    if report.skipped and os.environ.get("CI", "").lower() == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and in CI nothing may be: {report.longrepr}"
    return report
