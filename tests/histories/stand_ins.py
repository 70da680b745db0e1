"""What stands in for everything that is neither the ledger nor a stage: the web, the archive, extraction, receivers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from pipeline.errors import ArchiveError, DeliveryError, PipelineError, SearchUnavailableError
from pipeline.pages.page import Page
from pipeline.query.tree import Node
from pipeline.types import (
    Archived,
    ArchiveRef,
    Article,
    Attributed,
    Claim,
    Classified,
    Dated,
    Dating,
    Dispatch,
    Document,
    Extent,
    FeedItem,
    Fetched,
    FetchResult,
    Hit,
    Offered,
    ParsedFeed,
    Request,
    Verdict,
    Written,
)
from tests.histories.events import CHANNELS, Receiver
from tests.histories.outside import Outside, read_first_line

A = TypeVar("A")
B = TypeVar("B")
Clock = Callable[[], datetime]


def to_signature(wire: str) -> tuple[int, ...]:
    """The same for all that tell one story."""
    return tuple(hashlib.sha256(wire.encode()).digest()[:10])


def to_article(page: Page) -> Article:
    """What extraction reads from a page of this world."""
    told: dict[str, Any] = read_first_line(page.html)
    published_at = datetime.fromisoformat(told["published"])
    claim = Claim(origin="json-ld", text=told["published"], value=published_at)
    return Article(
        url=page.url,
        canonical_url=told["canonical"],
        title=told["title"],
        lead="",
        text=told["text"],
        byline=(),
        images=(),
        language="en",
        dating=Dating(
            value=published_at, precision="second", zone_known=True, origin="json-ld", reason="", claims=(claim,)
        ),
        verdict=told["verdict"],
        verdict_reason="as told",
        text_hash=hashlib.sha256(told["text"].encode()).hexdigest(),
        signature=to_signature(told["wire"]),
    )


def to_feed(answer: Fetched) -> ParsedFeed:
    """What parsing reads from such a document."""
    items = tuple(
        FeedItem(
            guid=url,
            url=url,
            title=url,
            claims=(Claim(origin="feed", text=at, value=datetime.fromisoformat(at)),),
            fingerprint=str(mark),
        )
        for url, mark, at in read_first_line(answer.body)
    )
    return ParsedFeed(kind="rss", title="", link=None, language=None, items=items)


@dataclass(frozen=True, slots=True)
class Web:
    """Answers with the page as it is at present. `enter` is passed before each answer."""

    outside: Outside
    clock: Clock
    enter: Callable[[], None]

    def fetch(self, requests: Sequence[Request]) -> Iterator[FetchResult]:
        for request in requests:
            self.enter()
            is_feed = request.kind == "feed"
            body = self.outside.write_feed(request.key) if is_feed else self.outside.find(request.url).write()
            headers = {"content-type": "application/rss+xml" if is_feed else "text/html; charset=utf-8"}
            yield Fetched(
                request=request, url=request.url, status=200, headers=headers, body=body, fetched_at=self.clock()
            )


@dataclass(slots=True)
class Shelf:
    """The archive: a later answer replaces an earlier one of the same key, as the real one does."""

    kept: dict[str, Fetched | Offered] = field(default_factory=dict)

    def write(self, answer: Fetched | Offered, *, key: str, seen_at: datetime) -> ArchiveRef:
        del seen_at
        self.kept[key] = answer
        return ArchiveRef(file=key, offset=0, sha256=hashlib.sha256(answer.body).hexdigest())

    def read(self, ref: ArchiveRef) -> Archived:
        answer = self.kept[ref.file]
        if hashlib.sha256(answer.body).hexdigest() != ref.sha256:
            raise ArchiveError(f"{ref.file} has another digest", file=ref.file)
        return Archived(url=answer.url, status=200, headers={}, body=answer.body, fetched_at=answer.fetched_at)


@dataclass(frozen=True, slots=True)
class Hands:
    """Workers that read no more than the first line, and annotate nothing; those that `read` do all of their work."""

    read: bool = False

    def map(self, work: Callable[[A], B], arguments: Sequence[A]) -> Iterator[B | PipelineError]:
        if self.read and hasattr(work, "__name__"):  # the topics are a partial, and need seeds
            return map(work, arguments)
        name = getattr(work, "__name__", "annotate_topics")
        return iter([cast("B", self._do(name, argument)) for argument in arguments])

    def _do(self, name: str, argument: object) -> object:
        match name:
            case "parse_answer":
                return to_feed(cast("Fetched", argument))
            case "extract_page":
                return to_article(cast("Page", argument))
            case "annotate_dates":
                return Dated(dateline=None, dates=())
            case "annotate_speakers":
                return Attributed(quotes=(), speakers=(), people=())
            case _:
                return Classified(topics=(), names=(), title_names=())

    def close(self) -> None:
        return


@dataclass(slots=True)
class Catalogue:
    """The search index: it may be down."""

    up: bool = True
    held: dict[str, Document] = field(default_factory=dict)

    def write(self, documents: Sequence[Document], *, at: datetime) -> Iterator[Written]:
        del at
        if not self.up:
            raise SearchUnavailableError("the search engine is down")
        for document in documents:
            self.held[document.id] = document
            yield Written(id=document.id, status="indexed")


@dataclass(frozen=True, slots=True)
class Everything:
    """An index that points at every document, so that what rings is the program's decision alone."""

    documents: Sequence[Document]

    def scan(self, query: Node, *, since: datetime | None = None) -> Iterator[Hit]:
        del query, since
        for document in self.documents:
            yield Hit(
                id=document.id,
                story=document.story.id,
                reprint=document.story.reprint_of is not None,
                verdict=document.verdict,
                first_seen_at=document.first_seen_at,
                source=document.source.name,
                title=document.title,
            )

    def measure(
        self, query: Node, *, since: datetime | None = None, verdicts: Collection[Verdict] | None = None
    ) -> Extent:
        del query, since, verdicts
        return Extent(documents=len(self.documents), oldest=None)


