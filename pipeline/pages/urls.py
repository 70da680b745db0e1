"""Which URL an article goes by. A page may name its own, but not somebody else's and not a front page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from pipeline.claims.urls import host_of, normalise_url, registrable_domain, resolve_url

_AMP_PATH = re.compile(r"(?:^/amp(?=/.)|(?<=.)/amp/?$|\.amp(?=\.html$|$))")
_AMP_PARAMETERS = frozenset(("amp", "amp=", "amp=1", "amp=true", "outputtype=amp"))
# More marks than this on one URL are an attack; the rest of them stay.
_MARKS = 20


def decide_canonical(final_url: str, declared: Iterable[str]) -> str:
    """The first declared URL that may be believed, else the page's own; normal form, without its AMP variant."""
    own = normalise_url(final_url)
    if own is None:
        return final_url
    for link in declared:
        candidate = normalise_url(resolve_url(link, own) or "") if link else None
        if candidate and _may_be_believed(candidate, own):
            return strip_amp(candidate)
    return strip_amp(own)


def _may_be_believed(candidate: str, own: str) -> bool:
    """Same registrable domain and port, and not the root of a site when the page itself is not."""
    there, here = urlsplit(candidate), urlsplit(own)
    if there.port != here.port or not _is_same_owner(host_of(candidate), host_of(own)):
        return False
    return there.path.strip("/") != "" or bool(there.query) or here.path.strip("/") == ""


def _is_same_owner(a: str, b: str) -> bool:
    return a == b or registrable_domain(a) == registrable_domain(b)


def strip_amp(url: str) -> str:
    """Give the URL of the page of which this is the AMP variant; a normal form stays one without AMP marks."""
    for _ in range(_MARKS):
        stripped = _strip_mark(url)
        if stripped == url:
            break
        url = stripped
    return url


def _strip_mark(url: str) -> str:
    parts = urlsplit(url)
    path = _AMP_PATH.sub("", parts.path, count=1) or "/"
    query = "&".join(part for part in parts.query.split("&") if part.lower() not in _AMP_PARAMETERS)
    marked = path != parts.path or query != parts.query
    host = parts.netloc.removeprefix("amp.") if marked and parts.netloc.count(".") > 1 else parts.netloc
    return normalise_url(urlunsplit((parts.scheme, host, path, query, ""))) or url
