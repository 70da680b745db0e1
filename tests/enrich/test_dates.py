from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.timex.named import easter
from pipeline.types import Dated

PUBLISHED = datetime(2018, 4, 4, 8, 0, tzinfo=UTC)  # a Wednesday


def tag(text: str, language: str = "en", published_at: datetime | None = PUBLISHED) -> Dated:
    return tag_dates(text, published_at=published_at, language=language)


def values(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(found.text, found.value) for found in tag(text, language).dates]


@pytest.mark.parametrize(
    ("language", "text", "place", "date", "agency", "end"),
    [
        ("en", "VOLNOGRAD, April 3. /TASS/. The fleet left.", "VOLNOGRAD", "2018-04-03", "TASS", "/TASS/."),
        ("en", "PORT ARDEN (AP) — The mayor left.", "PORT ARDEN", None, "AP", "—"),
        ("en", "LEDOVIK, Ruritania, March 30 (Reuters) - Rain.", "LEDOVIK, Ruritania", "2018-03-30", "Reuters", ") -"),
        ("en", "Valmere, April 2, 2018 (AFP) - Rain.", "Valmere", "2018-04-02", "AFP", ") -"),
        ("ru", "МОСКВА, 3 апреля. /ТАСС/. Дождь.", "МОСКВА", "2018-04-03", "ТАСС", "/ТАСС/."),
        ("fr", "PARIS, 3 avril (AFP) - La pluie.", "PARIS", "2018-04-03", "AFP", ") -"),
        ("de", "BERLIN, 3. April (dpa) - Der Regen.", "BERLIN", "2018-04-03", "dpa", ") -"),
        ("es", "MADRID, 3 abr (EFE).- La lluvia.", "MADRID", "2018-04-03", "EFE", ").-"),
        ("es", "MADRID, 21 may (EFE).- La lluvia.", "MADRID", "2018-05-21", "EFE", ").-"),
        ("en", "HARBOURTON — Rain fell.", "HARBOURTON", None, None, "—"),
        ("en", "KIRENSK\n\nRain fell.", "KIRENSK", None, None, "KIRENSK"),
    ],
)
def test_a_dateline_gives_place_day_and_agency(
    language: str, text: str, place: str, date: str | None, agency: str | None, end: str
) -> None:
    line = tag(text, language).dateline
    assert line is not None
    assert (line.place, line.date, line.agency) == (place, date, agency)
    assert text[line.start : line.end].endswith(end)


@pytest.mark.parametrize(
    "text", ["The company (ABC) said it was ready.", "It rained – and then it stopped.", "", "\n\n"]
)
def test_an_ordinary_opening_is_no_dateline(text: str) -> None:
    assert tag(text).dateline is None


def test_a_dateline_is_found_below_the_headline() -> None:
    line = tag("Fleet leaves\n\nA late start\n\nVOLNOGRAD, April 3. /TASS/. The fleet left.").dateline
    assert line is not None
    assert line.place == "VOLNOGRAD"


