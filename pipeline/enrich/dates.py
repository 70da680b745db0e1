"""Tag what a text says about time: its dateline and its TIMEX3 expressions with the days they mean.

English has all rules; French, German, Spanish and Russian have dates, days of the week and fixed expressions;
any other language only dates written in numbers.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pipeline.enrich.lexicon.calendar import CALENDARS
from pipeline.enrich.lexicon.zones import day_in, find_zone
from pipeline.enrich.timex.absolute import find_absolute
from pipeline.enrich.timex.dateline import find_dateline
from pipeline.enrich.timex.expressions import find_matches
from pipeline.enrich.timex.values import Match, Reading
from pipeline.enrich.tokens import scan
from pipeline.types import Dated, Dateline, DateTag

VERSION = "2"
_HEAD = 80  # tokens
_DATELINE_TRUST = timedelta(days=3)


def tag_dates(
    text: str, *, title: str = "", published_at: datetime | None, language: str | None, zoned: bool = True
) -> Dated:
    """Tag dateline and dates, the relative ones from the day of `published_at` where the dateline is.

    A moment at midnight, or one that is not `zoned`, is a day and stays it; a near day in the dateline comes first.
    """
    del title  # its dates are not spans of the text
    name = (language or "en").split("-")[0].lower()
    # Far from the ends of the calendar, so that no year before or after it falls off.
    moment = published_at if published_at and 100 <= published_at.year <= 9900 else None
    line = find_dateline(text, today=moment.date() if moment else None, language=name)
    today = _local_day(moment, line, zoned=zoned) if moment else None
    tokens, words = scan(text), CALENDARS.get(name)
    day = _view(today, line) or _stated(Reading(tokens, words, None))
    reading = Reading(tokens, words, day)
    return Dated(dateline=line, dates=tuple(_to_tag(reading, match) for match in find_matches(reading)))


def _local_day(moment: datetime, line: Dateline | None, *, zoned: bool) -> date:
    """Tell the day by the clock of the dateline's place, where it is known and the moment is more than a day."""
    zone = find_zone(line.place) if line and line.place else None
    if zone is None or not zoned or moment.time() == time():
        return moment.date()
    return day_in(zone, moment)


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
