"""What the API answers: documents and alerts as the command line prints them, and the lists around them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from pipeline.types import (
    Acknowledgement,
    Alert,
    ApiToken,
    DeadLetter,
    Document,
    Hit,
    Mute,
    Quote,
    Role,
    Source,
    Status,
    User,
)
from pipeline.web.problems import ProblemAnswer, ProblemPart


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What all answers share."""


class Found(Answer, frozen=True, kw_only=True):
    """Documents newest first; `total` counts all that the query finds, `next` is null at the end."""

    total: int
    documents: tuple[Document, ...]
    next: str | None


class FacetValue(Answer, frozen=True, kw_only=True):
    """A value and in how many documents it stands."""

    value: str
    documents: int


class FacetAnswer(Answer, frozen=True, kw_only=True):
    """What a query finds by source, topic, speaker, language and day, counted over the newest `counted`."""

    total: int
    counted: int
    facets: dict[str, tuple[FacetValue, ...]]


class Speakers(Answer, frozen=True, kw_only=True):
    """Who is quoted, the most frequent first."""

    speakers: tuple[FacetValue, ...]


class SaidQuote(Answer, frozen=True, kw_only=True):
    """A quotation and the article that it stands in."""

    document: str
    url: str
    title: str
    source: str
    published_at: datetime | None
    quote: Quote


class Quotes(Answer, frozen=True, kw_only=True):
    """Quotations of the newest documents; a page may hold none and there be more all the same."""

    quotes: tuple[SaidQuote, ...]
    next: str | None


class Revisions(Answer, frozen=True, kw_only=True):
    """The kept revisions of an article, oldest first."""

    revisions: tuple[Document, ...]


class Step(Answer, frozen=True, kw_only=True):
    """A step of an entry's way."""

    at: datetime
    revision: int
    stage: str
    from_status: str
    to_status: str
    took_seconds: float
    attempt: int
    reason: str | None
    detail: str | None


class Trail(Answer, frozen=True, kw_only=True):
    """The steps of an entry, oldest first."""

    steps: tuple[Step, ...]


class StoryLine(Answer, frozen=True, kw_only=True):
    """A story: its first article, and how many have come so far, reprints too."""

    id: str
    origin: Document
    articles: int


class Stories(Answer, frozen=True, kw_only=True):
    """Stories by their first article, newest first."""

    stories: tuple[StoryLine, ...]
    next: str | None


class StoryAnswer(Answer, frozen=True, kw_only=True):
    """The articles of a story, oldest first."""

    id: str
    documents: tuple[Document, ...]


class Alerts(Answer, frozen=True, kw_only=True):
    """Alerts newest first, and which of them somebody has seen to."""

    alerts: tuple[Alert, ...]
    acknowledged: dict[str, Acknowledgement]
    next: str | None


class Mutes(Answer, frozen=True, kw_only=True):
    """What is muted now."""

    mutes: tuple[Mute, ...]


class RuleLine(Answer, frozen=True, kw_only=True):
    """A rule that can be read."""

    id: str
    title: str
    file: str
    query: str
    enabled: bool


class Rules(Answer, frozen=True, kw_only=True):
    """The rules by id, and what is wrong with the rest."""

    rules: tuple[RuleLine, ...]
    problems: tuple[str, ...]


class RuleAnswer(Answer, frozen=True, kw_only=True):
    """A rule as its file says it; send `digest` as `If-Match` to change it."""

    file: str
    digest: str
    content: dict[str, Any]


class Example(Answer, frozen=True, kw_only=True):
    """What became of an example of a rule."""

    ok: bool
    message: str


class Checked(Answer, frozen=True, kw_only=True):
    """What is wrong with a draft; without problems also what is unwise, and what its examples say."""

    problems: tuple[ProblemPart, ...]
    warnings: tuple[str, ...]
    examples: tuple[Example, ...]


class LookBackPlanned(Answer, frozen=True, kw_only=True):
    """What looking back would ring for: `stories` of the newest, `count` of them in all, besides `rang` before.

    So many articles as are `missing` from the search index would not be looked at.
    """

    rule: str
    version: str
    articles: int
    count: int
    stories: tuple[Hit, ...]
    rang: int
    missing: int


class LookBackDone(Answer, frozen=True, kw_only=True):
    """How many articles matched and how many alerts rang; `missing` articles were not looked at."""

    matched: int
    rang: int
    missing: int


class FeedLine(Answer, frozen=True, kw_only=True):
    """A watched feed and how it is, as `feeds list --json` says it."""

    id: str
    url: str
    name: str
    source: Source
    language: str | None
    tags: tuple[str, ...]
    health: str
    due_at: datetime
    polled_at: datetime | None
    succeeded_at: datetime | None
    fresh_at: datetime | None
    interval_seconds: float
    failures: int
    reason: str | None
    detail: str | None


class Feeds(Answer, frozen=True, kw_only=True):
    """The watched feeds by id."""

    feeds: tuple[FeedLine, ...]


class Failure(Answer, frozen=True, kw_only=True):
    """An entry that was set aside."""

    entry: str
    url: str
    feed: str
    status: Status
    reason: str | None
    detail: str | None
    first_seen_at: datetime


class Failures(Answer, frozen=True, kw_only=True):
    """Entries that were set aside, those first seen last first."""

    failures: tuple[Failure, ...]
    next: str | None


class DeadLetters(Answer, frozen=True, kw_only=True):
    """Deliveries that were given up, newest first."""

    dead: tuple[DeadLetter, ...]


class Users(Answer, frozen=True, kw_only=True):
    """Who may log in, and the tokens of programs, without their values."""

    users: tuple[User, ...]
    tokens: tuple[ApiToken, ...]


class NewToken(Answer, frozen=True, kw_only=True):
    """A token and its value, which is told this once."""

    token: ApiToken
    value: str


class Myself(Answer, frozen=True, kw_only=True):
    """Who asks, what they may, and how we know them."""

    name: str
    role: Role
    by: str


class Counted(Answer, frozen=True, kw_only=True):
    """How many were changed."""

    count: int


KINDS: tuple[type, ...] = (
    *(Found, FacetAnswer, Speakers, Quotes, Revisions, Trail, Stories, StoryAnswer, Document),
    *(Alert, Alerts, Acknowledgement, Mute, Mutes, Rules, RuleAnswer, Checked, LookBackPlanned, LookBackDone),
    *(Feeds, Failures, DeadLetters, Users, User, NewToken, Myself, Counted, ProblemAnswer),
)
