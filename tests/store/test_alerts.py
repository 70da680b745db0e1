from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.errors import NotFoundError
from pipeline.store.alerts import make_alert_id, make_delivery_key
from pipeline.types import AlertIntent, ChannelHold, Finished, Selection, StageName, Unchanged
from tests.store.world import ARCHIVE, LEASE, NOW, SECOND, World, make_alert, make_id, make_intent

SIGNATURE = tuple(range(10))


def ring(world: World, name: str, *intents: AlertIntent, after: timedelta = SECOND * 0) -> str:
    """Bring an entry through to the end, where these rules match; give back the trail's last words."""
    world.poll(make_intent(name))
    world.bring("index", signature=SIGNATURE)
    world.work("alert", Finished(version="1", alerts=intents), now=NOW + after)
    return world.store.trail(make_id(name))[-1].detail or ""


def test_a_match_becomes_an_alert_with_its_deliveries(world: World) -> None:
    intent = make_alert(channels=("stdout", "mail", "stdout"))
    assert ring(world, "a", intent) == "rule council rang"
    (alert,) = world.store.alerts()
    assert (alert.entry, alert.story, alert.revision, alert.rung_at) == (make_id("a"), make_id("a"), 1, NOW)
    assert (alert.evidence, alert.archive, alert.late) == (intent.evidence, ARCHIVE, False)
    assert [(way.channel, way.status) for way in alert.deliveries] == [("mail", "pending"), ("stdout", "pending")]
    assert alert.id == make_alert_id("council", make_id("a"))
    assert world.store.alert(alert.id) == alert


def test_a_rule_rings_once_a_story(world: World) -> None:
    ring(world, "a", make_alert())
    assert ring(world, "b", make_alert()) == "rule council already rang for this story"
    assert ring(world, "c", make_alert(), make_alert("other")) == (
        "rule council already rang for this story; rule other rang"
    )
    assert [(alert.rule, alert.entry) for alert in world.store.alerts(rule="council")] == [("council", make_id("a"))]


def test_a_quiet_match_never_rings_and_is_never_listed(world: World) -> None:
    assert ring(world, "a", make_alert(quiet=True)) == "rule council matched quietly"
    assert ring(world, "b", make_alert()) == "rule council stays quiet on this story"
    assert world.store.alerts() == ()
    assert world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE) == ()
    assert world.store.summary(now=NOW).alerts == 0
    with pytest.raises(NotFoundError, match="there is no alert"):
        world.store.alert(make_alert_id("council", make_id("a")))


def test_alerts_are_listed_newest_first_and_page_by_page(world: World) -> None:
    for number in range(5):
        ring(world, "a", make_alert(f"rule-{number}"), after=number // 2 * SECOND)
        world.store.rewind("alert", now=NOW, selection=Selection())
    listed = world.store.alerts()
    assert [alert.rung_at for alert in listed] == [NOW + n * SECOND for n in (2, 1, 1, 0, 0)]
    assert world.store.alerts(limit=2) == listed[:2]
    assert world.store.alerts(limit=2, after=listed[1].id) == listed[2:4]
    assert world.store.alerts(since=NOW + SECOND) == listed[:3]
    assert world.store.alerts(entry="nobody") == ()
    with pytest.raises(NotFoundError, match="there is no alert 'x'"):
        world.store.alerts(after="x")


def test_a_delivery_is_claimed_once_and_keeps_its_key(world: World) -> None:
    ring(world, "a", make_alert())
    (job,) = world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE)
    assert (job.key, job.attempts) == (make_delivery_key(job.alerts[0].id, "stdout"), 1)
    assert world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE) == ()
    (again,) = world.store.claim_deliveries(now=NOW + LEASE, limit=9, lease=LEASE)
    assert (again.key, again.attempts) == (job.key, 2)
    world.store.finish_delivery(job, now=NOW + LEASE)  # too late: another has it
    assert world.store.alert(job.alerts[0].id).deliveries[0].status == "pending"
    world.store.finish_delivery(again, now=NOW + LEASE)
    (way,) = world.store.alert(job.alerts[0].id).deliveries
    assert (way.status, way.delivered_at, way.error, way.attempts) == ("delivered", NOW + LEASE, None, 2)
    assert world.store.claim_deliveries(now=NOW + 9 * LEASE, limit=9, lease=LEASE) == ()


def test_a_failed_delivery_is_tried_again_and_in_the_end_dead(world: World) -> None:
    ring(world, "a", make_alert())
    (job,) = world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE)
    world.store.hold_channel(job, ChannelHold(wait=SECOND), now=NOW, error="refused")
    assert world.store.alert(job.alerts[0].id).deliveries[0].error == "refused"
    assert world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE) == ()
    (job,) = world.store.claim_deliveries(now=NOW + SECOND, limit=9, lease=LEASE)
    world.store.finish_delivery(job, now=NOW, error="refused")
    assert world.store.summary(now=NOW).deliveries == {"dead": 1}


