from __future__ import annotations

import pytest

from pipeline.pages.extract import extract_article
from tests.pages.making import PARAGRAPHS, make_html, make_linked, make_page

PLAIN = PARAGRAPHS[1:]


def agency_of(*paragraphs: str, head: str = "") -> str | None:
    return extract_article(make_page(make_html(paragraphs=paragraphs, head=head))).agency


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("GENEVA, November 24 (Reuters) - The council met.", "Reuters"),
        ("GENEVA (AP) — The council met.", "AP"),
        ("Genf (dpa) - Der Rat ist zusammengekommen.", "dpa"),
        ("Ginebra, 24 nov (EFE).- El consejo se reunió.", "EFE"),
        ("МОСКВА, 24 ноября. /ТАСС/. Совет собрался.", "ТАСС"),
        ("VELMORA, March 11 (Meridian) - An agency that nobody knows.", "Meridian"),
        ("The Council of Island States (CIS) met in Geneva on Monday.", None),
        ("Ministers (TT) met in Geneva and/or Bern on Monday.", None),
    ],
)
def test_the_agency_at_the_head_of_the_text(opening: str, agency: str | None) -> None:
    assert agency_of(opening, *PLAIN) == agency


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("With files from The Canadian Press", "The Canadian Press"),
        ("Quelle: dpa", "dpa"),
        ("© AFP", "AFP"),
        ("The source of the river is in the hills.", None),
    ],
)
def test_the_agency_under_the_text(ending: str, agency: str | None) -> None:
    assert agency_of(*PLAIN, ending) == agency


def test_the_agency_of_the_linked_data_and_of_the_byline() -> None:
    linked = make_linked(sourceOrganization={"@type": "Organization", "name": "Nordwire"}, publisher={"name": "Paper"})

    assert agency_of(*PLAIN, head=linked) == "Nordwire"
    assert agency_of(*PLAIN, head='<meta name="author" content="dpa">') == "dpa"
    assert agency_of(*PLAIN) is None


def test_a_site_is_not_its_own_agency() -> None:
    linked = make_linked(sourceOrganization={"name": "The Paper"}, publisher={"name": "The Paper"})

    assert agency_of(*PLAIN, head=linked) is None
