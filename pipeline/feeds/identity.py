"""What a link and a feed are called: normal forms, the entry ids made of them, slugs, domains, specifications.

The normal form says which two links of feeds are one entry. The page's own canonical URL is judged later, elsewhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.claims.urls import host_of, normalise_url, registrable_domain
from pipeline.errors import CatalogueError
from pipeline.feeds.plain import to_language, to_line
from pipeline.types import FeedSpec, Source

_MOST_TAGS = 20


def entry_id(url: str) -> str:
    """Name an entry by its link: 32 hexadecimal digits, the same for all links with one normal form."""
    return hashlib.sha256((normalise_url(url) or url).encode("utf-8", "replace")).hexdigest()[:32]


def slug(text: str) -> str:
    """Make a readable id: lower-case ASCII letters, digits and single hyphens, at most 60; "feed" when none is left."""
    plain = unicodedata.normalize("NFKD", text[:400]).translate(_ROMAN).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "feed"


def make_spec(  # noqa: PLR0913 - the keys of a catalogue
    url: str,
    *,
    id: str | None = None,  # noqa: A002 - the word of the trade, and keyword-only
    name: str | None = None,
    source: Source | str = "",
    language: str | None = None,
    tags: Sequence[str] = (),
    interval_seconds: int | None = None,
) -> FeedSpec:
    """Make the specification of a feed, filling in what is not said; CatalogueError when the URL cannot be watched."""
    clean = url.strip()
    if normalise_url(clean) is None:
        raise CatalogueError(f"expected the http(s) URL of a feed, found {clean[:200]!r}", url=clean[:200])
    domain = registrable_domain(host_of(clean))
    title = to_line(name or "")
    publisher = source if isinstance(source, Source) else to_source(to_line(source), domain=domain)
    return FeedSpec(
        id=slug(id or title or clean.partition("://")[2]),
        url=clean,
        name=title or domain,
        source=publisher,
        language=to_language(language or ""),
        tags=to_tags(tags),
        interval_seconds=interval_seconds,
    )


def to_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Clean tags: one line each, without the commas and slashes that join them in OPML, no two alike."""
    cleaned = (to_line(re.sub(r"[,/]+", " ", tag), 60).casefold() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))[:_MOST_TAGS]


def to_source(name: str, *, domain: str) -> Source:
    """Name a publisher; without a name it is called by its domain."""
    return Source(id=slug(name or domain), name=name or domain, domain=domain)


# Russian and Ukrainian letters, so that a Cyrillic name has a readable id.
_ROMAN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        **dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФЫЭІЇЄҐ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
        "Ж": "zh",
        "Х": "kh",
        "Ц": "ts",
        "Ч": "ch",
        "Ш": "sh",
        "Щ": "shch",
        "Ю": "yu",
        "Я": "ya",
        "Ь": "",
        "Ъ": "",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
    }
)
