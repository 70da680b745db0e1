"""What newsrooms do to copy: the same story under another roof. And a stream in which such copies, and texts that only
look like copies, arrive one after another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.newsroom import Newsroom

Paragraphs = list[str]
Edit = Callable[[Paragraphs, Newsroom], Paragraphs]

_SPELLING = (
    ("labour", "labor"), ("harbour", "harbor"), ("programme", "program"), ("centre", "center"), ("defence", "defense"),
    ("neighbouring", "neighboring"), ("neighbours", "neighbors"), ("licence", "license"), ("honour", "honor"),
    ("colour", "color"), ("catalogue", "catalog"), ("criticised", "criticized"), ("organise", "organize"),
    ("cancelled", "canceled"), ("favour", "favor"), ("favourite", "favorite"), ("per cent", "percent"),
)  # fmt: skip
_UNITS = (
    (re.compile(r"(\d+) km\b"), lambda f: f"{round(int(f[1]) * 0.62)} miles ({f[1]} km)"),
    (re.compile(r"(\d+) tonnes\b"), lambda f: f"{round(int(f[1]) * 2204.6):,} pounds"),
    (re.compile(r"(\d+) million crowns"), lambda f: f"{f[1]} million crowns (${round(int(f[1]) * 0.11)} million)"),
)  # fmt: skip
_CREDITS = ("Nordwire", "Agence Littorale", "Balt Press")


def cut(text: Paragraphs, room: Newsroom) -> Paragraphs:
    """Keep the first paragraphs, four at least: papers cut from the end."""
    return text[: room.draw.randint(min(4, len(text)), len(text))]


def replace_lead(text: Paragraphs, room: Newsroom) -> Paragraphs:
    return [room.write_story(room.make_event(), paragraphs=1)[0], *text[1:]]


def add_local(text: Paragraphs, room: Newsroom) -> Paragraphs:
    """One paragraph, or two in a long article."""
    local = room.write_story(room.make_event(), paragraphs=3)[1:]
    place = room.draw.randint(1, len(text))
    return [*text[:place], *local[: 1 if len(text) < 10 else 2], *text[place:]]


def reorder(text: Paragraphs, room: Newsroom) -> Paragraphs:
    rest = text[1:]
    room.draw.shuffle(rest)
    return [text[0], *rest]


def respell(text: Paragraphs, room: Newsroom) -> Paragraphs:
    for british, american in _SPELLING:
        text = [re.sub(rf"\b{british}\b", american, one) for one in text]
    return text


def mend_typos(text: Paragraphs, room: Newsroom) -> Paragraphs:
    return [_swap_letters(one, room.draw) if room.draw.random() < 0.3 else one for one in text]


def _swap_letters(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if long:
        at = draw.choice(long)
        word = words[at]
        words[at] = word[:2] + word[3] + word[2] + word[4:]
    return " ".join(words)


def rephrase(text: Paragraphs, room: Newsroom) -> Paragraphs:
    """Another word for up to one in ten, all over the text: a sub-editor with a house style."""
    share = room.draw.uniform(0.03, 0.1)
    return [" ".join(_replace_word(word, room, share) for word in one.split(" ")) for one in text]


def _replace_word(word: str, room: Newsroom, share: float) -> str:
    if not word.isalpha() or not word.islower() or room.draw.random() >= share:
        return word
    return room.pick(room.draw.choice(("noun", "verb", "adjective")))


def correct(text: Paragraphs, room: Newsroom) -> Paragraphs:
    """Change one figure and say so below."""
    places = [n for n, one in enumerate(text) if re.search(r"\d", one)]
    if not places:
        return text
    at = room.draw.choice(places)
    fixed = re.sub(r"\d+", str(room.draw.randint(2, 99)), text[at], count=1)
    note = "Correction: an earlier version of this article gave a wrong figure. It has been corrected."
    return [*text[:at], fixed, *text[at + 1 :], note]


def dress(text: Paragraphs, room: Newsroom) -> Paragraphs:
    """Put an agency's line above and below."""
    agency = room.draw.choice(_CREDITS)
    who, desk = room.make_name(), room.make_name()
    head = f"{room.make_name().upper()}, {room.draw.randint(1, 28)} March ({agency}) - {text[0]}"
    return [head, *text[1:], f"(Reporting by {who} {room.make_name()}; editing by {desk}) Copyright {agency} 2030."]


