"""The search index: one port, an embedded and an Elasticsearch adapter. A projection of the ledger.

What a word is, is decided in `pipeline.query.words`; both engines are made to agree with it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import ConfigError
from pipeline.ports import Index, Mirror
from pipeline.search.rebuild import Rebuildable, RebuildReport, rebuild

__all__ = ["Index", "Mirror", "RebuildReport", "Rebuildable", "open_index", "open_mirror", "rebuild"]


def open_index(url: str, *, prefix: str = "wirewatch", **credentials: Any) -> Index:  # noqa: ANN401 - the client's own
    """Open the index that a URL names: `sqlite:///path/search.db` or `http(s)://host:port`.

    `prefix` begins the names of all Elasticsearch indices, aliases and templates. `credentials` go to the
    Elasticsearch client: `api_key`, `basic_auth` (name, password), `bearer_auth`, `ca_certs`. Connects to nothing yet.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        from pipeline.search.embedded import EmbeddedIndex

        path = url.removeprefix("sqlite:///")
        if path == url or not path:
            raise ConfigError("the search URL should be sqlite:///PATH with the path of a file", url=url)
        return EmbeddedIndex(path)
    if scheme in ("http", "https"):
        from pipeline.search.connect import connect
        from pipeline.search.elastic import ElasticIndex

        return ElasticIndex(connect(url, **credentials), prefix=prefix)
    message = "the search URL should begin with sqlite:/// (embedded) or http:// or https:// (Elasticsearch)"
    raise ConfigError(f"{message}, not with {scheme or url!r}", scheme=scheme)


def open_mirror(index: Index) -> Mirror | None:
    """Open the mirror beside an index, on its connection; None beside an embedded index."""
    from pipeline.search.elastic import ElasticIndex

    return index.open_mirror() if isinstance(index, ElasticIndex) else None
