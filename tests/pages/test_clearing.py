from __future__ import annotations

import pytest

from pipeline.pages.clearing import clear_page, find_signposts
from pipeline.pages.extract import extract_article
from tests.pages.making import PARAGRAPHS, make_html, make_linked, make_page, parse

STORY = "\n\n".join(PARAGRAPHS)
BLURB = "What else happened in the city this week, told in a line or two by somebody else."


def text_of(html: str) -> str:
    return extract_article(make_page(html)).text


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='Newsletter-box'><h3>The letter</h3><p>{BLURB}</p></div>",
        f"<section id='signUp'><p>{BLURB}</p></section>",
        f"<div class='most-popular'><p>{BLURB}</p></div>",
        f"<aside class='pull-quote'><p>{PARAGRAPHS[1]}</p></aside>",
        f"<p class='author-bio'>{BLURB}</p>",
    ],
)
def test_a_small_box_that_is_named_as_one_is_not_text(box: str) -> None:
    within = (*PARAGRAPHS[:3], f"{PARAGRAPHS[3]}</p>{box}<p>", *PARAGRAPHS[4:])

    assert text_of(make_html(paragraphs=within)) == STORY


def test_a_large_box_is_judged_by_the_extractor_whatever_its_name() -> None:
    assert text_of(make_html().replace("class='story'", "class='promo-story related'")) == STORY


def test_headlines_in_rows_that_lead_to_other_pages_are_not_text() -> None:
    card = f"<div class='card'><h3><a href='/other'>A headline of another article</a></h3><p>{BLURB}</p></div>"

    assert text_of(make_html(below=card * 3).replace("</article>", "").replace("</main>", "</article></main>")) == STORY


def test_sub_heads_that_link_within_the_page_or_to_other_sites_are_kept() -> None:
    parts = "".join(
        f"<div class='part'><h3><a href='{link}'>Part {n}</a></h3><p>{BLURB}</p></div>"
        for n, link in enumerate(("#a", "https://shop.example/x", "#c"))
    )

    tree = parse(make_html(above=parts))

    assert clear_page(tree, host="www.example.com", live=False) == 0
    assert "Part 1" in tree.text_content()


def test_a_line_that_is_hardly_more_than_a_link_is_a_signpost() -> None:
    only = "<p><b>READ MORE:</b> <a href='/a'>Bell tower to be closed until further notice</a></p>"
    part = "<p>The tower, <a href='/b'>which has been closed before</a>, will be shut from Monday.</p>"
    lines = ["READ MORE: Bell tower to be closed until further notice", "The tower, which has been closed before, ..."]

    assert find_signposts(parse(only + part), lines) == {lines[0]}


def test_a_heading_under_which_nothing_is_left_goes_too() -> None:
    below = "<h3>Don't miss</h3><p><a href='/a'>Bell tower to be closed until further notice</a></p>"

    assert text_of(make_html(paragraphs=(*PARAGRAPHS[:5], f"{PARAGRAPHS[5]}</p>{below}<p>"))) == STORY


def test_a_text_in_several_pieces_is_read_whole() -> None:
    pieces = "".join(
        f"<div class='row'><div class='article__body'><p>{first}</p><p>{second}</p></div></div>"
        for first, second in zip(PARAGRAPHS[::2], PARAGRAPHS[1::2], strict=True)
    )
    html = make_html(paragraphs=()).replace("<div class='story'></div>", f"<div class='chunks'>{pieces}</div>")

    assert text_of(html) == STORY


def test_every_update_of_a_live_report_is_read() -> None:
    updates = "".join(f"<article class='block'><div><p>{paragraph}</p></div></article>" for paragraph in PARAGRAPHS)
    html = f"<html><head>{make_linked()}</head><body><main><h1>Council meets again</h1>{updates}</main></body></html>"

    assert text_of(html.replace("NewsArticle", "LiveBlogPosting")) == STORY


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td><a href='/'>Home</a></td><td><div>{}</div></td></tr></table>",
        "<table><tr><td>{}</td></tr></table>",
        "<div class='x1'><div>{}</div></div>",
    ],
)
def test_a_text_with_breaks_in_a_table_or_bare_blocks_is_read_as_paragraphs(layout: str) -> None:
    body = layout.format("<br><br>".join(PARAGRAPHS))

    found = text_of(f"<html><head><title>Council</title></head><body>{body}</body></html>")

    assert found.endswith(STORY)


def test_a_table_of_figures_keeps_its_rows_and_a_list_its_items() -> None:
    inside = "<ul><li>First of three</li><li>Second of three</li></ul><table><tr><td>1</td><td>Berg</td></tr></table>"

    found = text_of(make_html(paragraphs=(*PARAGRAPHS[:3], f"{PARAGRAPHS[3]}</p>{inside}<p>", *PARAGRAPHS[4:])))

    assert "\n\nFirst of three\n\nSecond of three\n\n1 | Berg\n\n" in found
