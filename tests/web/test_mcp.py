"""What an assistant is told over the Model Context Protocol."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.app import App
from pipeline.cli.mcp import answer_line


def ask(app: App, method: str, **params: Any) -> Any:
    answer = answer_line(app, json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode())
    assert answer is not None
    assert answer["id"] == 1
    return answer


def call(app: App, name: str, **arguments: Any) -> Any:
    result = ask(app, "tools/call", name=name, arguments=arguments)["result"]
    assert not result["isError"], result
    return json.loads(result["content"][0]["text"])


def test_it_says_what_it_can(app: App) -> None:
    assert ask(app, "initialize", protocolVersion="2025-03-26")["result"]["protocolVersion"] == "2025-03-26"
    tools = ask(app, "tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools] == ["search", "article", "who_said", "alerts"]
    assert ask(app, "ping")["result"] == {}


def test_it_finds_reads_and_quotes(app: App) -> None:
    found = call(app, "search", query="said:council", limit=2)
    article = call(app, "article", id=found["documents"][0]["id"])
    assert article["quotes"]
    assert call(app, "who_said", said="council")
    assert len(call(app, "alerts", limit=1)) == 1


def test_a_query_that_cannot_be_read_is_an_answer_and_no_crash(app: App) -> None:
    assert ask(app, "tools/call", name="search", arguments={"query": 'a "b'})["result"]["isError"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("rewind", {}), ("search", {}), ("search", {"query": 1}), ("alerts", {"limit": 1000}), ("alerts", {"to": "x"})],
)
def test_what_it_cannot_is_refused(app: App, name: str, arguments: dict[str, Any]) -> None:
    assert ask(app, "tools/call", name=name, arguments=arguments)["error"]["code"] == -32602


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b"{}", b"1"])
def test_nonsense_is_refused(app: App, line: bytes) -> None:
    answer = answer_line(app, line)
    assert answer is not None
    assert answer["error"]["code"] == -32700


def test_a_notification_is_not_answered(app: App) -> None:
    assert answer_line(app, b'{"jsonrpc": "2.0", "method": "notifications/initialized"}') is None
