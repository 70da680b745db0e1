"""Pages made to cost: each is read or refused within its budget, in a process that may not take more memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.pages.making import PARAGRAPHS, make_html, make_linked

SECONDS = 10
BYTES = 1 << 30
LINE = PARAGRAPHS[2] + " "
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

CODE = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from tests.pages.making import make_page
try:
    article = extract_article(make_page(sys.stdin.buffer.read()))
    print(json.dumps([article.verdict, article.verdict_reason, article.text[:3000], len(article.text), article.title]))
except PageError as error:
    print(json.dumps(["refused", error.subject["reason"], "", 0, ""]))
"""

PAGES = {
    "nested_divs": make_html(above="<div>" * 350_000),
    "million_nested": make_html(above="<b>" * 1_000_000),
    "nested_quotations": make_html(above="<blockquote>" * 39_000),
    "scripts_between_words": make_html(above=f"<p>{'<script></script>' + 60 * 'x'}" * 13_000),
    "hidden_in_hidden": make_html(above="<div hidden>" * 200 + "<p hidden>x" * 19_000),
    "deep": make_html(above="<div>" * 100_000),
    "just_too_deep": make_html(above="<div>" * 300),
    "nested_tables": make_html(above="<table><tr><td>" * 13_000),
    "many_paragraphs": make_html(below="<p>A b c d e.</p>" * 19_000),
    "very_many_paragraphs": make_html(below=f"<p>{LINE}</p>" * 190_000),
    "many_spans": make_html(above="<p>" + "<span>x y </span>" * 19_000 + "</p>"),
    "very_many_spans": make_html(above="<p>" + "<span>x y </span>" * 150_000 + "</p>"),
    "many_breaks": make_html(above="x y<br>" * 39_000),
    "very_many_breaks": make_html(above=f"{LINE}<br>" * 100_000),
    "very_many_links": make_html(above="<a href=/x>link</a>" * 190_000),
    "attributes": make_html(above="<p " + " ".join(f"a{n}" for n in range(32_000)) + ">x</p>"),
    "attributes_with_signs": make_html(above="<p " + " ".join(f'a{n}="<>"' for n in range(32_000)) + ">x</p>"),
    "many_metas": make_html(head='<meta name="author" content="A B">' * 100_000),
    "broken_date_metas": make_html(head='<meta name="date" content="1-1-1-1-?????">' * 1_900),
    "many_links_in_head": make_html(head='<link rel="canonical" href="/x">' * 100_000),
    "long_title": make_html(title="x " * 1_000_000),
    "long_heading": make_html(heading="x " * 1_000_000),
    "wide_cell": make_html(above="<table><tr><td colspan=9007199254740991>x</td></tr></table>"),
    "long_word": make_html(paragraphs=("x" * 5_000_000,)),
    "line_of_ten_megabytes": make_html(paragraphs=(*PARAGRAPHS, "word " * 2_200_000)),
    "attributes_by_the_thousand": make_html(above="<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>"),
    "long_node": make_html(paragraphs=(LINE * 150_000,)),
    "embedded_picture": make_html(above=f'<img src="data:image/png;base64,{"A" * 12_000_000}">'),
    "long_linked_data": make_html(head=make_linked(headline="x" * 11_000_000)),
    "deep_linked_data": make_html(head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "wrong_linked_data": make_html(head=make_linked(author={"name": 1}, headline=["x"], datePublished={}, keywords=7)),
    "open_scripts": make_html(below="<script>" * 300_000),
    "open_quotes": make_html(below='<a b="' * 39_000),
    "open_comments": make_html(below="<!--" * 39_000),
    "many_headings": make_html(above="<h1>a b c</h1><div class=date>" * 9_000),
    "many_linked_headings": make_html(above="<div>" + "<h3><a href=/x></a></h3>" * 4_900 + "<i></i>" * 9_000),
    "boxes_in_boxes": make_html(above="<div class=related>" * 200 + "<i></i>" * 19_000 + "</div>" * 200),
    "links_in_lines": make_html(
        above="".join(f"<p><a href=/{n}>Line {n} of many</a> and more that is not linked</p>" for n in range(6_000))
    ),
    "links_in_every_line": make_html(
        above="".join(f"<p><a href=/{n}>Line {n} of many lines</a></p>" for n in range(6_000))
    ),
    "cells_in_cells": make_html(above=("<table><tr><td>" * 60 + f"<td>{LINE * 5}" * 100 + "</table>" * 60) * 20),
    "pieces": make_html(above=f"<div class=article-body><p>{LINE}</p><p>{LINE}</p></div>" * 4_000),
    "many_authors": make_html(above="<p class=author>x" * 19_000),
}
# What must still be found: the text of the article beside the attack.
READ = {
    "deep",
    "just_too_deep",
    "nested_divs",
    "nested_quotations",
    "nested_tables",
    "line_of_ten_megabytes",
    "wide_cell",
    "broken_date_metas",
    "long_title",
    "long_linked_data",
    "deep_linked_data",
    "wrong_linked_data",
    "open_scripts",
    "many_metas",
    "many_links_in_head",
    "embedded_picture",
    "very_many_paragraphs",
}
# What the parser would lose without a word.
STOPPED = {
    "just_too_deep": "more than 256 levels of nesting",
    "nested_quotations": "more than 256 levels of nesting",
    "line_of_ten_megabytes": "more than 10 MB in one piece",
    "long_node": "more than 10 MB in one piece",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_costs_no_more_than_its_budget(name: str) -> None:
    shown = subprocess.run([sys.executable, "-c", CODE], input=PAGES[name].encode(), capture_output=True, check=False)

    assert shown.returncode == 0, shown.stderr.decode()[-2_000:]
    verdict, reason, text, size, title = json.loads(shown.stdout)
    assert size <= 1_000_000
    assert len(title) <= 1_000
    if name in READ:
        assert verdict == "full", reason
        assert PARAGRAPHS[2] in text
    if name.startswith("attributes"):
        assert (verdict, reason) == ("refused", "oversize_structure")
    if name in {"very_many_paragraphs", "many_metas", "deep", *STOPPED}:
        assert "read plainly" in reason
    if name in STOPPED:
        assert STOPPED[name] in reason
    if size >= 999_999:
        assert "cut at a million characters" in reason
