"""What can happen in a history: in the world outside, to the rules, and to the program that watches.

Every event means something by itself, and nothing where what it speaks of is not there: so a history from which events
are taken away is a history still.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

WORDS = ("harbour", "crane", "ferry", "grain", "bridge")
FEEDS = ("coast", "inland", "island")
CHANNELS = ("desk", "wire")
StageNames = ("fetch", "extract", "dates", "speakers", "topics", "index", "alert")
Trouble: TypeAlias = Literal["refuses", "takes and times out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNow:
    """A rule as its file says: a query of all or any of some words, and perhaps without another."""

    id: str
    words: tuple[str, ...]
    either: bool = False
    without: str = ""
    on: tuple[str, ...] = ("published",)
    channels: tuple[str, ...] = ("desk",)
    schedule: str = "now"
    zone: str = "UTC"
    quiet_hours: tuple[str, ...] = ()
    cap: int | None = None

    @property
    def query(self) -> str:
        said = (" OR " if self.either else " ").join(self.words)
        return f"({said}) NOT {self.without}" if self.without else said

    def finds(self, words: frozenset[str]) -> bool:
        found = [word in words for word in self.words]
        return (any(found) if self.either else all(found)) and self.without not in words


# --- the world outside ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """A feed announces an article. Articles of one `wire` are reprints; of one `page`, the same page."""

    article: str
    feed: str
    words: frozenset[str]
    wire: str
    page: str = ""
    age_hours: float = 0
    readable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Another feed announces an article too."""

    article: str
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise:
    """An article is rewritten, and its feed says so unless it is `silent`."""

    article: str
    words: frozenset[str]
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redate:
    """A feed gives an item another date; the page is what it was, but for the date on it."""

    article: str
    age_hours: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reoffer:
    """A feed shows all that it ever had, as after a move to another system; `anew` with other fingerprints."""

    feed: str
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferArchive:
    """A feed that published little offers a dozen old articles that nobody has seen."""

    feed: str
    number: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A channel's receiver is in trouble, for some hours or for some messages."""

    channel: str
    trouble: Trouble
    hours: float = 24
    times: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The search engine goes down or comes up."""

    up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    seconds: int


# --- the rules ---


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRule:
    """A rule's file is written: it is new, or it changes, and holds from now on."""

    rule: RuleNow


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A rule is disabled or enabled."""

    rule: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """Somebody asks for what a rule would have rung for."""

    rule: str


# --- the program ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A worker dies at its n-th call of the ledger or a receiver: before it, or after it was done."""

    call: int
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Workers run until nothing is due: polls, stages, delivery. With `doubled`, two at once in an order of that seed.

    A doubled worker may be `slow`: it stands still for longer than its leases in the middle of its work.
    """

    poll: bool = True
    upto: str = "alert"
    deliver: bool = True
    crash: Crash | None = None
    doubled: int | None = None
    slow: bool = False
    batch: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewind:
    """Entries go back before a stage: one article, or all."""

    stage: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuild:
    """The search index is built afresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """The leases of dead processes are freed."""


Event: TypeAlias = (
    Publish
    | Share
    | Revise
    | Redate
    | Reoffer
    | OfferArchive
    | Receiver
    | Search
    | Wait
    | WriteRule
    | Switch
    | LookBack
    | Run
    | Rewind
    | Rebuild
    | Restart
)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happens, from when; `whole` goes through every stage, otherwise those that only annotate are jumped."""

    seed: int
    start: datetime
    events: tuple[Event, ...]
    whole: bool = False
