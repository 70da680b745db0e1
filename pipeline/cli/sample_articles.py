"""The articles of the sample site and the moment at which each of them is published or corrected.

Nothing here knows HTML, feeds or HTTP: files come in, publications go out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from pipeline.cli.sample_words import DayWords, fill_day_words, to_day_words

FeedKind = Literal["rss", "atom", "rss_with_content", "json", "rdf", "rss_with_broken_dates", "failing"]
Access = Literal["full", "teaser", "consent"]

# A misspelt key in a sample file is an error and not a silently missing feature.
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One invented publisher: where its pages and its feed are, in which language and zone it writes."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: str
    name: str
    language: Literal["en", "ru", "fr"]
    utc_offset_hours: int
    feed: FeedKind
    feed_file: str
    article_path: str
    tracking: str = ""

    @property
    def zone(self) -> timezone:
        """The zone in which this publisher's articles say what day it is."""
        return timezone(timedelta(hours=self.utc_offset_hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One passage that a correction or a reprint words differently."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a publisher changes after publication, and the note it prints below."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as its file describes it; a reprint has no text of its own but names its origin."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    title: str
    byline: str
    section: str
    summary: str
    text: str = ""
    access: Access = "full"
    correction: Correction | None = None
    reprint_of: str = ""
    credit: str = ""
    cut: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One step of the schedule; `minutes_ago` means that the article is there when the site starts."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    publish: str = ""
    correct: str = ""
    minutes_ago: int | None = None
    second: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All sources, articles (by `source/slug`) and releases, in the order of the schedule."""

    sources: tuple[Source, ...]
    articles: Mapping[str, Article]
    releases: tuple[Release, ...]

    @property
    def last_second(self) -> float:
        """The second of the schedule after which nothing happens any more."""
        return max(release.second for release in self.releases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An article as it stands on the site at one moment, with its days written out.

    Both times carry the zone of the source. A subheading is a paragraph that starts with "## ".
    """

    source: Source
    slug: str
    article: Article
    paragraphs: tuple[str, ...]
    note: str
    published_at: datetime
    modified_at: datetime
    baseline: bool

    @property
    def path(self) -> str:
        """The address below the site's base URL, with a leading slash."""
        tail = self.source.article_path.format(slug=self.slug, date=f"{self.published_at:%Y/%m/%d}")
        return f"/{self.source.id}/{tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When the site started, how fast its seconds pass, and the last second that it reaches (None: all of them).

    Pace 0 puts the whole schedule before the start, so that an origin still is older than its reprints.
    """

    started_at: datetime
    pace: float
    published_until: float | None
    last_second: float

    def moment(self, release: Release) -> datetime:
        """Return when `release` happens."""
        start = self.started_at
        if release.minutes_ago is not None:
            return start - timedelta(minutes=release.minutes_ago)
        if self.pace == 0:
            return start - timedelta(seconds=self.last_second - release.second)
        return start + timedelta(seconds=release.second * self.pace)

    def is_out(self, release: Release, now: datetime) -> bool:
        """Tell whether `release` has happened at `now`."""
        if release.minutes_ago is not None:
            return True
        if self.published_until is not None and release.second > self.published_until:
            return False
        return self.moment(release) <= now


def read_catalogue(root: Path) -> Catalogue:
    """Read the sample site's files below `root`; a file that is wrong raises pydantic's ValidationError."""
    site = tomllib.loads((root / "site.toml").read_text(encoding="utf-8"))
    sources = TypeAdapter(tuple[Source, ...]).validate_python(site["sources"])
    releases = TypeAdapter(tuple[Release, ...]).validate_python(site["releases"])
    to_article = TypeAdapter(Article)
    articles = {
        f"{path.parent.name}/{path.stem}": to_article.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted((root / "articles").glob("*/*.toml"))
    }
    return Catalogue(sources=sources, articles=articles, releases=releases)


def decide_published(catalogue: Catalogue, timing: Timing, now: datetime) -> tuple[Publication, ...]:
    """Return what stands on the site at `now`, newest first."""
    out = [release for release in catalogue.releases if timing.is_out(release, now)]
    publications = {
        release.publish: _to_publication(catalogue, release, timing.moment(release))
        for release in out
        if release.publish
    }
    for release in out:
        if release.correct:
            publications[release.correct] = _correct(publications[release.correct], timing.moment(release))
    return tuple(sorted(publications.values(), key=lambda one: one.published_at, reverse=True))


def _to_publication(catalogue: Catalogue, release: Release, moment: datetime) -> Publication:
    article = catalogue.articles[release.publish]
    source_id, slug = release.publish.split("/")
    source = next(one for one in catalogue.sources if one.id == source_id)
    local = _to_feed_time(moment, source)
    return Publication(
        source=source,
        slug=slug,
        article=article,
        paragraphs=_to_paragraphs(catalogue, article, to_day_words(local, source.language)),
        note=article.credit,
        published_at=local,
        modified_at=local,
        baseline=release.minutes_ago is not None,
    )


def _to_paragraphs(catalogue: Catalogue, article: Article, words: DayWords) -> tuple[str, ...]:
    text = catalogue.articles[article.reprint_of].text if article.reprint_of else article.text
    for change in article.changes:
        text = _apply(change, text)
    numbered = enumerate(text.strip().split("\n\n"), start=1)
    return tuple(fill_day_words(paragraph, words) for number, paragraph in numbered if number not in article.cut)


def _correct(publication: Publication, moment: datetime) -> Publication:
    correction = publication.article.correction
    if correction is None:
        raise ValueError(f"{publication.slug} is corrected in site.toml but its file has no [correction]")
    text = "\n\n".join(publication.paragraphs)
    for change in correction.changes:
        text = _apply(change, text)
    return replace(
        publication,
        paragraphs=tuple(text.split("\n\n")),
        note=correction.note,
        modified_at=_to_feed_time(moment, publication.source),
    )


def _to_feed_time(moment: datetime, source: Source) -> datetime:
    # Feeds know whole seconds only; rounding down keeps them out of the future.
    return moment.astimezone(source.zone).replace(microsecond=0)


def _apply(change: Change, text: str) -> str:
    if text.count(change.old) != 1:
        raise ValueError(f"expected to find exactly once, in order to change it: {change.old!r}")
    return text.replace(change.old, change.new)
