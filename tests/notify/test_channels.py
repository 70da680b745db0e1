"""Channels against real receivers on loopback."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Iterator
from functools import partial
from ipaddress import ip_network
from typing import Any

import msgspec
import pytest

from pipeline.errors import ConfigError, DeliveryError
from pipeline.net.policy import NetPolicy
from pipeline.net.post import guard_process, post_json
from pipeline.notify import ChannelNotifier, ChannelSettings, format_alert, parse_template, read_secrets
from pipeline.notify.events import name_event_id
from pipeline.store.alerts import make_delivery_key
from pipeline.types import Alert, Dispatch
from pipeline.workers.process import ProcessWorkers
from tests.notify.making import HOSTILE, RUNG_AT, make_alert
from tests.notify.receivers import (
    MailReceiver,
    WebReceiver,
    open_mail_receiver,
    open_web_receiver,
    read_part,
    refuse_connections,
)

LOOPBACK = NetPolicy(allow=(ip_network("127.0.0.0/8"),))
ALERT = make_alert(title=HOSTILE)


@pytest.fixture
def receiver() -> Iterator[WebReceiver]:
    with open_web_receiver() as receiver:
        yield receiver


@pytest.fixture
def mailbox() -> Iterator[MailReceiver]:
    with open_mail_receiver() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessWorkers]:
    pool = ProcessWorkers(count=1, seconds=20, memory_bytes=1 << 30, preload=("apprise", "pipeline.notify.mail"))
    yield pool
    pool.close()


def make_notifier(
    url: str | None,
    workers: ProcessWorkers | None = None,
    *,
    policy: NetPolicy = LOOPBACK,
    out: io.StringIO | None = None,
    **settings: Any,
) -> ChannelNotifier:
    def lend() -> ProcessWorkers:
        assert workers is not None
        return workers

    return ChannelNotifier(
        ChannelSettings(find_url=lambda name: url if name == "desk" else None, **settings),
        post=lambda target, body, headers: post_json(target, body, headers=headers, policy=policy),
        workers=lend,
        guard=partial(guard_process, policy),
        find_document=lambda _: None,
        clock=lambda: RUNG_AT,
        out=out,
    )


def test_standard_output_shows_the_passage_and_nothing_that_drives_a_terminal() -> None:
    out = io.StringIO()
    make_notifier(None, out=out).send(Dispatch(channel="stdout", alerts=(ALERT,), key="k"))
    shown = out.getvalue()
    assert "the NRC" in shown
    assert shown == format_alert(ALERT) + "\n"
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"}


def test_standard_output_for_programs_is_an_alert_a_line() -> None:
    out = io.StringIO()
    alerts = [ALERT, make_alert(2)]
    make_notifier(None, out=out, as_json=True).send(
        Dispatch(channel="stdout", alerts=tuple(alerts), key="k", digest=True)
    )
    assert [msgspec.json.decode(line, type=Alert) for line in out.getvalue().splitlines()] == alerts


def test_a_digest_on_standard_output_has_its_contents_and_every_alert() -> None:
    out = io.StringIO()
    make_notifier(None, out=out).send(
        Dispatch(channel="stdout", alerts=tuple(make_alert(n) for n in range(3)), key="k", digest=True, part=1, parts=2)
    )
    assert out.getvalue().startswith("DIGEST 3 alerts of 1 rule (part 1 of 2): council 3\nALERT ")
    assert out.getvalue().count("\nALERT ") == 3


# --- webhooks ---


def test_a_webhook_gets_the_alert_as_an_event_with_its_key(receiver: WebReceiver) -> None:
    make_notifier(receiver.url, public_url="https://watch.example").send(
        Dispatch(channel="desk", alerts=(ALERT,), key="key-1")
    )
    headers, body = receiver.received[0]
    assert headers["idempotency-key"] == "key-1"
    assert headers["content-type"] == "application/cloudevents+json"
    assert "webhook-signature" not in headers
    event = json.loads(body)
    data = event.pop("data")
    assert event == {
        "specversion": "1.0",
        "id": make_delivery_key("a1", "desk"),
        "source": "https://watch.example",
        "type": "org.wirewatch.alert.rung",
        "subject": "council",
        "time": "2026-11-24T10:00:00Z",
        "datacontenttype": "application/json",
    }
    assert data["evidence"][0]["passage"] == "the NRC"
    assert data["title"] == HOSTILE
    assert "deliveries" not in data


def test_a_digest_is_a_batch_whose_events_have_the_ids_of_single_ones(receiver: WebReceiver) -> None:
    alerts = [make_alert(n) for n in range(3)]
    make_notifier(receiver.url).send(Dispatch(channel="desk", alerts=tuple(alerts), key="key-1", digest=True))
    headers, body = receiver.received[0]
    assert headers["content-type"] == "application/cloudevents-batch+json"
    assert [event["id"] for event in json.loads(body)] == [name_event_id(alert, "desk") for alert in alerts]
    assert name_event_id(alerts[0], "desk") == make_delivery_key(alerts[0].id, "desk")


def test_a_webhook_is_signed_with_all_secrets_of_its_channel(receiver: WebReceiver) -> None:
    old, new = b"an old secret", bytes(range(32))
    secret = f"whsec_{base64.b64encode(new).decode()} an-old-secret"
    make_notifier(receiver.url, find_secret={"desk": secret}.get).send(
        Dispatch(channel="desk", alerts=(ALERT,), key="key-1")
    )
    headers, body = receiver.received[0]
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("key-1", str(int(RUNG_AT.timestamp())))
    signed = b"key-1." + headers["webhook-timestamp"].encode() + b"." + body
    made = [
        "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
        for secret in (new, old.replace(b" ", b"-"))
    ]
    assert headers["webhook-signature"].split() == made


def test_a_secret_that_cannot_be_read_is_an_error_that_does_not_show_it() -> None:
    with pytest.raises(ConfigError, match=r"signing\.desk") as caught:
        read_secrets("desk", "whsec_not*base64")
    assert "not*base64" not in caught.value.message


@pytest.mark.parametrize(
    ("status", "final"),
    [(400, True), (413, True), (422, True), *((status, False) for status in (302, 401, 403, 404, 410, 429, 500, 503))],
)
def test_a_refusal_says_whether_it_is_about_the_message(receiver: WebReceiver, status: int, final: bool) -> None:
    receiver.then = status
    receiver.headers = {"Location": receiver.url.replace("json", "http")}
    with pytest.raises(DeliveryError, match=f"http_{status}") as caught:
        make_notifier(receiver.url).send(Dispatch(channel="desk", alerts=(ALERT,), key="k"))
    assert caught.value.subject["final"] is final
    assert len(receiver.received) == 1, "a redirect was followed"


def test_a_webhook_into_the_network_is_refused(receiver: WebReceiver) -> None:
    with pytest.raises(DeliveryError, match="egress_denied"):
        make_notifier(receiver.url, policy=NetPolicy()).send(Dispatch(channel="desk", alerts=(ALERT,), key="k"))
    assert receiver.received == []


def test_a_channel_without_an_address_says_which_setting_is_missing() -> None:
    with pytest.raises(DeliveryError, match="WIREWATCH_CHANNELS__PRESS"):
        make_notifier(None).send(Dispatch(channel="press", alerts=(ALERT,), key="k"))


# --- mail and the rest of Apprise ---


def test_a_mail_arrives_as_text_and_html_with_one_clean_subject(workers: ProcessWorkers, mailbox: MailReceiver) -> None:
    make_notifier(mailbox.url, workers).send(Dispatch(channel="desk", alerts=(ALERT,), key="k-1"))
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Bcc"], mail["Message-ID"]) == ("desk@desk.example", None, "<k-1@desk.example>")
    assert mail["From"] == "Wirewatch <monitor@desk.example>"
    assert mail.get_content_type() == "multipart/alternative"
    assert "mentioned: [the NRC]" in read_part(mail, "plain")
    assert "<script" not in read_part(mail, "html")


def test_a_digest_by_mail_has_one_entry_a_story(workers: ProcessWorkers, mailbox: MailReceiver) -> None:
    alerts = [make_alert(n, rule=("council", "harbour")[n % 2]) for n in range(50)]
    make_notifier(mailbox.url, workers).send(
        Dispatch(channel="desk", alerts=tuple(alerts), key="k-1", digest=True, part=1, parts=3)
    )
    (mail,) = mailbox.mails
    assert mail["Subject"] == "50 alerts (part 1 of 3): council (25), harbour (25)"
    for alert in alerts:
        assert read_part(mail, "plain").splitlines().count(f"   {alert.url}") == 1
        assert read_part(mail, "html").count(f'"{alert.url}"') == 1


def test_a_channel_has_its_own_words(workers: ProcessWorkers, mailbox: MailReceiver) -> None:
    template = parse_template("desk", subject="Wire: $title", body="$who: $passage")
    notifier = make_notifier(mailbox.url, workers, find_template={"desk": template}.get)
    notifier.send(Dispatch(channel="desk", alerts=(make_alert(),), key="k"))
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Wire: Talks about the lighthouse 1"
    assert read_part(mail, "plain").strip() == "mentioned: [the NRC]"


def test_a_mail_server_that_is_down_is_an_error_without_its_address(workers: ProcessWorkers) -> None:
    with refuse_connections() as port:
        url = f"mailto://127.0.0.1:{port}?mode=insecure&from=monitor@example.org&to=secret@example.org"
        with pytest.raises(DeliveryError) as caught:
            make_notifier(url, workers).send(Dispatch(channel="desk", alerts=(ALERT,), key="k"))
    assert caught.value.subject["final"] is False
    assert "secret@" not in caught.value.message


def test_a_chat_gets_its_text_broken_where_it_would_call_somebody(
    workers: ProcessWorkers, receiver: WebReceiver
) -> None:
    url = receiver.url.replace("json://", "mmost://bot@").replace("/hook", "/" + "a" * 26)
    make_notifier(url, workers).send(Dispatch(channel="desk", alerts=(ALERT,), key="k"))
    _, body = receiver.received[0]
    assert b"the NRC" in body
    assert b"@everyone" not in body
    assert "@everyone" not in json.loads(body)["text"]


def test_an_address_that_apprise_cannot_read_is_an_error(workers: ProcessWorkers) -> None:
    with pytest.raises(DeliveryError, match="Apprise cannot read the channel's address"):
        make_notifier("nothing://at/all", workers).send(Dispatch(channel="desk", alerts=(ALERT,), key="k"))