def test_the_day_of_the_dateline_is_the_day_the_story_speaks_from() -> None:
    late = datetime(2018, 4, 4, 0, 30, tzinfo=UTC)
    found = tag("VOLNOGRAD, April 3. /TASS/. It rained today.", published_at=late).dates
    assert [date.value for date in found] == ["2018-04-03", "2018-04-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sailed on March 5, 2017.", ("March 5, 2017", "2017-03-05")),
        ("It sailed on 5 March 2017.", ("5 March 2017", "2017-03-05")),
        ("It sailed on Dec. 28.", ("Dec. 28", "2017-12-28")),
        ("It sailed in October 1997.", ("October 1997", "1997-10")),
        ("It sailed in October.", ("October", "2017-10")),
        ("It will sail in October.", ("October", "2018-10")),
        ("It has sailed since 1997.", ("1997", "1997")),
        ("It sailed in the 1960s.", ("1960s", "196")),
        ("It sailed on 2017-03-05.", ("2017-03-05", "2017-03-05")),
        ("It sailed on Monday.", ("Monday", "2018-04-02")),
        ("It will sail on Monday.", ("Monday", "2018-04-09")),
        ("It sailed on Wednesday.", ("Wednesday", "2018-04-04")),
        ("It sailed yesterday.", ("yesterday", "2018-04-03")),
        ("It sailed last week.", ("last week", "2018-W13")),
        ("It sails next month.", ("next month", "2018-05")),
        ("It sailed the year before last summer; this year it waits.", ("this year", "2018")),
        ("Profit rose in the third quarter.", ("the third quarter", "2017-Q3")),
        ("Profit rose in the first quarter of last year.", ("the first quarter of last year", "2017-Q1")),
        ("Profit rose by the end of last year.", ("the end of last year", "2017")),
        ("Profit rose in Q3 2016.", ("Q3 2016", "2016-Q3")),
        ("It sailed two weeks ago.", ("two weeks ago", "2018-W12")),
        ("It sailed on Thursday night.", ("Thursday night", "2018-03-29TNI")),
        ("It docked at 0930 GMT.", ("0930 GMT", "2018-04-04T09:30Z")),
        ("It docked at 14:05 UTC on Monday.", ("14:05 UTC on Monday", "2018-04-02T14:05Z")),
        ("It docked at 8:30 p.m. that night.", ("8:30 p.m.", "2018-04-04T20:30")),
        ("It sailed for thirty minutes.", ("thirty minutes", "PT30M")),
        ("It has a fifty-year licence.", ("fifty-year", "P50Y")),
        ("A 41-year history ended.", ("41-year", "P41Y")),
        ("It sails every Tuesday.", ("every Tuesday", "XXXX-WXX-2")),
        ("It makes 15 a year.", ("a year", "P1Y")),
        ("It sailed in mid-March.", ("mid-March", "2018-03")),
        ("It sailed in summer 2016.", ("summer 2016", "2016-SU")),
    ],
)
def test_english_expressions_have_their_timex_values(text: str, expected: tuple[str, str]) -> None:
    assert expected in values(text)


def test_a_later_day_counts_from_the_last_day_spoken_of() -> None:
    assert values("It left on March 5. Two days later it sank.")[1] == ("Two days later", "2018-03-07")


