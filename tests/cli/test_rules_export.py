from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from tests.cli.inside import invoke, settle


def test_rules_are_written_for_the_percolator_and_for_kibana(home: Path, tmp_path: Path) -> None:
    folder = settle(home)
    rules, saved = tmp_path / "rules.ndjson", tmp_path / "kibana.ndjson"
    done = invoke("rules", "export", "--percolator", str(rules), "--kibana", str(saved))
    assert (done.code, done.stderr) == (0, "")
    count = len(list(folder.glob("*.toml")))
    assert len(rules.read_text().splitlines()) == 2 * count
    assert len(saved.read_text().splitlines()) == 1 + count
    layout = json.loads((tmp_path / "rules.index.json").read_text())
    assert layout["mappings"]["properties"]["query"] == {"type": "percolator"}


def test_a_rule_that_cannot_be_read_is_said_and_the_others_are_written(home: Path, tmp_path: Path) -> None:
    folder = settle(home)
    (folder / "bad.toml").write_text('id = "bad"\ntitle = "Bad"\nquery = "(nato"\n')
    done = invoke("rules", "export", "--kibana", str(tmp_path / "kibana.ndjson"))
    assert done.code == 2
    assert "bad.toml" in done.stderr
    assert (tmp_path / "kibana.ndjson").exists()


def test_somebody_who_asks_for_no_file_is_told_which_there_are(home: Path) -> None:
    settle(home)
    with pytest.raises(click.UsageError, match="--percolator FILE"):
        invoke("rules", "export")
