from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_rules_are_written_for_the_percolator_and_for_kibana(wirewatch: Run, home: Path, tmp_path: Path) -> None:
    assert wirewatch("init").returncode == 0
    rules, saved = tmp_path / "rules.ndjson", tmp_path / "kibana.ndjson"
    done = wirewatch("rules", "export", "--percolator", str(rules), "--kibana", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    count = len(list((home / "rules").glob("*.toml")))
    assert len(rules.read_text().splitlines()) == 2 * count
    assert len(saved.read_text().splitlines()) == 1 + count
    layout = json.loads((tmp_path / "rules.index.json").read_text())
    assert layout["mappings"]["properties"]["query"] == {"type": "percolator"}


def test_a_rule_that_cannot_be_read_is_said_and_the_others_are_written(
    wirewatch: Run, home: Path, tmp_path: Path
) -> None:
    wirewatch("init")
    (home / "rules" / "bad.toml").write_text('id = "bad"\ntitle = "Bad"\nquery = "(nato"\n')
    done = wirewatch("rules", "export", "--kibana", str(tmp_path / "kibana.ndjson"))
    assert done.returncode == 2
    assert "bad.toml" in done.stderr
    assert (tmp_path / "kibana.ndjson").exists()


def test_somebody_who_asks_for_no_file_is_told_which_there_are(wirewatch: Run) -> None:
    done = wirewatch("rules", "export")
    assert done.returncode == 2
    assert "--percolator FILE" in done.stderr
