"""Why a document matches: the passages that satisfy the clauses of a query.

What has no place in title, lead or text (the source, the language, the time) is shown with an empty passage.
A clause under NOT has no evidence: it is satisfied by absence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.query.render import to_text
from pipeline.query.tree import ANY_FIELDS, And, Node, Or, Published, Quotation, Terms, Watched
from pipeline.rules.evaluate import holds
from pipeline.rules.reading import Reading, ReadQuote
from pipeline.rules.spans import find_spans
from pipeline.types import Evidence, Quote

PASSAGES_PER_CLAUSE = 5
PASSAGES = 50
_QUOTATIONS = 3


def gather_evidence(node: Node, reading: Reading, *, query: str) -> tuple[Evidence, ...]:
    """Gather the evidence of a node that holds, in the order of its clauses; `query` is the text it was read from."""
    return tuple(islice(dict.fromkeys(_Gatherer(reading, query).gather(node)), PASSAGES))


class _Gatherer:
    def __init__(self, reading: Reading, query: str) -> None:
        self._reading = reading
        self._document = reading.document
        self._query = query

    def gather(self, node: Node, quote: ReadQuote | None = None) -> Iterator[Evidence]:
        """Yield the evidence of every satisfied clause."""
        match node:
            case And(children=children) | Or(children=children):
                for child in children:
                    if isinstance(node, And) or holds(child, self._reading, quote):
                        yield from self.gather(child, quote)
            case Quotation(clause=clause):
                satisfied = (each for each in self._reading.quotes if holds(clause, self._reading, each))
                for each in islice(satisfied, _QUOTATIONS):
                    yield from self.gather(clause, each)
            case Terms() | Watched() | Published():
                yield from islice(self._gather_leaf(node, quote), PASSAGES_PER_CLAUSE)

    def _gather_leaf(self, leaf: Terms | Watched | Published, quote: ReadQuote | None) -> Iterator[Evidence]:
        if isinstance(leaf, Watched):
            return self._watched(leaf)
        if isinstance(leaf, Published):
            return iter([self._show(leaf, str(self._document.published_at))])
        return self._quoted(leaf, quote) if quote else self._terms(leaf)

    def _clause(self, leaf: Terms | Watched | Published) -> str:
        typed = self._query[leaf.start : leaf.end]
        if not typed:
            return to_text(leaf)
        # Inside title:( ) a clause is typed without its field.
        field = leaf.field if isinstance(leaf, Terms) else "name" if isinstance(leaf, Watched) else "published"
        bare = field == "any" or typed.lower().startswith(f"{field}:")
        return typed if bare else f"{field}:{typed}"

    def _cut(self, leaf: Terms | Watched, place: tuple[str, int, int], variant: str | None = None) -> Evidence:
        field, start, end = place
        quote = self._find_quote(start, end) if field == "text" else None
        passage: str = getattr(self._document, field)[start:end]
        name = leaf.name if isinstance(leaf, Watched) else None
        return Evidence(
            clause=self._clause(leaf),
            name=name,
            variant=variant or passage,
            field=field,
            start=start,
            end=start + len(passage),
            passage=passage,
            said_by=_name_speaker(quote) if quote else None,
        )

    def _find_quote(self, start: int, end: int) -> Quote | None:
        """The quotation that a passage stands in, or whose speaker it names."""
        return next((quote for quote in self._document.quotes if _holds_span(quote, start, end)), None)

    def _show(self, leaf: Terms | Published, value: str) -> Evidence:
        clause = self._clause(leaf)
        return Evidence(clause=clause, name=None, variant=value, field="title", start=0, end=0, passage="")

    def _find(self, terms: Terms, text: str) -> Iterator[tuple[int, int]]:
        words = self._reading.read(text)
        return (words.locate(start, end) for start, end in find_spans(terms, words))

    def _terms(self, terms: Terms) -> Iterator[Evidence]:
        if terms.field in ("any", "title"):
            for field in ANY_FIELDS if terms.field == "any" else ("title",):
                for start, end in self._find(terms, getattr(self._document, field)):
                    yield self._cut(terms, (field, start, end))
            return
        for value in self._reading.elements.get(terms.field, ()):
            if next(find_spans(terms, self._reading.read(value)), None) is not None:
                places = list(self._places_of(terms, value))
                yield from (self._cut(terms, place, value if terms.field == "topic" else None) for place in places)
                if not places:
                    yield self._show(terms, value)

    def _places_of(self, terms: Terms, value: str) -> Iterator[tuple[str, int, int]]:
        """Where the value of a field that is not text itself was read from."""
        document = self._document
        spans: list[tuple[str, int, int]] = []
        if terms.field == "dateline" and document.dateline:
            spans = [("text", document.dateline.start, document.dateline.end)]
        elif terms.field == "topic":
            topics = (topic for topic in document.topics if value in (topic.code, topic.label))
            spans = [("text", span.start, span.end) for topic in topics for span in topic.evidence]
        elif terms.field == "mentions":
            spans = [("text", p.start, p.end) for p in document.people if value in (p.name, *p.aliases)]
            spans += [("text", n.start, n.end) for n in document.names if value in (n.name, n.variant)]
            spans += [("title", n.start, n.end) for n in document.title_names if value in (n.name, n.variant)]
        return (span for span in spans if 0 <= span[1] < span[2])

    def _quoted(self, terms: Terms, read: ReadQuote) -> Iterator[Evidence]:
        quote = read.quote
        exact = self._document.text[quote.start : quote.end] == quote.text
        for value in read.elements.get(terms.field, ()):
            for start, end in self._find(terms, value):
                if terms.field == "said" and exact:
                    yield self._cut(terms, ("text", quote.start + start, quote.start + end))
                    continue
                yield self._cut(terms, self._place_speaker(read) if terms.field == "speaker" else _whole(read))
                return

    def _place_speaker(self, read: ReadQuote) -> tuple[str, int, int]:
        speaker = read.quote.speaker
        if speaker and speaker.start is not None and speaker.end is not None and speaker.start < speaker.end:
            return "text", speaker.start, speaker.end
        return _whole(read)

    def _watched(self, watched: Watched) -> Iterator[Evidence]:
        for field, names in (("title", self._document.title_names), ("text", self._document.names)):
            for name in names:
                if name.name == watched.name:
                    yield self._cut(watched, (field, name.start, name.end), name.variant)


def _holds_span(quote: Quote, start: int, end: int) -> bool:
    speaker = quote.speaker
    if speaker and speaker.start is not None and speaker.end is not None and speaker.start <= start < speaker.end:
        return True
    return quote.start <= start and end <= quote.end


def _name_speaker(quote: Quote) -> str:
    return quote.speaker.name or quote.speaker.text or "" if quote.speaker else ""


def _whole(read: ReadQuote) -> tuple[str, int, int]:
    return "text", read.quote.start, read.quote.end
