"""The days and months that the sample articles name, in three languages.

An article that says "on Tuesday" must have been published on a Tuesday, whenever the sample site starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LANGUAGES = ("en", "ru", "fr")

_MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    # The genitive, because a day always stands before the month.
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_ON_WEEKDAY_IN_RUSSIAN = (
    "в понедельник",
    "во вторник",
    "в среду",
    "в четверг",
    "в пятницу",
    "в субботу",
    "в воскресенье",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """How a text published at one moment names that day and the day before."""

    day_month: str
    year: str
    weekday: str
    on_weekday: str
    yesterday_weekday: str


def to_day_words(moment: datetime, language: str) -> DayWords:
    """Name the day of `moment`, read in the zone that `moment` itself carries."""
    return DayWords(
        day_month=_day_month(moment, language),
        year=str(moment.year),
        weekday=_WEEKDAYS[language][moment.weekday()],
        on_weekday=_on_weekday(moment, language),
        yesterday_weekday=_WEEKDAYS[language][(moment - timedelta(days=1)).weekday()],
    )


def fill_day_words(text: str, words: DayWords) -> str:
    """Replace `{day_month}` and its like; an unknown placeholder is a KeyError, so that none is ever served."""
    return text.format_map(
        {
            "day_month": words.day_month,
            "year": words.year,
            "weekday": words.weekday,
            "on_weekday": words.on_weekday,
            "yesterday_weekday": words.yesterday_weekday,
        }
    )


def to_long_date(moment: datetime, language: str) -> str:
    """Write the date and time as a reader sees it under a headline."""
    clock = f"{moment:%H:%M}"
    if language == "en":
        return f"{_day_month(moment, language)}, {moment.year}, {clock}"
    if language == "ru":
        return f"{_day_month(moment, language)} {moment.year}, {clock}"
    return f"{_day_month(moment, language)} {moment.year} à {clock.replace(':', 'h')}"


def _day_month(moment: datetime, language: str) -> str:
    month = _MONTHS[language][moment.month - 1]
    if language == "en":
        return f"{month} {moment.day}"
    day = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return f"{day} {month}"


def _on_weekday(moment: datetime, language: str) -> str:
    if language == "ru":
        return _ON_WEEKDAY_IN_RUSSIAN[moment.weekday()]
    weekday = _WEEKDAYS[language][moment.weekday()]
    return f"on {weekday}" if language == "en" else weekday
