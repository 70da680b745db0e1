from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.types import Attributed, Dated, DateTag, Person, Quote, SpeakerMention
from tests.quality.markup import Labelled, parse_article
from tests.quality.scoring import Found, figures, score_article

GOLD = parse_article(
    "a",
    "outlet: wire\npublished: 2030-03-13\ntitle: T\nkinds: one\n"
    "V = Pavel Sorokhin\nW = Rosa Sorokhin\nS = ~ a port official\n"
    '---\n{V:he|"Nobody came on [2030-03-12|Tuesday],"} he said. {W:she|"I did,"} she said.\n\n'
    "A port official said {S:A port official|it rained}.",
)
NOBODY = Attributed(quotes=(), speakers=(), people=())


def say(words: str, name: str, *, mention: str | None = None) -> Quote:
    """A prediction of these words."""
    start = GOLD.text.index(words)
    at = None if mention is None else GOLD.text.index(mention)
    speaker = SpeakerMention(
        start=at, end=None if at is None else at + len(mention or ""), text=mention, name=name, role=None, kind="person"
    )
    marked = words.startswith('"')
    return Quote(
        start=start, end=start + len(words), text=words, direct=marked, cue=None, speaker=speaker, confidence=1.0
    )


def measure(attributed: Attributed, dated: Dated | None = None, *, gold: Labelled = GOLD) -> dict[str, float]:
    nothing = Dated(dateline=None, dates=())
    return figures(score_article(gold, Found(dated=dated or nothing, attributed=attributed, names=())).counts)


def hear(*quotes: Quote) -> Attributed:
    return Attributed(quotes=quotes, speakers=(), people=())


FIRST = '"Nobody came on Tuesday,"'


def test_nothing_found_is_nothing_right() -> None:
    found = measure(NOBODY)
    assert found["quotations_overlap_f1"] == found["marked_end_to_end"] == found["dates_relaxed_f1"] == 0


def test_all_found_is_all_right() -> None:
    found = measure(
        hear(
            say(FIRST, "Pavel Sorokhin"),
            say('"I did,"', "Rosa Sorokhin"),
            say("it rained", "a port official", mention="A port official"),
        )
    )
    assert found["quotations_joint_f1"] == found["full_name"] == found["direct_flag"] == found["indirect_recall"] == 100
    assert found["marked_end_to_end"] == 100


def test_half_of_the_words_is_enough_and_less_is_not() -> None:
    assert measure(hear(say("came on Tuesday", "Pavel Sorokhin")))["quotations_overlap_f1"] == 50.0
    assert measure(hear(say("Tuesday", "Pavel Sorokhin")))["quotations_overlap_f1"] == 0


def test_one_prediction_answers_for_one_quotation() -> None:
    found = measure(hear(say("Nobody came", "Pavel Sorokhin"), say("on Tuesday", "Pavel Sorokhin")))
    assert found["quotations_overlap_f1"] == 40.0  # one of three found, one of two right


def test_people_who_share_a_surname_must_be_told_apart() -> None:
    assert measure(hear(say(FIRST, "Rosa Sorokhin")))["speaker_pronoun"] == 0
    assert measure(hear(say(FIRST, "Sorokhin")))["speaker_pronoun"] == 0


def test_an_unnamed_speaker_is_right_where_the_words_for_him_are() -> None:
    right, wrong = "A port official", "Tuesday"
    assert measure(hear(say("it rained", "", mention=right)))["speaker_named"] == 100
    assert measure(hear(say("it rained", "", mention=wrong)))["speaker_named"] == 0


def test_a_prediction_over_two_paragraphs_counts_as_two() -> None:
    text = GOLD.text[GOLD.text.index('"I did') :]
    found = measure(hear(say(text, "Rosa Sorokhin")))
    assert found["quotations_overlap_f1"] == 40.0  # one of three found, one of two right


@pytest.mark.parametrize(("value", "relaxed", "exact"), [("2030-03-12", 100, 100), ("2030-03-19", 100, 0)])
def test_a_date_may_be_found_and_be_another_day(value: str, relaxed: float, exact: float) -> None:
    at = GOLD.text.index("Tuesday")
    tag = DateTag(start=at, end=at + 7, text="Tuesday", type="DATE", value=value)
    found = measure(NOBODY, Dated(dateline=None, dates=(tag,)))
    assert (found["dates_relaxed_f1"], found["dates_value_f1"]) == (relaxed, exact)


def test_people_want_every_part_of_the_name() -> None:
    people = tuple(
        Person(name=name, role=None, aliases=(), mentions=1, start=0, end=1) for name in ("Pavel Sorokhin", "Rosa")
    )
    assert measure(Attributed(quotes=(), speakers=(), people=people))["people_f1"] == 50.0
    assert GOLD.published_at == datetime(2030, 3, 13, 18, tzinfo=UTC)
