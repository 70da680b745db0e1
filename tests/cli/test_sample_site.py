"""The sample site: what it publishes, when, and that its pages and feeds are what the expectations say."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from email.message import Message
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest
import trafilatura
from pydantic import ValidationError

from pipeline.cli.sample import SampleSite, ServedSite, open_sample_site
from pipeline.cli.sample_articles import Publication, read_catalogue
from pipeline.cli.sample_words import to_day_words, to_long_date

ROOT = Path(__file__).parents[2] / "seeds" / "sample"
START = datetime(2026, 3, 2, 0, 30, 15, 250_000, tzinfo=UTC)
BASE = "http://127.0.0.1:8765"
COUNCIL = re.compile(
    r"Russian?-NATO Council|NATO-Russia Council|Conseil OTAN-Russie|Совет\w* Россия [-–—] НАТО", re.IGNORECASE
)
CLUTTER = ("cookie", "Sign up", "Read also", "Most read", "You may also like", "More from the Courier", "invented")


@dataclass(slots=True)
class FakeClock:
    now: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def expected() -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = tomllib.loads((ROOT / "expected.toml").read_text(encoding="utf-8"))["articles"]
    return articles


def identity(publication: Publication) -> str:
    return f"{publication.source.id}/{publication.slug}"


def site_at(second: float, *, published_until: float | None = None) -> SampleSite:
    clock = FakeClock()
    site = SampleSite(ROOT, started_at=START, clock=clock, published_until=published_until)
    clock.pass_seconds(second)
    return site


def final_site() -> SampleSite:
    return SampleSite(ROOT, started_at=START, clock=FakeClock(), pace=0)


def published_ids(site: SampleSite) -> set[str]:
    return {identity(one) for one in site.published()}


def page_of(site: SampleSite, publication: Publication) -> str:
    return site.respond(publication.path, {}, BASE).body.decode()


def feed_of(site: SampleSite, source_id: str) -> bytes:
    url = next(feed.url for feed in site.feeds(BASE) if feed.id == source_id)
    return site.respond(url.removeprefix(BASE), {}, BASE).body


def words_of(text: str) -> str:
    return " ".join(text.split())


def extracted(html: str) -> str:
    return words_of(trafilatura.extract(html) or "")


def full_text(publication: Publication) -> str:
    return words_of(" ".join(publication.paragraphs).replace("## ", ""))


def fetch(url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, method=method, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.fixture
def served() -> Iterator[ServedSite]:
    with open_sample_site(ROOT, clock=FakeClock(), pace=0) as site:
        yield site


FINAL = final_site().published()
FULL = [one for one in FINAL if one.article.access == "full"]
every_full_publication = pytest.mark.parametrize("publication", FULL, ids=[identity(one) for one in FULL])
every_publication = pytest.mark.parametrize("publication", FINAL, ids=[identity(one) for one in FINAL])
every_expectation = pytest.mark.parametrize("fact", expected(), ids=[fact["id"] for fact in expected()])


def test_the_site_has_enough_sources_and_articles() -> None:
    assert len({one.source.id for one in FINAL}) >= 5
    assert len(FINAL) >= 24


def test_at_least_three_variants_of_the_council_appear_while_the_site_runs() -> None:
    late = {identity(one) for one in FINAL if not one.baseline}
    variants = {variant for fact in expected() if fact["id"] in late for variant in fact["council"]}
    assert {"Russia-NATO Council", "NATO-Russia Council", "Russian-NATO Council", "the NRC"} <= variants
    assert {"Совет Россия - НАТО", "Conseil OTAN-Russie"} <= variants


def test_every_article_has_its_expectation() -> None:
    assert sorted(identity(one) for one in FINAL) == sorted(fact["id"] for fact in expected())


@every_expectation
def test_expectations_agree_with_the_texts(fact: dict[str, Any]) -> None:
    publication = next(one for one in FINAL if identity(one) == fact["id"])
    text = full_text(publication)
    assert publication.article.title == fact["title"]
    assert publication.article.access == fact["verdict"]
    assert publication.source.id == fact["source"]
    assert publication.source.language == fact["language"]
    assert publication.article.reprint_of == fact.get("reprint_of", "")
    assert [name for name in fact["speakers"] if name not in text] == []
    assert [variant for variant in fact["council"] if variant not in text] == []
    assert bool(COUNCIL.search(text)) == bool(fact["council"])


def test_only_late_originals_about_the_council_ring() -> None:
    baseline = {identity(one) for one in FINAL if one.baseline}
    for fact in expected():
        should_ring = bool(fact["council"]) and fact["id"] not in baseline and "reprint_of" not in fact
        assert fact["rings"] == should_ring, fact["id"]


@every_full_publication
def test_stories_have_the_length_of_wire_stories(publication: Publication) -> None:
    assert 6 <= len(publication.paragraphs) <= 14


@every_publication
def test_no_placeholder_is_left_in_a_page(publication: Publication) -> None:
    page = page_of(final_site(), publication)
    assert re.findall(r"\{[a-z_]+\}|\$[a-z_]+", page) == []


@every_full_publication
def test_full_articles_extract_to_their_whole_text_without_menus(publication: Publication) -> None:
    text = extracted(page_of(final_site(), publication))
    for paragraph in publication.paragraphs:
        assert words_of(paragraph.removeprefix("## ")) in text
    assert [word for word in CLUTTER if word in text] == []
    related = {one.article.title for one in FINAL if one.source == publication.source and one != publication}
    assert [title for title in related if title in text] == []


def test_a_teaser_ends_at_the_call_to_subscribe() -> None:
    teaser = next(one for one in FINAL if one.article.access == "teaser")
    page = page_of(final_site(), teaser)
    assert extracted(page).startswith(full_text(teaser))
    assert "Subscribe to read the full story" in page
    assert '"isAccessibleForFree": false' in page


def test_a_consent_wall_says_nothing_about_the_article() -> None:
    wall = next(one for one in FINAL if one.article.access == "consent")
    page = page_of(final_site(), wall)
    assert "Before you continue" in page
    assert wall.article.title not in page


def test_reprints_resemble_their_origin_but_are_not_copies() -> None:
    by_id = {identity(one): one for one in FINAL}
    reprints = [one for one in FINAL if one.article.reprint_of]
    assert len({one.source.id for one in reprints}) == 2
    for reprint in reprints:
        origin = by_id[reprint.article.reprint_of]
        likeness = SequenceMatcher(None, full_text(origin).split(), full_text(reprint).split()).ratio()
        assert 0.8 < likeness < 1
        assert reprint.article.title != origin.article.title
        assert len(reprint.paragraphs) < len(origin.paragraphs)
        assert reprint.note
        assert origin.published_at < reprint.published_at


def test_what_stands_at_the_start_is_the_baseline() -> None:
    published = site_at(0).published()
    assert all(one.baseline for one in published)
    assert any(COUNCIL.search(full_text(one)) for one in published)


def test_articles_appear_one_by_one() -> None:
    counts = [len(site_at(second).published()) for second in range(121)]
    steps = [after - before for before, after in pairwise(counts)]
    assert counts[24] == counts[0]
    assert counts[25] == counts[0] + 1
    assert set(steps) == {0, 1}
    assert counts[100] == counts[-1] == len(FINAL)


def test_a_late_article_is_not_there_before_its_second() -> None:
    path = next(one.path for one in site_at(25).published() if one.slug == "velichko-council-channel")
    assert site_at(24).respond(path, {}, BASE).status == 404
    assert site_at(25).respond(path, {}, BASE).status == 200


def test_pace_scales_the_schedule() -> None:
    clock = FakeClock()
    site = SampleSite(ROOT, started_at=START, clock=clock, pace=0.1)
    clock.pass_seconds(10)
    assert published_ids(site) == {identity(one) for one in FINAL}


def test_a_frozen_site_never_goes_on() -> None:
    assert published_ids(site_at(3600, published_until=30)) == published_ids(site_at(30))


def test_pace_zero_can_be_frozen_too() -> None:
    site = SampleSite(ROOT, started_at=START, clock=FakeClock(), pace=0, published_until=50)
    assert published_ids(site) == published_ids(site_at(50))


def test_a_correction_changes_the_text_the_feed_and_the_page_but_not_the_date() -> None:
    fact = next(fact for fact in expected() if "before_correction" in fact)
    before, after = (
        next(one for one in site_at(second).published() if identity(one) == fact["id"]) for second in (80, 81)
    )
    assert fact["before_correction"] in page_of(site_at(80), before)
    assert fact["after_correction"] in page_of(site_at(81), after)
    assert fact["before_correction"] not in page_of(site_at(81), after)
    assert before.path == after.path
    assert before.published_at == after.published_at
    entries = [
        next(
            one
            for one in feedparser.parse(feed_of(site_at(second), fact["source"])).entries
            if fact["title"] == one.title
        )
        for second in (80, 81)
    ]
    assert entries[0].published == entries[1].published
    assert entries[0].updated < entries[1].updated
    assert entries[0].id == entries[1].id


@pytest.mark.parametrize("second", [0, 25, 60, 97, 120])
def test_nothing_is_dated_in_the_future(second: float) -> None:
    for one in site_at(second).published():
        assert one.published_at <= one.modified_at <= START + timedelta(seconds=second)


def test_nothing_is_dated_in_the_future_when_all_is_published_at_once() -> None:
    assert all(one.published_at <= one.modified_at <= START for one in FINAL)


def test_the_text_names_the_day_on_which_it_is_published() -> None:
    # Half past midnight in Greenwich: some publishers write Monday, and what they wrote an hour ago is from Sunday.
    by_slug = {one.slug: one for one in FINAL}
    assert "GENEVA, March 2. /NORDWIRE/." in by_slug["velichko-council-channel"].paragraphs[0]
    assert "on Monday" in by_slug["velichko-council-channel"].paragraphs[0]
    assert "BRUSSELS, March 1. /NORDWIRE/." in by_slug["council-agenda-dispute"].paragraphs[0]
    assert "МОСКВА, 2 марта." in by_slug["sovet-ekspert-kanal"].paragraphs[0]
    assert "в понедельник" in by_slug["sovet-ekspert-kanal"].paragraphs[0]
    assert "GENÈVE, le 2 mars" in by_slug["observateurs-exercices"].paragraphs[0]
    assert "déclaré lundi" in by_slug["observateurs-exercices"].paragraphs[0]


def test_the_first_of_a_month_is_an_ordinal_in_french_only() -> None:
    first = datetime(2026, 5, 1, 9, 5, tzinfo=UTC)
    assert [to_day_words(first, language).day_month for language in ("en", "ru", "fr")] == ["May 1", "1 мая", "1er mai"]
    assert to_long_date(first, "fr") == "1er mai 2026 à 09h05"


@pytest.mark.parametrize(
    "feed_id", ["nordwire", "harbour-courier", "policy-ledger", "severny-vestnik", "gazette-leman"]
)
def test_xml_feeds_list_exactly_what_their_source_has_published(feed_id: str) -> None:
    parsed = feedparser.parse(feed_of(final_site(), feed_id))
    own = [one for one in FINAL if one.source.id == feed_id]
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == [one.article.title for one in own]
    assert [entry.link.split("?")[0] for entry in parsed.entries] == [BASE + one.path for one in own]


def test_the_json_feed_lists_exactly_what_its_source_has_published() -> None:
    feed = json.loads(feed_of(final_site(), "eastward"))
    assert [item["url"] for item in feed["items"]] == [BASE + one.path for one in FINAL if one.source.id == "eastward"]


def test_every_date_of_the_broken_feed_is_unreadable() -> None:
    entries = feedparser.parse(feed_of(final_site(), "gazette-leman")).entries
    assert [entry.get("published_parsed") for entry in entries] == [None] * len(entries)


def test_one_feed_carries_the_text_and_tracking_parameters() -> None:
    entry = feedparser.parse(feed_of(final_site(), "policy-ledger")).entries[0]
    assert "utm_source=rss" in entry.link
    assert entry.content[0].value.startswith("<p>")


def test_the_site_answers_over_http(served: ServedSite) -> None:
    for publication in served.site.published():
        status, headers, body = fetch(served.base_url + publication.path)
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert int(headers["Content-Length"]) == len(body)


def test_every_link_of_every_page_leads_somewhere_on_the_site(served: ServedSite) -> None:
    found: set[str] = set()
    for publication in served.site.published():
        found |= set(
            re.findall(r'(?:href|src|action)="([^"#][^"]*)"', fetch(served.base_url + publication.path)[2].decode())
        )
    assert [url for url in sorted(found) if not url.startswith(served.base_url + "/")] == []
    assert [url for url in sorted(found) if fetch(url)[0] != 200] == []


def test_links_with_tracking_parameters_lead_to_the_canonical_page(served: ServedSite) -> None:
    feed = next(one for one in served.feeds if one.id == "policy-ledger")
    link = feedparser.parse(fetch(feed.url)[2]).entries[0].link
    status, _, body = fetch(link)
    assert status == 200
    assert f'<link rel="canonical" href="{link.split("?")[0]}">' in body.decode()


def test_an_unchanged_feed_answers_304_to_its_etag_and_to_its_date(served: ServedSite) -> None:
    for feed in (one for one in served.feeds if one.id != "tidewater-post"):
        _, headers, _ = fetch(feed.url)
        assert fetch(feed.url, headers={"If-None-Match": headers["ETag"]})[::2] == (304, b"")
        assert fetch(feed.url, headers={"If-Modified-Since": headers["Last-Modified"]})[::2] == (304, b"")
        assert fetch(feed.url, headers={"If-None-Match": '"other"'})[0] == 200


def test_a_feed_with_a_new_article_does_not_answer_304() -> None:
    clock = FakeClock()
    site = SampleSite(ROOT, started_at=START, clock=clock)
    path = "/nordwire/feed.xml"
    etag = site.respond(path, {}, BASE).headers["ETag"]
    clock.pass_seconds(24)
    assert site.respond(path, {"if-none-match": etag}, BASE).status == 304
    clock.pass_seconds(1)
    assert site.respond(path, {"if-none-match": etag}, BASE).status == 200


def test_one_feed_answers_500(served: ServedSite) -> None:
    answers = {feed.id: fetch(feed.url)[0] for feed in served.feeds}
    assert [feed_id for feed_id, status in answers.items() if status != 200] == ["tidewater-post"]
    assert answers["tidewater-post"] == 500


def test_a_misspelt_key_in_a_sample_file_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "sample")
    article = tmp_path / "sample" / "articles" / "nordwire" / "grain-terminal-tariffs.toml"
    article.write_text("heading = 'x'\n" + article.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValidationError, match="heading"):
        read_catalogue(tmp_path / "sample")


def test_robots_may_read_everything(served: ServedSite) -> None:
    assert fetch(served.base_url + "/robots.txt")[::2] == (200, b"User-agent: *\nAllow: /\n")


@pytest.mark.parametrize(
    "path", ["/nothing", "/nordwire2/feed.xml", "/nordwire/news/nothing", "/../site.toml", "/nordwire/%2e%2e/x"]
)
def test_what_is_not_there_answers_404(served: ServedSite, path: str) -> None:
    assert fetch(served.base_url + path)[0] == 404


def test_head_has_the_headers_and_no_body(served: ServedSite) -> None:
    url = served.feeds[0].url
    assert fetch(url, method="HEAD")[1]["ETag"] == fetch(url)[1]["ETag"]
    assert fetch(url, method="HEAD")[2] == b""


def test_the_front_pages_announce_their_feeds(served: ServedSite) -> None:
    for feed in served.feeds:
        home = fetch(f"{served.base_url}/{feed.id}/")[2].decode()
        assert f'href="{feed.url}"' in home


def test_the_site_is_gone_when_its_block_is_left() -> None:
    with open_sample_site(ROOT, clock=FakeClock()) as site:
        base_url = site.base_url
    with pytest.raises(urllib.error.URLError):
        fetch(base_url + "/robots.txt")
