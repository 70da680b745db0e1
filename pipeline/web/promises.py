"""How the API answers, and how its description says so: msgspec writes both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Response

from pipeline.web.problems import MEDIA_TYPE

REFERENCE = "#/components/schemas/{name}"
_JSON = "application/json"


def tell(answer: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Write an answer."""
    return Response(msgspec.json.encode(answer), status_code=status, media_type=_JSON, headers=dict(headers or {}))


def promise(kind: type | None, *, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for its description: a kind, or nothing, or a problem."""
    said: dict[str, Any] = {"description": (kind.__doc__ or "").split("\n")[0] if kind else "Done."}
    if kind is not None:
        said["content"] = {_JSON: {"schema": {"$ref": REFERENCE.format(name=kind.__name__)}}}
    return {status: said, **PROBLEMS}


def promise_object(about: str) -> dict[int | str, dict[str, Any]]:
    """The same for an object of figures, whose keys may grow."""
    said = {"description": about, "content": {_JSON: {"schema": {"type": "object"}}}}
    return {200: said, **PROBLEMS}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": "A problem.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(name="ProblemAnswer")}}},
    }
    for code in ("4XX", "5XX")
}
