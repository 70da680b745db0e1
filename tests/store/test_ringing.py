from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.errors import NotFoundError
from pipeline.types import AlertIntent, Finished, Mute, RuleVersion, Selection, SpikeWatch, Timing
from tests.store.world import LEASE, NOW, SECOND, World, make_alert, make_id, make_intent

SIGNATURE = tuple(range(10))
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def version(rule: str = "council", *, version: str = "1") -> RuleVersion:
    return RuleVersion(rule=rule, version=version, since=NOW, definition='{"query": "council"}')


def ring(world: World, name: str, *intents: AlertIntent, now: datetime = NOW, **fields: object) -> str:
    """Bring an entry of its own story through to the end; what the trail says."""
    world.poll(make_intent(name), now=now)
    world.bring("index", now=now, **fields)
    return again(world, name, *intents, now=now)


def again(world: World, name: str, *intents: AlertIntent, now: datetime) -> str:
    world.work("alert", Finished(version="1", alerts=intents), now=now)
    return world.store.trail(make_id(name))[-1].detail or ""


def rewind(world: World, name: str, *, now: datetime) -> None:
    world.store.rewind("alert", now=now, selection=Selection(entries=(make_id(name),)))


def test_a_rule_holds_since_it_was_first_met_changed_or_switched_on_again(world: World) -> None:
    assert world.store.register_rules([version(), version("b")], now=NOW) == {"council": NOW, "b": NOW}
    later, latest = NOW + HOUR, NOW + DAY
    changed = [version(version="2"), version("b")]
    assert world.store.register_rules(changed, now=later) == {"council": later, "b": NOW}
    assert world.store.register_rules([version("b")], now=later) == {"b": NOW}
    assert world.store.register_rules(changed, now=latest) == {"council": latest, "b": NOW}
    assert world.store.rule_version("council", "1").since == NOW
    with pytest.raises(NotFoundError, match="does not know rule 'council' of version 3"):
        world.store.rule_version("council", "3")


