"""The pages of the sample site, read as a person who wrote them would."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.sample import SampleSite
from pipeline.cli.sample_articles import Publication
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page
from pipeline.pages.text import tidy_line
from pipeline.types import Article

SAMPLE = Path(__file__).parents[2] / "seeds" / "sample"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BASE = "https://sample.example"
EXPECTED: dict[str, dict[str, Any]] = {
    row["id"]: row for row in tomllib.loads((SAMPLE / "expected.toml").read_text())["articles"]
}
# What stands under an article that somebody else wrote first.
CREDITS = {"Source: Nordwire"}
SITE = SampleSite(SAMPLE, started_at=NOW, clock=lambda: NOW, pace=0)
PUBLISHED = {f"{one.source.id}/{one.slug}": one for one in SITE.published()}


def read(publication: Publication) -> Article:
    url = BASE + publication.path
    body = SITE.respond(publication.path, {}, BASE).body
    return extract_article(
        Page(
            html=body,
            url=url,
            final_url=f"{url}?utm_source=feed",
            media_type="text/html",
            charset="utf-8",
            first_seen_at=NOW,
            fetched_at=NOW,
        )
    )


@pytest.mark.parametrize("key", sorted(set(PUBLISHED) & set(EXPECTED)))
def test_a_page_of_the_sample_site_is_read_as_it_was_written(key: str) -> None:
    publication, expected = PUBLISHED[key], EXPECTED[key]

    article = read(publication)

    assert article.verdict == expected["verdict"], article.verdict_reason
    if article.verdict == "consent":
        return
    assert article.title == expected["title"]
    assert article.language == expected["language"]
    assert article.canonical_url == BASE + publication.path
    if article.verdict == "full":
        written = [tidy_line(paragraph.removeprefix("## ")) for paragraph in publication.paragraphs]
        beside = {tidy_line(publication.article.summary), *CREDITS} - set(written)
        assert [line for line in article.text.split("\n\n") if line not in beside] == written


def test_the_sample_has_pages_of_every_kind_that_is_tested() -> None:
    kinds = {EXPECTED[key]["verdict"] for key in set(PUBLISHED) & set(EXPECTED)}
    languages = {EXPECTED[key]["language"] for key in set(PUBLISHED) & set(EXPECTED)}

    assert kinds >= {"full", "teaser", "consent"}
    assert languages >= {"en", "fr", "ru"}
