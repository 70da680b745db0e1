"""Reads the query language (docs/query.md) into the tree.

query  = group { "OR" group }
group  = item { [ "AND" ] item }
item   = { "NOT" | "-" } ( "(" query ")" | field ":" value | value )
value  = word | word "*" | '"' words '"' [ "~" number ] | "(" query ")"
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import NoReturn, TypeAlias, cast

from pipeline.query.quotation import merge_quotations
from pipeline.query.scan import Sign, refuse, scan
from pipeline.query.terms import ANY, FIELDS, LeafField, read_leaf
from pipeline.query.tree import And, Every, Node, Not, Or

LIMIT_BYTES = 4096
LIMIT_DEPTH = 20
LIMIT_CLAUSES = 256
# What people and other programs call the fields.
_CALLED = {
    "title": "headline head subject intitle",
    "speaker": "author by said_by who says",
    "said": "quote quotes quoted quotation statement",
    "topic": "tag tags category section",
    "source": "from site domain publisher feed agency",
    "language": "lang",
    "dateline": "place city location where",
    "published": "date day time on when year before after since until timestamp",
    "mentions": "person people entity about",
    "name": "alias watched names",
}
_SYNONYMS = {word: field for field, words in _CALLED.items() for word in words.split()}
# A node, and whether its children belong to the group around it: `speaker:x said:(a b)` is one group of three.
_Part: TypeAlias = tuple[Node, bool]
_STARTS = ("open", "word", "phrase", "field", "minus", "NOT")


def parse_query(text: str, *, names: Collection[str] | None = None) -> Node:
    """Read a query; a blank one matches every document.

    With `names`, `name:` accepts only these ids. QueryError points at what is wrong and says what to do.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LIMIT_BYTES:
        refuse(f"the query is longer than {LIMIT_BYTES} bytes: split it up", query=text, position=0)
    if not text.strip():
        return Every()
    return merge_quotations(_Parser(text, names).parse())


class _Parser:
    def __init__(self, query: str, names: Collection[str] | None) -> None:
        self._query = query
        self._names = names
        self._signs = list(scan(query))
        self._place = 0
        self._depth = 0
        self._clauses = 0

    def parse(self) -> Node:
        node = self._read_or(ANY)
        if self._next.kind == "close":
            self._refuse("this bracket closes nothing: remove it, or add the opening one")
        return node

    @property
    def _next(self) -> Sign:
        return self._signs[self._place]

    def _take(self) -> Sign:
        sign = self._next
        self._place += 1
        return sign

    def _refuse(self, message: str, at: Sign | None = None) -> NoReturn:
        refuse(message, query=self._query, position=(at or self._next).start)

    def _read_or(self, field: LeafField) -> Node:
        alternatives = [self._read_and(field)]
        while self._next.kind == "OR":
            operator = self._take()
            self._expect_operand(operator)
            alternatives.append(self._read_and(field))
        return alternatives[0] if len(alternatives) == 1 else Or(children=tuple(alternatives))

    def _read_and(self, field: LeafField) -> Node:
        children: list[Node] = []
        while True:
            node, spreads = self._read_item(field)
            children += node.children if spreads and isinstance(node, And) else (node,)
            if self._next.kind == "AND":
                self._expect_operand(self._take())
            elif self._next.kind not in _STARTS:
                break
        return children[0] if len(children) == 1 else And(children=tuple(children))

    def _expect_operand(self, operator: Sign) -> None:
        if self._next.kind not in _STARTS:
            self._refuse(f"{operator.text} needs something to look for on both sides", operator)

    def _read_item(self, field: LeafField) -> _Part:
        sign = self._take()
        match sign.kind:
            case "NOT" | "minus":
                return self._read_not(sign, field), False
            case "open":
                return self._read_group(sign, field), False
            case "field":
                return self._read_field(sign, field)
            case "word" | "phrase":
                return self._read_leaf(sign, field, start=sign.start), False
            case _:
                return self._refuse_item(sign)

    def _refuse_item(self, sign: Sign) -> NoReturn:
        if sign.kind in ("AND", "OR"):
            word = sign.text.lower()
            self._refuse(f"{sign.text} needs something to look for on both sides; the word itself is {word}", sign)
        self._refuse("there is nothing to look for here: write a word or a phrase", sign)

    def _read_not(self, sign: Sign, field: LeafField) -> Node:
        if self._next.kind not in _STARTS:
            self._refuse(f"{sign.text} needs something to leave out after it", sign)
        self._descend(sign)
        node, _ = self._read_item(field)
        self._depth -= 1
        return Not(child=node)

    def _read_group(self, sign: Sign, field: LeafField) -> Node:
        self._descend(sign)
        if self._next.kind == "close":
            self._refuse("these brackets are empty: put something to look for between them, or remove them", sign)
        if self._next.kind == "end":
            self._refuse("this bracket is never closed: add the closing one", sign)
        node = self._read_or(field)
        if self._take().kind != "close":
            self._refuse("this bracket is never closed: add the closing one", sign)
        self._depth -= 1
        return node

    def _descend(self, sign: Sign) -> None:
        self._depth += 1
        if self._depth > LIMIT_DEPTH:
            self._refuse(f"brackets and NOT stand more than {LIMIT_DEPTH} deep here: simplify the query", sign)

    def _read_field(self, sign: Sign, around: LeafField) -> _Part:
        name = sign.text.lower()
        if name not in FIELDS:
            self._refuse(_describe_unknown(sign.text), sign)
        if around != ANY:
            self._refuse(f"{name}: cannot stand inside {around}:( ): close the bracket first", sign)
        field = cast("LeafField", name)
        value = self._next
        if value.start != sign.end or value.kind in ("close", "end"):
            self._refuse(f"{name}: needs a value right after the colon, without a space", sign)
        if value.kind == "minus":
            self._refuse(f"put the minus before the field: -{name}:word", value)
        self._take()
        if value.kind == "open":
            return self._read_group(value, field), True
        return self._read_leaf(value, field, start=sign.start), False

    def _read_leaf(self, sign: Sign, field: LeafField, *, start: int) -> Node:
        self._clauses += 1
        if self._clauses > LIMIT_CLAUSES:
            self._refuse(f"more than {LIMIT_CLAUSES} words and phrases: split the query up", sign)
        return read_leaf(sign, field, query=self._query, start=start, names=self._names)


def _describe_unknown(name: str) -> str:
    word = name.lower()
    near = [_SYNONYMS[word]] if word in _SYNONYMS else get_close_matches(word, FIELDS, n=1)
    hint = f"did you mean {near[0]}:?" if near else f"fields are {', '.join(f'{field}:' for field in FIELDS)}"
    return f"there is no field {name}: - {hint} (words with a colon go between quotation marks)"
