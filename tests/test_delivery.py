"""Promise 3 against real receivers that fail in every way: nothing is lost, and nothing comes twice.

But where the connection broke after the message had gone out: then it comes again, with the same key.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from ipaddress import ip_network
from pathlib import Path

import pytest

from pipeline.net.policy import NetPolicy
from pipeline.net.post import guard_process, post_json
from pipeline.notify import ChannelNotifier, ChannelSettings
from pipeline.stages.deliver import run_deliver
from pipeline.stages.loop import Pace
from pipeline.store import SqlStore, open_store, upgrade
from pipeline.types import ChannelState
from pipeline.workers.process import ProcessWorkers
from tests.notify.making import RUNG_AT
from tests.notify.receivers import (
    MailReceiver,
    WebReceiver,
    open_mail_receiver,
    open_web_receiver,
    read_part,
    refuse_connections,
)
from tests.outbox import read_statuses, read_ways, ring
from tests.watch import Watch

LOOPBACK = NetPolicy(allow=(ip_network("127.0.0.0/8"),))


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessWorkers]:
    """Ended after three seconds, so that a server that hangs is seen to."""
    pool = ProcessWorkers(count=1, seconds=1, memory_bytes=1 << 30, preload=("apprise", "pipeline.notify.mail"))
    yield pool
    pool.close()


class Desk:
    """A ledger, its channels, and a clock."""

    def __init__(self, store: SqlStore, workers: ProcessWorkers) -> None:
        self.store = store
        self.urls: dict[str, str] = {}
        self.watch = Watch()
        self.deadline = timedelta(seconds=10)
        self.watch.now = RUNG_AT + timedelta(minutes=5)
        self.notifier = ChannelNotifier(
            ChannelSettings(find_url=self.urls.get),
            post=lambda url, body, headers: post_json(
                url, body, headers=headers, policy=LOOPBACK, deadline=self.deadline
            ),
            workers=lambda: workers,
            guard=partial(guard_process, LOOPBACK),
            find_document=lambda _: None,
            clock=self.watch,
        )

    def deliver(self, *, after: float = 0) -> None:
        self.watch.advance(after)
        pace = Pace(batch=40, lease=timedelta(minutes=10), stop=bool)
        run_deliver(
            self.notifier,
            self.store,
            clock=self.watch,
            pace=pace,
            give_up_after=timedelta(days=7),
            jitter=lambda: 0.5,
        )

    def state(self, channel: str) -> ChannelState | None:
        return next((state for state in self.store.outbox(now=self.watch()) if state.channel == channel), None)

    def statuses(self, channel: str) -> list[str]:
        return read_statuses(self.store, channel)


@pytest.fixture
def desk(tmp_path: Path, workers: ProcessWorkers) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    upgrade(url)
    store = open_store(url)
    yield Desk(store, workers)
    store.close()


@pytest.fixture
def hook(desk: Desk) -> Iterator[WebReceiver]:
    with open_web_receiver() as receiver:
        desk.urls["hook"] = receiver.url
        yield receiver


@pytest.fixture
def other(desk: Desk) -> Iterator[WebReceiver]:
    with open_web_receiver() as receiver:
        desk.urls["other"] = receiver.url
        yield receiver


@pytest.fixture
def mailbox(desk: Desk) -> Iterator[MailReceiver]:
    with open_mail_receiver() as receiver:
        desk.urls["mail"] = receiver.url
        yield receiver


# --- webhooks ---


@pytest.mark.parametrize("status", [200, 201, 204, "endless"])
def test_a_receiver_that_takes_it_has_it_once(desk: Desk, hook: WebReceiver, status: int | str) -> None:
    keys = [ring(desk.store, number, "hook")[0] for number in range(3)]
    hook.then = status
    desk.deliver()
    desk.deliver(after=3600)
    assert desk.statuses("hook") == ["delivered"] * 3
    assert hook.keys == keys


@pytest.mark.parametrize("failure", [301, 401, 403, 404, 410, 429, 500, 503])
def test_a_receiver_that_refuses_holds_its_channel_and_no_other(
    desk: Desk, hook: WebReceiver, other: WebReceiver, failure: int
) -> None:
    keys = [ring(desk.store, number, "hook", "other")[0] for number in range(3)]
    hook.script = [failure]
    desk.deliver()
    assert hook.keys == keys[:1]
    assert other.keys and desk.statuses("other") == ["delivered"] * 3  # noqa: PT018 - one thing
    assert [(way.status, way.attempts) for way in read_ways(desk.store, "hook")] == [("pending", n) for n in (1, 0, 0)]
    state = desk.state("hook")
    assert state is not None
    assert (state.waiting, state.failures, f"http_{failure}" in (state.error or "")) == (3, 1, True)
    desk.deliver(after=4)
    assert len(hook.received) == 1, "asked before its time"
    desk.deliver(after=1)
    assert hook.keys == [keys[0], *keys]
    assert desk.statuses("hook") == ["delivered"] * 3
    assert desk.state("hook") is None


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_message_that_is_refused_for_itself_is_dead_alone(desk: Desk, hook: WebReceiver, status: int) -> None:
    keys = [ring(desk.store, number, "hook")[0] for number in range(3)]
    hook.script = [200, status]
    desk.deliver()
    assert desk.statuses("hook") == ["delivered", "dead", "delivered"]
    assert hook.keys == keys
    (letter,) = desk.store.dead_letters()
    assert (letter.id, f"http_{status}" in letter.error) == (keys[1], True)
    desk.store.retry_dead(now=desk.watch(), ids=(letter.id,))
    desk.deliver()
    assert hook.keys == [*keys, keys[1]]
    assert desk.statuses("hook") == ["delivered"] * 3


def test_a_receiver_is_left_alone_for_as_long_as_it_asks(desk: Desk, hook: WebReceiver) -> None:
    ring(desk.store, 1, "hook")
    hook.script, hook.headers = [429], {"Retry-After": "600"}
    desk.deliver()
    desk.deliver(after=599)
    assert len(hook.received) == 1
    desk.deliver(after=2)
    assert desk.statuses("hook") == ["delivered"]


@pytest.mark.parametrize("failure", ["hang", "cut"])
def test_what_was_cut_off_comes_again_with_the_same_key(desk: Desk, hook: WebReceiver, failure: str) -> None:
    keys = [ring(desk.store, number, "hook")[0] for number in range(2)]
    hook.script = [failure]
    desk.deadline = timedelta(seconds=0.5)
    desk.deliver()
    desk.deadline = timedelta(seconds=10)
    assert desk.statuses("hook") == ["pending", "pending"]
    desk.deliver(after=5)
    assert hook.keys == [keys[0], *keys]
    ids = [json.loads(body)["id"] for _, body in hook.received]
    assert ids == hook.keys, "a receiver can tell by the event's id"
    assert desk.statuses("hook") == ["delivered", "delivered"]


def test_a_receiver_that_hangs_costs_the_others_one_deadline(desk: Desk, hook: WebReceiver, other: WebReceiver) -> None:
    for number in range(20):
        ring(desk.store, number, "hook", "other")
    hook.then = "hang"
    desk.deadline = timedelta(seconds=1)
    desk.deliver()
    assert (len(hook.received), desk.statuses("other")) == (1, ["delivered"] * 20)


def test_a_receiver_that_is_down_for_a_day_misses_nothing_and_gets_it_in_order(desk: Desk) -> None:
    keys: list[str] = []
    with refuse_connections() as port:
        desk.urls["hook"] = f"json://127.0.0.1:{port}/hook"
        for hour in range(24):
            keys += ring(desk.store, hour, "hook", at=desk.watch())
            desk.deliver(after=3600)
    assert desk.statuses("hook") == ["pending"] * 24
    assert sum(way.attempts for way in read_ways(desk.store, "hook")) < 24
    with open_web_receiver() as receiver:
        desk.urls["hook"] = receiver.url
        desk.deliver(after=6 * 3600)
        desk.deliver(after=12 * 3600)
        assert sorted(receiver.keys) == sorted(keys)
        tried = {way.attempts for way in read_ways(desk.store, "hook")}
        assert len(tried) > 1
        fresh = [key for key, way in zip(keys, read_ways(desk.store, "hook"), strict=True) if way.attempts == 1]
        assert [key for key in receiver.keys if key in fresh] == fresh
    assert desk.statuses("hook") == ["delivered"] * 24


def test_a_receiver_that_is_down_for_a_week_leaves_dead_letters_that_can_be_sent_later(desk: Desk) -> None:
    keys = [ring(desk.store, number, "hook")[0] for number in range(3)]
    with refuse_connections() as port:
        desk.urls["hook"] = f"json://127.0.0.1:{port}/hook"
        for _ in range(30):
            desk.deliver(after=6 * 3600)
    assert desk.statuses("hook") == ["dead"] * 3
    assert all("connection_failed" in letter.error for letter in desk.store.dead_letters(channel="hook"))
    with open_web_receiver() as receiver:
        desk.urls["hook"] = receiver.url
        assert desk.store.retry_dead(now=desk.watch(), channel="hook") == 3
        desk.deliver()
        assert receiver.keys == keys


def test_one_message_that_a_receiver_cannot_bear_does_not_stop_the_others(desk: Desk, hook: WebReceiver) -> None:
    """A receiver that breaks on one message answers 500: it cannot be told from one that is down."""
    poison = ring(desk.store, 0, "hook")[0]
    for number in range(1, 6):
        ring(desk.store, number, "hook")
    hook.by_key[poison] = 500
    for _ in range(40):
        desk.deliver(after=60)
    assert desk.statuses("hook") == ["pending"] + ["delivered"] * 5
    assert hook.keys.count(poison) < 20


def test_a_channel_that_the_settings_no_longer_name_waits_and_says_so(desk: Desk) -> None:
    ring(desk.store, 1, "gone")
    desk.deliver()
    state = desk.state("gone")
    assert state is not None
    assert "the settings name no channel 'gone'" in (state.error or "")
    assert desk.statuses("gone") == ["pending"]


# --- mail ---

CHANNEL_FAILURES = {
    "refused at connect": {"CONNECT": "554 go away"},
    "busy at connect": {"CONNECT": "421 later"},
    "dropped at connect": {"CONNECT": "drop"},
    "refused at HELO": {"EHLO": "502 no", "HELO": "550 no"},
    "dropped at HELO": {"EHLO": "drop"},
    "sender refused": {"MAIL": "550 not you"},
    "recipient refused": {"RCPT": "550 nobody here"},
    "recipient greylisted": {"RCPT": "450 later"},
    "DATA refused": {"DATA": "554 no"},
    "DATA put off": {"DATA": "451 later"},
    "dropped at DATA": {"DATA": "drop"},
    "mail put off": {"CONTENT": "452 disk full"},
}


@pytest.mark.parametrize("script", CHANNEL_FAILURES.values(), ids=CHANNEL_FAILURES)
def test_a_mail_server_that_fails_holds_its_channel_and_then_has_each_mail_once(
    desk: Desk, mailbox: MailReceiver, script: dict[str, str]
) -> None:
    keys = [ring(desk.store, number, "mail")[0] for number in range(2)]
    mailbox.script = script
    desk.deliver()
    assert mailbox.sessions == 1
    assert mailbox.letters == []
    assert desk.statuses("mail") == ["pending", "pending"]
    state = desk.state("mail")
    assert state is not None
    assert (state.failures, "desk@" in (state.error or "")) == (1, False)
    mailbox.script = {}
    desk.deliver(after=5)
    assert [mail["Message-ID"] for mail in mailbox.mails] == [f"<{key}@desk.example>" for key in keys]
    assert desk.statuses("mail") == ["delivered", "delivered"]


@pytest.mark.parametrize("script", [{"CONTENT": "554 spam"}, {"MAIL": "552 too big"}], ids=["refused", "too big"])
def test_a_mail_that_is_refused_for_itself_is_dead_alone(
    desk: Desk, mailbox: MailReceiver, script: dict[str, str]
) -> None:
    ring(desk.store, 1, "mail")
    mailbox.script = script
    desk.deliver()
    assert desk.statuses("mail") == ["dead"]
    (letter,) = desk.store.dead_letters()
    assert next(iter(script.values())) in letter.error
    ring(desk.store, 2, "mail")
    mailbox.script = {}
    desk.deliver()
    assert desk.statuses("mail") == ["dead", "delivered"]


PEOPLE = [f"{name}@desk.example" for name in ("anna", "bert", "carla")]


def list_received(mailbox: MailReceiver) -> list[tuple[str, str]]:
    """Who has which mail, as often as they got it."""
    pairs = zip(mailbox.recipients, mailbox.mails, strict=True)
    return sorted((person, str(mail["Message-ID"])) for people, mail in pairs for person in people)


def name_mails(people: list[str], *keys: str) -> list[tuple[str, str]]:
    return sorted((person, f"<{key}@desk.example>") for person in people for key in keys)


@pytest.fixture
def team(desk: Desk, mailbox: MailReceiver) -> MailReceiver:
    """A mail server, and a channel to three people."""
    desk.urls["mail"] = mailbox.url.replace("desk@desk.example", ",".join(PEOPLE))
    return mailbox


def test_one_who_is_refused_for_good_keeps_the_mail_from_nobody_else(desk: Desk, team: MailReceiver) -> None:
    keys = [ring(desk.store, number, "mail")[0] for number in range(3)]
    team.script = {PEOPLE[1]: "550 nobody here"}
    desk.deliver()
    assert list_received(team) == name_mails([PEOPLE[0], PEOPLE[2]], *keys)
    assert desk.statuses("mail") == ["dead"] * 3
    letter = desk.store.dead_letters()[0]
    assert letter.error == ("channel mail: everybody else has this mail; recipient 2 of 3 was refused: 550 nobody here")
    team.script = {}
    assert desk.store.retry_dead(now=desk.watch.now, channel="mail") == 3
    desk.deliver()
    assert list_received(team) == name_mails(PEOPLE, *keys)
    assert desk.statuses("mail") == ["delivered"] * 3


def test_one_who_is_refused_for_now_gets_the_mail_later_and_holds_nobody_up(desk: Desk, team: MailReceiver) -> None:
    (first,) = ring(desk.store, 1, "mail")
    team.script = {PEOPLE[2]: "452 mailbox full"}
    desk.deliver()
    (second,) = ring(desk.store, 2, "mail")
    desk.deliver()
    assert list_received(team) == name_mails(PEOPLE[:2], first, second)
    assert desk.statuses("mail") == ["pending"] * 2
    for _ in range(4):  # also when the server is away in between
        desk.deliver(after=600)
        team.script = {"CONNECT": "421 later"} if team.script != {"CONNECT": "421 later"} else {PEOPLE[2]: "452 full"}
    team.script = {}
    for _ in range(3):
        desk.deliver(after=3600)
    assert list_received(team) == name_mails(PEOPLE, first, second)
    assert desk.statuses("mail") == ["delivered"] * 2


def test_one_whose_mailbox_stays_full_is_given_up_after_days(desk: Desk, team: MailReceiver) -> None:
    (key,) = ring(desk.store, 1, "mail")
    team.script = {PEOPLE[2]: "452 mailbox full"}
    for _ in range(40):
        desk.deliver(after=6 * 3600)
    assert list_received(team) == name_mails(PEOPLE[:2], key)
    (letter,) = desk.store.dead_letters()
    assert "recipient 3 of 3 was refused: 452 mailbox full" in letter.error
    assert letter.attempts >= 10


def test_a_digest_goes_to_each_recipient_once(desk: Desk, team: MailReceiver) -> None:
    for number in range(60):
        ring(desk.store, number, "mail", digest="morning")
    team.script = {PEOPLE[0]: "450 later"}
    desk.deliver()
    team.script = {}
    desk.deliver(after=60)
    assert Counter(person for person, _ in list_received(team)) == dict.fromkeys(PEOPLE, 2)
    assert len(set(list_received(team))) == 6
    assert desk.statuses("mail") == ["delivered"] * 60


@pytest.mark.parametrize("failure", ["hang", "drop"])
def test_a_mail_whose_receipt_is_lost_comes_again_with_the_same_message_id(
    desk: Desk, mailbox: MailReceiver, failure: str
) -> None:
    (key,) = ring(desk.store, 1, "mail")
    mailbox.script = {"CONTENT": failure}
    desk.deliver()
    assert desk.statuses("mail") == ["pending"]
    mailbox.script = {}
    desk.deliver(after=5)
    assert [mail["Message-ID"] for mail in mailbox.mails] == [f"<{key}@desk.example>"] * 2
    assert desk.statuses("mail") == ["delivered"]


@pytest.mark.parametrize("failure", ["hang", "drop", "500 what"])
def test_a_server_that_takes_leave_badly_has_the_mail_all_the_same(
    desk: Desk, mailbox: MailReceiver, failure: str
) -> None:
    ring(desk.store, 1, "mail")
    mailbox.script = {"QUIT": failure}
    desk.deliver()
    assert desk.statuses("mail") == ["delivered"]
    assert len(mailbox.letters) == 1


def test_a_server_that_hangs_costs_the_others_its_deadline(
    desk: Desk, mailbox: MailReceiver, other: WebReceiver
) -> None:
    for number in range(5):
        ring(desk.store, number, "mail", "other")
    mailbox.script = {"CONNECT": "hang"}
    desk.deliver()
    assert (mailbox.sessions, desk.statuses("other")) == (1, ["delivered"] * 5)


def test_a_digest_by_mail_comes_in_parts_each_once_with_one_entry_a_story(desk: Desk, mailbox: MailReceiver) -> None:
    for number in range(60):
        ring(desk.store, number, "mail", digest="morning")
    mailbox.script = {"CONTENT": "452 later"}
    desk.deliver()
    mailbox.script = {}
    desk.deliver(after=5)
    first, second = mailbox.mails
    assert first["Subject"] == "50 alerts (part 1 of 2): council (50)"
    assert second["Subject"] == "10 alerts (part 2 of 2): council (10)"
    assert first.get_content_type() == "multipart/alternative"
    text = read_part(first, "plain") + read_part(second, "plain")
    for number in range(60):
        assert text.splitlines().count(f"   https://news.example/{number}") == 1
    assert desk.statuses("mail") == ["delivered"] * 60
