"""Turns of phrase of ordinary newsrooms, each once a fault: what is said, and by whom."""

from __future__ import annotations

import pytest

from pipeline.enrich.quotes import attribute

CASES = {
    "a party before a name": (
        "Republican Ada Brandt of the Foreign Relations Committee says the tapes must be public.",
        [("the tapes must be public.", "Ada Brandt")],
    ),
    "an office with a hyphen": (
        "Attorney-General Darryl Veil says the law is fair.",
        [("the law is fair.", "Darryl Veil")],
    ),
    "an office of state": ("Secretary of State Colin Marrow says it is time.", [("it is time.", "Colin Marrow")]),
    "a board between commas": (
        "Walter Benning, from the Board of Ferry Owners, says he has read it.",
        [("he has read it.", "Walter Benning")],
    ),
    "a place behind a name": (
        "Silas Brand of Ottery just west of Burak, says the storm took his roof.",
        [("the storm took his roof.", "Silas Brand")],
    ),
    "a description before an agency": (
        "Two ferries met in the fog, the Harbour-based news agency Meridian said.",
        [("Two ferries met in the fog", "Meridian")],
    ),
    "an article before an organisation": (
        "Around 19 buoys failed to light, the Air Force said.",
        [("Around 19 buoys failed to light", "Air Force")],
    ),
    "a company with a full stop": (
        "Piet Mulder of Harbour Research Inc. said that the harbour was slow.",
        [("that the harbour was slow.", "Piet Mulder")],
    ),
    "a country": ("Israel said it gave the list to the envoy.", [("it gave the list to the envoy.", "Israel")]),
    "a campaign and not its owner": (
        "Trump’s campaign said it has more than 100 offices.",
        [("it has more than 100 offices.", "Trump’s campaign")],
    ),
    "three in ten": (
        "About 3 in 10 voters say the country is lost.",
        [("the country is lost.", "3 in 10 voters")],
    ),
    "as the paper reports": (
        "As the Valley Post reports, the ferry is late again.",
        [("the ferry is late again.", "Valley Post")],
    ),
    "while she said": (
        "While Nora Quist said the trip was brief, the crew stayed in port for a month.",
        [("the trip was brief", "Nora Quist")],
    ),
    "continues to insist": (
        "Mr. Orlenko continues to insist his plan will be worth it.",
        [("his plan will be worth it.", "Orlenko")],
    ),
    "a vow in marks": (
        "The party has vowed to “abolish” the harbour fund next year.",
        [("to “abolish” the harbour fund next year.", "The party")],
    ),
    "a verb that no list has": (
        "“My grandmother was a pilot,” Nora Quist reflects.",
        [("“My grandmother was a pilot,”", "Nora Quist")],
    ),
    "data released by": (
        "According to data released by the port, traffic fell by a third.",
        [("traffic fell by a third.", "data released by the port")],
    ),
    "a frame behind the verb": (
        "Mr Hill says for security reasons the places will not be named.",
        [("for security reasons the places will not be named.", "Hill")],
    ),
    "Mr Baker is no baker": ("Mr Baker said the bread was late.", [("the bread was late.", "Baker")]),
    "an official of two words": (
        "The talks failed, said a Hamas official who asked not to be named.",
        [("The talks failed", "a Hamas official")],
    ),
}
NOTHING_SAID = {
    "an object of its own": "Last Monday, Pavel Orlenko agreed to pause the tariffs.",
    "a denial of a thing": "In a long statement, Nora Quist denied wrongdoing.",
    "something goes on": "The ferry continued on its way after determining that the rudder was sound.",
    "a goal is added": "Tomas Veil added his seventh for the Harbour Boys.",
    "states are no verb": "This week, Ada Brandt launched a tour of early-voting states.",
    "a relative clause": "He highlighted the part she played in his success.",
    "a standard agreed": "The fittings were made to the common standard agreed when the group was founded.",
    "a condition": "Nobody would object if the world insisted there should be order.",
}


@pytest.mark.parametrize("case", CASES)
def test_who_says_it(case: str) -> None:
    text, expected = CASES[case]
    found = attribute(text, language="en").quotes
    assert [(quote.text, quote.speaker.name if quote.speaker else None) for quote in found] == expected


@pytest.mark.parametrize("case", NOTHING_SAID)
def test_nothing_is_said(case: str) -> None:
    assert attribute(NOTHING_SAID[case], language="en").quotes == ()


def test_an_unnamed_spokesman_is_he_and_the_spokesman_later_on() -> None:
    text = (
        "A spokesman for Minister Ada Brandt said the fence was cut. He said six officers were hurt. "
        "The spokesman said it was over."
    )
    names = {quote.speaker.name for quote in attribute(text, language="en").quotes if quote.speaker}
    assert names == {"A spokesman for Minister Ada Brandt"}


def test_the_storys_own_person_is_she_and_not_somebody_mentioned_in_passing() -> None:
    text = (
        "Nora Quist was born in Port Arden. Quist learned to sail. Quist moved north. Quist wrote a book.\n\n"
        "At the age of nine she met the painter Diana Marsh. “It was cold,” she said."
    )
    (quote,) = attribute(text, language="en").quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Nora Quist"


def test_a_pronoun_tells_the_gender_that_a_name_does_not() -> None:
    text = (
        "Advocate Mokit Tsosan has changed his village. Advocate Amosi Lenko has left her village.\n\n"
        "“I would not change my path,” he said."
    )
    (quote,) = attribute(text, language="en").quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "Mokit Tsosan"


def test_the_group_is_no_company_that_is_named_nearby() -> None:
    text = "Workers of Meridian wrote a letter. Meridian read it. Meridian wept.\n\nThe group said that it was angry."
    (quote,) = attribute(text, language="en").quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "The group"
