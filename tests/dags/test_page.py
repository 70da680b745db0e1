"""The monitor's page inside Airflow: loaded by Airflow's own plugin manager, guarded by its login."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.airflow_page.page import find_links, write_page
from pipeline.config import read_settings
from pipeline.home import make_home
from tests.dags.processes import airflow_variables, run_python

# In a process of its own, as Airflow's api-server builds it; the plugin is handed over as an entry point would be.
SCRIPT = """
import json, sys
from airflow import plugins_manager
from pipeline.airflow_page.plugin import WirewatchPlugin
heavy = [name for name in ("pipeline.app", "pipeline.airflow_page.page") if name in sys.modules]
if not any(type(one) is WirewatchPlugin or one is WirewatchPlugin for one in plugins_manager._get_plugins()[0]):
    plugins_manager._get_plugins()[0].append(WirewatchPlugin())
from airflow.api_fastapi.app import create_app, get_auth_manager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from fastapi.testclient import TestClient
client = TestClient(create_app(apps="core"))
refused = client.get("/wirewatch/")
token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username="ann", role="admin"))
page = client.get("/wirewatch/", headers={"Authorization": f"Bearer {token}"})
views = client.get("/api/v2/plugins", headers={"Authorization": f"Bearer {token}"}).json()
ours = next(one for one in views["plugins"] if one["name"] == "wirewatch")
print(json.dumps([heavy, refused.status_code, page.status_code, page.text, dict(page.headers), ours["external_views"]]))
"""

FIGURES: dict[str, Any] = {
    "at": "2026-03-02T10:00:00Z",
    "stages": {"fetch": {"due": 2, "waiting": 5, "lag_seconds": 61.2}},
    "outbox": {"desk": {"waiting": 3, "dead": 1, "failing_since": "2026-03-02", "error": "<script>no</script>"}},
    "sources": [{"health": "dead", "id": "nordwire", "reason": "http_410"}],
    "reasons": {"robots_disallowed": 4},
    "alerts": 7,
    "problems": ("names/own.toml, line 3: wrong",),
}


def test_the_page_shows_queues_and_troubles_and_escapes_what_others_wrote(home: Path) -> None:
    page = write_page(FIGURES, find_links(read_settings()))
    assert "<td>fetch</td><td>2</td><td>5</td><td>61 s</td>" in page
    assert "channel desk fails" in page
    assert "names/own.toml, line 3" in page
    assert "<script>" not in page
    assert 'href="http://127.0.0.1:8090/alerts"' in page


def test_links_lead_to_where_people_reach_the_pages(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_WEB__PUBLIC_URL", "https://watch.example/news/")
    assert find_links(read_settings())["Alerts"] == "https://watch.example/news/alerts"


def test_airflow_shows_the_page_to_those_who_are_logged_in(home: Path, tmp_path: Path) -> None:
    make_home(read_settings())
    variables = {
        **airflow_variables(tmp_path / "airflow"),
        "WIREWATCH_HOME": str(home),
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of the test, long enough for its purpose: 0123456789abcdef",
    }
    run_python("-m", "airflow", "db", "migrate", variables=variables)
    out = run_python("-W", "ignore", "-c", SCRIPT, variables=variables)
    heavy, refused, allowed, page, headers, views = json.loads(out.splitlines()[-1])
    assert heavy == []
    assert refused == 401
    assert allowed == 200
    assert "<h2>Queues</h2>" in page
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert [(view["href"], view["destination"]) for view in views] == [("/wirewatch/", "nav")]
