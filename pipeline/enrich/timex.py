"""What the date rules share: the point of view from which an article speaks of time, and what a rule hands back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import NUMBERS, CalendarWords
from pipeline.enrich.periods import Period
from pipeline.enrich.tokens import Tokens

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
_LONGEST_NUMBER = 6
_WINDOW = 8  # tokens looked at for the tense of a clause
_FUTURE = word_set(
    "will would shall won't 'll to due expected scheduled planned next until by set plans going can may wird werden "
    "soll sera seront será serán будет будут until"
)
_PAST = word_set(
    "said told says was were had has have did came went began met took held made left gave found won lost killed since "
    "rose fell hit sent saw"
)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens from `begin` up to `end` say a time. `period` is the stretch of the calendar, where there is one."""

    begin: int
    end: int
    kind: Kind
    value: str
    period: Period | None = None
    until: Period | None = None


@dataclass(slots=True)
class Reading:
    """A text being read for dates: `today` is its day of publication, `latest` the last day spoken of."""

    tokens: Tokens
    words: CalendarWords | None
    today: date | None
    latest: Period | None = None

    def number(self, index: int) -> int | None:
        """Read a small whole number in digits or in words; None for anything else."""
        return read_number(self.tokens.near(index))

    def year(self, index: int) -> int | None:
        """Read four digits that can be a year of news: 1000 to 2199."""
        word = self.tokens.near(index)
        is_year = len(word) == 4 and word.isascii() and word.isdigit() and "1000" <= word < "2200"
        return int(word) if is_year else None

    def looks_ahead(self, index: int) -> bool:
        """Tell whether the clause before a word speaks of what is to come; the nearest sign decides."""
        for at in range(index - 1, max(-1, index - _WINDOW), -1):
            word = self.tokens.low[at]
            if word in _FUTURE:
                return True
            if word in _PAST or word in ".!?\n" or (word.endswith("ed") and len(word) > 4):
                return False
        return False


def read_number(word: str) -> int | None:
    """Read "41", "fifty", "twenty-one"; None for anything else."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= _LONGEST_NUMBER else None
    head, _, tail = word.partition("-")
    first, second = NUMBERS.get(head), NUMBERS.get(tail) if tail else 0
    return None if first is None or second is None else first + second


def to_match(begin: int, end: int, period: Period) -> Match:
    """Say a stretch of the calendar."""
    return Match(begin, end, "DATE", period.value, period)
