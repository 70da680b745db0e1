"""Names of months, weekdays, units and days, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _count(names: str, start: int) -> dict[str, int]:
    """Number groups of synonyms: groups are separated by spaces, synonyms by bars."""
    return {name: n for n, group in enumerate(names.split(), start) for name in group.split("|")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """What one language calls days and months. `phrases` are fixed expressions: words to (unit, distance)."""

    code: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    phrases: Mapping[tuple[str, ...], tuple[str, int]]
    linkers: frozenset[str] = frozenset()  # what may stand between day, month and year
    capital: bool = False  # months are written with a capital
    suffixes: frozenset[str] = field(default_factory=frozenset)  # after a year: "года"


def _phrases(table: str) -> dict[tuple[str, ...], tuple[str, int]]:
    found = {}
    for line in table.strip().splitlines():
        words, unit, distance = (part.strip() for part in line.split("|"))
        found[tuple(words.split())] = (unit, int(distance))
    return found


ENGLISH = CalendarWords(
    code="en",
    months=_count(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
        "october|oct november|nov december|dec",
        1,
    ),
    weekdays=_count(
        "monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun", 0
    ),
    phrases=_phrases(
        """
        the day before yesterday | day | -2
        day before yesterday | day | -2
        day after tomorrow | day | 2
        the day after tomorrow | day | 2
        earlier today | day | 0
        later today | day | 0
        today | day | 0
        yesterday | day | -1
        tomorrow | day | 1
        """
    ),
    linkers=frozenset({"of"}),
    capital=True,
)
FRENCH = CalendarWords(
    code="fr",
    months=_count(
        "janvier|janv février|fevrier|févr mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct "
        "novembre|nov décembre|decembre|déc",
        1,
    ),
    weekdays=_count("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
    phrases=_phrases(
        """
        avant-hier | day | -2
        après-demain | day | 2
        aujourd'hui | day | 0
        hier | day | -1
        demain | day | 1
        cette semaine | week | 0
        la semaine dernière | week | -1
        la semaine prochaine | week | 1
        ce mois-ci | month | 0
        le mois dernier | month | -1
        le mois prochain | month | 1
        cette année | year | 0
        l'année dernière | year | -1
        l'an dernier | year | -1
        l'année prochaine | year | 1
        l'an prochain | year | 1
        """
    ),
)
GERMAN = CalendarWords(
    code="de",
    months=_count(
        "januar|jänner|jan februar|feber|feb märz|maerz|mär april|apr mai juni|jun juli|jul august|aug "
        "september|sept|sep oktober|okt november|nov dezember|dez",
        1,
    ),
    weekdays=_count("montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag", 0),
    phrases=_phrases(
        """
        vorgestern | day | -2
        übermorgen | day | 2
        heute | day | 0
        gestern | day | -1
        morgen | day | 1
        heute morgen | day | 0
        gestern morgen | day | -1
        diese woche | week | 0
        in dieser woche | week | 0
        letzte woche | week | -1
        vergangene woche | week | -1
        vergangenen woche | week | -1
        nächste woche | week | 1
        kommende woche | week | 1
        kommenden woche | week | 1
        diesen monat | month | 0
        letzten monat | month | -1
        vergangenen monat | month | -1
        nächsten monat | month | 1
        dieses jahr | year | 0
        in diesem jahr | year | 0
        letztes jahr | year | -1
        im vergangenen jahr | year | -1
        nächstes jahr | year | 1
        im kommenden jahr | year | 1
        """
    ),
    capital=True,
)
SPANISH = CalendarWords(
    code="es",
    months=_count(
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
        "septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic",
        1,
    ),
    weekdays=_count("lunes martes miércoles|miercoles jueves viernes sábado|sabado domingo", 0),
    phrases=_phrases(
        """
        anteayer | day | -2
        pasado mañana | day | 2
        hoy | day | 0
        ayer | day | -1
        mañana | day | 1
        ayer por la mañana | day | -1
        hoy por la mañana | day | 0
        esta semana | week | 0
        la semana pasada | week | -1
        la próxima semana | week | 1
        este mes | month | 0
        el mes pasado | month | -1
        el próximo mes | month | 1
        este año | year | 0
        el año pasado | year | -1
        el próximo año | year | 1
        """
    ),
    linkers=frozenset({"de", "del"}),
)
RUSSIAN = CalendarWords(
    code="ru",
    months=_count(
        "января|январь|январе|янв февраля|февраль|феврале|фев марта|март|марте апреля|апрель|апреле|апр мая|май|мае "
        "июня|июнь|июне июля|июль|июле августа|август|августе|авг сентября|сентябрь|сентябре|сен "
        "октября|октябрь|октябре|окт ноября|ноябрь|ноябре|ноя декабря|декабрь|декабре|дек",
        1,
    ),
    weekdays=_count(
        "понедельник|понедельника вторник|вторника среда|среду|среды четверг|четверга пятница|пятницу|пятницы "
        "суббота|субботу|субботы воскресенье|воскресенья",
        0,
    ),
    phrases=_phrases(
        """
        позавчера | day | -2
        послезавтра | day | 2
        сегодня | day | 0
        вчера | day | -1
        завтра | day | 1
        на этой неделе | week | 0
        на прошлой неделе | week | -1
        на следующей неделе | week | 1
        в этом месяце | month | 0
        в прошлом месяце | month | -1
        в следующем месяце | month | 1
        в этом году | year | 0
        в прошлом году | year | -1
        в следующем году | year | 1
        """
    ),
    suffixes=frozenset({"года", "году", "год", "г", "годах", "годы", "годов"}),
)
CALENDARS: Mapping[str, CalendarWords] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "de": GERMAN,
    "es": SPANISH,
    "ru": RUSSIAN,
}

NUMBERS: Mapping[str, int] = {
    **_count("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", 1),
    **_count("sixteen seventeen eighteen nineteen twenty", 16),
    **{word: 10 * n for n, word in enumerate(("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 3)},
    "hundred": 100,
    "dozen": 12,
    "a": 1,
    "an": 1,
    "single": 1,
    "half-a-dozen": 6,
}
ORDINALS: Mapping[str, int] = {**_count("first|1st second|2nd third|3rd fourth|4th", 1), "final": 4}
UNITS: Mapping[str, str] = {
    **{f"{unit}{s}": unit for unit in ("day", "week", "month", "quarter", "year", "decade") for s in ("", "s")},
    **{f"{unit}{s}": unit for unit in ("second", "minute", "hour", "century", "weekend") for s in ("", "s")},
    "centuries": "century",
    "fortnight": "fortnight",
    "fortnights": "fortnight",
}
SEASONS: Mapping[str, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS: Mapping[str, str] = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI"}
CENTURIES: Mapping[str, int] = _count(
    "seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth twenty-first",
    7,
)
DECADES: Mapping[str, int] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
# A month and a day, days from Easter Sunday, or month:weekday:which; a `?` where the name is not always the day.
HOLIDAYS: Mapping[str, str] = {
    "christmas": "?12-25",
    "christmas day": "12-25",
    "christmas eve": "12-24",
    "boxing day": "12-26",
    "new year": "?01-01",
    "new year 's": "01-01",
    "new year 's day": "01-01",
    "new year 's eve": "12-31",
    "valentine 's day": "02-14",
    "patrick 's day": "03-17",
    "st patrick 's day": "03-17",
    "halloween": "?10-31",
    "veterans day": "11-11",
    "armistice day": "11-11",
    "bastille day": "07-14",
    "independence day": "07-04",
    "easter": "?easter",
    "easter sunday": "easter",
    "easter monday": "easter+1",
    "good friday": "easter-2",
    "palm sunday": "easter-7",
    "ash wednesday": "easter-46",
    "whit monday": "easter+50",
    "thanksgiving": "?11:3:4",
    "thanksgiving day": "11:3:4",
    "black friday": "11:3:4+1",
    "cyber monday": "11:3:4+4",
    "memorial day": "5:0:-1",
    "labor day": "9:0:1",
}
SETS: Mapping[str, str] = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
    "annual": "P1Y",
}
REFERENCES: Mapping[str, str] = {
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "recently": "PAST_REF",
}
