"""Each case runs in a process of its own that has a limit of memory and of processor time."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_SECONDS = 20
_CHILD = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
from datetime import UTC, datetime
from pipeline.errors import FeedError
from pipeline.feeds.parse import parse_feed
head, middle, tail = '<rss version="2.0"><channel>', eval(sys.argv[1]), '</channel></rss>'
body = middle if isinstance(middle, bytes) else (head + middle + tail).encode()
try:
    feed = parse_feed(body, url="https://e.org/f", headers={{}}, fetched_at=datetime(2026, 12, 1, tzinfo=UTC))
    print(json.dumps(["read", len(feed.items), max([len(i.title) + len(i.summary) for i in feed.items], default=0)]))
except FeedError as error:
    print(json.dumps([error.subject["reason"], len(error.message), 0]))
"""
_ITEM = "<item><title>{}</title><link>https://e.org/1</link></item>"

REFUSED = {
    "attributes": "'<item ' + ' '.join(f'a{i}=\"1\"' for i in range(50_000)) + '/>'",
    "attributes-with-brackets": "'<item ' + ' '.join(f'a{i}=\">\"' for i in range(50_000)) + '/>'",
    "namespaces": "'<item ' + ' '.join(f'xmlns:a{i}=\"1\"' for i in range(50_000)) + '/>'",
    "depth": "'<a>' * 100_000 + '</a>' * 100_000",
    "brackets": "'<' * 1_000_000",
    "unclosed-quotes": "'<a b=\"' * 190_000",
    "tags-in-cdata": "'<item><title><![CDATA[' + '<b>' * 2_100_000 + ']]></title></item>'",
    "json-depth": 'b\'{"version": "https://jsonfeed.org/version/1", "items": \' + b"[" * 100_000',
}
READ = {
    "billion-laughs": (
        'b"<!DOCTYPE l [<!ENTITY a \'xx\'>" + b"".join(b"<!ENTITY a%d \'%s\'>" % (i, b"&a%d;" % (i - 1) * 10) '
        "for i in range(1, 9)) + b']><rss><channel><item><title>&a8;</title></item></channel></rss>'"
    ),
    "quadratic-entity": (
        'b"<!DOCTYPE l [<!ENTITY a \'" + b"x" * 190 + b"\'>]><rss><channel><item><title>" + b"&a;" * 200_000 '
        "+ b'</title></item></channel></rss>'"
    ),
    "items": f"{_ITEM!r} * 200_000",
    "long-title": f"{_ITEM!r}.format('x' * 12_000_000)",
    "nested-markup": "'<item><description><![CDATA[' + '<div>' * 100_000 + ']]></description></item>'",
    "hidden-markup": "'<item><description>' + '&lt;script&gt;' * 200_000 + '</description></item>'",
    "comment": f"b'<!--' + b'x' * 5_000_000 + b'--><rss><channel>' + {_ITEM.encode()!r} + b'</channel></rss>'",
    "comments": f"b'<!-- x -->' * 300_000 + b'<rss><channel>' + {_ITEM.encode()!r} + b'</channel></rss>'",
    "blank-lines": f"b'\\n' * 5_000_000 + b'<rss><channel>' + {_ITEM.encode()!r} + b'</channel></rss>'",
    "ampersands": "'&' * 1_000_000",
    "references": f"{_ITEM!r}.format('&#x1F600;' * 200_000)",
    "digits": f"{_ITEM!r}.format('&#' + '9' * 5_000_000 + ';')",
    "enclosures": "'<item>' + '<enclosure url=\"x\"/>' * 20_000 + '</item>'",
    "open-cdata": "'<![CDATA[' * 100_000",
    "sitemap": "b'<urlset>' + b'<url><loc>https://e.org/</loc></url>' * 50_000 + b'</urlset>'",
}


def _run(expression: str) -> list[object]:
    done = subprocess.run([sys.executable, "-c", _CHILD, expression], capture_output=True, text=True, check=True)
    answer: list[object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("expression", REFUSED.values(), ids=REFUSED.keys())
def test_a_flood_is_refused_within_its_budget(expression: str) -> None:
    reason, length, _ = _run(expression)

    assert reason == "oversize_structure"
    assert isinstance(length, int)
    assert length < 400


@pytest.mark.parametrize("expression", READ.values(), ids=READ.keys())
def test_an_odd_feed_is_read_within_its_budget(expression: str) -> None:
    outcome, items, longest = _run(expression)

    assert outcome == "read"
    assert isinstance(items, int)
    assert items <= 1_000
    assert isinstance(longest, int)
    assert longest <= 3_000
