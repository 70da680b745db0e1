"""Tag what an article is about, with the passages that say so: weighted words, no training, no guesses."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
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
_LEAST_SHARE = 0.12  # of the best topic's weight
_LEAST_BELOW = 2.0
_LEAST_OF_TOP = 0.25  # what a topic below needs of the weight at the top of its line
_DEEPER = 1.3  # a topic one level deeper says more
_LEAST = 0.05
_DOUBT = 4.0  # what speaks for none of the topics
# Shares of the evidence, and how often a topic with such a share is right; fitted on half of a labelled set.
_RIGHT = (
    *((0.0, 0.0), (0.08, 0.06), (0.15, 0.1), (0.25, 0.24), (0.35, 0.47), (0.45, 0.63)),
    *((0.55, 0.73), (0.65, 0.86), (0.75, 0.92), (0.84, 0.96), (1.0, 0.99)),
)
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
    """Take the best topics at the top, then the best below those, each line from the top down."""
    ranked = sorted((code for code in cases if cases[code].weight > 0), key=lambda code: (-cases[code].weight, code))
    tops = [code for code in ranked if taxonomy.subjects[code].parent is None]
    if not tops:
        return ()
    least = cases[tops[0]].weight * _LEAST_SHARE
    total = sum(cases[code].weight for code in tops)
    chosen = [code for code in tops if cases[code].weight >= least][:_MOST_TOPS]
    below = [
        code
        for code in ranked
        if code not in tops
        and taxonomy.top_of(code) in chosen
        and cases[code].weight >= max(_LEAST_BELOW, _LEAST_OF_TOP * cases[taxonomy.top_of(code)].weight)
    ]
    below.sort(key=lambda code: -cases[code].weight * _DEEPER ** len(taxonomy.line_of(code)))
    kept = [*chosen, *below[: _MOST - len(chosen)]]
    topics = [_to_topic(code, cases, taxonomy, total=total + _DOUBT) for code in kept]
    topics = [topic for topic in topics if topic.score >= _LEAST]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, len(taxonomy.line_of(topic.code)))))


def _to_topic(code: str, cases: dict[str, _Case], taxonomy: Taxonomy, *, total: float) -> Topic:
    """Score a topic: one at the top as often as such a one is right, one below as a part of that."""
    case, top = cases[code], cases[taxonomy.top_of(code)]
    spans = sorted({(span.start, span.end) for span in case.spans})[:_MOST_SPANS]
    return Topic(
        code=code,
        label=taxonomy.subjects[code].label,
        score=round(_calibrate(top.weight / total) * sqrt(min(1.0, case.weight / top.weight)), 3),
        evidence=tuple(Span(start=start, end=end) for start, end in spans),
    )


def _calibrate(share: float) -> float:
    """Turn a share of the evidence into how often such a topic is right, between the measured points."""
    for (low, below), (high, above) in pairwise(_RIGHT):
        if share <= high:
            return below + (above - below) * (share - low) / (high - low)
    return _RIGHT[-1][1]