def test_the_oldest_deliveries_come_first(world: World) -> None:
    for number in (1, 0, 2):
        world.poll(make_intent(str(number)))
        world.bring("index")
        world.work("alert", Finished(version="1", alerts=(make_alert(),)), now=NOW + number * SECOND)
    jobs = world.store.claim_deliveries(now=NOW + LEASE, limit=2, lease=LEASE)
    assert [job.alerts[0].rung_at for job in jobs] == [NOW, NOW + SECOND]


def ring_revision(world: World, revision: int, *intents: AlertIntent) -> str:
    """Bring a change of an entry through to the end."""
    world.poll(make_intent("a", fingerprint=f"r{revision}"))
    world.bring("index", text=f"Text {revision}.", signature=SIGNATURE)
    world.work("alert", Finished(version="1", alerts=intents))
    return world.store.trail(make_id("a"))[-1].detail or ""


def test_what_a_revision_changes_rings_beside_what_the_story_rang_for(world: World) -> None:
    ring_revision(world, 1, make_alert())
    told = ring_revision(world, 2, make_alert(), *(make_alert(event=e) for e in ("phrase_added", "phrase_removed")))
    assert told == (
        "rule council rang (phrase_added); rule council rang (phrase_removed); rule council already rang for this story"
    )
    by_event = {alert.event: alert for alert in world.store.alerts()}
    assert {event: alert.revision for event, alert in by_event.items()} == {
        "published": 1,
        "phrase_added": 2,
        "phrase_removed": 1,
    }
    assert by_event["phrase_added"].change == make_alert(event="phrase_added").change
    assert by_event["published"].change is None
    assert len({alert.id for alert in by_event.values()}) == 3
    assert all(alert.deliveries for alert in by_event.values())


def test_a_phrase_may_go_and_come_again(world: World) -> None:
    ring_revision(world, 1)
    ring_revision(world, 2, make_alert(event="phrase_added"))
    ring_revision(world, 3, make_alert(event="phrase_removed", revision=3))
    ring_revision(world, 4, make_alert(event="phrase_added", revision=4))
    assert sorted(alert.event for alert in world.store.alerts()) == ["phrase_added", "phrase_added", "phrase_removed"]


@pytest.mark.parametrize("stage", ["fetch", "extract", "index", "alert"])
def test_a_revision_that_is_read_again_has_changed_nothing_new(world: World, stage: StageName) -> None:
    ring_revision(world, 1)
    ring_revision(world, 2, make_alert("first", event="phrase_added"))
    world.store.rewind(stage, now=NOW, selection=Selection())
    world.bring("index", text="Text 2.", signature=SIGNATURE)
    found = tuple(make_alert(rule, event="phrase_added") for rule in ("first", "second"))
    world.work("alert", Finished(version="1", alerts=(*found, make_alert("second"))))
    assert [(alert.rule, alert.event) for alert in world.store.alerts()].count(("first", "phrase_added")) == 1
    assert {(alert.rule, alert.event) for alert in world.store.alerts()} == {
        ("first", "phrase_added"),
        ("second", "published"),
    }


def test_a_rule_that_asks_for_both_rings_once_for_a_phrase_that_is_added(world: World) -> None:
    ring_revision(world, 1)
    ring_revision(world, 2, make_alert(), make_alert(event="phrase_added"))
    assert ring_revision(world, 3, make_alert()) == "rule council stays quiet on this story"
    assert [alert.event for alert in world.store.alerts()] == ["phrase_added"]


def test_a_revision_that_was_taken_back_leaves_its_number_but_not_its_silence(world: World) -> None:
    ring_revision(world, 1)
    world.poll(make_intent("a", fingerprint="redated"))
    world.work("fetch")
    world.work("extract", Unchanged())
    assert ring_revision(world, 2, make_alert(event="phrase_added")) == "rule council rang (phrase_added)"


def test_stories_that_rang_are_told_from_those_that_were_kept_quiet(world: World) -> None:
    ring(world, "a", make_alert())
    ring(world, "b", make_alert(quiet=True))
    stories = [make_id("a"), make_id("b"), *(f"unknown-{number}" for number in range(600))]
    assert world.store.rung_stories("council", stories) == {make_id("a")}
    assert world.store.rung_stories("another", stories) == frozenset()
    assert world.store.rung_stories("council", ()) == frozenset()


def test_alerts_are_counted_by_rule_in_time_and_late(world: World) -> None:
    ring(world, "a", make_alert(), replace(make_alert("another"), late=True))
    ring(world, "b", make_alert(quiet=True))
    counted = [(one.rule, one.late, one.count) for one in world.store.count_alerts()]
    assert counted == [("another", True, 1), ("council", False, 1)]
    assert [one.rule for one in world.store.count_alerts(rule="council")] == ["council"]
    assert world.store.count_alerts(since=NOW + SECOND) == ()
    assert [alert.rule for alert in world.store.alerts(late=True)] == ["another"]
    assert [alert.rule for alert in world.store.alerts(late=False)] == ["council"]
