"""Random queries, as text and as trees, over few words so that they often match `random_documents`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from msgspec import structs

from pipeline.query import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.query.tree import Field
from pipeline.types import Document, Span, Topic
from tests.documents import make_document, make_quote

WORDS = ("nato", "russia", "russian", "council", "talks", "совет", "otan", "52")
TYPED = ("NATO", "Russia", "Russian", "council", "TALKS", "Совет", "Ötan", "52")
NAMES = ("russia-nato-council", "iaea")
DAY = datetime(2026, 4, 3, tzinfo=UTC)
TEXT_FIELDS: tuple[Field, ...] = ("any", "any", "title", "topic", "source", "language", "dateline", "mentions")


def forget_positions(node: Node) -> Node:
    """The tree as `to_text` knows it."""
    match node:
        case Terms() | Watched() | Published():
            return replace(node, start=0, end=0)
        case And(children=children):
            return And(children=tuple(map(forget_positions, children)))
        case Or(children=children):
            return Or(children=tuple(map(forget_positions, children)))
        case Not(child=child):
            return Not(child=forget_positions(child))
        case Quotation(clause=clause):
            return Quotation(clause=forget_positions(clause))
        case Every():
            return node


# --- queries as people type them ---

_word = st.sampled_from(TYPED)
_phrase = st.lists(_word, min_size=1, max_size=3).map(lambda words: f'"{" - ".join(words)}"')
_near = st.tuples(_phrase, st.integers(0, 6)).map(lambda pair: f"{pair[0]}~{pair[1]}")
_prefix = st.sampled_from(("rus*", "Russ*", "nat*", "сове*", "TAL*"))
_joined = st.sampled_from(("Russia-NATO", "council/talks", "«Совет Россия»"))
_value = st.one_of(_word, _word, _phrase, _near, _prefix, _joined)
_field = st.sampled_from(("title", "said", "speaker", "topic", "source", "language", "dateline", "mentions"))
_published = st.sampled_from(
    ("2026-04-03", "2026-04", "2026", ">=2026-04-03", "<2026-04-03", "<=2026-04", ">2025", "[2026-04-01 TO 2026-04-03]")
).map("published:{}".format)
_leaf = st.one_of(
    _value,
    _value,
    st.tuples(_field, _value).map(":".join),
    st.tuples(st.sampled_from(("said", "speaker")), _value).map(":".join),
    _published,
    st.sampled_from(NAMES).map("name:{}".format),
    st.just("*"),
)


def _combine(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(" ".join),
        several.map(" AND ".join),
        several.map(" OR ".join),
        inner.map("({})".format),
        inner.map("NOT ({})".format),
        inner.map("-({})".format),
        st.tuples(_field, st.lists(_value, min_size=1, max_size=3).map(" ".join)).map(lambda p: f"{p[0]}:({p[1]})"),
        st.tuples(_field, st.lists(_value, min_size=2, max_size=3).map(" OR ".join)).map(lambda p: f"{p[0]}:({p[1]})"),
    )


query_texts = st.recursive(_leaf, _combine, max_leaves=8)


# --- trees, also those that no query is read to ---


@st.composite
def _terms(draw: st.DrawFn, fields: tuple[Field, ...]) -> Terms:
    field = draw(st.sampled_from(fields))
    kind = draw(st.sampled_from(("words", "words", "prefix", "near")))
    if kind == "prefix":
        return Terms(field=field, words=(draw(st.sampled_from(("rus", "russ", "nat", "сове"))),), prefix=True)
    words = tuple(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)))
    return Terms(field=field, words=words, near=draw(st.integers(0, 4)) if kind == "near" else None)


def _grow(leaves: st.SearchStrategy[Node], size: int) -> st.SearchStrategy[Node]:
    def combine(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        children = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            children.map(lambda nodes: And(children=nodes)),
            children.map(lambda nodes: Or(children=nodes)),
            inner.map(lambda node: Not(child=node)),
        )

    return st.recursive(leaves, combine, max_leaves=size)


_periods = st.tuples(st.none() | st.integers(-2, 2), st.none() | st.integers(-2, 2)).map(
    lambda days: Published(
        since=None if days[0] is None else DAY + timedelta(days=days[0]),
        until=None if days[1] is None else DAY + timedelta(days=days[1]),
    )
)
_quotations = _grow(_terms(("said", "speaker")), 4).map(lambda clause: Quotation(clause=clause))
trees: st.SearchStrategy[Node] = _grow(
    st.one_of(
        _terms(TEXT_FIELDS),
        _terms(TEXT_FIELDS),
        _quotations,
        _periods,
        st.sampled_from(NAMES).map(lambda name: Watched(name=name)),
        st.just(Every()),
    ),
    8,
)

# --- documents ---

_texts = st.lists(
    st.tuples(st.sampled_from(TYPED), st.sampled_from((" ", " ", "-", ", ", ".\n\n", " “", "” "))), max_size=12
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@st.composite
def random_documents(draw: st.DrawFn) -> Document:
    """Documents that say little else than `TYPED`, with quotations cut anywhere out of the text."""
    text = draw(_texts)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    speakers = st.none() | st.lists(st.sampled_from(TYPED), min_size=1, max_size=2).map(" ".join)
    watched = st.lists(st.sampled_from(NAMES), max_size=1)
    quotes = tuple(
        structs.replace(make_quote(text[start:end], speaker=draw(speakers)), start=start, end=end)
        for start, end in draw(st.lists(spans, max_size=3))
    )
    evidence = tuple(Span(start=start, end=end) for start, end in draw(st.lists(spans, max_size=1)))
    document = make_document(
        id="random",
        title=draw(_texts),
        lead=draw(_texts),
        text=text,
        published_at=draw(st.none() | st.integers(-60, 60).map(lambda hours: DAY + timedelta(hours=hours))),
        language=draw(st.sampled_from((None, "en", "ru", "52"))),
        source=draw(st.sampled_from(("nato-wire", "talks"))),
        place=draw(st.none() | st.sampled_from(TYPED)),
        agency=draw(st.none() | st.sampled_from(TYPED)),
        people=dict.fromkeys(draw(st.lists(_texts, max_size=1)), ("Russian",)),
        names=[(name, "NATO") for name in draw(watched)],
        title_names=[(name, "Совет") for name in draw(watched)],
    )
    topics = (Topic(code="nato:52", label=draw(_texts), score=1.0, evidence=evidence),)
    return structs.replace(document, quotes=quotes, topics=draw(st.sampled_from(((), topics))))
