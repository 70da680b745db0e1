"""How long and how often, in English: "thirty minutes", "fifty-year", "every Tuesday", "twice a week"."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH, PARTS, REFERENCES, SEASONS, SETS, UNITS
from pipeline.enrich.timex.periods import write_length
from pipeline.enrich.timex.values import Match, Reading, read_number

_VAGUE = frozenset({"several", "many", "few", "some", "couple"})
_EVERY = frozenset({"every", "each", "per"})
_MORE = frozenset({"last", "past", "next", "coming", "first", "final", "previous"})
_OFTEN = word_set("once twice times")
_BARE = word_set("for over in after of several many within")
_PLURALS = {"years": "PXY", "decades": "PXY", "centuries": "PXY", "months": "PXM", "weeks": "PXW", "days": "PXD"}
_PLURALS |= {"hours": "PTXH", "minutes": "PTXM"}


def find_length(reading: Reading, index: int) -> Match | None:
    """Read a duration; "15 a year" is how often."""
    tokens = reading.tokens
    word = tokens.low[index]
    if "-" in word:
        return _hyphened(word, index) or _with_half(reading, index)
    if word == "half":
        return _half(reading, index)
    if word in _VAGUE or (word == "a" and tokens.near(index + 1) in {"few", "couple"}):
        return _few(reading, index)
    at = index + (word == "the" and tokens.near(index + 1) in _MORE)
    unit = tokens.near(at + 1)
    if tokens.near(at) == "past" and unit in UNITS and not unit.endswith("s"):
        return Match(index, at + 2, "DURATION", write_length(UNITS[unit], 1))
    at += tokens.near(at) in _MORE
    count = reading.number(at)
    return _counted(reading, (index, at), count) if count is not None else None


def _counted(reading: Reading, places: tuple[int, int], count: int) -> Match | None:
    """Read what a number counts: "thirty minutes", "a year", "the past three years"."""
    index, at = places
    tokens = reading.tokens
    word, unit = tokens.low[index], UNITS.get(tokens.near(at + 1))
    if unit is None:
        return _joined(reading, index, at) or _with_half(reading, at) or _first_of_two(reading, at)
    if word in {"a", "an"} and _is_rate(reading, index):
        return Match(index, at + 2, "SET", write_length(unit, 1))
    if unit == "second" and word in {"a", "an", "one"} and not tokens.near(at + 1).endswith("s"):
        return None  # "a second report" is another one
    return _and_a_half(reading, Match(index, at + 2, "DURATION", write_length(unit, count)), (unit, count))


def _is_rate(reading: Reading, index: int) -> bool:
    """Hear how often something is: "15 a year", "twice a week", "20 boats a day", "5% a year"."""
    tokens = reading.tokens
    before = tokens.near(index - 1)
    if reading.number(index - 1) is not None or before in _OFTEN or before == "%":
        return True
    return before.endswith("s") and reading.number(index - 2) is not None


def _few(reading: Reading, index: int) -> Match | None:
    """Read "several days", "a few weeks", "a couple of years"."""
    tokens = reading.tokens
    if tokens.near(index - 1) == "as":
        return None  # "as many months"
    at = index + 1 + (tokens.low[index] == "a")
    at += tokens.near(at) == "of"
    unit, count = UNITS.get(tokens.near(at)), 2 if tokens.near(at - 1) in {"couple", "of"} else None
    return Match(index, at + 1, "DURATION", write_length(unit, count)) if unit else None


def _hyphened(word: str, index: int) -> Match | None:
    """Read "fifty-year", "single-day"."""
    head, _, tail = word.rpartition("-")
    count, unit = read_number(head), UNITS.get(tail)
    return Match(index, index + 1, "DURATION", write_length(unit, count)) if unit and count is not None else None


def _joined(reading: Reading, index: int, at: int) -> Match | None:
    """Read "41-year", "eight-minute" with a number in digits; never an age."""
    tokens = reading.tokens
    tail = tokens.near(at + 2)
    count = reading.number(at)
    if tokens.near(at + 1) != "-" or not tokens.glued(at + 1) or tail not in UNITS or count is None:
        return None
    return Match(index, at + 3, "DURATION", write_length(UNITS[tail], count))


def _first_of_two(reading: Reading, at: int) -> Match | None:
    """Read the 60 of "60 to 90 days" and "60 and 90 days"."""
    tokens = reading.tokens
    count, other, unit = reading.number(at), reading.number(at + 2), UNITS.get(tokens.near(at + 3))
    if tokens.near(at + 1) not in {"to", "and", "or", "-", "\u2013"} or count is None or other is None or unit is None:
        return None
    return Match(at, at + 1, "DURATION", write_length(unit, count)) if count < other else None


def _with_half(reading: Reading, at: int) -> Match | None:
    """Read "two-and-a-half hours", "two and a half years", "two-and-a-half-year"."""
    tokens = reading.tokens
    word = tokens.near(at)
    head, found, tail = word.partition("-and-a-half")
    if found:
        unit, end = (UNITS.get(tail[1:]), at + 1) if tail else (UNITS.get(tokens.near(at + 1)), at + 2)
    else:
        spelled = tokens.low[at + 1 : at + 4] == ["and", "a", "half"]
        head, unit, end = word, UNITS.get(tokens.near(at + 4)) if spelled else None, at + 5
    count = read_number(head)
    if unit is None or count is None:
        return None
    return Match(at, end, "DURATION", _halved(unit, count))


def _and_a_half(reading: Reading, found: Match, length: tuple[str, int]) -> Match:
    """Read "a year and a half"."""
    if reading.tokens.low[found.end : found.end + 3] != ["and", "a", "half"]:
        return found
    return Match(found.begin, found.end + 3, "DURATION", _halved(*length))


def _half(reading: Reading, index: int) -> Match | None:
    """Read "half an hour", "half a century"."""
    tokens = reading.tokens
    unit = UNITS.get(tokens.near(index + 2)) if tokens.near(index + 1) in {"a", "an"} else None
    return Match(index, index + 3, "DURATION", _halved(unit, 0)) if unit else None


def _halved(unit: str, count: int) -> str:
    """Write a number and a half of a unit in the next smaller one where it goes."""
    smaller = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12), "day": ("hour", 24)}
    smaller |= {"decade": ("year", 10), "century": ("year", 100)}
    if unit in smaller:
        name, size = smaller[unit]
        return write_length(name, count * size + size // 2)
    return write_length(unit, count).replace(str(count), f"{count}.5", 1)


def find_set(reading: Reading, index: int) -> Match | None:
    """Read "every week", "daily", "every Monday", "on Mondays"; also words for now, the past and the future."""
    tokens = reading.tokens
    word, after = tokens.low[index], tokens.near(index + 1)
    if word in SETS:
        return Match(index, index + 1, "SET", SETS[word])
    if word in REFERENCES or (word == "recent" and after in UNITS):
        return Match(index, index + 1 + (word == "recent"), "DATE", REFERENCES.get(word, "PAST_REF"))
    if word in _EVERY and reading.words:
        return _every(reading, index)
    weekday = ENGLISH.weekdays.get(word[:-1]) if word[-1:] == "s" and len(word) > 6 else None
    return Match(index, index + 1, "SET", f"XXXX-WXX-{weekday + 1}") if weekday is not None else None


def _every(reading: Reading, index: int) -> Match | None:
    """Read "every week", "each Monday", "per year", "every two years", "every other day", "every morning"."""
    tokens = reading.tokens
    word, after = tokens.low[index], tokens.near(index + 1)
    if after in UNITS and tokens.near(index + 2) not in ENGLISH.weekdays:
        return Match(index, index + 2, "SET", write_length(UNITS[after], 1))
    if word == "per":
        return None
    count = 2 if after in {"other", "second"} else reading.number(index + 1)
    unit = UNITS.get(tokens.near(index + 2))
    if count is not None and unit:
        return Match(index, index + 3, "SET", write_length(unit, count))
    skipped = after in {"other", "second", "third", "fourth"}
    value, end = _each(tokens.near(index + 1 + skipped)), index + 2 + skipped
    if value.startswith("XXXX-WXX-") and tokens.near(end) in PARTS:
        return Match(index, end + 1, "SET", f"{value}T{PARTS[tokens.near(end)]}")
    return Match(index, end, "SET", value) if value else None


def _each(word: str) -> str:
    """Write what comes again: a weekday, a month, a season, a part of the day."""
    if word in ENGLISH.weekdays:
        return f"XXXX-WXX-{ENGLISH.weekdays[word] + 1}"
    if word in ENGLISH.months:
        return f"XXXX-{ENGLISH.months[word]:02d}"
    if word in SEASONS:
        return f"XXXX-{SEASONS[word]}"
    return f"XXXX-XX-XXT{PARTS[word]}" if word in PARTS else ""


def find_bare(reading: Reading, index: int) -> Match | None:
    """Read "for years", "decades of": lengths without a number."""
    tokens = reading.tokens
    value = _PLURALS.get(tokens.low[index])
    before = tokens.near(index - 1)
    if (
        value is None
        or before not in _BARE
        or tokens.near(index - 2) == "as"
        or (before == "of" and tokens.near(index - 2) not in {"number", "hundreds"})
    ):
        return None
    if tokens.near(index + 1) in {"ago", "earlier", "later", "old"}:
        return None
    return Match(index, index + 1, "DURATION", value)
