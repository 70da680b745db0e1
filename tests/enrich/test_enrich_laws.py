from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.quotes import attribute
from pipeline.enrich.topics import parse_taxonomy, tag_topics

PUBLISHED = datetime(2018, 4, 3, 12, 0, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds" / "topics"
TAXONOMY = parse_taxonomy({path.name: path.read_bytes() for path in SEEDS.glob("*.toml")})

VOCABULARY = (
    "said \" “ ” « » „ ' ‘ ’ , . ? ! : ; ( ) - — \n the The he She it They Minister minister John Smith Nora according",
    "to that told reporters asked if by on Tuesday April 3 3rd 2018 2018-04-03 12:00 UTC last week two days later",
    "of who , adding saying Bank bank U.S. Mr. \n\n a an and but called describe ago earlier Q3 mid-May first quarter",
    "half next year end al-Amin de la O' 's CEO /TASS/. (AP) МОСКВА апреля вторник 1990s ' '' `` … 99999999999 \u00a0",
    "\u2028 İ ß",
)
WORDS = st.sampled_from([word for line in VOCABULARY for word in line.split(" ")])
ARTICLES = (
    st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=300)
)
LANGUAGES = st.sampled_from(["en", "fr", "de", "es", "ru", "tlh", "en-GB", None])
DAYS = st.sampled_from([PUBLISHED, None, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])


@settings(max_examples=400, deadline=None)
@given(text=ARTICLES, language=LANGUAGES, published_at=DAYS)
def test_every_date_slices_to_its_text(text: str, language: str | None, published_at: datetime | None) -> None:
    found = tag_dates(text, published_at=published_at, language=language)
    for date in found.dates:
        assert text[date.start : date.end] == date.text
        assert date.text.strip()
    assert all(a.end <= b.start or a.start < b.start for a, b in zip(found.dates, found.dates[1:], strict=False))
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
ANNOTATORS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: tag_dates(text, published_at=PUBLISHED, language="en"),
    "quotes": lambda text: attribute(text, language="en"),
    "topics": lambda text: tag_topics(text, title=text, section=None, keywords=(), taxonomy=TAXONOMY, language="en"),
}


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("annotator", ANNOTATORS)
def test_half_a_megabyte_of_anything_costs_linear_time(annotator: str, hostile: str) -> None:
    annotate, whole = ANNOTATORS[annotator], HOSTILE[hostile]
    tenth = whole[: SIZE // 10]

    def cost(text: str) -> float:
        started = time.process_time()
        annotate(text)
        return time.process_time() - started

    small = max(cost(tenth), 0.02)
    assert cost(whole) < 40 * small