@pytest.mark.parametrize(
    "text",
    [
        "She may go.",
        "They march on.",
        "It cost $2017.",
        "It weighs 2000 tons.",
        "I called June.",
        "It is his last day.",
        "Chapter 5, section 12.",
        "Sat down.",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il l'a dit mardi.", ("mardi", "2018-04-03")),
        ("fr", "Il ouvrira en juin.", ("juin", "2018-06")),
        ("fr", "Il avait ouvert en juin.", ("juin", "2017-06")),
        ("fr", "Il viendra mardi prochain.", ("mardi prochain", "2018-04-10")),
        ("fr", "Depuis le 1er mars 2017.", ("1er mars 2017", "2017-03-01")),
        ("fr", "C'était la semaine dernière.", ("la semaine dernière", "2018-W13")),
        ("de", "Am 3. März 2017 war es so.", ("3. März 2017", "2017-03-03")),
        ("de", "Das sagte er am Dienstag.", ("Dienstag", "2018-04-03")),
        ("de", "Er wird am Dienstag übergeben.", ("Dienstag", "2018-04-10")),
        ("de", "Das Haus wurde 1898 gebaut.", ("1898", "1898")),
        ("de", "Seit dem 03.04.2017.", ("03.04.2017", "2017-04-03")),
        ("es", "Desde el 3 de abril de 2017.", ("3 de abril de 2017", "2017-04-03")),
        ("es", "Se celebrará en junio.", ("junio", "2018-06")),
        ("es", "Lo dijo ayer.", ("ayer", "2018-04-03")),
        ("ru", "Заявил во вторник.", ("вторник", "2018-04-03")),
        ("ru", "Судно вернётся в июне.", ("июне", "2018-06")),
        ("ru", "Судно вернулось в июне.", ("июне", "2017-06")),
        ("ru", "С 5 марта 2017 года.", ("5 марта 2017 года", "2017-03-05")),
        ("ru", "Это было на прошлой неделе.", ("на прошлой неделе", "2018-W13")),
    ],
)
def test_other_languages_have_days_months_and_fixed_expressions(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert expected in values(text, language)


def test_an_unknown_language_has_only_dates_in_numbers() -> None:
    assert values("Am 2018-04-03 oder yesterday, 3 April, Montag", "tlh") == [("2018-04-03", "2018-04-03")]


def test_without_a_day_of_publication_relative_dates_are_left_alone() -> None:
    found = tag("It sailed on Monday, yesterday and on March 5, 2017.", published_at=None).dates
    assert [date.value for date in found] == ["2017-03-05"]


def test_a_period_says_its_first_and_last_day() -> None:
    found = tag("It sailed last month.").dates[0]
    assert (found.since, found.until) == ("2018-03-01", "2018-03-31")


@pytest.mark.parametrize(
    ("published_at", "place", "today"),
    [
        ("2030-03-13T02:00", "WASHINGTON", "2030-03-12"),
        ("2030-03-13T04:30", "WASHINGTON", "2030-03-13"),  # summer time began on the 10th
        ("2030-02-13T04:30", "WASHINGTON", "2030-02-12"),
        ("2030-03-13T22:30", "TOKYO", "2030-03-14"),
        ("2030-03-13T20:30", "NEW DELHI", "2030-03-14"),
        ("2030-12-13T13:30", "SYDNEY", "2030-12-14"),
        ("2030-06-13T13:30", "SYDNEY", "2030-06-13"),
        ("2030-03-13T02:00", "PARIS, Texas", "2030-03-13"),
        ("2030-03-13T02:00", "PORT ARDEN", "2030-03-13"),
        ("2030-03-13T00:00", "WASHINGTON", "2030-03-13"),  # a day, not a moment
    ],
)
def test_today_is_the_day_by_the_clock_of_the_dateline(published_at: str, place: str, today: str) -> None:
    moment = datetime.fromisoformat(published_at).replace(tzinfo=UTC)
    found = tag_dates(f"{place} (AP) — It rained today.", published_at=moment, language="en")
    assert [date.value for date in found.dates] == [today]


def test_a_moment_without_a_zone_stays_its_day() -> None:
    moment = datetime(2030, 3, 13, 2, 0, tzinfo=UTC)
    found = tag_dates("WASHINGTON (AP) — It rained today.", published_at=moment, language="en", zoned=False)
    assert [date.value for date in found.dates] == ["2030-03-13"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sailed in August last year.", ("August last year", "2017-08")),
        ("It sailed at 5 p.m. on Friday 6 October 2017.", ("5 p.m. on Friday 6 October 2017", "2017-10-06T17:00")),
        ("It opens on Saturday, April 7.", ("Saturday, April 7", "2018-04-07")),
        (
            "Profit fell in the first quarter from the same quarter last year.",
            ("the same quarter last year", "2017-Q1"),
        ),
        ("It sails on Tuesday of next week.", ("Tuesday of next week", "2018-04-10")),
        ("It sails every morning at 6 a.m.", ("every morning at 6 a.m.", "XXXX-XX-XXT06:00")),
        ("It ended at the end of last year.", ("the end of last year", "2017")),
        ("It sails at 11 o'clock tonight.", ("11 o'clock tonight", "2018-04-04T23:00")),
        ("It sailed at 3 p.m. EST yesterday.", ("3 p.m. EST yesterday", "2018-04-03T15:00-05:00")),
        ("It sank on the night of 3 March.", ("the night of 3 March", "2018-03-03TNI")),
        ("It meets on the third Monday of October 2017.", ("the third Monday of October 2017", "2017-10-16")),
        ("It opened on Easter Monday.", ("Easter Monday", "2018-04-02")),
    ],
)
def test_a_date_in_several_parts_is_one(text: str, expected: tuple[str, str]) -> None:
    assert expected in values(text)


@pytest.mark.parametrize(
    ("year", "sunday"), [(2000, "2000-04-23"), (2018, "2018-04-01"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter_falls_on_its_sunday(year: int, sunday: str) -> None:
    assert easter(year).isoformat() == sunday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from 28 December to 3 January 2018.", ["2017-12-28", "2018-01-03"]),
        ("It runs on June 8-16.", ["2018-06-08", "2018-06-16"]),
        ("It runs on 25, 26 and 27 June.", ["2018-06-25", "2018-06-26", "2018-06-27"]),
        ("It is open between 10am and 4pm on Friday.", ["2018-04-06T10:00", "2018-04-06T16:00"]),
        ("It sank on March 5, 2016. The March 5 storm was the worst.", ["2016-03-05", "2016-03-05"]),
    ],
)
def test_the_ends_of_a_range_share_what_one_of_them_says(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text)] == expected
