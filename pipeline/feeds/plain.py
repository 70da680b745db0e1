"""Markup and odd characters to plain text of a bounded length. Linear in what it reads, whatever that is."""

from __future__ import annotations

import html
import re
import unicodedata

from pipeline.query.words import UNSPACED

TITLE_LENGTH = 1_000
SUMMARY_LENGTH = 2_000
NAME_LENGTH = 200
# Markup that is read to find the text of a title or summary; the rest cannot matter to so short a text.
_READ = 100_000

# Controls, surrogates, non-characters, and the marks that turn the direction of what follows them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff]"
)
_TAG = re.compile(r"<!--|<[!?/]?([A-Za-z][A-Za-z0-9:-]*)?[^<>]*>")
_NAMES = (
    "a|abbr|acronym|article|aside|audio|b|bdi|bdo|big|blockquote|br|button|center|cite|code|dd|del|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|label|li|main|mark|nav|nobr|ol|p|picture|pre|q|rp|rt|"
    "ruby|s|samp|section|small|source|span|strike|strong|sub|sup|svg|table|tbody|td|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
# A title may say "a < b" or "<fnord>": only what HTML knows is markup there.
_TITLE_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Tags inside of words and lines; every other one parts words.
_INLINE_NAMES = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|dfn|em|font|i|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|tt|u|"
    "var|wbr"
)
_INLINE = re.compile(_INLINE_NAMES)
# The same for markup in which nothing is hidden, without a look at each tag. Removed tags leave a mark for a moment,
# so that what stood around them cannot join to a new one.
_HIDING = re.compile(r"<(?:!--|[!?]?(?:script|style|template|noscript))", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"<[!?/]?(?:{_INLINE_NAMES})(?![A-Za-z0-9:-])[^<>]*>", re.IGNORECASE)
_OTHER_TAG = re.compile("<[^<>\x00]*>")
_HIDDEN = frozenset({"script", "style", "template", "noscript"})
_GAP = "\x01"  # between blocks, for a moment
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BLOCK = re.compile(r"<(?:p|br|div|h[1-6]|li|blockquote)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?:script|style)[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]{1,30})?\s*")
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z]\w{1,31});")


def to_line(text: str, limit: int = NAME_LENGTH) -> str:
    """Give one line without controls and direction marks, in NFC, of at most `limit` characters."""
    text = text[: 8 * limit + 1_000]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    line = " ".join(_UNWANTED.sub("", text).split())
    return unicodedata.normalize("NFC", line)[:limit].rstrip()


def to_title(text: str) -> str:
    """Give a title without markup; entities become characters, also where markup or entities were escaped twice."""
    plain = text[:_READ]
    if "<" not in plain and "&" not in plain:
        return to_line(plain, TITLE_LENGTH)
    if _SCRIPT.search(plain):
        plain = _drop_tags(plain)
    for _ in range(2):
        plain = _unescape(_TITLE_TAG.sub(_space, plain))
    return to_line(_TITLE_TAG.sub(_space, plain), TITLE_LENGTH)


def to_text(markup: str, limit: int = SUMMARY_LENGTH) -> str:
    """Give the text that a reader of the markup sees, on one line."""
    if "<" not in markup and "&" not in markup:
        return to_line(markup[:_READ], limit)
    return to_line(_unescape(_drop_tags(markup[:_READ])), limit)


def to_paragraphs(markup: str, limit: int) -> str:
    """Give the text that a reader of the markup sees, paragraphs between blank lines."""
    head = markup[:_READ]
    lines = _drop_tags(head, gap=_GAP).split(_GAP) if _BLOCK.search(head) else _drop_tags(head).split("\n")
    lines = [to_line(_unescape(line), limit) for line in lines]
    return "\n\n".join(line for line in lines if line)[:limit].rstrip()


def count_words(line: str) -> int:
    """About how many words a line has; in scripts without spaces, two characters are one."""
    spaced = line.count(" ") + 1
    return spaced if line.isascii() else max(spaced, len(_UNSPACED.findall(line)) // 2)


def to_language(text: str) -> str | None:
    """Give the language of a tag such as en-GB: two or three lower-case letters; None when it is none."""
    found = _LANGUAGE.fullmatch(text[:40])
    return found[1].lower() if found else None


def _drop_tags(markup: str, gap: str = " ") -> str:
    if "\x00" in markup or _HIDING.search(markup):
        return "".join(_visible(markup, gap))
    return _OTHER_TAG.sub(gap, _INLINE_TAG.sub("\x00", markup)).replace("\x00", "")


def _visible(markup: str, gap: str = " ") -> list[str]:
    pieces: list[str] = []
    position, hidden = 0, ""
    for found in _TAG.finditer(markup):
        if found.start() < position:
            continue
        if not hidden:
            pieces.append(markup[position : found.start()])
        position = found.end()
        if found[0] == "<!--":
            end = markup.find("-->", position)
            if end < 0:
                return pieces
            position = end + 3
            continue
        name = (found[1] or "").lower()
        hidden = _hidden(name, hidden, closing=found[0].startswith("</"))
        pieces.append("" if _INLINE.fullmatch(name) else gap)
    return pieces if hidden else [*pieces, markup[position:]]


def _hidden(name: str, hidden: str, *, closing: bool) -> str:
    if closing:
        return "" if name == hidden else hidden
    return hidden or (name if name in _HIDDEN else "")


def _space(found: re.Match[str]) -> str:
    name = found[0].strip("</> ").partition(" ")[0].lower()
    return "" if _INLINE.fullmatch(name) else " "


def _unescape(text: str) -> str:
    """Resolve whole entities only: "AT&T" and "a=1&copy=2" are text."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
