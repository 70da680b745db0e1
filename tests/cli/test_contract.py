"""The command line as docs and other programs rely on it: names, JSON, exits, errors of one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.cli.sample import open_sample_site
from pipeline.config import find_data

Run = Callable[..., "CompletedProcess[str]"]
COMMANDS = (
    *("init", "doctor", "up", "run", "web", "feeds", "extract", "enrich", "search", "show"),
    *("rules", "alerts", "status", "failures", "rewind", "rebuild", "compare", "completion", "kibana"),
    *("users", "tokens", "mcp"),
)
STORY = (
    "GENEVA, April 3. /NORDWIRE/. The talks were useful, Deputy Foreign Minister Ivan Petrov said on Tuesday.\n\n"
    '"We will meet again in the Russia-NATO Council," he added.'
)


def test_help_lists_every_command_of_the_contract(wirewatch: Run) -> None:
    shown = wirewatch("--help").stdout
    assert all(f"  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(wirewatch: Run, command: str) -> None:
    shown = wirewatch(command, "--help")
    assert shown.returncode == 0
    assert "Usage" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("search", '"open quote'), 2, "quote"),
        (("search", "titel:nato"), 2, "title"),
        (("show", "ffffffffffff"), 1, "ffffffffffff"),
        (("show", "https://news.example/nowhere"), 1, "no feed has announced https://news.example/nowhere"),
        (("feeds", "remove", "nowhere"), 1, "nowhere"),
        (("feeds", "check", "http://192.168.0.1/feed"), 1, "egress_denied"),
        (("feeds", "add", "ftp://example.org/feed"), 2, "http"),
        (("rewind", "--to", "extract"), 2, "--all"),
        (("rewind", "--to", "somewhere", "--all"), 2, "somewhere"),
        (("rules", "backtest", "nothing"), 2, "nothing"),
        (("alerts", "--since", "soon"), 2, "moment"),
        (("nonsense",), 2, "nonsense"),
        (("rewind",), 2, "--to"),
        (("feeds", "add"), 2, "feeds add --help"),
        (("feeds", "export", "/nowhere/feeds.opml"), 1, "/nowhere"),
        (("web", "--port", "99999"), 2, "65535"),
        (("search", "nato)"), 2, "character 5"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_call_says_in_words_what_to_do(
    wirewatch: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    wirewatch("init")
    result = wirewatch(*arguments)
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("wirewatch: ")
    assert result.stdout == ""


def test_a_command_before_init_says_to_init(wirewatch: Run) -> None:
    result = wirewatch("status")
    assert result.returncode == 1
    assert "wirewatch init" in result.stderr


@pytest.mark.parametrize(("variable", "hint"), [("WIREWATCH_NET__ALOW", "allow"), ("WIREWATCH_NETS__ALLOW", "net")])
def test_a_wrong_setting_is_exit_2(wirewatch: Run, variable: str, hint: str) -> None:
    result = wirewatch("init", **{variable: "1"})
    assert result.returncode == 2
    assert f"did you mean '{hint}'" in result.stderr


def test_a_channel_that_cannot_work_is_told_before_it_is_needed(wirewatch: Run, home: Path) -> None:
    wirewatch("init")
    (home / "rules" / "mine.toml").write_text('id = "mine"\ntitle = "Mine"\nquery = "nato"\nchannels = ["desk"]\n')
    assert "WIREWATCH_CHANNELS__DESK" in wirewatch("rules", "check").stdout
    doctor = wirewatch("doctor", WIREWATCH_CHANNELS__DESK="nonsense")
    assert doctor.returncode == 1
    assert "desk" in doctor.stdout


def test_doctor_names_an_archive_that_cannot_be_opened(wirewatch: Run) -> None:
    wirewatch("init")
    assert "nowhere://x" in wirewatch("doctor", WIREWATCH_ARCHIVE__URL="nowhere://x").stdout


def test_a_feed_that_is_watched_already_is_named_by_its_id(wirewatch: Run) -> None:
    wirewatch("init")
    wirewatch("feeds", "add", "https://news.example/rss", "--id", "first")
    assert wirewatch("feeds", "add", "https://news.example/rss", "--id", "second").stdout.startswith("first was")


@pytest.mark.parametrize("query", ["-nato", "-title:quiz nato", "-the", '-"nordic council"'])
def test_a_query_may_begin_with_not(wirewatch: Run, query: str) -> None:
    wirewatch("init")
    assert wirewatch("search", query, "--json", "--limit", "3").returncode == 0
    assert wirewatch("search", query, "--limit", "-3").returncode == 2


def test_a_lost_index_is_rebuilt(wirewatch: Run, home: Path) -> None:
    wirewatch("init")
    (home / "search.db").unlink()
    assert wirewatch("rebuild").returncode == 0
    assert wirewatch("search", "nato", "--json").returncode == 0


@pytest.mark.parametrize("command", ["extract", "enrich"])
def test_a_line_that_no_reader_likes_is_answered_in_its_place(wirewatch: Run, command: str) -> None:
    deep = "[" * 50_000 + "]" * 50_000
    key = {"extract": "html", "enrich": "text"}[command]
    lines = [
        deep[:50_000],
        f'{{"id": "deep", "{key}": "x", "z": {deep}}}',
        f'{{"id": "cut", "{key}": "x',
        f'{{"id": "raw nul", "{key}": "a\0b"}}',
        f'{{"id": "surrogate", "{key}": "\\ud800"}}',
        f'{{"id": "\\ud800", "{key}": "x"}}',
        f'{{"id": 12, "{key}": "x\x01"}}',
        '{"id": "path", "path": "a\\u0000b"}',
        f'\ufeff{{"id": "marked", "{key}": "{STORY.replace(chr(10), " ").replace(chr(34), "")}"}}',
    ]
    result = wirewatch(command, "--jsonl", stdin="\n".join(lines))
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    ids = [None, "deep", "cut", "raw nul", "surrogate", "?", 12, "path", "marked"]
    assert [answer["id"] for answer in answers] == ids
    assert all("error" in answer for answer in answers[:-1])
    assert command == "extract" or "error" not in answers[-1]


def test_extract_needs_no_url_and_survives_impossible_times(wirewatch: Run) -> None:
    page = f"<html lang=en><title>Talks</title><body><article><p>{STORY * 4}</p></article></body></html>"
    rows = [
        {"id": 1, "html": page, "url": None},
        {"id": 2, "html": page, "url": "https://news.example/a", "fetched_at": "9999-12-31T23:59:59-14:00"},
    ]
    result = wirewatch("extract", "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert all("error" not in json.loads(line) for line in result.stdout.splitlines()), result.stdout


def test_enrich_answers_every_line_with_its_id(wirewatch: Run) -> None:
    lines = [
        json.dumps({"id": "a", "text": STORY, "title": "Talks", "published_at": "2018-04-03"}),
        "this is no JSON",
        json.dumps({"id": "b"}),
        json.dumps({"id": 7, "text": ""}),
        json.dumps({"id": "c", "text": STORY, "language": "xx", "published_at": "no date"}),
    ]
    result = wirewatch("enrich", "--jsonl", stdin="\n".join(lines) + "\n")
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, "b", 7, "c"]
    first = answers[0]
    assert set(first) == {"id", "dateline", "dates", "quotes", "speakers", "people", "topics", "names"}
    assert first["dateline"]["place"] == "GENEVA"
    assert {quote["speaker"]["name"] for quote in first["quotes"]} == {"Ivan Petrov"}
    assert [name["name"] for name in first["names"]] == ["russia-nato-council"]
    for tag in (*first["dates"], *first["quotes"]):
        assert STORY[tag["start"] : tag["end"]] == tag["text"]
    assert "text" in answers[2]["error"]["message"]


def test_enrich_takes_what_the_source_says_of_a_text(wirewatch: Run) -> None:
    row = {"id": "a", "text": "Nothing.", "section": "Sport", "keywords": ["sailing"], "url": "https://a.example/x"}
    answer = json.loads(wirewatch("enrich", "--jsonl", stdin=json.dumps(row) + "\n").stdout)
    assert answer["topics"][0]["code"] == "medtop:15000000"
    assert answer["topics"][0]["outside"] == [
        {"field": "section", "text": "Sport"},
        {"field": "keywords", "text": "sailing"},
    ]


def test_extract_answers_every_line_with_its_id(wirewatch: Run, tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>{line} It was the {n}th time this year, officials said.</p>"
        for n, line in enumerate(STORY.splitlines() * 4)
    )
    head = "<html lang=en><head><title>Talks</title></head>"
    page = f"{head}<body><article><h1>Talks</h1>{paragraphs}</article></body></html>"
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "broken.html.gz").write_bytes(b"\x1f\x8b not gzip")
    rows = [
        {"id": 1, "path": str(tmp_path / "page.html"), "url": "https://news.example/2018/04/03/talks"},
        {"id": 2, "html": "", "url": "https://news.example/b"},
        {"id": 3, "path": str(tmp_path / "missing.html"), "url": "https://news.example/c"},
        {"id": 4, "path": str(tmp_path / "broken.html.gz"), "url": "https://news.example/d"},
        {"id": 5, "html": page, "url": "https://news.example/e"},
    ]
    result = wirewatch("extract", "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5]
    assert "useful" in answers[0]["text"]
    assert answers[0]["published_at"].startswith("2018-04-03")
    assert all("error" in answer for answer in answers[1:4])
    assert answers[4]["text"] == answers[0]["text"]


def test_json_output_is_clean_and_has_the_names_of_the_contract(wirewatch: Run, home: Path) -> None:
    with open_sample_site(find_data("seeds") / "sample", published_until=0) as site:
        assert wirewatch("init").returncode == 0
        variables = {"WIREWATCH_NET__ALLOW": "127.0.0.0/8"}
        for feed in site.feeds[:2]:
            assert wirewatch("feeds", "add", feed.url, **variables).returncode == 0
        once = wirewatch("run", "--once", **variables)
        assert once.returncode == 0, once.stderr
    rows = [json.loads(line) for line in wirewatch("search", "", "--json", "--limit", "3").stdout.splitlines()]
    assert len(rows) == 3
    shown = json.loads(wirewatch("show", rows[0]["id"][:12], "--json").stdout)
    assert {key: shown[key] for key in shown if key != "indexed_at"} == {
        key: rows[0][key] for key in rows[0] if key != "indexed_at"
    }
    assert json.loads(wirewatch("show", rows[0]["url"], "--json").stdout)["id"] == rows[0]["id"]
    assert wirewatch("alerts", "--json").stdout == ""
    status = json.loads(wirewatch("status", "--json").stdout)
    assert {"entries", "stages", "lag_seconds", "sources"} <= set(status)
    health = [json.loads(line) for line in wirewatch("feeds", "health", "--json").stdout.splitlines()]
    assert {row["health"] for row in health} == {"ok"}
    assert wirewatch("show", rows[0]["id"]).stdout.count("extract") >= 1
    exported = wirewatch("feeds", "export").stdout
    assert all(feed.url in exported for feed in site.feeds[:2])
    assert wirewatch("compare").returncode == 0
    lost = min((home / "archive").rglob("*.gz"))
    lost.unlink()
    compared = wirewatch("compare")
    assert compared.returncode == 1
    assert [line for line in compared.stderr.splitlines() if lost.name in line] == compared.stderr.splitlines()
    assert "compared" in compared.stdout


def test_a_starter_rule_that_was_taken_away_comes_back_with_init_only(wirewatch: Run, home: Path) -> None:
    assert wirewatch("init").returncode == 0
    rule = home / "rules" / "grushko-on-nato.toml"
    rule.unlink()
    assert wirewatch("run", "--once").returncode == 0
    assert not rule.exists()
    assert wirewatch("init").returncode == 0
    assert rule.exists()
