"""The outbox: what is claimed when, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from pipeline.errors import NotFoundError
from pipeline.store import SqlStore
from pipeline.types import ChannelHold, DeliveryJob
from tests.notify.making import RUNG_AT
from tests.outbox import read_statuses, read_ways, ring

LEASE = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
NOW = RUNG_AT + timedelta(hours=1)
WAIT = timedelta(seconds=5)
HOLD = ChannelHold(wait=WAIT)


def claim(
    store: SqlStore, channel: str | None = None, *, after: timedelta = 0 * SECOND, limit: int = 1
) -> list[DeliveryJob]:
    return list(store.claim_deliveries(now=NOW + after, limit=limit, lease=LEASE, channel=channel))


def claim_one(store: SqlStore, channel: str, *, after: timedelta = 0 * SECOND) -> DeliveryJob:
    (job,) = claim(store, channel, after=after)
    return job


def test_a_channel_that_failed_is_held_as_a_whole_and_no_other_waits(store: SqlStore) -> None:
    for number in range(3):
        ring(store, number, "desk", "press")
    job = claim_one(store, "desk")
    store.hold_channel(job, HOLD, now=NOW, error="refused")
    assert store.due_channels(now=NOW) == ("press",)
    assert claim(store, "desk", after=WAIT - SECOND) == []
    assert len(claim(store, limit=9)) == 3
    assert [way.attempts for way in read_ways(store, "desk")] == [1, 0, 0]
    assert store.due_channels(now=NOW + WAIT) == ("desk",)


def test_when_its_time_has_come_one_message_is_the_probe(store: SqlStore) -> None:
    keys = [ring(store, number, "desk")[0] for number in range(3)]
    store.hold_channel(claim_one(store, "desk"), HOLD, now=NOW, error="refused")
    probe = claim(store, after=WAIT, limit=9)
    assert [job.key for job in probe] == keys[:1], "the oldest again"
    assert (probe[0].failures, probe[0].failing_since, probe[0].attempts) == (1, NOW, 2)
    assert claim(store, after=WAIT, limit=9) == [], "a second probe beside the first"
    store.hold_channel(probe[0], HOLD, now=NOW + WAIT, error="refused")
    (probe_again,) = claim(store, after=2 * WAIT, limit=9)
    assert (probe_again.failures, probe_again.failing_since) == (2, NOW)


def test_a_success_frees_the_channel_at_once_and_all_goes_out_oldest_first(store: SqlStore) -> None:
    keys = [ring(store, number, "desk")[0] for number in range(4)]
    store.hold_channel(claim_one(store, "desk"), HOLD, now=NOW, error="refused")
    store.finish_delivery(claim_one(store, "desk", after=WAIT), now=NOW + WAIT)
    assert [job.key for job in claim(store, after=WAIT, limit=9)] == keys[1:]
    assert store.outbox(now=NOW + WAIT)[0].failing_since is None


def test_a_refused_message_is_dead_and_its_channel_free(store: SqlStore) -> None:
    ring(store, 1, "desk")
    ring(store, 2, "desk")
    store.hold_channel(claim_one(store, "desk"), HOLD, now=NOW, error="away")
    store.finish_delivery(claim_one(store, "desk", after=WAIT), now=NOW + WAIT, error="http_422")
    assert read_statuses(store, "desk") == ["dead", "pending"]
    assert len(claim(store, "desk", after=WAIT)) == 1


def test_two_workers_that_fail_together_count_as_one_failure(store: SqlStore) -> None:
    for number in range(2):
        ring(store, number, "desk")
    first, second = claim(store, "desk", limit=2)
    store.hold_channel(first, HOLD, now=NOW, error="refused")
    store.hold_channel(second, ChannelHold(wait=9 * WAIT), now=NOW, error="refused")
    (state,) = store.outbox(now=NOW)
    assert (state.failures, state.next_try_at) == (1, NOW + WAIT)


def test_who_lost_the_lease_holds_nothing(store: SqlStore) -> None:
    ring(store, 1, "desk")
    late = claim_one(store, "desk")
    again = claim_one(store, "desk", after=LEASE)
    store.hold_channel(late, HOLD, now=NOW + LEASE, error="refused")
    store.finish_delivery(late, now=NOW + LEASE, error="refused")
    store.finish_delivery(again, now=NOW + LEASE)
    assert read_statuses(store, "desk") == ["delivered"]
    assert store.outbox(now=NOW + LEASE) == ()


def test_a_message_may_wait_longer_than_its_channel(store: SqlStore) -> None:
    keys = [ring(store, number, "desk")[0] for number in range(2)]
    held = ChannelHold(wait=WAIT, message_wait=3 * WAIT)
    store.hold_channel(claim_one(store, "desk"), held, now=NOW, error="refused")
    probe = claim_one(store, "desk", after=WAIT)
    assert probe.key == keys[1]
    store.hold_channel(probe, held, now=NOW + WAIT, error="refused")
    assert claim(store, "desk", after=2 * WAIT) == []
    store.finish_delivery(claim_one(store, "desk", after=3 * WAIT), now=NOW + 3 * WAIT)
    assert [job.key for job in claim(store, "desk", after=3 * WAIT)] == keys[1:], "one got through: the other may go"


def test_a_message_that_goes_on_failing_keeps_its_wait_when_others_get_through(store: SqlStore) -> None:
    stubborn, other = (ring(store, number, "desk")[0] for number in range(2))
    for number in range(10):
        job = claim_one(store, "desk", after=number * WAIT)
        assert job.key == stubborn
        last = ChannelHold(wait=WAIT, message_wait=99 * WAIT * (number == 9))
        store.hold_channel(job, last, now=NOW + number * WAIT, error="refused")
    probe = claim_one(store, "desk", after=10 * WAIT)
    assert probe.key == other
    store.finish_delivery(probe, now=NOW + 10 * WAIT)
    assert claim(store, "desk", after=10 * WAIT) == []


def test_what_waits_too_long_is_given_up_with_the_error(store: SqlStore) -> None:
    ring(store, 1, "desk", "press")
    ring(store, 2, "desk")
    ring(store, 3, "desk", at=NOW)
    over = ChannelHold(wait=WAIT, gives_up=True, given_up_before=NOW - 60 * SECOND)
    store.hold_channel(claim_one(store, "desk"), over, now=NOW, error="away for a week")
    assert read_statuses(store, "desk") == ["dead", "dead", "pending"]
    assert {way.error for way in read_ways(store, "desk")} == {"away for a week", None}
    assert read_statuses(store, "press") == ["pending"]


def test_a_big_digest_goes_out_in_parts_that_keep_their_keys(store: SqlStore) -> None:
    for number in range(120):
        ring(store, number, "desk", digest="morning")
    first = claim_one(store, "desk")
    assert (first.part, first.parts, len(first.alerts), first.digest) == (1, 3, 50, True)
    assert [alert.id for alert in first.alerts] == [f"a{number}" for number in range(50)]
    store.finish_delivery(first, now=NOW)
    second = claim_one(store, "desk")
    assert (second.part, second.parts, len(second.alerts)) == (2, 3, 50)
    store.hold_channel(second, HOLD, now=NOW, error="refused")
    again = claim_one(store, "desk", after=WAIT)
    assert (again.key, again.rows, again.part) == (second.key, second.rows, 2)
    store.finish_delivery(again, now=NOW + WAIT)
    last = claim_one(store, "desk", after=WAIT)
    assert (last.part, last.parts, len(last.alerts)) == (3, 3, 20)
    assert len({first.key, second.key, last.key}) == 3


def test_what_joins_a_digest_after_an_attempt_is_another_message(store: SqlStore) -> None:
    ring(store, 1, "desk", digest="morning")
    tried = claim_one(store, "desk")
    store.hold_channel(tried, HOLD, now=NOW, error="hung up")
    ring(store, 2, "desk", digest="morning")
    again = claim_one(store, "desk", after=WAIT)
    assert (again.key, len(again.alerts)) == (tried.key, 1)
    store.finish_delivery(again, now=NOW + WAIT)
    (late,) = claim(store, "desk", after=WAIT)
    assert ([alert.id for alert in late.alerts], late.digest) == (["a2"], True)


def test_what_was_given_up_together_is_sent_again_together(store: SqlStore) -> None:
    keys = [ring(store, number, "desk", digest="morning")[0] for number in range(3)]
    given_up = claim_one(store, "desk")
    store.finish_delivery(given_up, now=NOW, error="http_413")
    assert store.retry_dead(now=NOW, ids=(keys[1],)) == 3
    again = claim_one(store, "desk")
    assert (again.key, len(again.alerts)) == (given_up.key, 3)


def test_a_channel_that_waits_longest_comes_first(store: SqlStore) -> None:
    ring(store, 1, "press")
    ring(store, 2, "desk")
    assert store.due_channels(now=NOW) == ("press", "desk")
    assert store.due_channels(now=RUNG_AT) == ()


def test_the_outbox_says_what_waits_and_why(store: SqlStore) -> None:
    assert store.outbox(now=NOW) == ()
    ring(store, 1, "desk", "press")
    ring(store, 2, "desk", at=NOW + LEASE)
    store.hold_channel(claim_one(store, "desk"), HOLD, now=NOW, error="refused")
    store.finish_delivery(claim_one(store, "press"), now=NOW, error="http_413")
    desk, press = store.outbox(now=NOW)
    assert (desk.channel, desk.waiting, desk.due, desk.dead, desk.oldest) == ("desk", 2, 1, 0, RUNG_AT + SECOND)
    assert (desk.failures, desk.failing_since, desk.next_try_at, desk.error) == (1, NOW, NOW + WAIT, "refused")
    assert (press.channel, press.waiting, press.dead, press.failing_since) == ("press", 0, 1, None)


def give_up(store: SqlStore, channel: str) -> None:
    while jobs := claim(store, channel):
        store.finish_delivery(jobs[0], now=NOW, error="http_413")


@pytest.mark.parametrize(
    ("choose", "waiting"),
    [
        (lambda keys: {"ids": (keys[0],)}, ["pending", "dead"]),
        (lambda keys: {"ids": (keys[1][:8],)}, ["dead", "pending"]),
        (lambda _: {"channel": "desk"}, ["pending", "pending"]),
        (lambda _: {"channel": "press"}, ["dead", "dead"]),
        (lambda _: {}, ["pending", "pending"]),
    ],
    ids=["key", "beginning", "channel", "another channel", "all"],
)
def test_what_was_given_up_can_be_tried_again_with_its_key(
    store: SqlStore, choose: Callable[[list[str]], dict[str, Any]], waiting: list[str]
) -> None:
    keys = [ring(store, number, "desk")[0] for number in range(2)]
    give_up(store, "desk")
    dead = store.dead_letters()
    assert [(letter.id, letter.channel, letter.rule, letter.error) for letter in dead] == [
        (key, "desk", "council", "http_413") for key in reversed(keys)
    ]
    assert store.retry_dead(now=NOW, **choose(keys)) == waiting.count("pending")
    assert read_statuses(store, "desk") == waiting
    assert {job.key for job in claim(store, limit=9)} <= set(keys)


def test_trying_again_frees_a_held_channel(store: SqlStore) -> None:
    ring(store, 1, "desk")
    ring(store, 2, "desk")
    store.hold_channel(claim_one(store, "desk"), ChannelHold(wait=WAIT, gives_up=True), now=NOW, error="away")
    assert store.retry_dead(now=NOW) == 1
    assert len(claim(store, limit=9)) == 2
    store.free_channel("nobody", now=NOW)


def test_an_id_of_which_nothing_is_dead_is_an_error_and_changes_nothing(store: SqlStore) -> None:
    (key,) = ring(store, 1, "desk")
    give_up(store, "desk")
    for wrong in ("", "a", key[:7], "%%%%%%%%", "0" * 32):
        with pytest.raises(NotFoundError, match="nothing dead has the id"):
            store.retry_dead(now=NOW, ids=(key, wrong))
    assert read_statuses(store, "desk") == ["dead"]


def test_of_many_workers_one_sends_the_probe(store: SqlStore, open_ledger: Callable[..., SqlStore]) -> None:
    for number in range(9):
        ring(store, number, "desk")
    store.hold_channel(claim_one(store, "desk"), HOLD, now=NOW, error="refused")
    ledgers = [open_ledger() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(lambda ledger: claim(ledger, "desk", after=WAIT), ledgers))
    assert sorted(map(len, claimed)) == [0, 0, 0, 1]
