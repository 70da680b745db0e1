"""Nothing denied is ever connected to: the audit hook saw every attempt of the process."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from pipeline.net.sockets import EgressDeniedError, choose_addresses, open_socket
from pipeline.types import Fetched, NotFetched

if TYPE_CHECKING:
    from tests.net.conftest import Names, Net, Site

PUBLIC = "127.0.0.10"
PRIVATE = "127.0.0.20"
KINDS = ["feed", "page", "discover"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_address_is_refused_before_anything_is_sent(
    net: Net, inner: Site, connected: list[str], kind: str
) -> None:
    result = net.ask(inner.url(), kind=kind)

    assert isinstance(result, NotFetched)
    assert (result.reason, result.transient) == ("egress_denied", False)
    assert connected == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_leads_to_a_private_address_is_refused(
    net: Net, names: Names, inner: Site, connected: list[str], kind: str
) -> None:
    names.answers["news.example"] = [[PRIVATE]]

    result = net.ask(inner.url(host="news.example"), kind=kind)

    assert result.reason == "egress_denied"
    assert PRIVATE in result.detail
    assert connected == []


def test_only_the_public_addresses_of_a_host_are_tried(
    net: Net, names: Names, site: Site, connected: list[str]
) -> None:
    names.answers["news.example"] = [["::1", PRIVATE, PUBLIC, "10.0.0.1"]]
    site.answers["/feed"] = site.reply(b"news")

    result = net.ask(site.url("/feed", host="news.example"))

    assert isinstance(result, Fetched)
    assert result.address == PUBLIC
    assert set(connected) == {PUBLIC}


def test_a_host_whose_public_address_is_down_never_falls_back_to_a_private_one(
    net: Net, names: Names, inner: Site, connected: list[str]
) -> None:
    names.answers["news.example"] = [[PUBLIC, PRIVATE]]

    result = net.ask(inner.url(host="news.example"))

    assert result.reason == "connection_failed"
    assert PRIVATE not in connected


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://127.0.0.20:{port}/", "http://inner.example:{port}/", "http://[::1]/"],
)
def test_a_redirect_to_a_denied_address_is_refused_at_that_hop(
    net: Net, names: Names, site: Site, inner: Site, connected: list[str], target: str
) -> None:
    names.answers["inner.example"] = [[PRIVATE]]
    location = target.format(port=inner.port)
    site.answers["/"] = site.reply(status="302 Found", headers="Location: /hop\r\n")
    site.answers["/hop"] = site.reply(status="302 Found", headers=f"Location: {location}\r\n")

    result = net.ask(site.url())

    assert result.reason == "egress_denied"
    assert site.paths == ["/", "/hop"]
    assert set(connected) == {PUBLIC}
    assert inner.heads == []


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http://169.254.169.254:8888\\@example.org/",
        "http://user:secret@example.org/",
        "http://2130706433/",
        "http:///127.0.0.1\t/",
    ],
)
def test_a_redirect_to_what_is_no_plain_url_is_refused(net: Net, site: Site, location: str) -> None:
    site.answers["/"] = site.reply(status="302 Found", headers=f"Location: {location}\r\n")

    result = net.ask(site.url())

    assert (result.reason, result.transient) == ("invalid_url", False)


def test_a_name_that_changes_its_address_is_judged_each_time(
    net: Net, names: Names, site: Site, connected: list[str]
) -> None:
    names.answers["news.example"] = [[PUBLIC], [PRIVATE]]
    closing = "Connection: close\r\n"
    site.answers["/"] = site.reply(
        status="302 Found", headers=f"Location: {site.url('/next', host='news.example')}\r\n{closing}"
    )

    result = net.ask(site.url(host="news.example"))

    assert result.reason == "egress_denied"
    assert set(connected) == {PUBLIC}


def test_a_robots_file_cannot_redirect_inside(net: Net, site: Site, inner: Site, connected: list[str]) -> None:
    site.answers["/robots.txt"] = site.reply(status="302 Found", headers=f"Location: {inner.url('/robots.txt')}\r\n")

    result = net.ask(site.url("/story"), kind="page")

    assert result.reason == "egress_denied"
    assert set(connected) == {PUBLIC}


def test_the_environments_proxy_is_ignored(
    net: Net, site: Site, inner: Site, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, inner.url())
    site.answers["/"] = site.reply(b"news")

    assert isinstance(net.ask(site.url()), Fetched)
    assert set(connected) == {PUBLIC}


def test_the_socket_itself_is_refused_whatever_the_resolver_said(net: Net) -> None:
    row = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (PRIVATE, 80))

    with pytest.raises(EgressDeniedError, match="loopback"):
        open_socket(row, policy=net.policy)


def test_the_socket_of_another_family_is_refused(net: Net) -> None:
    with pytest.raises(EgressDeniedError):
        open_socket((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/run/x", 0)), policy=net.policy)


def test_a_port_that_is_not_for_the_web_is_refused_by_name(net: Net) -> None:
    with pytest.raises(EgressDeniedError, match="port 9200"):
        choose_addresses("news.example", 9200, policy=net.policy, resolve=lambda _host: ["8.8.8.8"])


def test_a_host_without_an_address_is_a_transient_failure(net: Net, names: Names) -> None:
    names.answers["empty.example"] = [[]]

    for host in ("nowhere.example", "empty.example"):
        result = net.ask(f"http://{host}/")
        assert (result.reason, result.transient) == ("dns_failed", True)
