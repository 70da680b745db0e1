"""Which URL an article goes by. A page may name its own, but not somebody else's and not a front page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from pipeline.claims.urls import host_of, normalise_url, registrable_domain, resolve_url

_AMP_PATH = re.compile(r"(^/amp(?=/))|(/amp/?$)|(\.amp(?=\.html$|$))")
_AMP_HOST = re.compile(r"^(amp|m|mobile)\.(?=[^.]+\.)")


def decide_canonical(final_url: str, declared: Iterable[str]) -> str:
    """The first declared URL that may be believed, else the page's own; normal form, without its AMP variant."""
    own = normalise_url(final_url) or final_url
    for link in declared:
        candidate = normalise_url(resolve_url(link, final_url) or "") if link else None
        if candidate and _may_be_believed(candidate, own):
            return strip_amp(candidate)
    return strip_amp(own)


def _may_be_believed(candidate: str, own: str) -> bool:
    """Same registrable domain and port, and not the root of a site when the page itself is not."""
    there, here = urlsplit(candidate), urlsplit(own)
    if registrable_domain(host_of(candidate)) != registrable_domain(host_of(own)) or there.port != here.port:
        return False
    return there.path.strip("/") != "" or bool(there.query) or here.path.strip("/") == ""


def strip_amp(url: str) -> str:
    """The URL of the page of which this is the AMP variant; itself when it is none."""
    parts = urlsplit(url)
    path = _AMP_PATH.sub("", parts.path) or "/"
    query = "&".join(part for part in parts.query.split("&") if part.lower() not in {"amp", "amp=1", "outputtype=amp"})
    host = _AMP_HOST.sub("", parts.netloc) if path != parts.path and parts.netloc.startswith("amp.") else parts.netloc
    return normalise_url(urlunsplit((parts.scheme, host, path, query, ""))) or url
