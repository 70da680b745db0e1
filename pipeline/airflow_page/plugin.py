"""What Airflow loads: a page in its menu, and links to the monitor's own pages.

Light, because every process of Airflow imports it, each task's too: the page is built when somebody first opens it, and
where the monitor's pages are is looked up when somebody follows a link. Airflow does not guard the applications of
plugins, so ours asks for the same login and right as Airflow's own pages.
"""

# mypy: disallow-subclassing-any=False
from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
PREFIX = "/wirewatch"
PAGES = ("Articles", "Alerts", "Rules", "Sources", "System")


def serve_page(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
    """The page as an ASGI application."""
    return _make_application()(scope, receive, send)


@lru_cache(maxsize=1)
def _make_application() -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
    from airflow.api_fastapi.core_api.security import requires_access_view

    from pipeline.airflow_page.page import make_application

    return make_application(requires_access_view(AccessView.WEBSITE))


def _find_prefix() -> str:
    """Where Airflow's own pages begin, when they are not at the root of their host."""
    return urlsplit(str(conf.get("api", "base_url", fallback="") or "")).path.rstrip("/")


class WirewatchPlugin(AirflowPlugin):
    """Adds the page to Airflow's menu."""

    name = "wirewatch"
    fastapi_apps: ClassVar[list[dict[str, Any]]] = [{"app": serve_page, "url_prefix": PREFIX, "name": "Wirewatch"}]
    external_views: ClassVar[list[dict[str, Any]]] = [
        {
            "name": "Wirewatch",
            "href": f"{_find_prefix()}{PREFIX}/",
            "destination": "nav",
            "url_route": "wirewatch",
            "nav_top_level": True,
        },
        # Airflow shows the page in a frame that no link may leave, and opens these, which have no route, on their own.
        *(
            {
                "name": name,
                "href": f"{_find_prefix()}{PREFIX}/go/{name.lower()}",
                "destination": "nav",
                "category": "Wirewatch",
            }
            for name in PAGES
        ),
    ]
