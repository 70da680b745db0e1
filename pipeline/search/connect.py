"""Opens the Elasticsearch client and translates what it raises. The client's major version 8 serves 8.19 and 9.x."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError, SearchError, SearchUnavailableError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

REQUEST_SECONDS = 30.0
BLOCKED = "cluster_block_exception"


def connect(url: str, *, request_timeout: float = REQUEST_SECONDS, **credentials: Any) -> Elasticsearch:  # noqa: ANN401 - the client's own
    """Make a client; nothing is sent yet. ConfigError when the library, the URL or a credential is wrong."""
    try:
        from elasticsearch import Elasticsearch
    except ImportError as error:
        message = "the Elasticsearch client is not installed; run: pip install 'wirewatch[elasticsearch]'"
        raise ConfigError(message) from error
    try:
        return Elasticsearch(url, request_timeout=request_timeout, max_retries=0, **credentials)
    except (ValueError, TypeError) as error:
        message = "the Elasticsearch URL should be like https://host:9200, with credentials that fit together"
        raise ConfigError(f"{message}: {_without_url(error, url)}") from None


@contextmanager
def translated() -> Iterator[None]:
    """Raise the errors of `pipeline.errors` in place of the client's."""
    from elasticsearch import ApiError, TransportError, UnsupportedProductError

    try:
        yield
    except UnsupportedProductError as error:
        raise ConfigError("the server behind the search URL is not Elasticsearch 8.14 or newer") from error
    except ApiError as error:
        raise translate_answer(error.status_code, read_error(error.body)) from error
    except TransportError as error:
        message = f"Elasticsearch cannot be reached: {type(error).__name__}: {error.message}"
        raise SearchUnavailableError(message[:500]) from error


def translate_answer(status: int, cause: tuple[str, str]) -> SearchError:
    """Tell which error an answer that is not a success means; the cause is its type and reason."""
    kind, reason = cause
    said = f"Elasticsearch answered {status} {kind}: {reason}"[:500]
    if status in (408, 429) or status >= 500 or kind == BLOCKED:
        return SearchUnavailableError(said, status=status, kind=kind)
    if status in (401, 403):
        return SearchError(f"{said}; check the credentials of the search URL and what they may do", status=status)
    if kind == "index_not_found_exception":
        return SearchError(f"{said}; run `wirewatch init`, then `wirewatch rebuild`", status=status)
    return SearchError(said, status=status, kind=kind)


def read_error(body: object) -> tuple[str, str]:
    """Read type and reason out of an error's body, the cause with them; tolerant of proxies that answer in HTML."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "error", str(error or body)[:300]
    roots = error.get("root_cause")
    cause = error.get("caused_by") or (roots[0] if isinstance(roots, list) and roots else None)
    reason = str(error.get("reason"))
    if isinstance(cause, dict) and str(cause.get("reason")) not in reason:
        reason = f"{reason}: {cause.get('reason')}"
    return str(error.get("type")), reason


def _without_url(error: Exception, url: str) -> str:
    return str(error).replace(url, "the URL")
