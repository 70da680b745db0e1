"""Tag what an article is about, with the passages that say so: weighted words, no training, no guesses."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log, sqrt

from pipeline.enrich.taxonomy import DEFAULT_LANGUAGE, Taxonomy, parse_taxonomy
from pipeline.enrich.tokens import Tokens, scan
from pipeline.enrich.topics_index import TermIndex, fold_words
from pipeline.types import Span, Topic

__all__ = ["VERSION", "Taxonomy", "parse_taxonomy", "tag_topics"]

VERSION = "2"
_MOST = 5
_MOST_TOPS = 3
_MOST_SPANS = 10
_TITLE = 2.0
_SECTION = 6.0
_KEYWORD = 2.5
_HALF = 6.0  # the weight at which a topic is as likely right as wrong
_LEAST_SHARE = 0.2  # of the best topic's weight
_LEAST = 0.12
_USUAL_LENGTH = 150  # words; weights of longer texts are scaled down
_READ = 20_000  # tokens of a text that are read: the head of an article says what it is about


@dataclass(slots=True)
class _Case:
    """What speaks for one topic."""

    weight: float = 0.0
    spans: list[Span] = field(default_factory=list)


def tag_topics(
    text: str, *, title: str, section: str | None, keywords: tuple[str, ...], taxonomy: Taxonomy, language: str | None
) -> tuple[Topic, ...]:
    """Tag up to five topics, best first; evidence spans are in `text`, words of the title only add weight.

    A source's section and keywords count in every language, words in the languages that have terms.
    """
    cases: dict[str, _Case] = {}
    spoken = (language or DEFAULT_LANGUAGE).split("-")[0].lower()
    index = taxonomy.indexes.get(spoken)
    if index:
        tokens = scan(text)
        scale = 1 / sqrt(max(1.0, len(tokens) / _USUAL_LENGTH))
        _weigh(cases, index, tokens, scale=scale, language=spoken)
        _weigh(cases, index, Tokens(title[:1000]), scale=_TITLE, language=spoken, spans=False)
    for words, weight in ((section, _SECTION), *((keyword, _KEYWORD) for keyword in keywords[:30])):
        _declare(cases, taxonomy.sections.get((words or "").strip().casefold(), ()), weight)
    return _choose(cases, taxonomy)


def _declare(cases: dict[str, _Case], codes: tuple[str, ...], weight: float) -> None:
    """Count what the source itself says that the article is."""
    for code in codes:
        cases.setdefault(code, _Case()).weight += weight


def _weigh(
    cases: dict[str, _Case], index: TermIndex, tokens: Tokens, *, scale: float, language: str, spans: bool = True
) -> None:
    """Add up the terms; a term that comes again counts less each time."""
    hits: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for term, first, end in index.find(fold_words(tokens.low[:_READ], language=language)):
        hits.setdefault(term, []).append((tokens.starts[first], tokens.ends[end - 1]))
    for term, places in hits.items():
        for code, weight in index.terms[term]:
            case = cases.setdefault(code, _Case())
            case.weight += weight * scale * (1 + 0.6 * log(len(places)))
            if spans and weight > 0:
                case.spans += [Span(start=start, end=end) for start, end in places[:3]]


def _choose(cases: dict[str, _Case], taxonomy: Taxonomy) -> tuple[Topic, ...]:
    ranked = sorted(cases, key=lambda code: (-cases[code].weight, code))
    tops = [code for code in ranked if taxonomy.subjects[code].parent is None and cases[code].weight > 0]
    if not tops:
        return ()
    least = cases[tops[0]].weight * _LEAST_SHARE
    chosen = [code for code in tops if cases[code].weight >= least][:_MOST_TOPS]
    below = [
        code for code in ranked if taxonomy.subjects[code].parent in chosen and cases[code].weight >= max(least, 2.0)
    ]
    kept = sorted([*chosen, *below[: _MOST - len(chosen)]], key=ranked.index)
    topics = [_to_topic(code, cases[code], taxonomy) for code in _parents_first(kept, taxonomy)]
    return tuple(topic for topic in topics if topic.score >= _LEAST)


def _parents_first(codes: list[str], taxonomy: Taxonomy) -> list[str]:
    ordered: list[str] = []
    for code in codes:
        parent = taxonomy.subjects[code].parent
        if parent in codes and parent not in ordered:
            ordered.append(str(parent))
        if code not in ordered:
            ordered.append(code)
    return ordered


def _to_topic(code: str, case: _Case, taxonomy: Taxonomy) -> Topic:
    spans = sorted({(span.start, span.end) for span in case.spans})[:_MOST_SPANS]
    return Topic(
        code=code,
        label=taxonomy.subjects[code].label,
        score=round(case.weight / (case.weight + _HALF), 3),
        evidence=tuple(Span(start=start, end=end) for start, end in spans),
    )
