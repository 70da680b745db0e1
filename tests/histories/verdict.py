"""Lets everything come to rest, and compares what there is with what there has to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, union_all

from pipeline.store import tables
from pipeline.types import Alert, Selection, Status
from tests.histories.events import RuleNow, Run, Search
from tests.histories.model import Key, Ring
from tests.histories.play import Player
from tests.histories.stand_ins import Message
from tests.histories.timing import is_quiet

ROUNDS = 60
SETTLED = (Status.DONE, Status.DROPPED, Status.FAILED)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is not as promised."""

    kind: str  # lost, doubled, wrongly rung, late mark, timing, digest, unsettled
    what: str


def settle(player: Player) -> None:
    """Mend the world, and run until nothing is due any more."""
    player.receivers.recover()
    player.do(Search(up=True))
    for number in range(ROUNDS):
        player.do(Run(poll=number < 3))
        player.store.rewind("fetch", now=player.clock(), selection=Selection(status=Status.FAILED))
        waits = player.store.database.read(_find_waits)
        if not waits:
            return
        later = [moment for moment in waits if moment > player.clock.now]
        player.clock.now = min(later, default=player.clock.now + timedelta(seconds=1))


def _find_waits(connection: Connection) -> list[datetime]:
    """When what still waits is due; nothing when nothing waits."""
    entries, deliveries, channels = tables.entries, tables.deliveries, tables.channels
    under_way = entries.c.status.not_in(SETTLED)
    pending = deliveries.c.status == "pending"
    held = select(channels.c.due_at).where(select(deliveries.c.key).where(pending).exists())
    waits = union_all(
        select(entries.c.due_at).where(under_way),
        select(entries.c.lease_until).where(under_way, entries.c.lease_until.is_not(None)),
        select(deliveries.c.due_at).where(pending),
        select(deliveries.c.lease_until).where(pending, deliveries.c.lease_until.is_not(None)),
        held,
    )
    return list(connection.execute(waits).scalars())


def judge(player: Player) -> list[Fault]:
    """Everything that is wrong in the end."""
    alerts = {alert.id: alert for alert in player.store.alerts()}
    keys = {alert.id: _to_key(player, alert) for alert in alerts.values()}
    faults = [*_judge_entries(player), *_judge_alerts(player, alerts, keys)]
    for alert in alerts.values():
        if ring := player.model.rung.get(keys[alert.id]):
            faults += _judge_deliveries(player, alert, ring)
    faults += [Fault("trespass", what) for what in player.trespasses]
    faults += _judge_messages(player, alerts, keys)
    return sorted(faults or [*_judge_digests(player, keys), *_judge_hours(player, keys)])


def _to_key(player: Player, alert: Alert) -> Key:
    if alert.change:
        about = player.names[alert.entry]
        return Key(alert.rule, alert.event, about, alert.change.new_revision)
    return Key(alert.rule, alert.event, player.model.known[player.names[alert.story]].story)


def _judge_entries(player: Player) -> Iterator[Fault]:
    """Whatever was announced has come through, or is the page of one that has."""
    stand = {player.outside.find(entry.url).name: entry for entry in player.store.entries(Selection())}
    for name in player.model.known:
        entry = stand.get(name)
        if entry is None or entry.status not in {Status.DONE, Status.DROPPED}:
            yield Fault(
                "unsettled", f"{name} stands at {entry.status if entry else 'nothing'}: {entry and entry.reason}"
            )
        elif entry.status is Status.DROPPED and entry.reason != "duplicate":
            yield Fault("unsettled", f"{name} was dropped: {entry.reason}")


def _judge_alerts(player: Player, alerts: dict[str, Alert], keys: dict[str, Key]) -> Iterator[Fault]:
    expected = player.model.rung
    there = Counter(keys.values())
    for key, times in there.items():
        if times > 1:
            yield Fault("doubled", f"{key} rang {times} times")
        if key not in expected:
            yield Fault("wrongly rung", f"{key}: {player.model.hushed.get(key, 'nothing asked for it')}")
    for key, ring in expected.items():
        if key not in there:
            yield Fault("lost", f"{ring}")
    for alert in alerts.values():
        if told := expected.get(keys[alert.id]):
            yield from _judge_marks(player, alert, told)


