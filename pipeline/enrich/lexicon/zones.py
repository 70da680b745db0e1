"""Zones of cities that stand in datelines and of the names of clocks: hours from UTC and the rule of summer time.

A table, not the time zones of the system: annotators read no files, and the day that a story means needs no more. The
rules are today's; an hour may be wrong for years that had other ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from pipeline.enrich.lexicon import words as word_set

Zone = tuple[float, str]  # hours from UTC in winter, the rule of summer time
# month and week of the first and the last day of summer time; a week of 0 is the last Sunday of the month
_RULES: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "eu": ((3, 0), (10, 0)),
    "us": ((3, 2), (11, 1)),
    "au": ((10, 1), (4, 1)),
    "nz": ((9, 0), (4, 1)),
    "cl": ((9, 1), (4, 1)),
}
_CITIES = """
0 eu: london edinburgh glasgow cardiff belfast manchester birmingham liverpool leeds dublin lisbon
0 -: reykjavik accra dakar abidjan bamako freetown monrovia lomé ouagadougou conakry
1 eu: paris berlin rome madrid barcelona brussels amsterdam vienna geneva zurich bern frankfurt munich hamburg cologne
1 eu: milan venice turin naples warsaw krakow prague budapest bratislava ljubljana zagreb belgrade sarajevo skopje
1 eu: podgorica tirana copenhagen stockholm oslo hague strasbourg luxembourg monaco lyon marseille davos pristina
1 eu: bruxelles bruselas genève genf wien münchen köln zürich rom roma parís berlín ginebra viena londres
1 -: algiers tunis lagos abuja kinshasa luanda douala yaoundé niamey n'djamena rabat casablanca
2 eu: athens helsinki kyiv kiev bucharest sofia vilnius riga tallinn nicosia chisinau lviv odesa odessa kharkiv
2 eu: jerusalem cairo beirut gaza ramallah
2 -: johannesburg pretoria durban harare lusaka maputo tripoli khartoum kigali gaborone juba kaliningrad
3 -: moscow istanbul ankara minsk riyadh jeddah baghdad kuwait doha manama aden sanaa nairobi mogadishu kampala amman
3 -: damascus petersburg sochi москва минск санкт-петербург петербург moskau moscou moscú sevastopol simferopol
3.5 -: tehran
4 -: dubai baku tbilisi yerevan muscat samara баку ереван тбилиси самара
4.5 -: kabul
5 -: karachi islamabad lahore tashkent dushanbe ashgabat yekaterinburg peshawar astana almaty bishkek екатеринбург
5 -: ташкент
5.5 -: mumbai kolkata chennai bengaluru bangalore hyderabad colombo
5.75 -: kathmandu
6 -: dhaka
6.5 -: yangon
7 -: bangkok hanoi jakarta novosibirsk новосибирск
8 -: beijing shanghai taipei singapore manila perth shenzhen guangzhou wuhan chongqing irkutsk
9 -: tokyo seoul osaka pyongyang hiroshima kyoto yokohama fukushima busan
9.5 -: darwin
10 au: sydney melbourne canberra hobart
10 -: brisbane vladivostok владивосток
12 nz: wellington auckland christchurch
-3 -: brasilia montevideo recife
-4 -: caracas manaus
-4 cl: santiago
-5 -: bogota bogotá lima quito
-5 us: washington boston philadelphia atlanta miami detroit toronto ottawa montreal cleveland pittsburgh baltimore
-5 us: tallahassee orlando cincinnati buffalo
-6 us: chicago dallas houston austin minneapolis milwaukee winnipeg nashville memphis
-6 -: managua tegucigalpa guatemala
-7 us: denver edmonton calgary albuquerque
-7 -: phoenix
-8 us: seattle sacramento vancouver
-10 -: honolulu
"""
_TWO_WORDS: Mapping[str, Zone] = {
    "new york": (-5, "us"),
    "united nations": (-5, "us"),
    "new orleans": (-6, "us"),
    "st. louis": (-6, "us"),
    "kansas city": (-6, "us"),
    "salt lake city": (-7, "us"),
    "las vegas": (-8, "us"),
    "los angeles": (-8, "us"),
    "san francisco": (-8, "us"),
    "san diego": (-8, "us"),
    "san jose": (-8, "us"),
    "new delhi": (5.5, "-"),
    "hong kong": (8, "-"),
    "kuala lumpur": (8, "-"),
    "abu dhabi": (4, "-"),
    "tel aviv": (2, "eu"),
    "the hague": (1, "eu"),
    "addis ababa": (3, "-"),
    "dar es salaam": (3, "-"),
    "cape town": (2, "-"),
    "phnom penh": (7, "-"),
    "ho chi minh city": (7, "-"),
    "rio de janeiro": (-3, "-"),
    "sao paulo": (-3, "-"),
    "são paulo": (-3, "-"),
    "buenos aires": (-3, "-"),
    "mexico city": (-6, "-"),
    "san salvador": (-6, "-"),
    "panama city": (-5, "-"),
}
CLOCKS: Mapping[str, Zone] = {
    **dict.fromkeys(("UTC", "GMT", "Z"), (0, "-")),
    "BST": (1, "-"),
    "CET": (1, "-"),
    "CEST": (2, "-"),
    "EET": (2, "-"),
    "MSK": (3, "-"),
    "IST": (5.5, "-"),
    "HKT": (8, "-"),
    "JST": (9, "-"),
    "KST": (9, "-"),
    "AEST": (10, "-"),
    "AEDT": (11, "-"),
    "EST": (-5, "-"),
    "EDT": (-4, "-"),
    "ET": (-5, "us"),
    "Eastern": (-5, "us"),
    "CDT": (-5, "-"),
    "MDT": (-6, "-"),
    "PST": (-8, "-"),
    "PDT": (-7, "-"),
    "PT": (-8, "us"),
    "Pacific": (-8, "us"),
}


def _read_cities(table: str) -> dict[str, Zone]:
    found: dict[str, Zone] = {}
    for line in table.strip().splitlines():
        zone, _, names = line.partition(":")
        hours, rule = zone.split()
        found |= dict.fromkeys(word_set(names), (float(hours), rule))
    return found


CITIES: Mapping[str, Zone] = {**_read_cities(_CITIES), **_TWO_WORDS}


def find_zone(place: str) -> Zone | None:
    """Find the zone of a dateline's place ("WASHINGTON", "PARIS, Texas" has none); None where it is not known."""
    city, comma, _ = place.casefold().partition(",")
    name = city.partition("/")[0].strip()
    return None if comma and name in {"paris", "london", "rome", "athens", "moscow"} else CITIES.get(name)


def day_in(zone: Zone, moment: datetime) -> date:
    """Tell the day of a moment in UTC by the clock of a zone."""
    hours, rule = zone
    try:
        local = moment.replace(tzinfo=None) + timedelta(hours=hours)
        return (local + timedelta(hours=_is_summer(rule, local.date()))).date()
    except OverflowError:
        return moment.date()


def offset_of(zone: Zone, day: date) -> str:
    """Write the offset of a zone on a day: "Z", "+05:30"."""
    hours, rule = zone
    minutes = round((hours + _is_summer(rule, day)) * 60)
    if not minutes:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _is_summer(rule: str, day: date) -> bool:
    """Tell whether summer time holds on a day; south of the equator it runs over the turn of the year."""
    if rule not in _RULES:
        return False
    first, last = (_sunday(day.year, *edge) for edge in _RULES[rule])
    return first <= day < last if first < last else not last <= day < first


def _sunday(year: int, month: int, week: int) -> date:
    if week:
        start = date(year, month, 1)
        return start + timedelta(days=(6 - start.weekday()) % 7 + 7 * (week - 1))
    end = date(year, month, 31 if month in {3, 10} else 30)
    return end - timedelta(days=(end.weekday() + 1) % 7)
