"""How long and how often, in English: "thirty minutes", "fifty-year", "every Tuesday"; and times of day."""

from __future__ import annotations

from pipeline.enrich.lexicon.calendar import ENGLISH, REFERENCES, SETS, UNITS
from pipeline.enrich.periods import Period, write_length
from pipeline.enrich.timex import Match, Reading, read_number

_VAGUE = frozenset({"several", "many", "few", "some", "couple"})
_ZONES = {"utc": "Z", "gmt": "Z", "z": "Z"}
_EVERY = frozenset({"every", "each", "per"})
_MORE = frozenset({"last", "past", "next", "coming"})


def find_length(reading: Reading, index: int) -> Match | None:
    """Read a duration; "15 a year" is how often."""
    tokens = reading.tokens
    word = tokens.low[index]
    if "-" in word:
        return _hyphened(word, index)
    at = index + 1 if word in _MORE | _VAGUE and tokens.near(index + 1) not in UNITS else index
    at += tokens.near(at) == "of"
    count = reading.number(at)
    unit = UNITS.get(tokens.near(at + 1))
    if word in _VAGUE and tokens.near(index + 1) in UNITS:
        return Match(index, index + 2, "DURATION", write_length(UNITS[tokens.near(index + 1)], None))
    if count is None:
        return None
    if unit is None:
        return _joined(index, at, reading)
    if word in {"a", "an"} and reading.number(index - 1) is not None:
        return Match(index, at + 2, "SET", write_length(unit, 1))
    return Match(index, at + 2, "DURATION", write_length(unit, count))


def _hyphened(word: str, index: int) -> Match | None:
    """Read "fifty-year", "single-day"."""
    head, _, tail = word.rpartition("-")
    count, unit = read_number(head), UNITS.get(tail)
    return Match(index, index + 1, "DURATION", write_length(unit, count)) if unit and count is not None else None


def _joined(index: int, at: int, reading: Reading) -> Match | None:
    """Read "41-year", "eight-minute" with a number in digits; never an age."""
    tokens = reading.tokens
    tail = tokens.near(at + 2)
    if tokens.near(at + 1) != "-" or not tokens.glued(at + 1) or tail not in UNITS:
        return None
    count = reading.number(at)
    return Match(index, at + 3, "DURATION", write_length(UNITS[tail], count))


def find_set(reading: Reading, index: int) -> Match | None:
    """Read "every week", "daily", "every Monday"; also words for now and for the past."""
    tokens = reading.tokens
    word, after = tokens.low[index], tokens.near(index + 1)
    if word in SETS:
        return Match(index, index + 1, "SET", SETS[word])
    if word in REFERENCES or (word == "recent" and after in UNITS):
        return Match(index, index + 1 + (word == "recent"), "DATE", REFERENCES.get(word, "PAST_REF"))
    return _every(reading, index) if word in _EVERY and reading.words else None


def _every(reading: Reading, index: int) -> Match | None:
    """Read "every week", "each Monday", "per year"."""
    word, after = reading.tokens.low[index], reading.tokens.near(index + 1)
    if after in UNITS:
        return Match(index, index + 2, "SET", write_length(UNITS[after], 1))
    weekday, month = ENGLISH.weekdays.get(after), ENGLISH.months.get(after)
    if weekday is not None and word != "per":
        return Match(index, index + 2, "SET", f"XXXX-WXX-{weekday + 1}")
    return Match(index, index + 2, "SET", f"XXXX-{month:02d}") if month and word != "per" else None


def find_time(reading: Reading, index: int) -> Match | None:
    """Read a time of day: "14:48 UTC", "0930 GMT", "8:30 p.m."."""
    tokens = reading.tokens
    word = tokens.low[index]
    if not word[0].isdigit() or len(word) > 5:
        return None
    end, after = index + 1, tokens.near(index + 1)
    half = after.replace(".", "")
    clock = _read_clock(word, half if half in {"am", "pm"} else "", is_bare=after in _ZONES)
    if clock is None:
        return None
    end += half in {"am", "pm"}
    zone = _ZONES.get(tokens.near(end), "")
    end += bool(zone)
    day = Period("day", reading.today) if reading.today else None
    if day is None or reading.latest is None:
        return Match(index, end, "TIME", f"{day.value if day else 'XXXX-XX-XX'}T{clock}{zone}", day)
    return Match(index, end, "TIME", f"{day.value}T{clock}{zone}", day)


def _read_clock(word: str, half: str, *, is_bare: bool) -> str | None:
    hours, mark, minutes = word.partition(":")
    if not mark and not half and is_bare and len(word) == 4:
        hours, minutes = word[:2], word[2:]
    elif not mark and not half:
        return None
    digits = hours + (minutes or "00")
    if not (digits.isascii() and digits.isdigit()) or len(minutes or "00") != 2 or len(hours) > 2:
        return None
    hour = int(hours) % 12 + 12 * (half == "pm") if half else int(hours)
    return f"{hour:02d}:{minutes or '00'}" if hour < 24 and int(minutes or 0) < 60 else None
