"""Makes a history from one number: the same number, the same history."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.histories.events import (
    CHANNELS,
    FEEDS,
    WORDS,
    Crash,
    Event,
    History,
    LookBack,
    OfferArchive,
    Publish,
    Rebuild,
    Receiver,
    Redate,
    Reoffer,
    Restart,
    Revise,
    Rewind,
    RuleNow,
    Run,
    Search,
    Share,
    StageNames,
    Switch,
    Trouble,
    Wait,
    WriteRule,
)

BEGIN = datetime(2026, 4, 3, tzinfo=UTC)
WAITS = (5, 60, 700, 1900, 3700, 4 * 3600, 9 * 3600, 25 * 3600)
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")
CHANGES = (("phrase_added", "phrase_removed"), ("phrase_added", "published"))
EVENTS = (("published",), ("published",), ("published",), *CHANGES)
TROUBLES: tuple[Trouble, ...] = ("refuses", "takes and times out")
RULES = ("alpha", "beta", "gamma", "delta")


class Maker:
    """Draws events; remembers what there is to draw from."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.articles: list[Publish] = []
        self.written: dict[str, RuleNow] = {}
        # Every history leaves some kinds out and dwells on others: so each meets each, often.
        kinds = list(KINDS)
        self.weights = [KINDS[kind] * self.draw.choice((0, 1, 1, 3)) for kind in kinds]
        self.kinds = kinds
        self.weights[kinds.index(Maker.publish)] += 8
        self.likely = self.draw.choice((0.3, 0.6, 0.8))
        # What only annoys when it is everywhere.
        self.timed = self.draw.random() < 0.4

    def make(self, length: int) -> list[Event]:
        events: list[Event] = [self.write_rule(), self.write_rule()]
        if self.draw.random() < 0.8:  # the baselines are over
            events += [Run()]
        events += [self.publish(), Run(upto=self.draw.choice(("alert", "alert", "extract")))]
        while len(events) < length:
            if self.draw.random() < 0.15:
                events += self.draw.choice(SCENES)(self)
                continue
            made = self.draw.choices(self.kinds, self.weights)[0](self)
            events += [made] if made else []
        return events

    # --- what seldom comes together by itself ---

    def outage(self) -> list[Event]:
        return [self.receiver(), self.publish(), Run(), self.wait(), Run(poll=False), self.publish(), self.run()]

    def correction(self) -> list[Event]:
        name = self._article()
        words = [self._words(), self._words()]
        return [event for told in words for event in (Revise(article=name, words=told), self.run())]

    def second_look(self) -> list[Event]:
        return [self.publish(), Run(), self.write_rule(), self.rewind(), self.run()]

    def pause(self) -> list[Event]:
        name = self.draw.choice(list(self.written))
        return [Switch(rule=name, on=False), self.publish(), Run(), Switch(rule=name, on=True), self.rewind(), Run()]

    def old_change(self) -> list[Event]:
        name = self._article()
        revised = Revise(article=name, words=self._words())
        return [revised, Run(), Run(), self.write_rule(), Rewind(stage="alert", article=name), self.run()]

    def false_alarm(self) -> list[Event]:
        """An item that only seemed to change, and then does."""
        name = self._article()
        revised = Revise(article=name, words=self._words())
        return [Run(), Redate(article=name), Run(), revised, self.run()]

    def meeting(self) -> list[Event]:
        """Two workers meet, and one of them stands still, while a receiver refuses."""
        two = Run(doubled=self.draw.randrange(1 << 30), slow=True, batch=self.draw.choice((1, 40)))
        return [self.publish(), self.receiver(), Run(upto="index", deliver=False), two, replace(two, poll=False)]

    # --- the world outside ---

    def publish(self) -> Event:
        number = len(self.articles)
        like = self.draw.choice(self.articles) if self.articles and self.draw.random() < 0.35 else None
        words = self._words()
        made = Publish(
            article=f"a{number}",
            feed=self.draw.choice(FEEDS),
            words=like.words if like and self.draw.random() < 0.7 else words,
            wire=like.wire if like else f"w{number}",
            page=self._page(like, number),
            age_hours=self.draw.choice((0.0, 0.0, 0.0, 2.0, 30.0, 24.0 * 9)),
            readable=self.draw.random() < 0.93,
        )
        self.articles.append(made)
        return made

    def _page(self, like: Publish | None, number: int) -> str:
        if like is not None:
            return like.page if self.draw.random() < 0.5 else ""
        return f"p{number}" if self.draw.random() < 0.3 else ""

    def _words(self) -> frozenset[str]:
        return frozenset(word for word in WORDS if self.draw.random() < self.likely)

    def _article(self) -> str:
        return self.draw.choice(self.articles).article

    def share(self) -> Event | None:
        return Share(article=self._article(), feed=self.draw.choice(FEEDS)) if self.articles else None

    def revise(self) -> Event | None:
        return Revise(article=self._article(), words=self._words(), silent=self.draw.random() < 0.2)

    def redate(self) -> Event | None:
        return Redate(article=self._article(), age_hours=self.draw.choice((0.0, 1.0, 48.0)))

    def reoffer(self) -> Event:
        return Reoffer(feed=self.draw.choice(FEEDS), anew=self.draw.random() < 0.5)

    def offer_archive(self) -> Event:
        return OfferArchive(feed=self.draw.choice(FEEDS), number=12, words=self._words())

    def receiver(self) -> Event:
        trouble: Trouble = self.draw.choice(TROUBLES)
        for_long = self.draw.random() < 0.5
        return Receiver(
            channel=self.draw.choice(CHANNELS),
            trouble=trouble,
            hours=self.draw.choice((3.0, 25.0)),
            times=1_000 if for_long else self.draw.randint(1, 3),
        )

    def search(self) -> Event:
        return Search(up=self.draw.random() < 0.6)

    def wait(self) -> Event:
        return Wait(seconds=self.draw.choice(WAITS))

    # --- rules ---

    def write_rule(self) -> Event:
        name = self.draw.choice(RULES)
        before = self.written.get(name)
        only_when = before if self.draw.random() < 0.4 else None
        after = self._time(only_when or self._rule(name))
        self.written[name] = after
        return WriteRule(rule=after)

    def _rule(self, name: str) -> RuleNow:
        words = self.draw.sample(WORDS, self.draw.choice((1, 1, 2)))
        others = [word for word in WORDS if word not in words]
        on = self.draw.choice(EVENTS)
        return RuleNow(
            id=name,
            words=tuple(words),
            either=self.draw.random() < 0.4,
            without=self.draw.choice(others) if self.draw.random() < 0.2 else "",
            on=on,
            channels=self.draw.choice((("desk",), ("wire",), ("desk", "wire"))),
        )

    def _time(self, rule: RuleNow) -> RuleNow:
        """The rule, perhaps sent at other times."""
        if not self.timed:
            return rule
        return replace(
            rule,
            schedule=self.draw.choice(("now", "now", "hourly", "daily 07:30")),
            zone=self.draw.choice(ZONES),
            quiet_hours=self.draw.choice(((), ("22:00-06:30",), ("12:00-13:15", "23:00-05:00"))),
            cap=self.draw.choice((None, None, 1, 2)),
        )

    def switch(self) -> Event:
        return Switch(rule=self.draw.choice(RULES), on=self.draw.random() < 0.5)

    def look_back(self) -> Event:
        return LookBack(rule=self.draw.choice(RULES))

    # --- the program ---

    def run(self) -> Event:
        doubled = self.draw.randrange(1 << 30) if self.draw.random() < 0.15 else None
        crash = Crash(call=self.draw.randint(1, 14), after=self.draw.random() < 0.5)
        return Run(
            poll=self.draw.random() < 0.8,
            upto=self.draw.choice(("alert",) * 5 + ("extract", "index")),
            deliver=self.draw.random() < 0.8,
            crash=crash if self.draw.random() < 0.35 else None,
            doubled=doubled,
            slow=doubled is not None and self.draw.random() < 0.5,
            batch=self.draw.choice((1, 3, 40)),
        )

    def rewind(self) -> Event:
        name = "" if self.draw.random() < 0.5 or not self.articles else self._article()
        return Rewind(stage=self.draw.choice(StageNames), article=name)

    def rebuild(self) -> Event:
        return Rebuild()

    def restart(self) -> Event:
        return Restart()


SCENES = (
    Maker.outage,
    Maker.correction,
    Maker.false_alarm,
    Maker.second_look,
    Maker.pause,
    Maker.old_change,
    Maker.meeting,
)
KINDS: dict[Callable[[Maker], Event | None], int] = {
    Maker.publish: 12,
    Maker.share: 2,
    Maker.revise: 9,
    Maker.redate: 4,
    Maker.reoffer: 2,
    Maker.offer_archive: 1,
    Maker.receiver: 7,
    Maker.search: 2,
    Maker.wait: 10,
    Maker.write_rule: 5,
    Maker.switch: 4,
    Maker.look_back: 2,
    Maker.run: 22,
    Maker.rewind: 6,
    Maker.rebuild: 1,
    Maker.restart: 2,
}


def make_history(seed: int) -> History:
    """The history of a number."""
    maker = Maker(seed)
    length = maker.draw.randint(8, 26)
    start = BEGIN + timedelta(minutes=maker.draw.randrange(60 * 24 * 7))
    return History(seed=seed, start=start, events=tuple(maker.make(length)), whole=maker.draw.random() < 0.12)
