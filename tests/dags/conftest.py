"""Airflow in processes of its own: its warnings are not ours, and it keeps state for the life of a process."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.dags.processes import DRIVER, airflow_variables, run_python


@pytest.fixture(scope="session")
def dags(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The DAGs as Airflow reads them, without a database: `errors`, and `dags` by id."""
    out = run_python(str(DRIVER), "describe", variables=airflow_variables(tmp_path_factory.mktemp("airflow")))
    described: dict[str, Any] = json.loads(out.splitlines()[-1])
    return described
