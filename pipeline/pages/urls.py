"""Which URL an article goes by. A page may name its own, but not somebody else's and not a front page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit, urlunsplit

from pipeline.claims.urls import host_of, identify_url, normalise_url, registrable_domain, resolve_url

_AMP_PATH = re.compile(r"(?:^/amp(?=/.)|(?<=.)/amp/?$|\.amp(?=\.html$|$))")
_AMP_CACHE = re.compile(
    r"https?://(?:[^/]+\.cdn\.ampproject\.org/[acv]|www\.google\.[a-z.]+/amp)/(?:s/)?([^/]+\.[^/]+/.+)"
)
_AMP_PARAMETERS = frozenset(("amp", "amp=", "amp=1", "amp=true", "outputtype=amp"))
# Three words or more joined by hyphens, one with letters, or a number that is no year: not the name of a section.
_HEADLINE = re.compile(r"(?=[^/]*[^\W\d_])[^\W_]+(?:[-_][^\W_]+){2,}")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}")
_DATED = re.compile(r"/(?:19|20)\d\d/\d{1,2}/(?:\d{1,2}/)?[^/]*[^\W\d_]")
_PAGING = frozenset(("p", "page", "paged", "pg", "seite", "start", "offset"))
_WHENCE = frozenset(
    ("ref", "from", "src", "source", "via", "campaign", "share", "t", "ts", "time", "v", "width", "height")
)
_FRONT = re.compile(
    r"/*(?:[a-z]{2}(?:[-_][a-z]{2})?/*)?(?:(?:index|default|home|homepage|main)(?:\.\w+)?/*)?", re.IGNORECASE
)
_VIEW = re.compile(
    r"(?:(?:amp|print|full|all|comments?|single|embed|(?:page|p|seite|part)/?-?)/?)?(?:\d{1,3}/?)?", re.IGNORECASE
)
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
    """The same owner and port, and no front page, section or bare script where the page itself is an article."""
    there, here = urlsplit(candidate), urlsplit(own)
    if there.port != here.port or not _is_same_owner(host_of(candidate), host_of(own)):
        return False
    if identify_url(candidate) == identify_url(own):
        return True
    if _is_above(there, here) or (_is_front(there) and not _is_front(here)):
        return False
    return _names_article(there) or not _names_article(here)


def _names_article(parts: SplitResult) -> bool:
    """Whether an address looks like one article's: by a headline, a long number or a parameter that is an id."""
    last = parts.path.rstrip("/").rpartition("/")[2]
    return _names_one(last) or bool(_DATED.search(parts.path)) or any(map(_identifies, parts.query.split("&")))


def _names_one(name: str) -> bool:
    return bool(_HEADLINE.search(name) or _NUMBER.search(name))


def _identifies(parameter: str) -> bool:
    """Whether a parameter chooses the article: `?p=1234` does; `?p=2` turns a page, `?ref=7` says whence one came."""
    name, _, value = parameter.lower().partition("=")
    if name in _PAGING:
        return _names_one(value) or len(value) > 2
    return name not in _WHENCE and (_names_one(value) or any(map(str.isdigit, value)))


def _is_front(parts: SplitResult) -> bool:
    return bool(_FRONT.fullmatch(parts.path)) and not any(map(_identifies, parts.query.split("&")))


def _is_above(there: SplitResult, here: SplitResult) -> bool:
    """Whether a candidate is a folder above the page (its section), and the rest is no page or view of an article."""
    folder = there.path.rstrip("/") + "/"
    return here.path.startswith(folder) and not _VIEW.fullmatch(here.path[len(folder) :])


def _is_same_owner(a: str, b: str) -> bool:
    return a == b or registrable_domain(a) == registrable_domain(b)


def strip_amp(url: str) -> str:
    """Give the URL of the page of which this is the AMP variant; a normal form stays one without AMP marks."""
    if cached := _AMP_CACHE.fullmatch(url):
        url = normalise_url(f"https://{cached[1]}") or url
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
