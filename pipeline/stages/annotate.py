"""The three enrichment stages: dates, speakers, topics. Each runs in a worker that can be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from pipeline.enrich import dates, quotes, topics
from pipeline.enrich.names import NameSets, tag_names
from pipeline.enrich.topics import Taxonomy
from pipeline.errors import PipelineError
from pipeline.ports import Workers
from pipeline.stages.loop import Stage
from pipeline.types import Article, Attributed, Classified, Dated, Dating, Finished, GaveUp, Job, Outcome, StageName

log = structlog.get_logger()
VERSIONS: dict[StageName, str] = {"dates": dates.VERSION, "speakers": quotes.VERSION, "topics": topics.VERSION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What an annotator is given of an article."""

    text: str
    title: str = ""
    published_at: datetime | None = None
    zoned: bool = True  # the moment is one: a time of day in a zone that is known
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    url: str | None = None


def annotate_dates(story: Story) -> Dated:
    """Tag the dateline and the dates."""
    return dates.tag_dates(
        story.text,
        title=story.title,
        published_at=story.published_at,
        language=story.language,
        zoned=story.zoned,
    )


def annotate_speakers(story: Story) -> Attributed:
    """Tag quotations, their speakers, and the people named."""
    return quotes.attribute(story.text, title=story.title, language=story.language)


def annotate_topics(story: Story, *, taxonomy: Taxonomy, names: NameSets) -> Classified:
    """Tag topics and watched names."""
    found_topics = topics.tag_topics(
        story.text,
        title=story.title,
        section=story.section,
        keywords=story.keywords,
        taxonomy=taxonomy,
        language=story.language,
        url=story.url,
    )
    # An abbreviation may have its guard words in the headline, or the other way round.
    found = tag_names(names, story.text, context=story.title)
    return Classified(topics=found_topics, names=found, title_names=tag_names(names, story.title, context=story.text))


def make_dates(workers: Workers) -> Stage:
    """Make the dates stage."""
    return _make("dates", annotate_dates, workers)


def make_speakers(workers: Workers) -> Stage:
    """Make the speakers stage."""
    return _make("speakers", annotate_speakers, workers)


def make_topics(workers: Workers, *, taxonomy: Taxonomy, names: NameSets) -> Stage:
    """Make the topics stage from the topics and the watched names of the settings."""
    for problem in (*names.problems, *taxonomy.problems):
        log.warning("seed_left_out", detail=problem.message)
    return _make("topics", partial(annotate_topics, taxonomy=taxonomy, names=names), workers)


def _make(name: StageName, annotate: Callable[[Story], Dated | Attributed | Classified], workers: Workers) -> Stage:
    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        stories = [_story(job) for job in jobs]
        for job, found in zip(jobs, workers.map(annotate, stories), strict=True):
            if isinstance(found, PipelineError):
                yield job, GaveUp(reason=found.reason, detail=found.message)
            else:
                yield job, Finished(artefact=found, version=VERSIONS[name])

    return Stage(name=name, version=VERSIONS[name], needs=("extract",), work=work)


def is_moment(dating: Dating) -> bool:
    """Tell whether a date of publication is a moment: only then can the clock of another place say another day."""
    return dating.zone_known and dating.precision in {"hour", "minute", "second"}


def _story(job: Job) -> Story:
    article = job.artefacts.get("extract")
    if not isinstance(article, Article):
        return Story(text="")
    return Story(
        text=article.text,
        title=article.title,
        published_at=article.dating.value,
        zoned=is_moment(article.dating),
        language=article.language,
        section=article.section,
        keywords=article.keywords,
        url=article.canonical_url,
    )
