"""What the date rules share: the point of view from which an article speaks of time, and what a rule hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.enrich.lexicon.calendar import NUMBERS, CalendarWords
from pipeline.enrich.timex.periods import Period
from pipeline.enrich.tokens import Tokens

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Lacks = Literal["", "year", "month", "week", "day"]
_LONGEST_NUMBER = 6
_TERMS = frozenset({"month", "quarter", "half"})
_NEAR = 40  # tokens


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens from `begin` up to `end` say a time. `period` is the stretch of the calendar, where there is one.

    `lacks` is what these tokens leave open and another expression beside them may say: the year of "August", the month
    of "the third Monday of", the week of "Tuesday", the day of "5 p.m.".
    """

    begin: int
    end: int
    kind: Kind
    value: str
    period: Period | None = None
    lacks: Lacks = ""


@dataclass(slots=True)
class Reading:
    """A text being read for dates: `today` is its day of publication, `latest` the last period spoken of."""

    tokens: Tokens
    words: CalendarWords | None
    today: date | None
    latest: Period | None = None
    latest_day: Period | None = None
    latest_at: int = 0  # the token at which it was spoken of
    term: Period | None = None  # the last month, quarter or half of a year
    term_at: int = 0
    seen: dict[tuple[int, int], Period] = field(default_factory=dict)  # days of a month whose year was said

    def number(self, index: int) -> int | None:
        """Read a small whole number in digits or in words; None for anything else."""
        return read_number(self.tokens.near(index))

    def year(self, index: int) -> int | None:
        """Read four digits that can be a year of news: 1000 to 2199."""
        word = self.tokens.near(index)
        is_year = len(word) == 4 and word.isascii() and word.isdigit() and "1000" <= word < "2200"
        return int(word) if is_year else None

    def remember(self, match: Match) -> None:
        """Keep what was spoken of, for "the same day", "two days later" and the day of a month said again."""
        period = match.period
        if period is None:
            return
        self.latest, self.latest_at = period, match.end
        if period.unit == "day":
            self.latest_day = period
            if not match.lacks and match.kind == "DATE":
                self.seen[period.start.month, period.start.day] = period
        elif period.unit in _TERMS:
            self.term, self.term_at = period, match.end

    def term_near(self, index: int) -> Period | None:
        """Give the month, quarter or half of a year that was spoken of shortly before."""
        return self.term if self.term and index - self.term_at <= _NEAR else None


def read_number(word: str) -> int | None:
    """Read "41", "1,500", "fifty", "twenty-one"; None for anything else."""
    digits = word.replace(",", "") if len(word) <= _LONGEST_NUMBER and word[-4:-3] == "," else word
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= _LONGEST_NUMBER else None
    head, _, tail = word.partition("-")
    first, second = NUMBERS.get(head), NUMBERS.get(tail) if tail else 0
    return None if first is None or second is None else first + second


def to_match(begin: int, end: int, period: Period, *, lacks: Lacks = "") -> Match:
    """Say a stretch of the calendar."""
    return Match(begin, end, "DATE", period.value, period, lacks)
