"""What a revision of a text says differently, word by word. Pure.

Paragraphs are compared first, then the words of those that changed. The work is bounded: where two versions have so
little in common that the shortest way from one to the other is long, the whole stretch counts as replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from pipeline.query.words import UNSPACED

Kind: TypeAlias = Literal["same", "removed", "added"]
# The most words (or paragraphs) by which two stretches may differ before they count as replaced; a shortest way of n
# steps takes n squared.
_FARTHEST = 400
# Words of scripts without spaces are characters. White space behind a word belongs to it.
_WORD = re.compile(rf"(?:[{UNSPACED}]|[^\s{UNSPACED}]+|^)\s*")
_PARAGRAPH = re.compile(r"[^\n]*\n*")
_AROUND = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one text or of both: where it stands in each, and how it reads in the newest that has it."""

    kind: Kind
    text: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The pieces in order.

    Without the removed ones they are the new text; without the added ones they are the old one, white space apart.
    """

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(piece.kind != "same" for piece in self.pieces)

    def to_old(self, position: int) -> int:
        """Where a place of the new text was in the old one."""
        return self._map(position, to="old", by="new", passed="removed")

    def to_new(self, position: int) -> int:
        """Where a place of the old text is in the new one."""
        return self._map(position, to="new", by="old", passed="added")

    def _map(self, position: int, *, to: str, by: str, passed: Kind) -> int:
        place = 0
        for piece in self.pieces:
            start = getattr(piece, f"{by}_start")
            if start > position or piece.kind == passed:
                continue
            inside = position - start if piece.kind == "same" else 0
            place = min(getattr(piece, f"{to}_start") + inside, getattr(piece, f"{to}_end"))
        return place


def compare_texts(old: str, new: str) -> Difference:
    """Compare two versions of a text; white space alone makes no difference, and the new text's is kept."""
    left, right = _cut(_PARAGRAPH, old), _cut(_PARAGRAPH, new)
    kinds: list[tuple[Kind, str, str]] = []
    for same, was, now in _align(left, right):
        if same:
            kinds += [("same", a, b) for a, b in zip(was, now, strict=True)]
        else:
            kinds += _compare_words("".join(was), "".join(now))
    return Difference(pieces=tuple(_place(kinds)))


def _compare_words(old: str, new: str) -> Iterator[tuple[Kind, str, str]]:
    for same, was, now in _align(_cut(_WORD, old), _cut(_WORD, new)):
        if same:
            yield from (("same", a, b) for a, b in zip(was, now, strict=True))
        else:
            yield "removed", "".join(was), ""
            yield "added", "", "".join(now)


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found for found in pattern.findall(text) if found]


def _place(kinds: Sequence[tuple[Kind, str, str]]) -> Iterator[Piece]:
    """Neighbours of a kind in one piece, each with where it stands."""
    old = new = 0
    merged: list[tuple[Kind, list[str], list[str]]] = []
    for kind, was, now in kinds:
        # White space that differs ends a piece, so that offsets stay true on both sides.
        if merged and merged[-1][0] == kind and (kind != "same" or merged[-1][1][-1] == merged[-1][2][-1]):
            merged[-1][1].append(was)
            merged[-1][2].append(now)
        elif was or now:
            merged.append((kind, [was], [now]))
    for kind, was_all, now_all in merged:
        was, now = "".join(was_all), "".join(now_all)
        ends = old + len(was), new + len(now)
        text = was if kind == "removed" else now
        yield Piece(kind=kind, text=text, old_start=old, old_end=ends[0], new_start=new, new_end=ends[1])
        old, new = ends


def _align(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Cut two sequences into stretches that are the same and stretches that are not, in order."""
    a, b = [item.rstrip() for item in old], [item.rstrip() for item in new]
    head = _count_equal(a, b)
    tail = _count_equal(a[head:][::-1], b[head:][::-1])
    ends = len(a) - tail, len(b) - tail
    matches = [(at, at) for at in range(head)]
    matches += [(x + head, y + head) for x, y in _find_matches(a[head : ends[0]], b[head : ends[1]])]
    matches += [(ends[0] + at, ends[1] + at) for at in range(tail)]
    yield from _to_stretches(matches, old, new)


def _count_equal(a: Sequence[str], b: Sequence[str]) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _to_stretches(
    matches: Sequence[tuple[int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    x = y = at = 0
    while at < len(matches):
        if matches[at] != (x, y):
            yield False, old[x : matches[at][0]], new[y : matches[at][1]]
        x, y = matches[at]
        end = at
        while end < len(matches) and matches[end] == (x + end - at, y + end - at):
            end += 1
        yield True, old[x : x + end - at], new[y : y + end - at]
        x, y, at = x + end - at, y + end - at, end
    if x < len(old) or y < len(new):
        yield False, old[x:], new[y:]


def _find_matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The items of a longest common subsequence, by Myers' greedy way; none when it is longer than `_FARTHEST`."""
    if not a or not b:
        return []
    reach = {1: 0}
    tracks: list[dict[int, int]] = []
    for steps in range(min(len(a) + len(b), _FARTHEST) + 1):
        tracks.append(dict(reach))
        for diagonal in range(-steps, steps + 1, 2):
            x = _step(reach, diagonal, steps)
            y = x - diagonal
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(a) and y >= len(b):
                return _walk_back(tracks, len(a), len(b))
    return []


def _step(reach: dict[int, int], diagonal: int, steps: int) -> int:
    down = diagonal == -steps or (diagonal != steps and reach[diagonal - 1] < reach[diagonal + 1])
    return reach[diagonal + 1] if down else reach[diagonal - 1] + 1


def _walk_back(tracks: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    matches: list[tuple[int, int]] = []
    for steps in range(len(tracks) - 1, -1, -1):
        diagonal = x - y
        begun = _step(tracks[steps], diagonal, steps)
        while x > max(begun, 0) and y > max(begun - diagonal, 0):
            x, y = x - 1, y - 1
            matches.append((x, y))
        down = diagonal == -steps or begun == tracks[steps].get(diagonal + 1)
        x, y = (begun, begun - diagonal - 1) if down else (begun - 1, begun - diagonal)
    return matches[::-1]


def find_changed(difference: Difference) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs in which something changed, each as its pieces without the line breaks."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in difference.pieces:
        for at, line in enumerate(piece.text.split("\n")):
            if at:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(replace(piece, text=line))
    return tuple(tuple(one) for one in paragraphs if any(piece.kind != "same" for piece in one))


def show_change(difference: Difference, old: str, new: str, *, place: tuple[int, int], in_old: bool) -> tuple[str, str]:
    """How a passage and the words around it read before and after; `place` is in the old text or in the new one."""
    text = old if in_old else new
    start = max(text.rfind("\n", 0, place[0]) + 1, place[0] - _AROUND)
    end = text.find("\n", place[1])
    end = min(len(text) if end < 0 else end, place[1] + _AROUND)
    over = difference.to_new if in_old else difference.to_old
    here, there = (start, end), (over(start), over(end))
    before, after = (here, there) if in_old else (there, here)
    return _clip(old, *before), _clip(new, *after)


def _clip(text: str, start: int, end: int) -> str:
    """Whole words only; nothing of nothing."""
    if start >= end:
        return ""
    while start > 0 and start < len(text) and not text[start - 1].isspace():
        start -= 1
    while 0 < end < len(text) and not text[end].isspace():
        end += 1
    return " ".join(text[start:end].split())
