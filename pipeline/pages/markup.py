"""Bytes of a page to markup that a parser can be given: decoded, cleaned, and of a structure that costs little."""

from __future__ import annotations

import codecs
import re

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
    b"\x00\x00\x00\x18ftyp",
)
_HTML_TYPES = re.compile(r"text/.*|application/(xhtml\+xml|xml)|")
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
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
# Real news pages: median 1,399 tags, largest seen 19,629.
TAGS = 40_000
ATTRIBUTES = 256
HEAD_ELEMENTS = 2_000
_LONG_TAG = 2_000
_SCRIPT = re.compile(r"<(script|style)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SCRIPT_CHARACTERS = 2_000_000


def decode_page(body: bytes, *, media_type: str, charset: str | None) -> str:
    """Decode a page; PageError (not_html, empty_body) when it is none."""
    if not body.strip():
        raise PageError("expected a page, found an empty body", reason="empty_body")
    if body.startswith(_MAGIC) or not _HTML_TYPES.fullmatch(media_type.lower()):
        raise PageError(f"expected HTML, found {media_type or 'binary data'}", reason="not_html")
    text = _CONTROLS.sub("", _decode(body, charset))
    if "<" not in text[:_SAMPLE]:
        raise PageError("expected HTML, found text without markup", reason="not_html")
    return text


def _decode(body: bytes, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    found = _META.search(body[:_SAMPLE])
    declared = [_codec(charset), _codec(found[1].decode("ascii") if found else None)]
    # Valid UTF-8 beyond ASCII is never anything else by accident, whatever is declared.
    for encoding in ("utf-8", *declared):
        try:
            return body.decode(encoding) if encoding else ""[1]
        except (UnicodeDecodeError, IndexError):
            continue
    return body.decode(next(filter(None, declared), None) or _detect(body), "replace")


def _codec(label: str | None) -> str | None:
    name = (label or "").strip().lower()
    if not name or _REFUSED.fullmatch(name):
        return None
    try:
        return codecs.lookup(_LABELS.get(name, name)).name
    except LookupError:
        return None


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"


def check_structure(markup: str) -> str:
    """Give the markup without scripts of megabytes; PageError (oversize_structure) for what would take a parser long."""
    tags = markup.count("<")
    if tags > TAGS:
        raise _oversize(f"{tags:,} tags", f"{TAGS:,}")
    links = markup.count("<meta") + markup.count("<link")
    if links > HEAD_ELEMENTS:
        raise _oversize(f"{links:,} meta and link elements", f"{HEAD_ELEMENTS:,}")
    for part in _without_scripts(markup).split("<"):
        if len(part) > _LONG_TAG and (count := _count_attributes(part)) > ATTRIBUTES:
            raise _oversize(f"{count:,} attributes in one tag", str(ATTRIBUTES))
    return _drop_long_scripts(markup) if len(markup) > _SCRIPT_CHARACTERS else markup


def _without_scripts(markup: str) -> str:
    """The markup without what stands in scripts and styles, where `<` means something else; one pass."""
    lower = markup.lower()
    kept, place = [], 0
    for opening in _SCRIPT.finditer(lower):
        if opening.start() < place:
            continue
        end = lower.find(f"</{opening[1]}", opening.end())
        if end < 0:
            break
        kept.append(markup[place : opening.end()])
        place = end
    return "".join([*kept, markup[place:]])


def _count_attributes(part: str) -> int:
    """About how many attributes a tag has: values, which may be whole style sheets, are not looked into."""
    inside = _QUOTED.sub(" ", part).partition(">")[0]
    return len(inside.replace("=", " ").split())


def _oversize(found: str, limit: str) -> PageError:
    return PageError(f"expected a page of at most {limit}, found {found}", reason="oversize_structure")


def _drop_long_scripts(markup: str) -> str:
    """A script of over 10 MB makes the parser lose the page; none that large says anything about an article."""
    kept = []
    for part in re.split(r"(?i)(?=<script\b)", markup):
        end = part.lower().find("</script") if part[:7].lower() == "<script" else -1
        kept.append(part[end:] if end > _SCRIPT_CHARACTERS else part)
    return "".join(kept)
