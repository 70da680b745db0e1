from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.quotes import attribute
from pipeline.enrich.topics import parse_taxonomy, tag_topics
from tests.growth import grows_within

PUBLISHED = datetime(2018, 4, 3, 12, 0, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds" / "topics"
TAXONOMY = parse_taxonomy({path.name: path.read_bytes() for path in SEEDS.glob("*.toml")})

VOCABULARY = (
    "said \" “ ” « » „ ' ‘ ’ , . ? ! : ; ( ) - — \n the The he She it They Minister minister John Smith Nora according",
    "to that told reporters asked if by on Tuesday April 3 3rd 2018 2018-04-03 12:00 UTC last week two days later",
    "of who , adding saying Bank bank U.S. Mr. \n\n a an and but called describe ago earlier Q3 mid-May first quarter",
    "half next year end al-Amin de la O' 's CEO /TASS/. (AP) МОСКВА апреля вторник 1990s ' '' `` … 99999999999 \u00a0",
    "\u2028 İ ß",
    "Monday Mondays every same next last past two a few years ago until by noon midnight tonight o'clock p.m. GMT EST",
    "Easter Christmas Day New Year 's Eve 1911 1,500 2019 mid-2019 19th century fiscal FY31 spring summer the end",
    "31 June 29 February 0 00 24:00 99:99 12:61 1999-13-40 2030-W53 May may March Sunday night weekend will was",
    "janvier lundi dernier prochain Montag nächsten 3. Mai martes próximo вторник прошлый мая году",
)
WORDS = st.sampled_from([word for line in VOCABULARY for word in line.split(" ")])
NEWSROOM = """
Nora Quist said
the Ministry reported
he added
that the ice was thin
“It is thin,”
according to
a spokesman for Meridian
while she denied it
as the Valley Post reports
who told reporters
to “abolish” it
adding that
about 3 in 10 voters say
,
.
?
—
:
called it “dead”
expressed concern
The New York Times reported
continues to insist
(AIP)
Mr Baker
the group
in a statement
on Tuesday
if the world insisted
as he left
he reflects
a book called “Ice”
which
Silas Brand of Burak
Republican Ada Brandt
the former mayor
'Thin ice'
" It
asked whether
was told
rejected claims
"""
CLAUSES = st.sampled_from([*NEWSROOM.strip().splitlines(), "\n\n"])
ARTICLES = (
    st.lists(WORDS, max_size=60).map(" ".join)
    | st.lists(WORDS, max_size=40).map("".join)
    | st.lists(CLAUSES, max_size=25).map(" ".join)
    | st.text(max_size=300)
)
LANGUAGES = st.sampled_from(["en", "fr", "de", "es", "ru", "tlh", "en-GB", None])
DAYS = st.sampled_from([PUBLISHED, None, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])


SPANS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def is_inside(value: str, days: tuple[str, str]) -> bool:
    """Whether the value of a date names the first of its days, however long the period is."""
    since, until = days
    day = value.partition("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return since == until == day
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", day):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
        return since == first.isoformat()
    if part := re.fullmatch(r"(\d{4})-([QH])(\d)", day):
        months = 3 if part[2] == "Q" else 6
        return since == f"{part[1]}-{(int(part[3]) - 1) * months + 1:02d}-01"
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", day):
        return since == f"{season[1]}-{SPANS[season[2]]:02d}-01"
    # At the ends of the calendar a century or a decade has no first day of its own.
    return re.fullmatch(r"\d{2,4}(-\d\d)?", day) is not None and since.startswith((day, "0001"))


@settings(max_examples=800, deadline=None)
@given(text=ARTICLES, language=LANGUAGES, published_at=DAYS)
def test_every_date_slices_to_its_text(text: str, language: str | None, published_at: datetime | None) -> None:
    found = tag_dates(text, published_at=published_at, language=language)
    for tag in found.dates:
        assert text[tag.start : tag.end] == tag.text
        assert tag.text.strip()
        if tag.since or tag.until:
            assert tag.since
            assert tag.until
            assert tag.since <= tag.until
            assert is_inside(tag.value, (tag.since, tag.until)), tag
    assert all(a.end <= b.start for a, b in zip(found.dates, found.dates[1:], strict=False))
    if found.dateline:
        assert 0 <= found.dateline.start < found.dateline.end <= len(text)


@settings(max_examples=400, deadline=None)
@given(text=ARTICLES, language=LANGUAGES)
def test_every_statement_slices_to_its_text(text: str, language: str | None) -> None:
    found = attribute(text, language=language)
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.cue is None or text[quote.cue.start : quote.cue.end] == quote.cue.text
        speaker = quote.speaker
        if speaker and speaker.start is not None:
            assert text[speaker.start : speaker.end] == speaker.text
        assert 0 <= quote.confidence <= 1
    for person in found.people:
        assert text[person.start : person.end].strip()


@settings(max_examples=200, deadline=None)
@given(text=ARTICLES, title=ARTICLES, language=LANGUAGES)
def test_every_topic_has_evidence_inside_the_text(text: str, title: str, language: str | None) -> None:
    for topic in tag_topics(text, title=title, section="politics", keywords=(), taxonomy=TAXONOMY, language=language):
        assert all(0 <= span.start < span.end <= len(text) for span in topic.evidence)
        assert 0 <= topic.score <= 1


STORY = (
    "PORT ARDEN (AP) — <It leaks,> said Nora Quist, a plumber. <It always did.>\n\n"
    "Mayor John Abbot called that <a leak of its own> and told reporters the pump was <old but honest>.\n\n"
    "<We bought it in 1997, Abbot said. <It was new then.>\n\n"
    "<Let them come,> she said, <and see for themselves.> The <Big Pump> opens in May.\n\n"
    "<I have a pump.\n\n<I have two.>"
)


@pytest.mark.parametrize(
    ("opening", "closing"), [('"', '"'), ("“", "”"), ("«", "»"), ("»", "«"), ("„", "“"), ("”", "”"), ('"', "”")]
)
def test_the_style_of_quotation_marks_changes_nothing(opening: str, closing: str) -> None:
    plain = attribute(STORY.replace("<", '"').replace(">", '"'))
    styled = attribute(STORY.replace("<", opening).replace(">", closing))

    def outline(found: object) -> list[object]:
        assert hasattr(found, "quotes")
        return [(q.start, q.end, q.direct, q.speaker.name, q.confidence) for q in found.quotes]

    assert len(plain.quotes) >= 8
    assert outline(styled) == outline(plain)


SIZE = 500_000
HOSTILE = {
    "quotation marks": '"' * SIZE,
    "opened quotations": '"a ' * (SIZE // 3),
    "capitals": "A" * SIZE,
    "names": "Abc Def, " * (SIZE // 9),
    "digits": "1" * SIZE,
    "numbers": "12 " * (SIZE // 3),
    "one word": "x" * SIZE,
    "no full stop": "the man said that " * (SIZE // 18),
    "lines": 'a "\n' * (SIZE // 4),
    "one sentence of quotations": 'Nora Quist said "a b c d," ' + '"a b c d," ' * (SIZE // 11),
    "verbs": "Nora Quist said she said that, adding " * (SIZE // 39),
    "particles": "van " * (SIZE // 4),
    "months": "May 3 " * (SIZE // 6),
    "brackets": "(" * SIZE,
}
# Hostile to dates alone.
HOSTILE_DATES = {
    "colons": "12:" * (SIZE // 3),
    "dashes": "1-" * (SIZE // 2),
    "ranges": "1 to 2 and 3 - " * (SIZE // 15),
    "every month": "January February March " * (SIZE // 23),
    "every day": "Monday on Tuesday of Friday at 5 p.m. " * (SIZE // 38),
    "the same": "the same the evening of the end of last " * (SIZE // 40),
    "years": "in 1999 to 2000-01 the 1990s " * (SIZE // 29),
}
ANNOTATORS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: tag_dates(text, published_at=PUBLISHED, language="en"),
    "quotes": lambda text: attribute(text, language="en"),
    "topics": lambda text: tag_topics(text, title=text, section=None, keywords=(), taxonomy=TAXONOMY, language="en"),
}


@pytest.mark.parametrize(
    ("annotator", "hostile"),
    [(one, text) for one in ANNOTATORS for text in HOSTILE] + [("dates", text) for text in HOSTILE_DATES],
)
def test_half_a_megabyte_of_anything_costs_linear_time(annotator: str, hostile: str) -> None:
    annotate, whole = ANNOTATORS[annotator], (HOSTILE | HOSTILE_DATES)[hostile]
    tenth = whole[: SIZE // 10]
    assert grows_within(30, lambda: annotate(tenth), lambda: annotate(whole))
