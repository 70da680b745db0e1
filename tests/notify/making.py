"""Alerts for the tests of messages and channels, and the worst that a feed could put into one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pipeline.types import Alert, ArchiveRef, Evidence

RUNG_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
HOSTILE = (
    "Talks\r\nBcc: x@harbour.example \x1b]8;;http://evil\x07 <script>alert(1)</script>\u202e {{7*7}} "
    "${rule} $rule %s {0} "
    "<!channel> @everyone [click](http://evil.example) <img src=x onerror=y> =?utf-8?q?evil?= =cmd|' /C calc'!A1 \x00"
)
NRC = Evidence(
    clause="name:council", name="council", variant="the NRC", field="text", start=4, end=11, passage="the NRC"
)


def make_alert(number: int = 1, **fields: Any) -> Alert:
    values: dict[str, Any] = {
        "id": f"a{number}",
        "rule": "council",
        "rule_version": "v1",
        "entry": f"e{number}",
        "revision": 1,
        "story": f"e{number}",
        "url": f"https://news.example/{number}",
        "title": f"Talks about the lighthouse {number}",
        "rung_at": RUNG_AT,
        "late": False,
        "evidence": (NRC,),
        "text_hash": "5f5f",
        "archive": ArchiveRef(file="2026/11/24/a.warc.gz", offset=17, sha256="abab"),
    }
    return Alert(**{**values, **fields})
