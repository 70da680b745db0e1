"""What a page may be made of before anything parses it."""

from __future__ import annotations

import pytest

from pipeline.errors import PageError
from pipeline.pages.markup import ATTRIBUTES, HEAD_ELEMENTS, MOST_TAGS, TAGS, check_structure
from tests.pages.making import make_html


def reason_of(markup: str) -> str:
    with pytest.raises(PageError) as refused:
        check_structure(markup)
    return str(refused.value.subject["reason"])


def test_a_page_of_ordinary_size_passes_unchanged() -> None:
    html = make_html()

    assert check_structure(html) == (html, None)


def test_at_the_limit_of_tags_a_page_is_read_as_others_and_above_it_plainly() -> None:
    assert check_structure("<p>" * TAGS).oversize is None
    assert check_structure("<p>" * (TAGS + 1)).oversize == f"{TAGS + 1:,} tags"


def test_what_would_take_even_a_parser_long_is_refused() -> None:
    assert reason_of("<p>" * (MOST_TAGS + 1)) == "oversize_structure"


def test_too_many_elements_in_the_head_are_read_plainly() -> None:
    assert check_structure("<meta name=a>" * (HEAD_ELEMENTS + 1)).oversize == f"{HEAD_ELEMENTS + 1:,} head elements"


@pytest.mark.parametrize("value", ["", "=1", '="<"', "='>'"], ids=["bare", "plain", "less", "greater"])
def test_a_tag_of_too_many_attributes_is_refused_whatever_their_values(value: str) -> None:
    attributes = " ".join(f"attribute{number}{value}" for number in range(2 * ATTRIBUTES))

    assert reason_of(f"<html><p {attributes}>x</p></html>") == "oversize_structure"


def test_a_long_value_is_one_attribute() -> None:
    html = f'<html><p style="{"color: red; " * 5_000}">x</p></html>'

    assert check_structure(html).text == html


def test_what_stands_in_a_script_is_not_counted_as_attributes() -> None:
    script = "for(a=1;a<b;a++){" + "c = d; " * 5_000 + "}"

    assert check_structure(f"<html><script>{script}</script><p>x</p></html>").oversize is None


def test_a_script_of_megabytes_is_taken_out_and_the_text_stays() -> None:
    html = f"<html><SCRIPT>{'x' * 3_000_000}</SCRIPT><p>story</p></html>"

    text = check_structure(html).text

    assert len(text) < 100
    assert "<p>story</p>" in text
