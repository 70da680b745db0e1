"""The page: queues, channels that fail, sources in trouble, and where to go on. Plain HTML without a script.

Airflow shows it in a sandboxed frame, in which a link to another place does nothing at all: there it names Airflow's
menu, and has links when it is opened on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.app import open_app
from pipeline.config import Settings, read_settings
from pipeline.errors import PipelineError
from pipeline.figures import read_figures

Figures = Mapping[str, Any]
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 1.5rem; max-width: 60rem }
table { border-collapse: collapse; margin: .5rem 0 1.5rem }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #8884 }
.bad { font-weight: bold }
"""


def make_application(guard: Callable[..., object]) -> FastAPI:
    """The page as an application; `guard` is a FastAPI dependency that refuses who may not see it."""
    site = FastAPI(title="Wirewatch", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(guard)])

    @site.get("/")
    def show(request: Request) -> HTMLResponse:
        is_framed = request.headers.get("sec-fetch-dest") in {"iframe", "frame"}
        try:
            with open_app() as app:
                body = write_page(read_figures(app), {} if is_framed else find_links(app.settings))
        except PipelineError as error:
            body = f"<h1>Wirewatch</h1><p class=bad>{escape(error.message)}</p><p><code>wirewatch doctor</code></p>"
        page = f"<!doctype html><html lang=en><meta charset=utf-8><title>Wirewatch</title><style>{_STYLE}</style>{body}"
        return HTMLResponse(page, headers=_HEADERS)

    @site.get("/go/{name}")
    def go(name: str) -> RedirectResponse:
        links = {title.lower(): url for title, url in find_links(read_settings()).items()}
        if name not in links:
            raise HTTPException(status_code=404, detail=f"there is no page {name}: one of {', '.join(links)}")
        return RedirectResponse(links[name], status_code=302, headers={"Cache-Control": "no-store"})

    return site


def find_links(settings: Settings) -> dict[str, str]:
    """The monitor's own pages by name, as people reach them."""
    web = settings.web
    root = web.public_url.rstrip("/") or f"http://{web.host}:{web.port}"
    paths = {"Articles": "", "Alerts": "alerts", "Rules": "rules", "Sources": "sources", "System": "system"}
    return {name: f"{root}/{path}" for name, path in paths.items()}


def write_page(figures: Figures, links: Mapping[str, str]) -> str:
    """The body of the page; without links, where Airflow's menu has them."""
    stages = [
        (name, load["due"], load["waiting"], f"{load['lag_seconds']:.0f} s") for name, load in figures["stages"].items()
    ]
    channels = [
        (name, state["waiting"], state["dead"], state["failing_since"] or "", state["error"] or "")
        for name, state in figures["outbox"].items()
    ]
    sources = [(one["health"], one["id"], one["reason"] or "") for one in figures["sources"]]
    return "".join(
        [
            "<h1>Wirewatch</h1>",
            _write_links(links),
            _write_troubles(figures),
            _write_table("Queues", ("stage", "due", "waiting", "oldest due for"), stages),
            _write_table("Channels", ("channel", "waiting", "given up", "failing since", "error"), channels),
            _write_table("Sources in trouble", ("health", "source", "reason"), sources),
            _write_table("Set aside", ("reason", "entries"), figures["reasons"].items()),
            "<p><code>wirewatch doctor</code> checks every part; <code>wirewatch failures</code> says how what was ",
            f"set aside comes back. As of {escape(str(figures['at']))}.</p>",
        ]
    )


def _write_links(links: Mapping[str, str]) -> str:
    if not links:
        return "<p>The monitor's own pages: in Airflow's menu under Plugins, Wirewatch.</p>"
    items = " · ".join(f'<a href="{escape(url)}">{escape(name)}</a>' for name, url in links.items())
    return f"<p>{items}</p>"


def _write_troubles(figures: Figures) -> str:
    """What somebody should look at, in words; or that all is well."""
    failing = [name for name, state in figures["outbox"].items() if state["failing_since"] or state["dead"]]
    troubles = [*(f"channel {name} fails: nothing is lost, see Channels" for name in failing), *figures["problems"]]
    if not troubles:
        return f"<p>{figures['alerts']} alerts rang; no channel fails.</p>"
    return "".join(f"<p class=bad>{escape(trouble)}</p>" for trouble in troubles)


def _write_table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return f"<h2>{title}</h2><p>None.</p>"
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    return f"<h2>{title}</h2><table><tr>{head}</tr>{''.join(lines)}</table>"
