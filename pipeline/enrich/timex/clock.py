"""Times of day, in English: "14:48 UTC", "0930 GMT", "8:30 p.m. local time", "11 o'clock", "noon"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH
from pipeline.enrich.lexicon.zones import CLOCKS, offset_of
from pipeline.enrich.timex.periods import Period
from pipeline.enrich.timex.values import Match, Reading, read_number

_HALVES = {"am": "am", "pm": "pm"}
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_BEFORE_NAMED = word_set("at by until till before after around about from since to past just shortly of near ,")
_DAY_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_DAY_NEAR = word_set("on yesterday today tomorrow")
_HOURS = 24


def find_time(reading: Reading, index: int) -> Match | None:
    """Read a time of day; its day is today until a day is found beside it."""
    tokens = reading.tokens
    word = tokens.low[index]
    if word in _NAMED:
        return _named(reading, index)
    after = tokens.near(index + 1)
    if after == "o'clock":
        return _hour_alone(reading, index)
    if not word[0].isdigit() or len(word) > 5:
        return None
    end, half = index + 1, _HALVES.get(after.replace(".", ""), "")
    end += bool(half)
    zone = tokens.words[end] if end < len(tokens) else ""
    clock = _read_clock(word, half, is_bare=zone in CLOCKS)
    return _with_zone(reading, (index, end), clock) if clock else None


def _named(reading: Reading, index: int) -> Match | None:
    before = reading.tokens.near(index - 1)
    if before not in _BEFORE_NAMED:
        return None
    return _with_zone(reading, (index, index + 1), _NAMED[reading.tokens.low[index]])


def _hour_alone(reading: Reading, index: int) -> Match | None:
    """Read "11 o'clock", "eight o'clock in the evening"; without more, night or evening decides later."""
    tokens = reading.tokens
    hour = read_number(tokens.low[index])
    if hour is None or not 1 <= hour <= 12:
        return None
    end, half = index + 2, ""
    if tokens.near(end) == "in" and tokens.near(end + 1) == "the" and tokens.near(end + 2) in _DAY_PARTS:
        half, end = _DAY_PARTS[tokens.near(end + 2)], end + 3
    if tokens.near(end) == "tonight":
        half = "pm"
    elif tokens.low[end : end + 2] == ["at", "night"]:
        half, end = "pm", end + 2
    if not half and tokens.near(end) not in _DAY_NEAR and tokens.near(end) not in ENGLISH.weekdays:
        return None  # nothing says whether it is morning or evening, or of which day
    return _with_zone(reading, (index, end), _to_24(hour, half, "00"))


def _with_zone(reading: Reading, ends: tuple[int, int], clock: str) -> Match:
    """Add the zone that follows; its offset where it is not UTC."""
    begin, end = ends
    tokens, offset = reading.tokens, ""
    zone = tokens.words[end] if end < len(tokens) else ""
    if zone in CLOCKS:
        end += 1
        offset = offset_of(CLOCKS[zone], reading.today or date(2000, 1, 1))
        end += tokens.near(end) == "time"
    elif tokens.near(end) == "local" and tokens.near(end + 1) == "time":
        end += 2
    day = Period("day", reading.today) if reading.today else None
    return Match(begin, end, "TIME", f"{day.value if day else 'XXXX-XX-XX'}T{clock}{offset}", day, "day")


def _read_clock(word: str, half: str, *, is_bare: bool) -> str | None:
    hours, mark, minutes = word.partition("." if half and "." in word else ":")
    if not mark and not half and is_bare and len(word) == 4:
        hours, minutes = word[:2], word[2:]
    elif not mark and not half:
        return None
    digits = hours + (minutes or "00")
    if not (digits.isascii() and digits.isdigit()) or len(minutes or "00") != 2 or len(hours) > 2:
        return None
    hour = int(hours)
    if (half and not 1 <= hour <= 12) or hour >= _HOURS or int(minutes or 0) >= 60:
        return None
    return _to_24(hour, half, minutes or "00")


def _to_24(hour: int, half: str, minutes: str) -> str:
    return f"{hour % 12 + 12 * (half == 'pm') if half else hour:02d}:{minutes}"
