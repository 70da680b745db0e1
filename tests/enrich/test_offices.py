"""For whom a spokesperson speaks is kept beside who speaks."""

from __future__ import annotations

import pytest

from pipeline.enrich.offices import find_office
from pipeline.enrich.quotes import attribute


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Foreign Ministry spokesman", "Foreign Ministry"),
        ("a spokeswoman for the Harbour Board", "Harbour Board"),
        ("chief military spokesperson", "military"),
        ("the ministry's spokeswoman", "ministry"),
        ("Sprecherin des Rathauses", "Rathauses"),
        ("porte-parole du minist\u00e8re", "minist\u00e8re"),
        ("a senior spokesman", None),
        ("president", None),
        (None, None),
    ],
)
def test_the_office_of_a_spokesperson(role: str | None, office: str | None) -> None:
    assert find_office(role) == office


def test_two_spokespeople_of_two_houses_stay_two() -> None:
    found = attribute(
        "A spokesperson for Meridian said the ferry sailed.\n\n"
        "\u201cIt is late,\u201d said Piet Mulder, a spokesman for the Harbour Board.",
        language="en",
    )
    told = [(q.speaker.name, q.speaker.organisation) for q in found.quotes if q.speaker]
    assert told == [("A spokesperson for Meridian", "Meridian"), ("Piet Mulder", "Harbour Board")]
    assert [speaker.organisation for speaker in found.speakers] == ["Meridian", "Harbour Board"]