@dataclass(slots=True, kw_only=True)
class Message:
    """What a receiver took. `sure`: the ledger knows that it did."""

    at: datetime
    channel: str
    key: str
    alerts: tuple[str, ...]
    digest: bool
    sure: bool = False


@dataclass(slots=True, kw_only=True)
class Receivers:
    """Takes messages, refuses them, or takes them and lets the sender believe that it did not."""

    clock: Clock
    taken: list[Message] = field(default_factory=list)
    trouble: dict[str, list[Any]] = field(default_factory=dict)
    refused: int = 0
    doubtful: int = 0

    def send(self, dispatch: Dispatch) -> None:
        channel, key = dispatch.channel, dispatch.key
        if channel not in CHANNELS:
            raise DeliveryError(f"there is no channel {channel}", final=True)
        trouble = self._meet(channel)
        if trouble == "refuses":
            self.refused += 1
            raise DeliveryError("the receiver is down")
        ids = tuple(alert.id for alert in dispatch.alerts)
        self.taken.append(Message(at=self.clock(), channel=channel, key=key, alerts=ids, digest=dispatch.digest))
        if trouble:
            self.doubtful += 1
            raise DeliveryError("no answer came in time")

    def confirm(self, channel: str, key: str) -> None:
        """The ledger has noted the last message of this key as delivered."""
        for message in reversed(self.taken):
            if (message.channel, message.key) == (channel, key):
                message.sure = True
                return

    def suffer(self, event: Receiver) -> None:
        self.trouble[event.channel] = [event.trouble, self.clock() + timedelta(hours=event.hours), event.times]

    def recover(self) -> None:
        self.trouble.clear()

    def _meet(self, channel: str) -> str | None:
        trouble = self.trouble.get(channel)
        if trouble is None or self.clock() >= trouble[1] or trouble[2] == 0:
            return None
        trouble[2] -= 1
        return str(trouble[0])
