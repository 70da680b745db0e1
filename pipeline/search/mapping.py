"""The Elasticsearch templates: which field of a document is stored how. Strict: an unknown field is refused.

What people read is text with a `.keyword`; what programs write is a keyword with a `.text`. Both kinds of text have the
words of `pipeline.query.words`. A keyword that is too long is kept and not indexed; no document is lost by it.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from pipeline.search.analysis import ANALYZER, make_analysis

LAYOUT = 2
GAP = 100  # words between the elements of a field; more than query.tree.SLOP_LIMIT
Properties = dict[str, Any]


def make_templates(prefix: str = "wirewatch") -> dict[str, Properties]:
    """Make the component templates and, under the name `articles`, the index template that is composed of them."""
    alias = f"{prefix}-articles"
    return {
        "articles-mappings": {
            "_meta": layout_meta(),
            "template": {
                "settings": {
                    "index": {"query": {"default_field": ["title", "lead", "text"]}, "analysis": make_analysis()}
                },
                "mappings": {"dynamic": "strict", "date_detection": False, "properties": document_properties()},
            },
        },
        # Apart, because it is the operator's: `create` never overwrites it.
        "articles-lifecycle": {
            "_meta": {"purpose": "shards, replicas and refresh of article indices: yours to change"},
            "template": {"settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}},
        },
        "articles": {
            "_meta": layout_meta(),
            "index_patterns": [f"{alias}-*"],
            "composed_of": [f"{alias}-mappings", f"{alias}-lifecycle"],
            "priority": 200,
            "allow_auto_create": False,
        },
    }


def layout_meta() -> Properties:
    """Tell which layout and which Unicode version the templates have."""
    return {"layout": LAYOUT, "unicode": unicodedata.unidata_version}


def document_properties() -> Properties:
    """Map the document: its JSON names, one derived field (`sorted_at`), aliases as in the query language."""
    return {
        **{name: _keyword() for name in ("id", "url", "canonical_url", "feed", "verdict", "text_hash")},
        **{name: _date() for name in ("published_at", "first_seen_at", "fetched_at", "indexed_at", "sorted_at")},
        **{name: _words() for name in ("title", "lead", "text")},
        **{name: _prose() for name in ("byline", "section", "keywords")},
        "source": _object(id=_code(), name=_prose(), domain=_code()),
        "language": _code(),
        "images": _object(url=_unsearched(), caption=_words()),
        "revision": {"type": "long"},
        "versions": {"type": "flattened", "ignore_above": 1024},
        "story": _object(id=_keyword(), origin=_boolean(), reprint_of=_keyword(), likeness={"type": "float"}),
        "archive": _object(file=_unsearched(), offset=_offset(), sha256=_keyword()),
        "dating": _dating(),
        **_annotations(),
        "published": {"type": "alias", "path": "published_at"},
        "topic": {"type": "alias", "path": "topics.label"},
        "speaker": {"type": "alias", "path": "speakers.name"},
        "mentions": {"type": "alias", "path": "people.name"},
        "name": {"type": "alias", "path": "names.name"},
    }


def _dating() -> Properties:
    how = {"origin": _keyword(), "precision": _keyword(), "zone_known": _boolean(), "value": _date()}
    claims = _object(text=_keyword(), modified=_boolean(), **how)
    return _object(reason=_keyword(), claims=claims, **how)


def _annotations() -> Properties:
    span = {"start": _offset(), "end": _offset()}
    who = {"name": _prose(), "role": _prose()}
    watched = _object(name=_code(), variant=_prose(), **span)
    speaker = _object(text=_words(), kind=_keyword(), organisation=_prose(), **who, **span)
    cue = _object(text=_words(), **span)
    quotation = {
        "text": _words(),
        "direct": _boolean(),
        "cue": cue,
        "speaker": speaker,
        "confidence": {"type": "float"},
    }
    return {
        "dateline": _object(place=_prose(), agency=_prose(), date=_loose_date(), **span),
        "dates": _object(
            **{"text": _keyword(), "type": _keyword(), "value": _keyword(), "from": _loose_date(), "to": _loose_date()},
            **span,
        ),
        # Nested, so that a speaker and what he says are met in one quotation.
        "quotes": {"type": "nested", "dynamic": "strict", "properties": {**quotation, **span}},
        "speakers": _object(kind=_keyword(), aliases=_prose(), organisation=_prose(), quotes={"type": "long"}, **who),
        "people": _object(aliases=_prose(), mentions={"type": "long"}, **who, **span),
        "topics": _object(
            code=_code(),
            label=_prose(),
            score={"type": "float"},
            evidence=_object(**span),
            outside=_object(field=_keyword(), text=_keyword()),
        ),
        "names": watched,
        "title_names": watched,
    }


def _words() -> Properties:
    return {"type": "text", "analyzer": ANALYZER, "position_increment_gap": GAP}


def _prose() -> Properties:
    return {**_words(), "fields": {"keyword": _keyword()}}


def _code() -> Properties:
    return {**_keyword(), "fields": {"text": _words()}}


def _keyword() -> Properties:
    return {"type": "keyword", "ignore_above": 1024}


def _unsearched() -> Properties:
    return {"type": "keyword", "index": False, "doc_values": False}


def _offset() -> Properties:
    return {"type": "long", "index": False, "doc_values": False}


def _boolean() -> Properties:
    return {"type": "boolean"}


def _date() -> Properties:
    return {"type": "date"}


def _loose_date() -> Properties:
    return {"type": "date", "ignore_malformed": True}


def _object(**properties: Any) -> Properties:  # noqa: ANN401 - the mapping of any field
    return {"type": "object", "dynamic": "strict", "properties": properties}
