"""Tag what a text says about time: its dateline and its TIMEX3 expressions with the days they mean.

English has all rules; French, German, Spanish and Russian have dates, days of the week and fixed expressions;
any other language only dates written in numbers.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipeline.enrich.absolute import find_absolute
from pipeline.enrich.dateline import find_dateline
from pipeline.enrich.lengths import find_length, find_set, find_time
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import CALENDARS, ENGLISH, NUMBERS, ORDINALS, REFERENCES, SEASONS, SETS
from pipeline.enrich.relative import find_counted, find_phrase, find_short, find_stepped, find_weekday
from pipeline.enrich.timex import Match, Reading
from pipeline.enrich.tokens import scan
from pipeline.types import Dated, Dateline, DateTag

VERSION = "1"
_HEAD = 80  # tokens
_DATELINE_TRUST = timedelta(days=3)
_STEPPED = word_set(
    "the that last past previous preceding this current same next coming following upcoming end beginning start"
)
_COUNTED = frozenset(NUMBERS) | {"several", "many", "few", "some", "couple"}
_DEICTIC = frozenset({"today", "tonight", "yesterday", "tomorrow", "earlier", "later"})
_QUARTERS = frozenset({"q1", "q2", "q3", "q4", "h1", "h2"})
_OFTEN = frozenset({"every", "each", "per", "recent"}) | frozenset(SETS) | frozenset(REFERENCES)


def tag_dates(text: str, *, title: str = "", published_at: datetime | None, language: str | None) -> Dated:
    """Tag dateline and dates; relative ones need `published_at`, whose UTC day a near dateline corrects."""
    del title  # its dates are not spans of the text
    name = (language or "en").split("-")[0].lower()
    # Far from the ends of the calendar, so that no year before or after it falls off.
    today = published_at.date() if published_at and 100 <= published_at.year <= 9900 else None
    line = find_dateline(text, today=today, language=name)
    tokens, words = scan(text), CALENDARS.get(name)
    day = _view(today, line) or _stated(Reading(tokens, words, None))
    reading = Reading(tokens, words, day)
    return Dated(dateline=line, dates=tuple(_to_tag(reading, match) for match in _matches(reading)))


def _view(today: date | None, line: Dateline | None) -> date | None:
    """Choose the day the story speaks from."""
    if line is None or line.date is None:
        return today
    day = date.fromisoformat(line.date)
    return day if today is None or abs(day - today) <= _DATELINE_TRUST else today


def _stated(reading: Reading) -> date | None:
    """Without a day of publication, take a whole date that stands in a line of its own near the head."""
    tokens = reading.tokens
    for index in range(min(len(tokens), _HEAD)):
        if index and tokens.words[index - 1] != "\n":
            continue
        found = find_absolute(reading, index)
        if found and found.period and found.period.unit == "day" and tokens.near(found.end) in {"\n", ""}:
            return found.period.start
    return None


def _matches(reading: Reading) -> list[Match]:
    found: list[Match] = []
    index = 0
    while index < len(reading.tokens):
        match = _match_at(reading, index)
        if match is None:
            index += 1
            continue
        if match.kind == "TIME" and match.value[10:11] == "T" and match.value[11:12].isdigit():
            match = _on_its_day(reading, match)
        if match.period and match.period.unit in {"day", "month", "week", "quarter", "year"}:
            reading.latest = match.period
        found.append(match)
        index = max(match.end, index + 1)
    return found


def _match_at(reading: Reading, index: int) -> Match | None:
    word = reading.tokens.low[index]
    if reading.words is not ENGLISH:
        return find_absolute(reading, index) or find_phrase(reading, index) or find_weekday(reading, index)
    if word[0].isdigit():
        return (
            find_time(reading, index)
            or find_absolute(reading, index)
            or find_counted(reading, index)
            or find_length(reading, index)
        )
    return _match_word(reading, index, word)


def _match_word(reading: Reading, index: int, word: str) -> Match | None:
    """Try the rules that can start with a word; most words start none."""
    found: Match | None = find_short(reading, index) if word[:4] == "mid-" or word in _QUARTERS else None
    if found is None and (word in _STEPPED or word.partition("-")[0] in ORDINALS):
        found = find_phrase(reading, index) or find_stepped(reading, index) or _weekday_after(reading, index)
    if found is None and (word in _COUNTED or word in _STEPPED or "-" in word):
        found = find_counted(reading, index) or find_length(reading, index)
    if found is None and word in _OFTEN:
        found = find_set(reading, index)
    if found is None and (word in ENGLISH.months or word in SEASONS):
        found = find_absolute(reading, index)
    return found or find_weekday(reading, index) or (find_phrase(reading, index) if word in _DEICTIC else None)


def _weekday_after(reading: Reading, index: int) -> Match | None:
    """Read "last Tuesday" and "next October", whose rules start at the name."""
    if reading.tokens.low[index] not in {"last", "next", "coming", "this"} or index + 1 >= len(reading.tokens):
        return None
    return find_weekday(reading, index + 1) or find_absolute(reading, index + 1)


def _on_its_day(reading: Reading, match: Match) -> Match:
    """Give a time of day the day named after it: "16:00 UTC today", "8 a.m. on Friday", "16:15 UTC, June 1st"."""
    tokens = reading.tokens
    at = match.end
    comma = tokens.near(at) == ","
    at += comma or tokens.near(at) == "on"
    day = _match_at(reading, at) if at < len(tokens) else None
    if day is None or day.period is None or day.period.unit != "day" or day.kind != "DATE":
        return match
    end = match.end if comma else day.end
    return Match(match.begin, end, "TIME", f"{day.value}{match.value[10:]}", day.period)


def _to_tag(reading: Reading, match: Match) -> DateTag:
    tokens = reading.tokens
    start, end = tokens.starts[match.begin], tokens.ends[match.end - 1]
    period = match.period
    return DateTag(
        start=start,
        end=end,
        text=tokens.text[start:end],
        type=match.kind,
        value=match.value,
        since=period.start.isoformat() if period else None,
        until=period.end.isoformat() if period else None,
    )
