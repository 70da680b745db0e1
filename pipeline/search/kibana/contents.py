"""What is in Kibana: four data views, five saved searches, five dashboards and their panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.search.kibana import lens
from pipeline.search.kibana.boards import Row
from pipeline.search.kibana.drawing import Drawing, make_board
from pipeline.search.kibana.fields import make_views
from pipeline.search.kibana.objects import SavedObject, Table, make_data_view, make_search

_LOW, _MIDDLE, _HIGH = 6, 14, 18
_REPRINTS = lens.count("Reprints", only="story.reprint_of: *")
_STORIES = lens.unique("story.id", "Stories")
_SOURCES = lens.unique("source.name.keyword", "Sources")
_LATE = lens.count("Late", only="late: true")
_FAILURES = lens.count("Failures", only="event.outcome: failure")
_HALF = lens.median("lag_seconds", "Median")
_MOST = lens.percentile("lag_seconds", "95 in 100 within", at=95)
# By name: kind, title, query, columns.
_SEARCHES: Mapping[str, tuple[str, str, str, Sequence[str]]] = {
    "latest": ("articles", "latest articles", "", ("title", "source.name", "topics.label", "verdict")),
    "who-said-what": ("articles", "who said what", "speakers.name: *", ("speakers.name", "quotes", "title")),
    "watched-names": (
        "articles",
        "articles with watched names",
        "names.name: * or title_names.name: *",
        ("names.name", "title", "source.name"),
    ),
    "alerts": (
        "alerts",
        "alerts",
        "",
        ("rule", "title", "evidence.passage", "evidence.said_by", "late", "deliveries.status"),
    ),
    "failures": (
        "trail",
        "what failed",
        "event.outcome: failure",
        ("event.action", "event.reason", "message", "url", "attempt"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What boards are made of."""

    prefix: str
    articles: Drawing
    alerts: Drawing
    trail: Drawing
    feeds: Drawing
    searches: Mapping[str, SavedObject]


def make_objects(prefix: str = "wirewatch") -> list[SavedObject]:
    """Make all objects, what is referred to before what refers; their ids begin with the prefix of the indices."""
    views = make_views(prefix)
    panels: list[SavedObject] = []
    searches = {}
    for name, (kind, title, query, columns) in _SEARCHES.items():
        table = Table(view=views[kind].id, time=views[kind].time, columns=columns)
        searches[name] = make_search(f"{prefix}-search-{name}", f"Wirewatch: {title}", query, table=table)
    drawings = {kind: Drawing(kind, view, prefix=prefix, drawn=panels) for kind, view in views.items()}
    parts = _Parts(prefix=prefix, searches=searches, **drawings)
    boards = [make(parts) for make in (_make_coverage, _make_speakers, _make_alerts, _make_sources, _make_pipeline)]
    return [*map(make_data_view, views.values()), *searches.values(), *panels, *boards]


def _make_coverage(parts: _Parts) -> SavedObject:
    draw = parts.articles
    numbers = [
        draw.number("Articles", draw.rows),
        draw.number("Stories", _STORIES),
        draw.number("Sources", _SOURCES),
        draw.number("Reprints", _REPRINTS),
    ]
    sources = draw.panel(
        "table",
        "Sources and what they bring",
        source=lens.top("source.name.keyword", "Source", size=25, by="rows"),
        rows=draw.rows,
        stories=_STORIES,
        reprints=_REPRINTS,
        newest=lens.latest("first_seen_at", "Newest"),
    )
    shares = [draw.donut("Languages", "language"), draw.bars("Watched names", "names.name")]
    rows = [
        Row(height=_LOW, panels=numbers),
        Row(height=_MIDDLE, panels=[draw.over_time("Articles by topic over time", "topics.label.keyword")]),
        Row(height=_MIDDLE, panels=[draw.over_time("Articles by source over time", "source.name.keyword")]),
        Row(height=_HIGH, panels=[sources, *shares]),
        Row(height=_HIGH, panels=[parts.searches["latest"]]),
        Row(height=_HIGH, panels=[parts.searches["watched-names"]]),
    ]
    about = "What is written about, by whom, over time."
    return make_board(parts.prefix, "coverage", description=about, rows=rows, since="now-7d")


