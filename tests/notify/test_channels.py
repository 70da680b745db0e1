"""Channels against real receivers on loopback."""

from __future__ import annotations

import io
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest
from msgspec.structs import replace

from pipeline.errors import DeliveryError
from pipeline.net.policy import NetPolicy
from pipeline.net.post import guard_process, post_json
from pipeline.notify import ChannelNotifier, format_alert
from pipeline.notify.message import show_passage
from pipeline.types import Alert, ArchiveRef, Change, Evidence
from pipeline.workers.process import ProcessWorkers
from tests.documents import make_document

LOOPBACK = NetPolicy(allow=(ip_network("127.0.0.0/8"),))
ALERT = Alert(
    id="a1",
    rule="council",
    rule_version="v1",
    entry="e1",
    revision=1,
    story="e1",
    url="https://news.example/a",
    title="Talks\r\nBcc: x@example.org \x1b]8;;http://evil\x07 <script>\u202e {{7*7}}",
    rung_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
    late=False,
    evidence=(
        Evidence(
            clause="name:council", name="council", variant="the NRC", field="text", start=4, end=11, passage="the NRC"
        ),
    ),
    text_hash="h",
    archive=ArchiveRef(file="f", offset=0, sha256="s"),
)


def test_an_alert_on_a_change_says_what_was_and_what_is() -> None:
    change = Change(old_revision=1, new_revision=2, before="the \x1b NRC met", after="nobody\nmet")
    lines = format_alert(replace(ALERT, event="phrase_removed", change=change)).splitlines()
    assert "council (phrase removed): Talks" in lines[0]
    assert [line.strip() for line in lines[2:5]] == [
        "phrase removed between revisions 1 and 2",
        "before: the NRC met",
        "after: nobody met",
    ]


class Receiver:
    """What arrived, and how to answer."""

    def __init__(self) -> None:
        self.status = 200
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.url = ""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(state.status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        state.url = f"json://127.0.0.1:{server.server_port}/hook"
        yield state
        server.shutdown()


@contextmanager
def open_mailbox() -> Iterator[tuple[int, list[str]]]:
    """A mail server that speaks as much SMTP as a client needs."""
    letters: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mailbox\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    letters.append(b"".join(lines).decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield int(server.server_address[1]), letters
        server.shutdown()


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessWorkers]:
    pool = ProcessWorkers(count=1, seconds=60, memory_bytes=1 << 30)
    yield pool
    pool.close()


def make_notifier(
    url: str | None, workers: ProcessWorkers | None = None, policy: NetPolicy = LOOPBACK, out: io.StringIO | None = None
) -> ChannelNotifier:
    def lend() -> ProcessWorkers:
        assert workers is not None
        return workers

    return ChannelNotifier(
        lambda name: url if name == "desk" else None,
        post=lambda target, body, headers: post_json(target, body, headers=headers, policy=policy),
        workers=lend,
        guard=partial(guard_process, policy),
        find_document=lambda _: None,
        out=out,
    )


def test_standard_output_shows_the_passage_and_nothing_that_drives_a_terminal() -> None:
    out = io.StringIO()
    make_notifier(None, out=out).send("stdout", [ALERT], digest=False, key="k")
    shown = out.getvalue()
    assert "the NRC" in shown
    assert shown == format_alert(ALERT) + "\n"
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"}


def test_a_webhook_gets_the_alert_as_json_with_its_key(receiver: Receiver) -> None:
    make_notifier(receiver.url).send("desk", [ALERT], digest=False, key="key-1")
    headers, body = receiver.received[0]
    assert headers["idempotency-key"] == "key-1"
    assert json.loads(body)["evidence"][0]["passage"] == "the NRC"


@pytest.mark.parametrize(("status", "final"), [(500, False), (503, False), (404, True), (410, True), (302, False)])
def test_a_refusal_says_whether_to_try_again(receiver: Receiver, status: int, final: bool) -> None:
    receiver.status = status
    with pytest.raises(DeliveryError, match=f"http_{status}") as caught:
        make_notifier(receiver.url).send("desk", [ALERT], digest=False, key="k")
    assert caught.value.subject["final"] is final
    assert len(receiver.received) == 1, "a redirect was followed"


def test_a_webhook_into_the_network_is_refused(receiver: Receiver) -> None:
    with pytest.raises(DeliveryError, match="egress_denied"):
        make_notifier(receiver.url, policy=NetPolicy()).send("desk", [ALERT], digest=False, key="k")
    assert receiver.received == []


def test_a_channel_without_an_address_says_which_setting_is_missing() -> None:
    with pytest.raises(DeliveryError, match="WIREWATCH_CHANNELS__PRESS"):
        make_notifier(None).send("press", [ALERT], digest=False, key="k")


def test_a_mail_arrives_with_one_clean_subject(workers: ProcessWorkers) -> None:
    with open_mailbox() as (port, letters):
        url = f"mailto://127.0.0.1:{port}?mode=insecure&from=monitor@example.org&to=desk@example.org"
        make_notifier(url, workers).send("desk", [ALERT], digest=False, key="k")
    assert len(letters) == 1
    headers, _, _ = letters[0].partition("\r\n\r\n")
    assert "\nBcc:" not in headers
    assert "desk@example.org" in headers


def test_a_mail_server_that_is_down_is_an_error_without_its_address(workers: ProcessWorkers) -> None:
    url = "mailto://127.0.0.1:9?mode=insecure&from=monitor@example.org&to=secret@example.org"
    with pytest.raises(DeliveryError) as caught:
        make_notifier(url, workers).send("desk", [ALERT], digest=False, key="k")
    assert "secret@" not in caught.value.message


def test_the_words_around_a_passage_are_shown_when_they_are_at_hand() -> None:
    text = "First paragraph.\n\nThe envoys of the NRC met in Brussels " + "and talked " * 20
    start = text.index("the NRC")
    evidence = replace(ALERT.evidence[0], start=start, end=start + 7)
    document = make_document(text=text)
    shown = show_passage(evidence, document)
    assert shown.startswith("The envoys of [the NRC] met in Brussels and talked")
    assert shown.endswith("…")
    assert show_passage(evidence, None) == "[the NRC]"
    assert show_passage(replace(evidence, start=0, end=7), document) == "[the NRC]"