def _judge_marks(player: Player, alert: Alert, ring: Ring) -> Iterator[Fault]:
    joined = alert.joined.origins + alert.joined.reprints
    if alert.event == "published" and joined != len(player.model.joined[ring.key]):
        yield Fault("joined", f"{joined} are in {ring}, and not {sorted(player.model.joined[ring.key])}")
    # Of two that come at once, nobody knows which was the first.
    if alert.late != ring.late and not player.ledger.concurrent:
        yield Fault("late mark", f"{ring} is marked {alert.late}")


def _judge_deliveries(player: Player, alert: Alert, ring: Ring) -> Iterator[Fault]:
    """Once in each channel; twice only where nobody could know, and then under the same key."""
    for channel in ring.sent.channels:
        took = [one for one in player.receivers.taken if one.channel == channel and alert.id in one.alerts]
        if not took:
            yield Fault("lost", f"{ring} never came to {channel}: {alert.deliveries}")
            continue
        if sum(one.alerts.count(alert.id) for one in took if one.sure) > 1:
            yield Fault("doubled", f"{ring} came to {channel} {len(took)} times: {took}")
        if sum(not one.sure for one in took) < len(took) - 1:
            yield Fault("doubled", f"{ring} came to {channel} {len(took)} times without a doubt: {took}")
        if len({one.key for one in took}) > 1:
            yield Fault("doubled", f"{ring} came to {channel} under several keys: {took}")
        yield from _judge_timing(ring, channel, took)
    for delivery in alert.deliveries:
        if delivery.status != "delivered" or delivery.channel not in ring.sent.channels:
            yield Fault("unsettled", f"{ring}: {delivery}")


def _judge_timing(ring: Ring, channel: str, took: list[Message]) -> Iterator[Fault]:
    """Not before its time; alone or with others as it was to be."""
    slot = ring.slots[channel]
    for message in took:
        if slot is not None and message.at < slot:
            yield Fault("timing", f"{ring} was to be sent at {slot} and was at {message.at}")
        if message.digest != (slot is not None or ring.back):
            yield Fault("timing", f"{ring} came {'with others' if message.digest else 'alone'}")


def _judge_hours(player: Player, keys: dict[str, Key]) -> Iterator[Fault]:
    """Nobody is woken in quiet hours, also not by what a receiver or a pause held up until then."""
    if any(isinstance(event, Run) and event.doubled is not None for event in player.history.events):
        return  # a worker that stood still holds a message that was due before
    for message in player.receivers.taken:
        for ring in (player.model.rung[keys[alert]] for alert in message.alerts):
            if not ring.back and is_quiet(ring.sent, message.at) and not _never_loud(ring.sent):
                yield Fault("timing", f"{ring} was sent in quiet hours, at {message.at}")


def _never_loud(rule: RuleNow) -> bool:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return all(is_quiet(rule, day + timedelta(minutes=minute)) for minute in range(0, 1440, 5))


def _judge_digests(player: Player, keys: dict[str, Key]) -> Iterator[Fault]:
    """What goes out at one moment is one message, and nothing else is in it."""
    if any(isinstance(event, Run) and event.doubled is not None for event in player.history.events):
        return  # a worker that stood still may ring for a digest that has been sent
    by_slot: dict[tuple[str, str], set[str]] = {}
    for message in player.receivers.taken:
        rings = [player.model.rung[keys[alert]] for alert in message.alerts if message.digest]
        slots = {f"back {ring.key.rule} {ring.at}" if ring.back else str(ring.slots[message.channel]) for ring in rings}
        for slot in slots:
            by_slot.setdefault((message.channel, slot), set()).add(message.key)
        if len(slots) > 1:
            yield Fault("digest", f"{message} holds what was due at several moments: {sorted(slots)}")
    for slot_of, messages in by_slot.items():
        if len(messages) > 1:
            yield Fault("digest", f"what was due at {slot_of} came in {len(messages)} messages")


def _judge_messages(player: Player, alerts: dict[str, Alert], keys: dict[str, Key]) -> Iterator[Fault]:
    """Nobody gets what is not for them."""
    for message in player.receivers.taken:
        for alert in message.alerts:
            ring = player.model.rung.get(keys[alert]) if alert in alerts else None
            if ring is None or message.channel not in ring.sent.channels:
                yield Fault("wrongly rung", f"{message} holds {keys.get(alert, alert)}")
        if len(message.alerts) > 1 and not message.digest:
            yield Fault("digest", f"{message} holds several and is no digest")
