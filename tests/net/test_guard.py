from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from pipeline.net.guard import ParsedUrl, Refusal, check_url, find_denial
from pipeline.net.policy import NetPolicy

POLICY = NetPolicy()

DENIED = """
127.0.0.1 127.255.255.255 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1
192.168.255.255 169.254.169.254 169.254.0.1 168.63.129.16 100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
192.0.0.8 192.0.0.170 192.88.99.1 198.18.0.1 198.19.255.255 192.0.2.1 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 ::1 :: ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:7f00:0001
::ffff:8.8.8.8 ::127.0.0.1 ::169.254.169.254 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1::
2002:808:808:: 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1 fc00::1
fd00:ec2::254 fdff::1 ff02::1 ff0e::1 2001:db8::1 3fff::1 5f00::1 100::1 2001:2::1 2001:20::1 3ffe::1 4000::1
"""

ALLOWED = """
8.8.8.8 1.1.1.1 100.63.255.254 100.128.0.1 172.15.255.255 172.32.0.1 192.167.255.255 192.169.0.1 169.253.255.255
168.63.129.15 168.63.129.17 192.0.1.1 198.17.255.255 198.20.0.1 223.255.255.255 11.0.0.1 9.255.255.255 128.0.0.1
2606:4700::1111 2001:4860:4860::8888 2a00:1450::1 2001:200::1 2003::1 3ffd::1 3fff:1000::1
"""


@pytest.mark.parametrize("address", DENIED.split())
def test_an_address_that_is_not_public_is_denied(address: str) -> None:
    assert find_denial(ip_address(address), POLICY) is not None


@pytest.mark.parametrize("address", ALLOWED.split())
def test_a_public_address_is_allowed_also_next_to_a_denied_block(address: str) -> None:
    assert find_denial(ip_address(address), POLICY) is None


@pytest.mark.parametrize("port", [21, 22, 25, 5432, 6379, 9200])
def test_a_public_address_is_denied_on_a_port_that_is_not_for_the_web(port: int) -> None:
    assert find_denial(ip_address("8.8.8.8"), POLICY, port=port) is not None


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_a_public_address_is_allowed_on_a_port_for_the_web(port: int) -> None:
    assert find_denial(ip_address("8.8.8.8"), POLICY, port=port) is None


def test_an_allowed_network_opens_its_addresses_on_every_port_and_nothing_beside_them() -> None:
    policy = NetPolicy(allow=(ip_network("127.0.0.0/8"),))

    assert find_denial(ip_address("127.0.0.1"), policy, port=9200) is None
    assert find_denial(ip_address("::ffff:127.0.0.1"), policy) is not None
    assert find_denial(ip_address("10.0.0.1"), policy) is not None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0/",
        "http://127.0.0.1./",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://１２７.0.0.1/",
        "http://example.org@127.0.0.1/",
        "http://user:secret@example.org/",
        "http://169.254.169.254:8888\\@example.org/",
        "http:127.0.0.1/x",
        "http:///127.0.0.1",
        "http:/example.org/",
        "//example.org/",
        "example.org",
        "",
        " http://example.org/",
        "http://example.org/\n",
        "http://exam\tple.org/",
        "http://example.org/a\r\nHost: x",
        "http://example.org/\x00",
        "http://example.org/\x7f",
        "http://example.org/\ud800",
        "http://exam ple.org/",
        "http://%31%32%37.0.0.1/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::g]/",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:80:80/",
        "http://example.org:x/",
        "http://-example.org/",
        "http://a..org/",
        "http://" + "a." * 200 + "org/",
        "http://" + "a" * 64 + ".org/",
        "http://example.org/" + "a" * 5000,
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "data:text/html,x",
        "jar:http://example.org!/",
        "s3://bucket/key",
        "javascript:alert(1)",
    ],
    ids=lambda url: repr(url)[1:40],
)
def test_a_url_that_can_be_read_in_two_ways_is_refused(url: str) -> None:
    result = check_url(url)

    assert isinstance(result, Refusal)
    assert result.reason == "invalid_url"


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://example.org", "example.org", 80),
        ("HTTPS://Example.ORG/a?b=c#d", "example.org", 443),
        ("http://example.org.:8080/", "example.org.", 8080),
        ("http://москва.рф/новости дня", "xn--80adxhks.xn--p1ai", 80),
        ("http://my_site.example.org/a%2Fb", "my_site.example.org", 80),
        ("http://127.0.0.1#@example.org", "127.0.0.1", 80),
        ("http://[2606:4700::1111]/", "2606:4700::1111", 80),
    ],
)
def test_a_plain_url_is_read_once_for_judging_and_connecting(url: str, host: str, port: int) -> None:
    result = check_url(url)

    assert isinstance(result, ParsedUrl)
    assert (result.host, result.port) == (host, port)
    assert (result.url.raw_host, result.url.port) == (host, port)
    assert "#" not in str(result)


def test_a_very_long_host_costs_no_time() -> None:
    assert isinstance(check_url("http://" + "@" * 4000), Refusal)
    assert isinstance(check_url("http://" + "a-" * 2000), Refusal)
