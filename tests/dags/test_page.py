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
# As the browser asks for a frame: with the cookie of the login, and no header of its own.
client.cookies.set("_token", token)
framed = client.get("/wirewatch/", headers={"Sec-Fetch-Dest": "iframe"})
go = {one["name"]: client.get(one["href"], follow_redirects=False) for one in WirewatchPlugin.external_views[1:]}
nowhere = client.get("/wirewatch/go/elsewhere", follow_redirects=False)
client.cookies.clear()
closed = client.get("/wirewatch/go/alerts", follow_redirects=False)
views = client.get("/api/v2/plugins", headers={"Authorization": f"Bearer {token}"}).json()
ours = next(one for one in views["plugins"] if one["name"] == "wirewatch")
print(json.dumps({
    "heavy": heavy, "refused": [refused.status_code, closed.status_code], "status": page.status_code, "page": page.text,
    "headers": dict(page.headers), "framed": [framed.status_code, framed.text], "views": ours["external_views"],
    "go": {name: [one.status_code, one.headers.get("location")] for name, one in go.items()},
    "nowhere": nowhere.status_code,
}))
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
    seen = json.loads(out.splitlines()[-1])
    assert seen["heavy"] == []
    assert seen["refused"] == [401, 401]
    assert seen["status"] == 200
    assert "<h2>Queues</h2>" in seen["page"]
    assert "frame-ancestors 'self'" in seen["headers"]["content-security-policy"]
    assert (seen["views"][0]["href"], seen["views"][0]["url_route"]) == ("/wirewatch/", "wirewatch")
    # In its frame Airflow lets no link out (its sandbox allows neither the top nor a new window).
    assert seen["framed"][0] == 200
    assert "<a " in seen["page"]
    assert "<a " not in seen["framed"][1]
    # Those of the menu have no route: Airflow opens them in a window of their own.
    assert all(not view["url_route"] and view["category"] == "Wirewatch" for view in seen["views"][1:])
    assert seen["go"] == {name: [302, url] for name, url in find_links(read_settings()).items()}
    assert seen["nowhere"] == 404
