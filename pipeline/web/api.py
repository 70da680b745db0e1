"""The API for programs: JSON below /api/v1, put together from one module a subject, and its OpenAPI description."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from pipeline.errors import PipelineError
from pipeline.types.schema import make_schemas
from pipeline.web import api_alerts, api_articles, api_export, api_lookback, api_rules, api_system, api_users
from pipeline.web.access import check_role, find_needed, needs
from pipeline.web.answers import KINDS
from pipeline.web.problems import tell_error, tell_invalid, tell_refusal
from pipeline.web.promises import REFERENCE

PREFIX = "/api/v1"
_SUBJECTS = (api_articles, api_export, api_alerts, api_rules, api_lookback, api_system, api_users)
_ABOUT = (
    "What Wirewatch has found, and what it watches. Send `Authorization: Bearer ...` with a token of "
    "`wirewatch tokens add`. Lists give a cursor in `next`: ask again with it; null is the end. Errors are RFC 9457 "
    "problems. `x-role` is the least role that an operation needs."
)


def create_api() -> FastAPI:
    """Build the API, without an App yet: what is published is the same for every one."""
    api = FastAPI(
        title="Wirewatch API",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(check_role)],
        generate_unique_id_function=lambda route: route.name,
    )
    for subject in _SUBJECTS:
        api.include_router(subject.router)
    api.add_exception_handler(PipelineError, tell_error)
    api.add_exception_handler(HTTPException, tell_refusal)
    api.add_exception_handler(RequestValidationError, tell_invalid)
    described = describe(api)

    @api.get("/openapi.json", include_in_schema=False)
    @needs("reader")
    def show_openapi() -> dict[str, Any]:
        """The description of this API."""
        return described

    return api


def describe(api: FastAPI) -> dict[str, Any]:
    """Write the OpenAPI description: FastAPI's of the requests, msgspec's of the answers."""
    written = get_openapi(
        title=api.title,
        version=api.version,
        description=_ABOUT,
        routes=api.routes,
        servers=[{"url": PREFIX}],
    )
    answers = make_schemas(KINDS, reference=REFERENCE)
    components = written.setdefault("components", {})
    components["schemas"] = dict(sorted({**components.get("schemas", {}), **answers}.items()))
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    written["security"] = [{"token": []}]
    for route in api.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods:
                written["paths"][route.path_format][method.lower()]["x-role"] = find_needed(route.endpoint)
    return written
