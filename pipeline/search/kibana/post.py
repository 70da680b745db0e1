"""Imports saved objects into a Kibana: one request, no redirect, a bounded answer.

Not through the guarded client of `net`: like the search engine, Kibana is the operator's own and stands inside of the
network that the guard closes. Nothing that came from outside has a say in where this goes.
"""

from __future__ import annotations

import http.client
import json
import ssl
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from pipeline.errors import ConfigError, SearchError, SearchUnavailableError

SECONDS = 60.0
_ANSWER_BYTES = 4 << 20
_BOUNDARY = "wirewatch-saved-objects-7c1e5d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who imports: an API key of Elasticsearch, or a user; `ca_certs` is the file of an authority of one's own."""

    api_key: str = field(default="", repr=False)
    username: str = ""
    password: str = field(default="", repr=False)
    ca_certs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What Kibana says of an import: how many objects it took, and why not the others."""

    imported: int
    errors: tuple[str, ...]


def post_objects(url: str, ndjson: str, *, login: Login, space: str = "") -> ImportReport:
    """Import saved objects, replacing those of the same ids."""
    status, body = _post(url, _wrap(ndjson), login=login, space=space)
    try:
        answer: Any = json.loads(body)
    except ValueError:
        answer = None
    if status == 200 and isinstance(answer, dict) and "successCount" in answer:
        errors = tuple(_explain(error) for error in answer.get("errors", []))
        return ImportReport(imported=answer["successCount"], errors=errors)
    said = f"Kibana answered {status}: {_read_message(answer, body)}"
    if status in (401, 403):
        raise SearchError(f"{said}; check the login and that it may manage saved objects", status=status)
    if status in (408, 429) or status >= 500:
        raise SearchUnavailableError(said, status=status)
    raise SearchError(f"{said}; check that the URL is Kibana's, and the space", status=status)


def _post(url: str, body: bytes, *, login: Login, space: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError("the Kibana URL should be like https://host:5601", url=url)
    headers = {
        "kbn-xsrf": "wirewatch",
        "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        **_authorize(login),
    }
    within = f"/s/{quote(space, safe='')}" if space else ""
    path = f"{parts.path.rstrip('/')}{within}/api/saved_objects/_import?overwrite=true"
    try:
        connection = _connect(parts.scheme, parts.hostname, parts.port, ca_certs=login.ca_certs)
        try:
            connection.request("POST", path, body=body, headers=headers)
            response = connection.getresponse()
            return response.status, response.read(_ANSWER_BYTES)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SearchUnavailableError(f"Kibana cannot be reached: {type(error).__name__}: {error}"[:500]) from error


def _connect(scheme: str, host: str, port: int | None, *, ca_certs: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=SECONDS)
    context = ssl.create_default_context(cafile=ca_certs or None)
    return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)


def _authorize(login: Login) -> dict[str, str]:
    if login.api_key:
        return {"Authorization": f"ApiKey {login.api_key}"}
    if login.username:
        both = f"{login.username}:{login.password}".encode()
        return {"Authorization": f"Basic {b64encode(both).decode()}"}
    return {}


def _wrap(ndjson: str) -> bytes:
    """Make the one part of a form that Kibana reads; a JSON line never holds the boundary on a line of its own."""
    head = 'Content-Disposition: form-data; name="file"; filename="wirewatch.ndjson"'
    lines = [f"--{_BOUNDARY}", head, "Content-Type: application/ndjson", "", ndjson, f"--{_BOUNDARY}--", ""]
    return "\r\n".join(lines).encode()


def _explain(error: dict[str, Any]) -> str:
    why = error.get("error", {})
    return f"{error.get('type')} {error.get('id')}: {why.get('type')} {why.get('message', '')}".rstrip()


def _read_message(answer: object, body: bytes) -> str:
    message = answer.get("message") if isinstance(answer, dict) else None
    return " ".join(str(message or body[:200].decode("utf-8", "replace")).split())[:300]
