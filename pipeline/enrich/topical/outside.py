"""What a source itself says that its article is about: the section, the keywords, and the path of the URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal
from urllib.parse import unquote, urlsplit

from pipeline.enrich.tokens import Tokens
from pipeline.enrich.topical.index import TermIndex, fold_words
from pipeline.enrich.topical.taxonomy import Taxonomy, fold_section
from pipeline.types import Outside

_SECTION = 6.0
_PATH = 4.0
_KEYWORD = 2.5
_AGAIN = 0.3  # what each further keyword for the same topic adds
_MOST_AGAIN = 4
_MOST_KEYWORDS = 30
_MOST_CHARACTERS = 200
_MOST_FOLDERS = 4
_BREAKS = re.compile(r"[/|>»;,:]+")

Said = list[tuple[float, Outside]]


def hear_source(
    taxonomy: Taxonomy,
    index: TermIndex,
    *,
    section: str | None,
    keywords: tuple[str, ...],
    url: str | None,
    language: str,
) -> Iterator[tuple[str, Said]]:
    """Give each topic with what the source says for it, and how much that weighs.

    A path only counts where the section says nothing; what names no topic ("News", "World", "Latest") says nothing.
    """
    reader = _Reader(taxonomy, index, language)
    named = reader.read(_BREAKS.split((section or "")[:_MOST_CHARACTERS]), field="section", weight=_SECTION)
    if not named:
        named = reader.read(_folders(url), field="url", weight=_PATH, labels_only=True)
    worded = reader.read(keywords[:_MOST_KEYWORDS], field="keywords", weight=_KEYWORD)
    yield from chain(named.items(), worded.items())


class _Reader:
    """Reads names of sections and keywords: as a whole, else by the terms in them."""

    __slots__ = ("_index", "_language", "_taxonomy")

    def __init__(self, taxonomy: Taxonomy, index: TermIndex, language: str) -> None:
        self._taxonomy, self._index, self._language = taxonomy, index, language

    def read(
        self,
        names: Iterator[str] | tuple[str, ...] | list[str],
        *,
        field: Literal["section", "keywords", "url"],
        weight: float,
        labels_only: bool = False,
    ) -> dict[str, Said]:
        """Give what some names say for each topic; the first counts in full, those after it a little."""
        found: dict[str, Said] = {}
        for name in names:
            words = Outside(field=field, text=name.strip()[:_MOST_CHARACTERS])
            for code, most in self._topics(words.text, labels_only=labels_only).items():
                said = found.setdefault(code, [])
                if all(words != other for _, other in said):
                    share = 1.0 if not said else _AGAIN if len(said) <= _MOST_AGAIN else 0.0
                    said.append((min(weight, most) * share, words))
        return found

    def _topics(self, name: str, *, labels_only: bool) -> dict[str, float]:
        codes = self._taxonomy.sections.get(fold_section(name))
        if codes or labels_only:
            return dict.fromkeys(codes or (), _SECTION)
        found: dict[str, float] = {}
        for term, _, _ in self._index.find(fold_words(Tokens(name).low, language=self._language)):
            for code, weight in self._index.terms[term]:
                if weight > 1:
                    found[code] = max(weight, found.get(code, 0.0))
        return found


def _folders(url: str | None) -> Iterator[str]:
    """Give the folders at the head of a URL's path, without the page."""
    try:
        path = urlsplit((url or "")[:2_000]).path
    except ValueError:
        return
    yield from (unquote(folder) for folder in path.split("/")[1:-1][:_MOST_FOLDERS] if folder)