def _make_speakers(parts: _Parts) -> SavedObject:
    draw = parts.articles
    table = draw.panel(
        "table",
        "Who is quoted, and in how many sources",
        speaker=lens.top("speakers.name.keyword", "Speaker", size=25, by="rows"),
        rows=draw.rows,
        sources=_SOURCES,
        stories=_STORIES,
        newest=lens.latest("sorted_at", "Newest"),
    )
    organisations = draw.bars("Organisations that speak", "speakers.organisation.keyword")
    rows = [
        Row(height=_MIDDLE, panels=[draw.over_time("Speakers over time", "speakers.name.keyword")]),
        Row(height=_HIGH, panels=[table, draw.bars("Roles of those who are quoted", "speakers.role.keyword")]),
        Row(height=_HIGH, panels=[organisations, draw.bars("People who are named", "people.name.keyword")]),
        Row(height=_HIGH, panels=[parts.searches["who-said-what"]]),
    ]
    about = "Who is quoted, in which role, and where."
    return make_board(parts.prefix, "speakers", description=about, rows=rows, since="now-7d")


def _make_alerts(parts: _Parts) -> SavedObject:
    draw = parts.alerts
    numbers = [
        draw.number("Alerts", draw.rows),
        draw.number("Late alerts", _LATE),
        draw.number("Waiting deliveries", lens.count("Waiting", only="deliveries.status: pending")),
        draw.number("Deliveries given up", lens.count("Given up", only="deliveries.status: dead")),
    ]
    table = draw.panel(
        "table",
        "Rules and what rang",
        rule=lens.top("rule", "Rule", size=50, by="rows"),
        rows=draw.rows,
        late=_LATE,
        newest=lens.latest("rung_at", "Last rang"),
    )
    states = draw.bars("Alerts by state of a delivery", "deliveries.status")
    rows = [
        Row(height=_LOW, panels=numbers),
        Row(height=_MIDDLE, panels=[draw.over_time("Alerts by rule over time", "rule")]),
        Row(height=_HIGH, panels=[table, states, draw.bars("What was met", "evidence.variant")]),
        Row(height=_HIGH, panels=[parts.searches["alerts"]]),
    ]
    about = "Which rules ring, how late, and whether people were reached."
    return make_board(parts.prefix, "alerts", description=about, rows=rows, since="now-7d")


def _make_sources(parts: _Parts) -> SavedObject:
    draw = parts.feeds
    numbers = [
        draw.number("Feeds", draw.rows),
        draw.number("Feeds that fail", lens.count("Failing or dead", only="health: (failing or dead)")),
        draw.number("Feeds that are quiet", lens.count("Quiet", only="health: quiet")),
    ]
    table = draw.panel(
        "table",
        "Feeds to look at",
        query="health: (failing or dead or quiet)",
        feed=lens.top("id", "Feed", size=100),
        health=lens.last("health", "Health", by="@timestamp"),
        why=lens.last("reason", "Reason", by="@timestamp"),
        failures=lens.greatest("failures", "Failures in a row"),
        succeeded=lens.latest("succeeded_at", "Last answered"),
        fresh=lens.latest("fresh_at", "Last brought something"),
    )
    done = lens.count("Articles", only="to_status: DONE")
    found = parts.trail.over_time("Articles that came to the end, by source", "source.name", rows=done)
    rows = [
        Row(height=_LOW, panels=numbers),
        Row(height=_HIGH, panels=[table]),
        Row(height=_MIDDLE, panels=[draw.donut("Health", "health"), draw.bars("Why feeds fail", "reason")]),
        Row(height=_MIDDLE, panels=[found]),
    ]
    about = "Which feeds are quiet, failing or dead as of the last look, and what sources bring."
    return make_board(parts.prefix, "sources' health", description=about, rows=rows, since="now-24h")


def _make_pipeline(parts: _Parts) -> SavedObject:
    draw, done = parts.trail, "to_status: DONE"
    numbers = [
        draw.number("Time from first seen to indexed", _HALF, query="to_status: INDEXED"),
        draw.number("Time from first seen to done", _HALF, query=done),
        draw.number("Time to done, of the slowest", _MOST, query=done),
        draw.number("Failures", _FAILURES),
    ]
    stages = draw.panel(
        "table",
        "Stages: how much, how fast",
        stage=lens.top("event.action", "Stage", size=15, by="rows"),
        rows=draw.rows,
        median=lens.median("event.duration", "Median time"),
        slow=lens.percentile("event.duration", "95 in 100 within", at=95),
        failed=_FAILURES,
    )
    lag = draw.lines("Time from first seen to done, over time", query=done, median=_HALF, slow=_MOST)
    reasons = draw.bars("Why entries fail or are set aside", "event.reason", query="event.reason: *")
    rows = [
        Row(height=_LOW, panels=numbers),
        Row(height=_MIDDLE, panels=[lag]),
        Row(height=_MIDDLE, panels=[draw.over_time("Steps by stage over time", "event.action")]),
        Row(height=_HIGH, panels=[stages, reasons]),
        Row(height=_HIGH, panels=[parts.searches["failures"]]),
    ]
    about = "How long articles take to come through, and where they are held up."
    return make_board(parts.prefix, "pipeline", description=about, rows=rows, since="now-24h")
