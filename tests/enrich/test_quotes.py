from __future__ import annotations

import pytest

from pipeline.enrich.quotes import attribute
from pipeline.types import Attributed, Quote

STORY = """VOLNOGRAD, April 3. /TASS/. The strait will stay open all winter, Ruritanian Deputy Transport Minister \
Pavel Orlenko said on Tuesday.

"We have eleven icebreakers and we use them," he said at a session titled "Ice and Law" in Volnograd. "Nobody has to \
wait," the senior diplomat stressed.

According to Orlenko, the neighbours proceed from the premise that "ice is somebody else's problem." There is a wish \
to save money at the cost of others," the minister noted.

Transit fees

According to him, fees will not rise. "Ask me again in May," Orlenko added."""


def said(text: str) -> list[tuple[str, str | None]]:
    found = attribute(text, language="en")
    return [(quote.text, quote.speaker.name if quote.speaker else None) for quote in found.quotes]


def only(text: str) -> Quote:
    quotes = attribute(text, language="en").quotes
    assert len(quotes) == 1, [quote.text for quote in quotes]
    return quotes[0]


def test_a_wire_story_by_one_speaker_is_all_his() -> None:
    found = attribute(STORY, language="en")
    assert {quote.speaker.name for quote in found.quotes if quote.speaker} == {"Pavel Orlenko"}
    assert len(found.quotes) == 7
    assert [speaker.name for speaker in found.speakers] == ["Pavel Orlenko"]
    assert found.speakers[0].role == "Ruritanian Deputy Transport Minister"
    assert {"the senior diplomat", "the minister", "Orlenko"} <= set(found.speakers[0].aliases)


def test_every_passage_slices_to_its_text() -> None:
    for quote in attribute(STORY, language="en").quotes:
        assert STORY[quote.start : quote.end] == quote.text
        assert quote.cue is None or STORY[quote.cue.start : quote.cue.end] == quote.cue.text
        speaker = quote.speaker
        assert speaker is not None
        assert speaker.start is None or STORY[speaker.start : speaker.end] == speaker.text


def test_the_dateline_is_not_part_of_what_is_said() -> None:
    assert attribute(STORY).quotes[0].text == "The strait will stay open all winter"


def test_the_title_of_a_session_is_not_speech() -> None:
    assert not any("Ice and Law" in quote.text for quote in attribute(STORY).quotes)


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        ('"It leaks," Nora Quist said.', '"It leaks,"', "Nora Quist"),
        ('"It leaks," said Nora Quist, a plumber.', '"It leaks,"', "Nora Quist"),
        ('Nora Quist said: "It leaks."', '"It leaks."', "Nora Quist"),
        ('Plumber Nora Quist said, "It leaks."', '"It leaks."', "Nora Quist"),
        ("Nora Quist said on Monday that it leaks badly.", "that it leaks badly.", "Nora Quist"),
        ("Plumber Nora Quist said the pipe was leaking.", "the pipe was leaking.", "Nora Quist"),
        ("The pipe was leaking, plumber Nora Quist said.", "The pipe was leaking", "Nora Quist"),
        ("The pipe was leaking, said plumber Nora Quist.", "The pipe was leaking", "Nora Quist"),
        ("According to Nora Quist, the pipe was leaking.", "the pipe was leaking.", "Nora Quist"),
        ("The pipe was leaking, according to Nora Quist.", "The pipe was leaking", "Nora Quist"),
        ("Plumber Nora Quist told the Valley Post that it leaked.", "that it leaked.", "Nora Quist"),
        ("Plumber Nora Quist told reporters it was leaking.", "it was leaking.", "Nora Quist"),
        ("Nora Quist, a plumber from Ostby, said it was leaking.", "it was leaking.", "Nora Quist"),
        ("Nora Quist, 43, who owns the firm, denied that it leaked.", "that it leaked.", "Nora Quist"),
        ("Plumber Nora Quist asked whether it leaked.", "whether it leaked.", "Nora Quist"),
        ('Mayor Nora Quist called the report "a leak".', '"a leak"', "Nora Quist"),
        ('Mayor Nora Quist said the pipe was "old and tired".', 'the pipe was "old and tired".', "Nora Quist"),
        ("The plumber, Nora Quist, said it was leaking.", "it was leaking.", "Nora Quist"),
        ("In a statement, Mayor Nora Quist said it was leaking.", "it was leaking.", "Nora Quist"),
        ("Mayor Nora Quist said in a statement that it was leaking.", "that it was leaking.", "Nora Quist"),
        ("Harbour Water Company announced that it would close.", "that it would close.", "Harbour Water Company"),
    ],
)
def test_one_statement_is_found_with_its_speaker(text: str, content: str, name: str) -> None:
    quote = only(text)
    assert quote.text == content
    assert quote.speaker is not None
    assert quote.speaker.name == name


def test_a_quotation_split_by_its_verb_has_one_speaker() -> None:
    assert said('"The pump," said Nora Quist, "is older than I am."') == [
        ('"The pump,"', "Nora Quist"),
        ('"is older than I am."', "Nora Quist"),
    ]


def test_a_quotation_without_a_verb_goes_on() -> None:
    assert said('"It leaks," Nora Quist said. "It always did."')[1] == ('"It always did."', "Nora Quist")


