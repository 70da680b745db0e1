"""A rule is tried before it is saved, and rings for what was there before only when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.cli.sample import open_sample_site
from pipeline.config import find_data

Run = Callable[..., "CompletedProcess[str]"]
QUERY = "said OR zzunseen"
FIELDS = {
    *("rule", "looked_at", "articles", "stories", "days", "noise", "variants", "sampled", "newest"),
    *("forecast", "warnings"),
}


@pytest.fixture
def stored(wirewatch: Run) -> Run:
    """The command with the articles of a sample feed: those of a first poll, which ring nobody."""
    with open_sample_site(find_data("seeds") / "sample", published_until=0) as site:
        variables = {"WIREWATCH_NET__ALLOW": "127.0.0.0/8"}
        assert wirewatch("init").returncode == 0
        assert wirewatch("feeds", "add", site.feeds[0].url, **variables).returncode == 0
        assert wirewatch("run", "--once", **variables).returncode == 0
    return wirewatch


def test_a_rule_is_tried_saved_and_looked_back_for(stored: Run, home: Path, tmp_path: Path) -> None:
    found = {row["id"] for row in map(json.loads, stored("search", QUERY, "--json").stdout.splitlines())}
    tried = json.loads(stored("rules", "backtest", "--query", QUERY, "--json").stdout)
    assert tried.keys() == FIELDS
    assert tried["articles"] == len(found) > 0
    assert sum(tried["days"].values()) == tried["stories"] > 0
    assert {(one["clause"], one["articles"], one["alone"]) for one in tried["noise"]} == {
        ("said", len(found), len(found)),
        ("zzunseen", 0, 0),
    }
    assert {story["entry"] for story in tried["newest"]} <= found
    assert all("said" in story["passage"].casefold() for story in tried["newest"])

    file = tmp_path / "mine.toml"
    file.write_text(f"id = 'mine'\ntitle = 'Mine'\nquery = '{QUERY}'\n")
    shown = stored("rules", "backtest", str(file)).stdout
    assert f"{tried['stories']} alerts for {len(found)} matching articles" in shown
    assert f"said: in {len(found)} articles, {len(found)} match by it alone" in shown
    assert "warning: there are too few days of stored articles" in shown
    assert stored("alerts", "--json").stdout == ""

    (home / "rules" / "mine.toml").write_text(file.read_text())
    first = stored("rules", "lookback", "mine", "--days", "1")
    assert first.stdout.startswith(f"{len(found)} articles match, {tried['stories']} alerts rang"), first.stderr
    rang = [json.loads(line) for line in stored("alerts", "--json").stdout.splitlines()]
    assert {(alert["rule"], alert["late"]) for alert in rang} == {("mine", True)}
    assert len(rang) == tried["stories"]
    again = stored("rules", "lookback", "mine", "--days", "1")
    assert again.stdout.startswith(f"{len(found)} articles match, 0 alerts rang")


def test_what_the_index_does_not_hold_is_told(stored: Run, home: Path) -> None:
    (home / "search.db").unlink()
    assert stored("init").returncode == 0
    tried = json.loads(stored("rules", "backtest", "--query", QUERY, "--json").stdout)
    assert tried["stories"] == 0
    assert "are not in the search index and were not looked at: `wirewatch rebuild`" in tried["warnings"][0]
    looked = stored("rules", "lookback", "iaea-inspections", "--days", "1")
    assert "warning: " in looked.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give a rule, a file or --query"),
        (("mine", "--query", "nato"), "give a rule, a file or --query"),
        (("--query", "titel:nato"), "title"),
        (("nowhere.toml",), "nowhere.toml"),
        (("two.toml",), "expected one rule, found 2"),
    ],
)
def test_a_wrong_trial_says_what_to_do(wirewatch: Run, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    wirewatch("init")
    two = "".join(f"[[rule]]\nid = 'r{n}'\ntitle = 'R'\nquery = 'nato'\n" for n in range(2))
    (tmp_path / "two.toml").write_text(two)
    given = [str(tmp_path / one) if one.endswith(".toml") else one for one in arguments]
    result = wirewatch("rules", "backtest", *given)
    assert result.returncode > 0
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
