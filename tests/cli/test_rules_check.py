from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.inside import invoke, settle

DOUBTFUL = """
id = "doubtful"
title = "Doubtful"
query = "harbour topic:politcs"
[[must_match]]
text = "The harbour was closed."
note = "it is"
"""
WRONG = 'id = "wrong"\ntitle = "Wrong"\nquery = "harbour ("\n'


@pytest.fixture
def rules(home: Path) -> Path:
    """The folder of the rules."""
    return settle(home)


def test_the_starter_rules_have_no_warning(rules: Path) -> None:
    done = invoke("rules", "check", "--strict")
    assert (done.code, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1, done.stdout
    assert not (rules.parent / "wirewatch.db").exists()  # as in continuous integration, where there is no ledger


def test_a_warning_fails_only_a_strict_check(rules: Path) -> None:
    (rules / "doubtful.toml").write_text(DOUBTFUL)
    done = invoke("rules", "check", "--json")
    assert done.code == 0
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["level"], line["rule"]) == ("warning", "doubtful")
    assert "did you mean topic:politics?" in line["message"]
    assert invoke("rules", "check", "--strict").code == 2


def test_an_error_points_at_the_character_and_fails_the_check(rules: Path) -> None:
    (rules / "wrong.toml").write_text(WRONG)
    done = invoke("rules", "check", "--json")
    assert done.code == 2
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["level"], line["rule"], line["position"]) == ("error", "wrong", 8)


def test_examples_are_told_one_by_one(rules: Path) -> None:
    (rules / "doubtful.toml").write_text(DOUBTFUL)
    done = invoke("rules", "test", "doubtful", "--json")
    assert done.code == 1
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["rule"], line["example"], line["ok"], line["note"]) == ("doubtful", 1, False, "it is")
    assert "must match, does not match" in line["message"]
