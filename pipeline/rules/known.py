"""What is known beside a rule when it is looked over: watched names, sources, topics."""

from __future__ import annotations

from dataclasses import dataclass

# Which script a language is written in, where it is not Latin; of languages with two, none is named.
_SCRIPTS = {
    "ARABIC": "ar fa ur ps",
    "CYRILLIC": "be bg mk ru uk kk ky",
    "GREEK": "el",
    "HEBREW": "he",
    "DEVANAGARI": "hi mr ne",
    "CJK": "zh ja",
    "HANGUL": "ko",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
_LATIN = "cs da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl sv tr vi"
SCRIPTS = {code: script for script, codes in {**_SCRIPTS, "LATIN": _LATIN}.items() for code in codes.split()}
# ISO 639-1.
_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A watched name: its folded variants, word by word; `language` when all are of one."""

    id: str
    language: str | None
    variants: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Watched names, and what `source:` and `topic:` can find; None where that is not known."""

    names: tuple[KnownName, ...] | None = None
    sources: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