def test_a_quotation_runs_on_into_the_next_paragraph() -> None:
    text = '"It leaks," Nora Quist said.\n\n"It leaked last year.\n\n"It will leak next year."'
    assert [name for _, name in said(text)] == ["Nora Quist"] * 3


def test_a_missing_mark_never_swallows_the_next_paragraph() -> None:
    text = '"The pump is old, Nora Quist said.\n\nThe town has two pumps. The "Big Pump" is red.'
    assert [quote for quote, _ in said(text)] == ['"The pump is old,']


def test_a_missing_opening_mark_starts_the_quotation_with_its_sentence() -> None:
    text = 'The town has two pumps. One of them is mine," Nora Quist said.'
    assert said(text) == [('One of them is mine,"', "Nora Quist")]


@pytest.mark.parametrize(
    "text",
    [
        'The "Big Pump" festival opens in May.',
        'The film, titled "The Pump," won a prize.',
        "The company reported a loss of two million.",
        "He refused to say who had won.",
        "The town did not say when it would pay.",
        'It measures 15" by 17 " and costs little.',
        "She promised to mend it.",
    ],
)
def test_scare_quotes_titles_and_bare_objects_are_no_statements(text: str) -> None:
    assert said(text) == []


def test_a_pronoun_takes_the_last_speaker_of_its_gender() -> None:
    text = (
        "Plumber Nora Quist said the pump was old. Mayor John Abbot said it was new.\n\n"
        '"It is not," she said. "It is," he said.'
    )
    assert said(text)[2:] == [('"It is not,"', "Nora Quist"), ('"It is,"', "John Abbot")]


def test_a_role_decides_between_two_men() -> None:
    text = (
        "Finance Minister Olav Brandt met Governor Emil Kranz on Monday.\n\n"
        '"We agree," the minister said. "We do not," the governor said.'
    )
    assert said(text) == [('"We agree,"', "Olav Brandt"), ('"We do not,"', "Emil Kranz")]


def test_a_diplomat_of_the_opening_is_the_one_named_below() -> None:
    text = (
        "A Ruritanian diplomat says the strait is open\n\n"
        "The strait is open, Deputy Foreign Minister Pavel Orlenko said on Monday."
    )
    assert [name for _, name in said(text)] == ["Pavel Orlenko", "Pavel Orlenko"]


def test_unnamed_sources_stay_unnamed_with_their_description() -> None:
    quote = only("Two officials familiar with the matter told the Post that the strait would close.")
    assert quote.speaker is not None
    assert quote.speaker.kind == "unnamed"
    assert quote.speaker.text == "Two officials familiar with the matter"


def test_a_company_speaks_as_an_organisation_and_so_does_its_noun() -> None:
    text = "Harbour Water Company said the pump was old. The company added that it would be mended."
    found = attribute(text).quotes
    assert [(q.speaker.name, q.speaker.kind) for q in found if q.speaker] == [
        ("Harbour Water Company", "organisation"),
        ("Harbour Water Company", "organisation"),
    ]


def test_a_spokesman_named_behind_the_comma_speaks() -> None:
    quote = only("A spokesman for the senator, Kyle Brandt, said the post had been deleted.")
    assert quote.speaker is not None
    assert quote.speaker.name == "Kyle Brandt"


def test_direct_and_indirect_are_told_apart() -> None:
    found = attribute('Mayor Nora Quist said it leaked. "It is old," she said.').quotes
    assert [quote.direct for quote in found] == [False, True]


def test_people_are_listed_once_with_roles_and_aliases() -> None:
    text = "Governor Emil Kranz met Olav Brandt, the finance minister. Kranz smiled. Mr Brandt did not."
    people = attribute(text).people
    assert [(person.name, person.mentions) for person in people] == [("Emil Kranz", 2), ("Olav Brandt", 2)]
    assert people[0].role == "Governor"
    assert people[0].aliases == ("Kranz",)
    assert text[people[0].start : people[0].end] == "Emil Kranz"


def test_married_people_of_one_name_are_told_apart_by_their_titles() -> None:
    text = (
        "Brendan Hale, 70, said the wreck was Dutch. His wife, Orla Hale, said it was not.\n\n"
        '"It is," Mr Hale said. "It is not," Mrs Hale said.'
    )
    assert [name for _, name in said(text)][2:] == ["Brendan Hale", "Orla Hale"]


def test_speech_in_single_marks_is_found_where_a_text_writes_so() -> None:
    text = "'It leaks every spring,' Nora Quist said.\n\n'Nobody has ever mended it,' she said. It's the 'Big Pump'."
    assert [quote for quote, _ in said(text)] == ["'It leaks every spring,'", "'Nobody has ever mended it,'"]


def test_an_interview_is_read_by_the_names_before_the_colons() -> None:
    text = "Ornithologist Timur Saidov counts swifts.\n\nSAIDOV: I counted ninety this year."
    assert said(text) == [("I counted ninety this year.", "Timur Saidov")]


def test_an_unsupported_language_gets_no_guesses() -> None:
    assert attribute("„Het regent“, zei Nora Quist.", language="nl") == Attributed(quotes=(), speakers=(), people=())
