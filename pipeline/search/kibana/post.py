"""Imports saved objects into a Kibana: no redirect, a bounded answer.

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
# Beside all from 500 on: 503 is what it says for as long as it starts.
_NOT_NOW = (408, 429)


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
    """Import saved objects, replacing those of the same ids.

    SearchUnavailableError while Kibana starts or is busy; doing it again then is safe.
    """
    within = f"/s/{quote(space, safe='')}" if space else ""
    if space:
        _check_space(url, space, login=login)
    status, body = _ask(url, f"{within}/api/saved_objects/_import?overwrite=true", login=login, form=_wrap(ndjson))
    answer = _read_answer(body)
    if status == 200 and answer and "successCount" in answer:
        errors = tuple(_explain(error) for error in answer.get("errors", []))
        return ImportReport(imported=answer["successCount"], errors=errors)
    raise _refuse(status, body)


def _check_space(url: str, space: str, *, login: Login) -> None:
    """Refuse a space that is not there: Kibana would import into it all the same, and nobody would see the objects."""
    status, body = _ask(url, f"/api/spaces/space/{quote(space, safe='')}", login=login)
    if status == 404 and _read_answer(body):
        raise ConfigError(f"Kibana has no space {space}: make it there, or mend kibana.space", space=space)
    # Who may import need not be allowed to look at spaces: any other answer leaves it to the import.
    if status in _NOT_NOW or status >= 500:
        raise _refuse(status, body)


def _refuse(status: int, body: bytes) -> SearchError:
    said = f"Kibana answered {status}: {_read_message(body)}"
    if status in (401, 403):
        return SearchError(f"{said}; check the login and that it may manage saved objects", status=status)
    if status in _NOT_NOW or status >= 500:
        return SearchUnavailableError(said, status=status)
    return SearchError(f"{said}; check that the URL is Kibana's, and the space", status=status)


def _ask(url: str, path: str, *, login: Login, form: bytes | None = None) -> tuple[int, bytes]:
    """Send one request, with a form as POST; gives the status and the answer."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError("the Kibana URL should be like https://host:5601", url=url)
    headers = {"kbn-xsrf": "wirewatch", **_authorize(login)}
    if form is not None:
        headers["Content-Type"] = f"multipart/form-data; boundary={_BOUNDARY}"
    whole = f"{parts.path.rstrip('/')}{path}"
    try:
        connection = _connect(parts.scheme, parts.hostname, parts.port, ca_certs=login.ca_certs)
        try:
            connection.request("GET" if form is None else "POST", whole, body=form, headers=headers)
            response = connection.getresponse()
            return response.status, response.read(_ANSWER_BYTES)
        finally:
            connection.close()
    except ssl.SSLCertVerificationError as error:
        raise SearchError(
            f"Kibana's certificate is not trusted ({error.verify_message}): name its authority in kibana.ca_certs"
        ) from error
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
    missing = ", ".join(f"{one.get('type')} {one.get('id')}" for one in why.get("references", []))
    said = why.get("message") or missing
    return f"{error.get('type')} {error.get('id')}: {why.get('type')} {said}".rstrip()


def _read_answer(body: bytes) -> dict[str, Any] | None:
    """The object that the answer is; None when it is something else, as of a proxy or a Kibana that starts."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _read_message(body: bytes) -> str:
    message = (_read_answer(body) or {}).get("message")
    return " ".join(str(message or body[:200].decode("utf-8", "replace")).split())[:300]
