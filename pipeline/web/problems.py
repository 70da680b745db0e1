"""Errors of the API as RFC 9457 tells them: application/problem+json."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from pipeline.errors import (
    CatalogueError,
    ChangedError,
    ConfigError,
    NotFoundError,
    PipelineError,
    QueryError,
    RuleError,
    SearchUnavailableError,
    StoreBusyError,
)

MEDIA_TYPE = "application/problem+json"
_STATUSES: tuple[tuple[type[PipelineError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (ChangedError, HTTPStatus.CONFLICT),
    (RuleError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (CatalogueError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ConfigError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (SearchUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class ProblemPart(msgspec.Struct, frozen=True, kw_only=True):
    """One of several things that are wrong: where, what, and for a query at which character (from 0)."""

    key: str
    message: str
    position: int | None = None


class ProblemAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong; `reason` is a word that does not change, `detail` is for people."""

    title: str
    status: int
    detail: str
    reason: str = ""
    position: int | None = None
    errors: tuple[ProblemPart, ...] = ()
    type: str = "about:blank"


def make_problem(
    status: HTTPStatus,
    detail: str,
    *,
    reason: str = "",
    position: int | None = None,
    errors: tuple[ProblemPart, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a problem."""
    problem = ProblemAnswer(
        title=status.phrase,
        status=status,
        detail=detail,
        reason=reason or status.phrase.lower().replace(" ", "_"),
        position=position,
        errors=errors,
    )
    content = msgspec.json.encode(problem)
    return Response(content, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


async def tell_error(request: Request, error: Exception) -> Response:
    """An expected error as a problem."""
    del request
    assert isinstance(error, PipelineError)
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)
    position = error.position if isinstance(error, QueryError) else None
    return make_problem(status, error.message, reason=error.reason, position=position)


async def tell_refusal(request: Request, error: Exception) -> Response:
    """What a route or the router refuses, as a problem."""
    del request
    assert isinstance(error, HTTPException)
    return make_problem(HTTPStatus(error.status_code), str(error.detail), headers=error.headers)


async def tell_invalid(request: Request, error: Exception) -> Response:
    """What a request says that the schema does not allow."""
    del request
    assert isinstance(error, RequestValidationError)
    parts = tuple(
        ProblemPart(key=".".join(str(part) for part in one["loc"]), message=str(one["msg"])) for one in error.errors()
    )
    detail = "; ".join(f"{part.key}: {part.message}" for part in parts[:3])
    return make_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, reason="request_invalid", errors=parts)
