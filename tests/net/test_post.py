from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.net.post import check_target, post_json

if TYPE_CHECKING:
    from tests.net.conftest import Names, Net, Site

BODY = b'{"id": "1"}'


def test_a_body_is_posted_once_with_its_headers(net: Net, site: Site) -> None:
    site.answers["/hook"] = site.reply(b"thanks\x1b[0m", status="202 Accepted")

    result = post_json(site.url("/hook"), BODY, policy=net.policy, headers={"Idempotency-Key": "k1"})

    assert (result.status, result.reason, result.detail) == (202, None, "thanks [0m")
    assert len(site.heads) == 1
    assert site.heads[0].startswith("POST /hook ")
    assert "Idempotency-Key: k1\r\n" in site.heads[0]
    assert "Content-Type: application/json\r\n" in site.heads[0]


def test_a_hook_to_a_private_address_is_refused_before_anything_is_sent(
    net: Net, names: Names, inner: Site, connected: list[str]
) -> None:
    names.answers["hook.example"] = [["127.0.0.20"]]

    for url in (inner.url(), inner.url(host="hook.example")):
        assert post_json(url, BODY, policy=net.policy, resolver=names).reason == "egress_denied"
        assert check_target(url, net.policy, resolver=names) == "egress_denied"
    assert connected == []


def test_a_redirect_is_not_followed(net: Net, site: Site, inner: Site) -> None:
    site.answers["/"] = site.reply(status="302 Found", headers=f"Location: {inner.url()}\r\n")

    assert post_json(site.url(), BODY, policy=net.policy).reason == "http_302"
    assert inner.heads == []


@pytest.mark.parametrize(("status", "transient"), [("400 Bad", False), ("410 Gone", False), ("503 Busy", True)])
def test_a_refusal_is_named(net: Net, site: Site, status: str, transient: bool) -> None:
    site.answers["/"] = site.reply(b"secret " * 1000, status=status, headers="Retry-After: 60\r\n")

    result = post_json(site.url(), BODY, policy=net.policy)

    assert (result.reason, result.transient) == (f"http_{status[:3]}", transient)
    assert len(result.detail) <= 200
    assert result.retry_after == (timedelta(minutes=1) if transient else None)


def test_an_endless_answer_is_not_read(net: Net, site: Site) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    site.answers["/"] = endless

    assert post_json(site.url(), BODY, policy=net.policy).reason is None


def test_a_silent_receiver_ends_at_the_deadline(net: Net, site: Site) -> None:
    async def silent(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    site.answers["/"] = silent

    result = post_json(site.url(), BODY, policy=net.policy, deadline=timedelta(seconds=0.3))

    assert (result.reason, result.transient) == ("timed_out", True)


def test_a_header_with_a_line_break_is_refused(net: Net, site: Site) -> None:
    result = post_json(site.url(), BODY, policy=net.policy, headers={"X": "a\r\nHost: b"})

    assert result.reason == "invalid_header"
    assert site.heads == []


def test_a_caller_with_an_event_loop_of_its_own_may_post(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply()

    async def call() -> str | None:
        return post_json(site.url(), BODY, policy=net.policy).reason

    assert asyncio.run(call()) is None


def test_a_target_is_checked_without_connecting(net: Net, names: Names, connected: list[str]) -> None:
    names.answers["good.example"] = [["127.0.0.10"]]

    assert check_target("https://good.example/hook", net.policy, resolver=names) is None
    assert check_target("https://nowhere.example/", net.policy, resolver=names) == "dns_failed"
    assert check_target("file:///etc/passwd", net.policy, resolver=names) == "invalid_url"
    assert connected == []


CHILD = """
import socket
from ipaddress import ip_network
from pipeline.net.policy import NetPolicy
from pipeline.net.post import guard_process

guard_process(NetPolicy(allow=(ip_network("127.0.0.10/32"),)))
for host in ("127.0.0.10", "127.0.0.20", "::1", "localhost"):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as one:
            try:
                if kind == socket.SOCK_STREAM:
                    one.connect((host, 9))
                else:
                    one.sendto(b"x", (host, 9))
                print("open")
            except OSError as error:
                print(type(error).__name__)
"""


def test_a_guarded_process_cannot_connect_by_any_library() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True, timeout=30)

    assert done.stdout.split() == ["ConnectionRefusedError", "open"] + ["EgressDeniedError"] * 6