def convert_units(text: Paragraphs, room: Newsroom) -> Paragraphs:
    for pattern, convert in _UNITS:
        text = [pattern.sub(convert, one) for one in text]
    return text


EDITS: tuple[Edit, ...] = (
    *(cut, replace_lead, add_local, reorder, respell, rephrase, mend_typos, correct, dress, convert_units),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One text of the stream. Texts of one `story` repeat each other; `kind` says how it came about."""

    story: str
    kind: str
    day: int
    text: str


def make_stream(seed: int, *, stories: int, edits: Sequence[Edit] = EDITS) -> tuple[Print, ...]:
    """A month of news: for each wire story its copies, and as many look-alikes; by day, within a day in any order."""
    room = Newsroom(seed)
    prints = [one for number in range(stories) for one in _tell(room, f"{seed}-{number}", edits)]
    prints += _fill_forms(room, stories // 6)
    room.draw.shuffle(prints)
    return tuple(sorted(prints, key=lambda one: one.day))


def _tell(room: Newsroom, story: str, known: Sequence[Edit]) -> Iterator[Print]:
    draw, event = room.draw, room.make_event()
    day, wire = draw.randint(0, 29), room.write_story(event)
    yield _print(story, "wire", day, wire)
    for _ in range(draw.choice((1, 2, 2, 3, 4))):
        # In the order of EDITS: an editor cuts the wire and then adds, not the other way round.
        edits = sorted(draw.sample(known, draw.randint(1, 4)), key=known.index)
        text = wire
        for edit in edits:
            text = edit(text, room)
        kind = "+".join(edit.__name__ for edit in edits)
        yield _print(story, kind, day + draw.choice((0, 0, 0, 1)), text)
    if draw.random() < 0.15:
        yield _print(story, "merged", day, _merge(wire, room.write_story(room.make_event())))
    if draw.random() < 0.5:
        yield _print(f"{story}-other", "other writer", day, room.write_story(event))
    if draw.random() < 0.5:
        yield _print(f"{story}-next", "follow-up", day + 1, _follow(wire, room.write_story(event), draw))


def _merge(wire: Paragraphs, other: Paragraphs) -> Paragraphs:
    """Two reports of the day in one article, most of it the first."""
    return [*wire[: max(len(wire) * 3 // 4, 3)], *other[: max(len(wire) // 4, 1)]]


def _follow(wire: Paragraphs, news: Paragraphs, draw: random.Random) -> Paragraphs:
    """News of the day after, with background from the day before: at most 45 in 100 paragraphs."""
    share = draw.uniform(0.15, 0.45)
    background = wire[-max(1, min(len(wire) // 2, round(len(news) * share))) :]
    return [*news[: max(len(background) * 5 // 4 + 1, len(news) - len(background))], *background]


def _fill_forms(room: Newsroom, rounds: int) -> Iterator[Print]:
    """Texts from a form, each series a few times on other days."""
    draw = room.draw
    for number in range(rounds):
        city, place, company = room.make_name(), room.make_name(), room.make_name()
        product = draw.choice(("garden tools and seeds", "bread from its own ovens", "spectacles and hearing aids"))
        forms: tuple[tuple[str, Callable[[], Paragraphs]], ...] = (
            ("market", lambda: room.write_market(city)),  # noqa: B023 - called in this turn
            ("weather", lambda: room.write_weather(place)),  # noqa: B023
            ("match", room.write_match),
            ("obituary", room.write_obituary),
            ("horoscope", room.write_horoscope),
            ("release", lambda: room.write_release(company, product)),  # noqa: B023
        )
        kind, write = forms[number % len(forms)]
        for issue in range(6):
            yield _print(f"{kind}-{number}-{issue}", kind, draw.randint(0, 29), write())


def _print(story: str, kind: str, day: int, text: Paragraphs) -> Print:
    return Print(story=story, kind=kind, day=day, text="\n\n".join(text))
