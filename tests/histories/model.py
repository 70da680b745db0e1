"""What must ring, told from the promises alone: nothing of the program is asked, and none of its code is used.

The model is told what happened, in order: what polls were answered with, which page an entry's revision was read from,
when a revision came through, which rules held. From that it knows every alert there has to be, and that there may be
no other. Articles go by their own names here, and a story by what its reprints have in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.histories.events import RuleNow
from tests.histories.outside import Told
from tests.histories.timing import find_day, find_slot

LATE = timedelta(hours=24)  # published so long before it was seen
PATIENCE = timedelta(hours=1)  # seen so long before it came to the rules
OLD = timedelta(days=7)
FLOOD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What was read of an article at one revision."""

    words: frozenset[str]
    wire: str
    edition: int
    published_at: datetime
    readable: bool
    fetched_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What rings once: a rule for a story, or for what one revision of one article changed."""

    rule: str
    event: str
    about: str  # the story, or the article
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """An alert as it has to be: `sent` holds the rule as it was, with channels and timing.

    `slots` says for each channel from when on it goes out with others; None: at once and alone. `back`: somebody looked
    back, and all that this brought came in one message.
    """

    key: Key
    article: str
    at: datetime
    late: bool
    sent: RuleNow
    back: bool = False
    slots: Mapping[str, datetime | None] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Known:
    """An article that a feed announced."""

    quiet: bool
    seen_at: datetime
    story: str = ""
    read: dict[int, Edition] = field(default_factory=dict)  # by revision
    came: dict[int, datetime] = field(default_factory=dict)  # when each revision first came through


@dataclass(slots=True, kw_only=True)
class Model:
    """All that is known and expected so far."""

    polled: set[str] = field(default_factory=set)
    known: dict[str, Known] = field(default_factory=dict)
    rules: dict[str, RuleNow] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    held: dict[str, tuple[object, ...]] = field(default_factory=dict)
    since: dict[str, datetime] = field(default_factory=dict)
    rung: dict[Key, Ring] = field(default_factory=dict)
    hushed: dict[Key, str] = field(default_factory=dict)  # never rings, and why
    joined: dict[Key, set[str]] = field(default_factory=dict)  # all articles of a story that the rule matched

    # --- rules ---

    def write_rule(self, rule: RuleNow) -> None:
        self.rules[rule.id] = rule

    def switch(self, rule: str, *, on: bool) -> None:
        if on:
            self.disabled.discard(rule)
        elif rule in self.rules:
            self.disabled.add(rule)

    def take_over(self, now: datetime) -> None:
        """A worker has read the rules: those that are new, changed or enabled again hold from now on."""
        in_force = {name: _asks(rule) for name, rule in self.rules.items() if name not in self.disabled}
        for name, asks in in_force.items():
            if self.held.get(name) != asks:
                self.since[name] = now
        self.held = in_force

    # --- what happens to articles ---

    def poll(self, feed: str, items: list[Told], now: datetime) -> None:
        """A feed's answer was stored."""
        first = feed not in self.polled
        self.polled.add(feed)
        new = [told for told in items if told.name not in self.known]
        flood = len(new) >= FLOOD and 2 * len(new) > len(items)
        for told in new:
            old = now - told.published_at > OLD
            self.known[told.name] = Known(quiet=first or (flood and old), seen_at=now)

    def read(self, article: str, revision: int, edition: Edition) -> None:
        """A revision was extracted."""
        known = self.known[article]
        known.read[revision] = edition
        # What cannot be read as an article is a story of its own, and stays one.
        known.story = known.story or (f"wire {edition.wire}" if edition.readable else article)

    def forget(self, article: str, revision: int) -> None:
        """A revision turned out to be none."""
        self.known[article].read.pop(revision, None)
        self.known[article].came.pop(revision, None)

    def come(self, article: str, revision: int, now: datetime) -> None:
        """A revision came through: every rule in force has looked at it."""
        self.look_ahead(article, revision, now)
        self.known[article].came.setdefault(revision, now)

    def look_ahead(self, article: str, revision: int, now: datetime) -> None:
        """The search engine cannot take it yet, and alerts do not wait for that."""
        for rule in self.rules.values():
            if rule.id not in self.disabled:
                self._look(rule, article, revision, now=now)

    def look_back(self, rule: str, documents: list[tuple[str, int]], now: datetime) -> None:
        """Somebody asks for what a rule would have rung for: stories that never rang ring, quiet ones too."""
        if rule not in self.rules or rule in self.disabled or "published" not in self.rules[rule].on:
            return
        asked = self.rules[rule]
        for article, revision in documents:
            known = self.known[article]
            read = known.read[revision]
            if read.readable and asked.finds(read.words):
                key = Key(rule, "published", known.story)
                self.joined.setdefault(key, set()).add(article)
                self.hushed.pop(key, None)
                self._ring(Ring(key=key, article=article, at=now, late=True, sent=asked, back=True))

    def _look(self, rule: RuleNow, article: str, revision: int, *, now: datetime) -> None:
        known = self.known[article]
        read = known.read[revision]
        changed = self._find_change(rule, known, revision)
        if changed:
            key = Key(rule.id, changed, article, revision)
            late = now - read.fetched_at > PATIENCE
            self._ring(Ring(key=key, article=article, at=now, late=late, sent=rule))
        if "published" in rule.on and read.readable and rule.finds(read.words):
            key = Key(rule.id, "published", known.story)
            self._look_at_story(key, rule, article, revision, now=now, added=changed == "phrase_added")

    def _look_at_story(
        self, key: Key, rule: RuleNow, article: str, revision: int, *, now: datetime, added: bool
    ) -> None:
        known = self.known[article]
        if not self._is_news(rule, known, revision):
            return
        self.joined.setdefault(key, set()).add(article)
        if key in self.rung or key in self.hushed:
            return
        if known.quiet:
            self.hushed[key] = "a baseline"
        elif added:
            self.hushed[key] = "told as a phrase that was added"
        else:
            late = self._is_late(known, revision, now)
            self._ring(Ring(key=key, article=article, at=now, late=late, sent=rule))

    def _is_news(self, rule: RuleNow, known: Known, revision: int) -> bool:
        """What came through before the rule held is none, however often it is read again.

        A revision that matches as the one before it did is no news either: that the article was revised is not what
        the rule asks for.
        """
        since = self.since[rule.id]
        if revision in known.came and known.came[revision] < since:
            return False
        earlier = [number for number in known.read if number < revision and known.read[number].readable]
        matched = bool(earlier) and rule.finds(known.read[max(earlier)].words)
        return not (matched and any(at < since for at in known.came.values()))

    def _is_late(self, known: Known, revision: int, now: datetime) -> bool:
        published_at = known.read[revision].published_at
        return known.seen_at - published_at > LATE or now - known.seen_at > PATIENCE or revision > 1

    def _find_change(self, rule: RuleNow, known: Known, revision: int) -> str:
        """What a revision changed for a rule, if it comes for the first time."""
        new = known.read[revision]
        earlier = [number for number in known.read if number < revision and known.read[number].readable == new.readable]
        if revision in known.came or not earlier or not new.readable:
            return ""
        before, after = rule.finds(known.read[max(earlier)].words), rule.finds(new.words)
        event = "phrase_added" if after and not before else "phrase_removed" if before and not after else ""
        return event if event in rule.on else ""

    def _ring(self, ring: Ring) -> None:
        if ring.key not in self.rung:
            slots = {channel: None if ring.back else self._find_slot(ring, channel) for channel in ring.sent.channels}
            self.rung[ring.key] = replace(ring, slots=slots)

    def _find_slot(self, ring: Ring, channel: str) -> datetime | None:
        """When it goes out; above the cap, what was sent alone today counts."""
        rule, day = ring.sent, find_day(ring.sent, ring.at)
        alone = [
            other
            for other in self.rung.values()
            if other.key.rule == rule.id and not other.back and channel in other.slots
            if other.slots[channel] is None and find_day(rule, other.at) == day
        ]
        return find_slot(rule, ring.at, capped=rule.cap is not None and len(alone) >= rule.cap)


def _asks(rule: RuleNow) -> tuple[object, ...]:
    """What a rule looks for, and who is told: with these it is another rule."""
    return rule.query, sorted(rule.on), sorted(rule.channels)
