"""Alerts for programs: CloudEvents 1.0 as JSON, signed as the Standard Webhooks specification says."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from pipeline.errors import ConfigError
from pipeline.notify.message import TEST_ID, encode_alert
from pipeline.types import Alert

EVENT_TYPE, TEST_TYPE = "org.wirewatch.alert.rung", "org.wirewatch.channel.tested"
ONE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
_PREFIX = "whsec_"


def name_event_id(alert: Alert, channel: str) -> str:
    """An event's id, however it comes: the idempotency key of the alert's delivery to the channel."""
    return hashlib.sha256(f"{alert.id}\n{channel}".encode()).hexdigest()[:32]


def to_event(alert: Alert, channel: str, *, source: str) -> dict[str, object]:
    """The alert as an event."""
    return {
        "specversion": "1.0",
        "id": name_event_id(alert, channel),
        "source": source,
        "type": TEST_TYPE if alert.id.startswith(TEST_ID) else EVENT_TYPE,
        "subject": alert.rule,
        "time": alert.rung_at,
        "datacontenttype": "application/json",
        "data": encode_alert(alert),
    }


def encode_events(alerts: Sequence[Alert], channel: str, *, source: str, digest: bool) -> tuple[bytes, str]:
    """The body and its content type: one event, or a batch for a digest."""
    events = [to_event(alert, channel, source=source) for alert in alerts]
    return msgspec.json.encode(events if digest else events[0]), BATCH if digest else ONE


def read_secrets(channel: str, text: str) -> tuple[bytes, ...]:
    """The secrets of a channel, the present one first: `whsec_` and base64, or plain; a space between two."""
    secrets = []
    for secret in text.split():
        try:
            plain = not secret.startswith(_PREFIX)
            secrets.append(secret.encode() if plain else base64.b64decode(secret[len(_PREFIX) :], validate=True))
        except (binascii.Error, ValueError) as error:
            message = f"signing.{channel}: what follows `{_PREFIX}` is not base64; write it so, or a plain secret"
            raise ConfigError(message, channel=channel) from error
    return tuple(secrets)


def sign(secrets: Sequence[bytes], body: bytes, *, key: str, at: datetime) -> Mapping[str, str]:
    """The headers by which a receiver knows that we sent a body, and when; `v1` for each secret."""
    stamp = str(int(at.timestamp()))
    signed = f"{key}.{stamp}.".encode() + body
    made = [base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode() for secret in secrets]
    signatures = " ".join(f"v1,{signature}" for signature in made)
    return {"webhook-id": key, "webhook-timestamp": stamp, "webhook-signature": signatures}
