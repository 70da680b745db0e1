"""Bytes to characters, in the order of the WHATWG: byte order mark, header, declaration, then what fits.

One exception: what is valid UTF-8 with letters beyond ASCII is UTF-8, whatever one-byte encoding a server claims.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from pipeline.errors import FeedError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first characters of a document without a mark.
_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"{\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:+-]{1,40})["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:+-]{1,40})", re.IGNORECASE)
# What the labels mean on the web: the larger encodings of Windows. Python's names.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Codecs that are no encodings of the web, or that hide markup (utf-7), or take quadratic time (punycode).
_REFUSED = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "unicode-escape"}
)
_DAMAGED = 0.05
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f"))


def decode_body(body: bytes, *, headers: Mapping[str, str], url: str) -> str:
    """Decode a document; FeedError `bad_encoding` when no encoding makes sense of it. The mark is removed."""
    marked = next(((mark, name) for mark, name in _BOMS if body.startswith(mark)), None)
    if marked:
        return _checked(body[len(marked[0]) :].decode(marked[1], "replace"), url=url, encoding=marked[1])
    for name in _proposed(body, headers):
        if (text := _decoded(body, name)) is not None:
            return _checked(text, url=url, encoding=name)
    return _checked(_forced(body), url=url, encoding="utf-8")


def _proposed(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    start = next((name for begin, name in _STARTS if body.startswith(begin)), None)
    if start:
        yield start
    header = _CHARSET.search(headers.get("content-type", "")[:200])
    head = body[:400].decode("cp037").encode("latin-1", "replace") if start == "cp037" else body[:400]
    declared = _DECLARED.search(head)
    labels = [header[1] if header else "", declared[1].decode() if declared else ""]
    names = [name for label in labels if (name := _known(label))]
    if not body.isascii() and not any(_is_wide(name) for name in names):
        yield "utf-8"
    yield from names
    yield "utf-8"


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return None
    return None if not name or name in _REFUSED else _WIDER.get(name, name)


def _is_wide(name: str) -> bool:
    return not name.startswith(("cp125", "iso8859", "koi8", "mac", "cp874", "utf-8", "cp8"))


def _decoded(body: bytes, name: str) -> str | None:
    """Decode without loss, or not at all; what comes out must look like markup or JSON."""
    try:
        text = body.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if "<" in text or "{" in text or not text.strip() else None


def _forced(body: bytes) -> str:
    """Decode with loss: a few broken letters in UTF-8, or else Windows' Western encoding."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for character in text if character > "\x7f") - broken
    return text if letters >= broken else body.decode("cp1252", "replace")


def _checked(text: str, *, url: str, encoding: str) -> str:
    head = text[:100_000]
    written = head.encode("utf-8", "replace")
    strange = head.count("\ufffd") + len(written) - len(written.translate(None, _CONTROLS))
    if strange > max(20, _DAMAGED * len(head)):
        raise FeedError(
            f"expected a feed in a readable encoding, found {strange} broken characters in the first {len(head)} "
            f"when read as {encoding}: check that the address leads to a feed and not to a file of another kind",
            reason="bad_encoding",
            url=url,
        )
    return text
