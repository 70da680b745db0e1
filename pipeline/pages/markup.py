"""Bytes of a page to markup that a parser can be given: decoded, cleaned, and of a structure that costs little."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import PageError

_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"RIFF",
    b"ID3",
    b"OggS",
    b"wOF",
    b"\x00\x00\x00",
)
_HTML_TYPES = re.compile(r"text/.*|application/(xhtml\+xml|xml)|")
_HTML_START = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What browsers read for these labels (WHATWG Encoding).
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "x-cp1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("windows-874", "tis-620", "iso-8859-11"), "cp874"),
    "utf8": "utf-8",
    "big5": "big5hkscs",
}
# Never used, whatever a page declares: not safe, not an encoding of text, or not one of the web.
_REFUSED = re.compile(r"utf-?7|.*(base64|rot|uu|zlib|bz2|hex|quopri|punycode|idna|escape|undefined|mbcs|oem).*")
_SAMPLE = 64_000
_START = 2_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_BINARY = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_UNREADABLE = 0.1
# Real news pages: median 1,399 tags, largest seen 19,629.
TAGS = 40_000
# Above this even the parser takes seconds.
MOST_TAGS = 400_000
ATTRIBUTES = 256
HEAD_ELEMENTS = 2_000
_LONG_TAG = 2_000
# A quotation mark opens a value only behind an equals sign; anywhere else it is a character like any other.
_TAG = re.compile(r"<[A-Za-z](?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')?")
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_ENDS = {
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
_SCRIPT_CHARACTERS = 2_000_000
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%_-]{100000,}+")


class Markup(NamedTuple):
    """The text of a page. `oversize` says what there is too much of for anything but a plain reading."""

    text: str
    oversize: str | None


def decode_page(body: bytes, *, media_type: str, charset: str | None) -> str:
    """Decode a page; PageError (not_html, empty_body, bad_encoding) when it is none."""
    if not body.strip():
        raise PageError("expected a page, found an empty body", reason="empty_body")
    wide = _sniff_wide(body)
    binary = body.startswith(_MAGIC) or (wide is None and _is_binary(body[:_START]))
    if binary or not (_HTML_TYPES.fullmatch(media_type.lower()) or _HTML_START.match(body)):
        raise PageError(
            f"expected HTML, found {'binary data' if binary else media_type}; correct the feed's links",
            reason="not_html",
        )
    decoded = body.decode(wide, "replace").lstrip("\ufeff") if wide else _decode(body, charset)
    if decoded.count("\ufffd") > _UNREADABLE * len(decoded):
        raise PageError("expected text, found bytes that no known encoding explains", reason="bad_encoding")
    text = _CONTROLS.sub("", decoded)
    if "<" not in text[:_SAMPLE]:
        raise PageError("expected HTML, found text without markup", reason="not_html")
    return text


def _is_binary(start: bytes) -> bool:
    return len(start) - len(start.translate(None, _BINARY)) > len(start) // 50


def _sniff_wide(body: bytes) -> str | None:
    """UTF-16 by its mark, or by the zero bytes beside the ASCII of its tags."""
    for bom, encoding in _BOMS[1:]:
        if body.startswith(bom):
            return encoding
    start = body[:64]
    if start[1::2].count(0) > len(start) // 3 and not start[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 3 and not start[1::2].count(0) else None


def _decode(body: bytes, charset: str | None) -> str:
    if body.startswith(codecs.BOM_UTF8):
        return body[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    found = _META.search(body[:_SAMPLE])
    labels = (_codec(charset), _codec(found[1].decode("ascii") if found else None))
    declared = [label for label in labels if label and label != "utf-8"]
    if declared and declared[0].startswith("iso2022") and b"\x1b" in body:
        return body.decode(declared[0], "replace")
    # Text that is UTF-8 but for a few bytes is never anything else by accident, whatever is declared.
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad == 0 or sum(not character.isascii() for character in text[: 4 * _SAMPLE]) > 10 * bad:
        return text
    for encoding in declared:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode(next(iter(declared), None) or _detect(body), "replace")


def _codec(label: str | None) -> str | None:
    name = (label or "").strip().lower()
    if not name or _REFUSED.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(_LABELS.get(name, name)).name
    except LookupError:
        return None
    return None if codec.startswith(("utf-16", "utf-32")) else codec  # it was looked at, and is not


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes

    plain = re.sub(rb"<[^<>]{0,2000}>|\s+", b" ", body[: 4 * _SAMPLE])[:_SAMPLE]
    best = from_bytes(plain).best()
    return best.encoding if best else "cp1252"


def check_structure(markup: str) -> Markup:
    """Measure a page before it is parsed; PageError (oversize_structure) for what would take a parser long."""
    tags = markup.count("<")
    if tags > MOST_TAGS:
        raise _oversize(f"{tags:,} tags", f"{MOST_TAGS:,} tags")
    for found in _TAG.finditer(_without_scripts(markup)):
        if found.end() - found.start() > _LONG_TAG and (count := _count_attributes(found[0])) > ATTRIBUTES:
            raise _oversize(f"one with {count:,} attributes", f"tags of {ATTRIBUTES} attributes")
    short = _EMBEDDED.sub("", _drop_long_scripts(markup)) if len(markup) > _SCRIPT_CHARACTERS else markup
    links = markup.count("<meta") + markup.count("<link")
    oversize = f"{tags:,} tags" if tags > TAGS else f"{links:,} head elements" if links > HEAD_ELEMENTS else None
    return Markup(short, oversize)


def _find_scripts(markup: str) -> Iterator[tuple[int, int, int]]:
    """Where scripts and styles begin, where their opening tags end and where they are closed; one pass."""
    place = 0
    for opening in _SCRIPT.finditer(markup):
        if opening.start() < place:
            continue
        closing = _ENDS[opening[1].lower()].search(markup, opening.end())
        if closing is None:
            return
        place = closing.start()
        inside = markup.find(">", opening.end(), place)
        yield opening.start(), inside if inside >= 0 else place, place


def _without_scripts(markup: str) -> str:
    """The markup without what stands in scripts and styles, where `<` means something else."""
    kept, place = [], 0
    for _, inside, closing in _find_scripts(markup):
        kept.append(markup[place:inside])
        place = closing
    return "".join([*kept, markup[place:]])


def _count_attributes(tag: str) -> int:
    """About how many attributes a tag has: values, which may be whole style sheets, are not looked into."""
    return len(_VALUE.sub(" ", tag).split())


def _oversize(found: str, limit: str) -> PageError:
    return PageError(f"expected a page of at most {limit}, found {found}", reason="oversize_structure")


def _drop_long_scripts(markup: str) -> str:
    """A script of over 10 MB makes the parser lose the page; none that large says anything about an article."""
    kept, place = [], 0
    for start, _, closing in _find_scripts(markup):
        if closing - start > _SCRIPT_CHARACTERS:
            kept.append(markup[place:start])
            place = closing
    return "".join([*kept, markup[place:]])
