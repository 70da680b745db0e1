"""Nobody is shown what would be refused: every page, every link, every form and button, for every role."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from pipeline.app import App
from pipeline.passwords import to_digest
from pipeline.types import ROLES, Role
from pipeline.web.access import find_needed
from pipeline.web.rendering import HERE
from pipeline.web.site import create_site
from tests.web.walking import Walk

OWN = {"origin": "http://testserver"}


def walk(app: App, role: Role) -> Walk:
    """Go through all pages as somebody of a role."""
    now = app.clock()
    app.store.accounts.open_session(to_digest(role), user=role, now=now, until=now + timedelta(hours=1))
    site = create_site(app)
    with TestClient(site, follow_redirects=False) as client:
        done = Walk(site=site, client=client, headers={**OWN, "cookie": f"wirewatch_session={role}"})
        done.go()
    return done


def list_changing(app: App, role: Role) -> set[str]:
    """The routes of the pages that change something and that a role may use."""
    routes = [route for route in create_site(app).routes if isinstance(route, APIRoute) and "POST" in route.methods]
    least = {route.name: find_needed(route.endpoint) or "admin" for route in routes if route.name != "log_in"}
    return {name for name, needed in least.items() if needed == "anyone" or ROLES.index(needed) <= ROLES.index(role)}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_shown_what_they_may_and_nothing_else(busy: App, role: Role) -> None:
    done = walk(busy, role)
    assert done.problems == []
    assert done.shown() & list_changing(busy, "admin") == list_changing(busy, role)


def test_names_of_routes_are_those_that_templates_ask_for(app: App) -> None:
    names = [route.name for route in create_site(app).routes if isinstance(route, APIRoute)]
    assert len(names) == len(set(names))
    asked = {
        name
        for path in (HERE / "templates").glob("*.html")
        for name in re.findall(r"""may_use\(["'](\w+)["']\)""", path.read_text())
    }
    assert asked
    assert asked <= set(names)


@pytest.mark.usefixtures("people")
def test_a_reader_reads_a_rule_without_its_form(app: App) -> None:
    with TestClient(create_site(app), headers={"authorization": "Bearer value-reader"}) as client:
        page = client.get("/rules/russia-nato-council").text
        assert "<textarea" not in page
        assert "name:russia-nato-council" in page
        assert "Editors change rules" in page
