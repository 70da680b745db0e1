"""The head of a wire story: "MOSCOW, April 3. /TASS/.", "GENEVA (AP) —", "Paris, May 21, 2030 (AFP) -"."""

from __future__ import annotations

import re
from datetime import date

from msgspec import structs

from pipeline.enrich.lexicon.calendar import CALENDARS
from pipeline.enrich.timex.absolute import find_absolute
from pipeline.enrich.timex.values import Reading
from pipeline.enrich.tokens import Tokens
from pipeline.types import Dateline

View = tuple[date | None, str | None]  # the day of publication, the language
_HEAD_CHARACTERS = 160
_PARAGRAPHS = 6
_AGENCY = re.compile(r"[(/\[]\s{0,2}([^()/\[\]\n]{2,40}?)\s{0,2}[)/\]]")
_CLOSE = re.compile(r"[\s.]{0,3}(?:--|[-–—―])?(?=\s)|$")
_DASH = re.compile(r"\s(?:--|[-–—―])\s|\s?[–—―]\s")
_LEAST_CAPITALS = 3
_SMALL_AGENCIES = frozenset({"dpa", "apa", "sda", "ansa", "afp", "epd", "kna"})


def find_dateline(text: str, *, today: date | None, language: str | None) -> Dateline | None:
    """Find the dateline at the head of one of the first paragraphs; None when there is none."""
    start = 0
    for _ in range(_PARAGRAPHS):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)][:_HEAD_CHARACTERS]
        indent = len(line) - len(line.lstrip())
        found = _read(line[indent:], start + indent, (today, language))
        if found or end < 0:
            return found
        start = end + 1
    return None


def _read(line: str, offset: int, view: View) -> Dateline | None:
    agency = _AGENCY.search(line)
    if agency and agency.start() < 80 and not _is_agency(agency.group(1)):
        agency = None
    head_end = agency.start() if agency else -1
    if agency is None:
        dash = _DASH.search(line)
        head_end = dash.start() if dash else -1
        after = dash.end() if dash else 0
    else:
        after = agency.end()
        closing = _CLOSE.match(line, after)
        after = closing.end() if closing else after
    if head_end < 2:
        return _bare_place(line, offset)
    if agency and not line[agency.end() : after].strip() and not agency.group().startswith("/"):
        return _bare_place(line, offset)  # "The company (ABC) said": nothing sets the head off
    after = len(line[:after].rstrip())
    found = _assemble(line[:head_end], agency.group(1) if agency else None, view)
    return structs.replace(found, start=offset, end=offset + after) if found else None


def _is_agency(name: str) -> bool:
    return (name[0].isupper() or name.lower() in _SMALL_AGENCIES) and len(name.split()) <= 4


def _bare_place(line: str, offset: int) -> Dateline | None:
    """Read a line of its own that is a place in capitals: "BAGHDAD"."""
    place = line.strip()
    is_place = (
        len(place) >= _LEAST_CAPITALS and place.isupper() and len(place) < 40 and place.replace(" ", "").isalpha()
    )
    return Dateline(place=place, date=None, agency=None, start=offset, end=offset + len(place)) if is_place else None


def _assemble(head: str, agency: str | None, view: View) -> Dateline | None:
    """Put the parts together: what is not the date is the place, which must look like one."""
    day, at = _date_in(head, *view)
    place = head[:at].strip(" ,.;-–—") if at is not None else head.strip(" ,.;-–—")
    shouted = place.split(",")[0].isupper() and len(place) > 1
    if not place or not place[0].isupper() or len(place.split()) > 6 or "\n" in place:
        return None
    if not (shouted or (agency and (day or len(place.split()) <= 3))) or (
        agency is None and day is None and not shouted
    ):
        return None
    return Dateline(place=place, date=day, agency=agency, start=0, end=0)


def _date_in(head: str, today: date | None, language: str | None) -> tuple[str | None, int | None]:
    """Find a day in the head: its ISO date, and where it starts."""
    tokens = Tokens(head)
    for words in _languages(language):
        reading = Reading(tokens, CALENDARS[words], today)
        for index in range(len(tokens)):
            found = find_absolute(reading, index)
            if found and found.period and found.period.unit == "day":
                return found.value, tokens.starts[found.begin]
    return None, None


def _languages(language: str | None) -> tuple[str, ...]:
    first = (language or "en").split("-")[0]
    return (first, "en") if first in CALENDARS and first != "en" else ("en",)
