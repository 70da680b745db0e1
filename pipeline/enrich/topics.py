"""Tag what an article is about, with the passages that say so: weighted words, no training, no guesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import NamedTuple, TypeVar

from pipeline.enrich.tokens import Tokens, scan
from pipeline.enrich.topical.file import DEFAULT_LANGUAGE
from pipeline.enrich.topical.index import Term, TermIndex, fold_words
from pipeline.enrich.topical.outside import hear_source
from pipeline.enrich.topical.taxonomy import Taxonomy, parse_taxonomy
from pipeline.types import Outside, Span, Topic

__all__ = ["VERSION", "Taxonomy", "parse_taxonomy", "tag_topics"]

VERSION = "3"
_MOST = 5
_MOST_TOPS = 3
_MOST_SPANS = 10
_MOST_OUTSIDE = 10
_MOST_WORDS = 1_000  # characters of a title that are read
_TITLE = 2.0
_LATE = 0.6  # what a term counts that is first met below the opening
_OPENING = 200  # words
_LEAST_SHARE = 0.08  # of the best topic's weight, in a text of the usual length; more in a longer one
_MOST_LEAST_SHARE = 0.25
_LEAST_BELOW = 2.0
_LEAST_OF_TOP = 0.1  # what a topic right below the top needs of the weight there
_LEAST_OF_PARENT = 0.2  # what one further down needs of the weight above it
_SURE_TOP = 0.15  # the score that a topic at the top needs for those below it
_DEEPER = 1.3  # a topic one level deeper says more
_LEAST = 0.03
_TELLING = 1.0  # lighter words only add, and are shown where there is nothing better
_DOUBT = 4.0  # what speaks for none of the topics
# Shares of the evidence, and how often a topic with such a share is right; fitted on half of a labelled set.
_RIGHT = (
    *((0.0, 0.0), (0.08, 0.06), (0.15, 0.1), (0.25, 0.24), (0.35, 0.47), (0.45, 0.63)),
    *((0.55, 0.73), (0.65, 0.86), (0.75, 0.92), (0.84, 0.96), (1.0, 0.99)),
)
_USUAL_LENGTH = 150  # words; weights of longer texts are scaled down
_READ = 20_000  # tokens of a text that are read: the head of an article says what it is about
_NO_TERMS = TermIndex({})


class _Place(NamedTuple):
    """Where a term is: its first word, and where it starts and ends."""

    word: int
    start: int
    end: int


@dataclass(slots=True)
class _Case:
    """What speaks for one topic."""

    weight: float = 0.0
    spans: list[tuple[float, Span]] = field(default_factory=list)
    outside: list[tuple[float, Outside]] = field(default_factory=list)


_Cases = defaultdict[str, _Case]
_Words = TypeVar("_Words", Span, Outside)


def tag_topics(  # noqa: PLR0913 - all that a source says of an article, each by name
    text: str,
    *,
    title: str,
    section: str | None,
    keywords: tuple[str, ...],
    taxonomy: Taxonomy,
    language: str | None,
    url: str | None = None,
) -> tuple[Topic, ...]:
    """Tag up to five topics, best first; `evidence` spans are in `text`, what speaks from elsewhere is in `outside`.

    What a source calls its section and keywords counts in every language, words in the languages that have terms.
    """
    cases: _Cases = defaultdict(_Case)
    spoken = (language or DEFAULT_LANGUAGE).split("-")[0].lower()
    index = taxonomy.indexes.get(spoken, _NO_TERMS)
    tokens = scan(text)
    _weigh(cases, _find(index, tokens, language=spoken), index, length=len(tokens))
    heading = _find(index, Tokens(title[:_MOST_WORDS]), language=spoken)
    for term, places in heading.items():
        words = Outside(field="title", text=title[places[0].start : places[0].end])
        for code, weight in index.terms[term]:
            _add(cases[code], weight * _TITLE * _repeat(len(places)), words)
    for code, said in hear_source(taxonomy, index, section=section, keywords=keywords, url=url, language=spoken):
        for weight, words in said:
            _add(cases[code], weight, words)
    return _choose(cases, taxonomy, length=len(tokens))


def _add(case: _Case, weight: float, words: Outside) -> None:
    case.weight += weight
    if weight > 0:
        case.outside.append((weight, words))


def _repeat(count: int) -> float:
    """A term that comes again counts less each time."""
    return sqrt(count)


def _find(index: TermIndex, tokens: Tokens, *, language: str) -> dict[Term, list[_Place]]:
    """Give the places of each term, in order."""
    found: dict[Term, list[_Place]] = {}
    for term, first, end in index.find(fold_words(tokens.low[:_READ], language=language)):
        place = _Place(first, tokens.starts[first], tokens.ends[end - 1])
        found.setdefault(term, []).append(place)
    return found


def _weigh(cases: _Cases, found: Mapping[Term, list[_Place]], index: TermIndex, *, length: int) -> None:
    """Add up the terms of the text; one that is first met far down counts less."""
    scale = 1 / sqrt(max(1.0, length / _USUAL_LENGTH))
    for term, places in found.items():
        spans = [Span(start=place.start, end=place.end) for place in places[:3]]
        counted = scale * _repeat(len(places)) * (_LATE if places[0].word > _OPENING else 1.0)
        for code, weight in index.terms[term]:
            case = cases[code]
            case.weight += weight * counted
            if weight > 0:
                case.spans += [(weight, span) for span in spans]


def _choose(cases: _Cases, taxonomy: Taxonomy, *, length: int) -> tuple[Topic, ...]:
    """Take the best topics at the top, then the best below those, each line from the top down."""
    ranked = sorted((code for code in cases if cases[code].weight > 0), key=lambda code: (-cases[code].weight, code))
    tops = [code for code in ranked if taxonomy.subjects[code].parent is None]
    if not tops:
        return ()
    total = sum(cases[code].weight for code in tops) + _DOUBT
    share = min(_MOST_LEAST_SHARE, _LEAST_SHARE * sqrt(max(1.0, length / _USUAL_LENGTH)))
    chosen = [code for code in tops if cases[code].weight >= share * cases[tops[0]].weight][:_MOST_TOPS]
    sure = {code for code in chosen if _calibrate(cases[code].weight / total) >= _SURE_TOP}
    below = [code for code in ranked if code not in tops and _is_telling(cases, taxonomy.line_of(code), sure=sure)]
    below.sort(key=lambda code: -cases[code].weight * _DEEPER ** len(taxonomy.line_of(code)))
    kept = [*chosen, *below[: _MOST - len(chosen)]]
    topics = [_to_topic(code, cases, taxonomy, total=total) for code in kept]
    topics = [topic for topic in topics if topic.score >= _LEAST]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, len(taxonomy.line_of(topic.code)))))


def _is_telling(cases: _Cases, line: tuple[str, ...], *, sure: set[str]) -> bool:
    """A topic below says something when its top is likely and it holds a good part of the weight above it."""
    weight, parent, top = (cases[code].weight for code in (line[0], line[1], line[-1]))
    share = _LEAST_OF_TOP * top if line[1] == line[-1] else _LEAST_OF_PARENT * parent
    return line[-1] in sure and weight >= max(_LEAST_BELOW, share)


def _to_topic(code: str, cases: _Cases, taxonomy: Taxonomy, *, total: float) -> Topic:
    """Score a topic: one at the top as often as such a one is right, one below as a part of that."""
    case, top = cases[code], cases[taxonomy.top_of(code)]
    return Topic(
        code=code,
        label=taxonomy.subjects[code].label,
        score=round(_calibrate(top.weight / total) * sqrt(min(1.0, case.weight / top.weight)), 3),
        evidence=_select(case.spans),
        outside=tuple(dict.fromkeys(_telling(case.outside)))[:_MOST_OUTSIDE],
    )


def _select(spans: list[tuple[float, Span]]) -> tuple[Span, ...]:
    """Give the heaviest passages, in the order of the text."""
    best = {(span.start, span.end): span for span in _telling(spans)[:_MOST_SPANS]}
    return tuple(best[place] for place in sorted(best))


def _telling(found: list[tuple[float, _Words]]) -> list[_Words]:
    """Give the words that say something, the heaviest first; the others only where there are none."""
    telling = [pair for pair in found if pair[0] >= _TELLING] or found
    return [words for _, words in sorted(telling, key=lambda pair: -pair[0])]


def _calibrate(share: float) -> float:
    """Turn a share of the evidence into how often such a topic is right, between the measured points."""
    for (low, below), (high, above) in pairwise(_RIGHT):
        if share <= high:
            return below + (above - below) * (share - low) / (high - low)
    return _RIGHT[-1][1]
