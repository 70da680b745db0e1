"""Archived pages as they came, in a sandbox: no script runs, nothing is loaded from elsewhere, no form is sent.

The page is somebody else's, and served from our address. `sandbox` gives it an origin of its own that can read
nothing of ours, and the policy leaves it its own style and the pictures that stand inside it.
"""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.errors import NotFoundError
from pipeline.types import Archived, Capture
from pipeline.web.access import needs
from pipeline.web.rendering import find_app

router = APIRouter()
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-DNS-Prefetch-Control": "off",
    # Browsers refuse a sandboxed page that asks to be alone with its openers.
    "Cross-Origin-Opener-Policy": "unsafe-none",
}
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = re.compile(r"text/.*|application/(.*\+)?(json|xml)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


@router.get("/archive/{entry}/{revision}")
@needs("reader")
def show_archived(request: Request, entry: str, revision: int) -> Response:
    """The bytes of the page that a revision was read from."""
    app = find_app(request)
    known = app.store.entry(entry)
    artefacts, _ = app.store.artefacts(known.id, revision)
    capture = artefacts.get("fetch")
    if not isinstance(capture, Capture):
        raise NotFoundError(f"no page of revision {revision} is kept", entry=known.id)
    archived = app.archive.read(capture.archive)
    return Response(archived.body, media_type=choose_type(archived), headers=_HEADERS)


def choose_type(archived: Archived) -> str:
    """As what a browser may take it: a page, plain text, or bytes that it only saves."""
    given = archived.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    found = _CHARSET.search(given)
    charset = f"; charset={found[1]}" if found else ""
    if kind in _HTML:
        return f"text/html{charset}"
    if _TEXT.fullmatch(kind):
        return f"text/plain{charset or '; charset=utf-8'}"
    return "application/octet-stream"