def test_an_article_read_again_does_not_ring_for_a_newer_rule(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    assert ring(world, "a") == ""
    world.store.register_rules([version(version="2")], now=NOW + HOUR)
    rewind(world, "a", now=NOW + DAY)
    assert again(world, "a", make_alert(), now=NOW + DAY) == "rule council is newer than this article"
    assert world.store.alerts() == ()
    assert ring(world, "b", make_alert(), now=NOW + DAY) == "rule council rang"


def test_what_was_on_its_way_when_the_rule_came_rings(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring("index")
    world.store.register_rules([version()], now=NOW + HOUR)
    assert again(world, "a", make_alert(), now=NOW + HOUR) == "rule council rang"


def test_a_better_reading_rings_for_a_rule_that_was_there(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    ring(world, "a")
    rewind(world, "a", now=NOW + DAY)
    assert again(world, "a", make_alert(), now=NOW + DAY) == "rule council rang"


def test_a_look_back_rings_once_late_in_one_message_and_wakes_what_was_quiet(world: World) -> None:
    ring(world, "a")
    ring(world, "b", make_alert(quiet=True))
    world.store.register_rules([version()], now=NOW + HOUR)
    for name in ("a", "b"):
        assert world.store.ring_back(make_id(name), [make_alert()], now=NOW + DAY) == 1
        assert world.store.ring_back(make_id(name), [make_alert()], now=NOW + 2 * DAY) == 0
    assert {(alert.late, alert.rung_at) for alert in world.store.alerts()} == {(True, NOW + DAY)}
    (job,) = world.store.claim_deliveries(now=NOW + DAY, limit=9, lease=LEASE)
    assert (job.digest, len(job.alerts)) == (True, 2)
    assert world.store.ring_back("nobody", [make_alert()], now=NOW) == 0


def test_later_sources_of_a_story_join_its_alert(world: World) -> None:
    ring(world, "a", make_alert(), text="One text.", signature=SIGNATURE)
    note = ring(world, "b", make_alert(), now=NOW + SECOND, text="One text.", signature=SIGNATURE)
    assert note == "rule council already rang for this story"
    (alert,) = world.store.alerts()
    assert (alert.joined.origins, alert.joined.reprints, alert.joined.sources) == (1, 1, ("Sample-Wire",))


def test_the_document_that_was_judged_is_kept(world: World) -> None:
    intent = make_alert()
    ring(world, "a", intent)
    (alert,) = world.store.alerts()
    assert world.store.snapshot(alert.id) == intent.document
    assert world.store.snapshot("nobody") is None


def test_a_digest_is_one_message_for_all_rules_of_a_channel(world: World) -> None:
    daily = Timing(schedule="daily 12:00")
    ring(world, "a", replace(make_alert(), timing=daily))
    ring(world, "b", replace(make_alert("other"), timing=daily), now=NOW + HOUR)
    assert world.store.claim_deliveries(now=NOW + HOUR, limit=9, lease=LEASE) == ()
    (job,) = world.store.claim_deliveries(now=NOW + 3 * HOUR, limit=1, lease=LEASE)
    assert (job.digest, [alert.rule for alert in job.alerts]) == (True, ["council", "other"])


def test_above_the_cap_alerts_share_a_message(world: World) -> None:
    capped = replace(make_alert(), timing=Timing(cap=2))
    for name in "abcd":
        ring(world, name, capped)
    jobs = world.store.claim_deliveries(now=NOW + HOUR, limit=9, lease=LEASE)
    assert sorted(len(job.alerts) for job in jobs) == [1, 1, 2]


# --- much more than usual ---

SPIKE = SpikeWatch(times=3, window_minutes=60, least=3)


def burst(world: World, name: str, *, at: datetime, watch: SpikeWatch = SPIKE) -> str:
    return ring(world, name, replace(make_alert(), event="spike", spike=watch), now=at)


def test_a_spike_rings_once_until_it_is_over(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    start = NOW + 4 * DAY
    notes = [burst(world, f"a{number}", at=start + number * 10 * SECOND) for number in range(5)]
    assert notes == ["", "", "rule council rang (spike)", *["rule council: the spike goes on"] * 2]
    (alert,) = world.store.alerts()
    assert alert.spike is not None
    assert (alert.spike.count, alert.spike.usual, alert.spike.days) == (5, 0, 4.0)
    later = start + 5 * HOUR
    assert [burst(world, f"b{number}", at=later + number * SECOND) for number in range(3)][-1].endswith("rang (spike)")


def test_what_is_usual_is_no_spike(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    for number in range(48):
        assert burst(world, f"u{number}", at=NOW + number * HOUR) == ""
    notes = [burst(world, f"a{number}", at=NOW + 48 * HOUR + number * SECOND) for number in range(4)]
    assert notes == ["", "", "rule council rang (spike)", "rule council: the spike goes on"]
    spike = world.store.alerts()[0].spike
    assert spike is not None
    assert 0.9 < spike.usual < 1.1


def test_a_rule_that_knows_less_than_a_day_sees_no_spike(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    assert {burst(world, f"a{number}", at=NOW + 2 * HOUR + number * SECOND) for number in range(6)} == {""}


def test_reprints_are_no_spike_of_stories(world: World) -> None:
    world.store.register_rules([version()], now=NOW)
    watch = replace(make_alert(), event="spike", spike=SPIKE)
    articles = replace(watch, rule="articles", spike=replace(SPIKE, counted="articles"))
    notes = [
        ring(world, f"a{n}", watch, articles, now=NOW + 3 * DAY + n * SECOND, text="One.", signature=SIGNATURE)
        for n in range(3)
    ]
    assert notes[-1] == "rule articles rang (spike)"


# --- quiet hours of what was held up ---

LOUD = datetime(2026, 4, 3, 20, 0, tzinfo=NOW.tzinfo)
QUIET = Timing(quiet_hours=("22:00-07:00",))
MORNING = datetime(2026, 4, 4, 7, 0, tzinfo=NOW.tzinfo)


def claim(world: World, now: datetime) -> list[tuple[bool, int]]:
    return [(job.digest, len(job.alerts)) for job in world.store.claim_deliveries(now=now, limit=9, lease=LEASE)]


def test_what_was_held_up_into_quiet_hours_waits_for_their_end(world: World) -> None:
    ring(world, "a", replace(make_alert(), timing=QUIET), now=LOUD)
    ring(world, "b", make_alert("other"), now=LOUD)
    assert claim(world, LOUD + 3 * HOUR) == [(False, 1)]
    assert claim(world, MORNING - SECOND) == [(False, 1)]  # the other one, again
    (job,) = world.store.claim_deliveries(now=MORNING, limit=9, lease=LEASE)
    assert job.alerts[0].rule == "council"


def test_a_digest_that_may_have_arrived_stays_together_in_quiet_hours(world: World) -> None:
    hourly = Timing(schedule="hourly", quiet_hours=QUIET.quiet_hours)
    ring(world, "a", replace(make_alert(), timing=hourly), now=LOUD)
    ring(world, "b", replace(make_alert("other"), timing=Timing(schedule="hourly")), now=LOUD)
    (first,) = world.store.claim_deliveries(now=LOUD + HOUR, limit=9, lease=LEASE)
    assert claim(world, LOUD + 3 * HOUR) == []
    (again,) = world.store.claim_deliveries(now=MORNING, limit=9, lease=LEASE)
    assert (again.key, len(again.alerts)) == (first.key, 2)


def test_a_muted_rule_or_story_rings_and_sends_nothing(world: World) -> None:
    accounts = world.store.accounts
    accounts.mute(Mute(kind="rule", subject="council", until=NOW + HOUR, by="ada", at=NOW))
    assert ring(world, "a", make_alert()) == "rule council rang"
    (alert,) = world.store.alerts()
    assert [(one.status, one.error) for one in alert.deliveries] == [
        ("cancelled", "muted by ada until 2026-04-03 10:30 UTC")
    ]
    assert ring(world, "b", make_alert(), now=NOW + HOUR) == "rule council rang"
    assert world.store.alerts()[0].deliveries[0].status == "pending"


def test_who_first_saw_to_an_alert_stays(world: World) -> None:
    ring(world, "a", make_alert())
    (alert,) = world.store.alerts()
    accounts = world.store.accounts
    accounts.acknowledge(alert.id, by="ada", now=NOW)
    assert accounts.acknowledge(alert.id, by="bo", now=NOW + HOUR).by == "ada"
    assert accounts.acknowledgements([alert.id, "x"])[alert.id].at == NOW
    accounts.unacknowledge(alert.id)
    assert accounts.acknowledgements([alert.id]) == {}
