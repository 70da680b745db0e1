"""`wirewatch rules export`: the rules for Elasticsearch's percolator and for Kibana."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.app import open_app

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("export")
@click.option(
    "--percolator", type=_FILE, help="Write a _bulk request of percolator queries; their index goes beside it."
)
@click.option("--kibana", type=_FILE, help="Write one Kibana saved search a rule, for import.")
def export_rules(*, percolator: Path | None, kibana: Path | None) -> int:
    """Write the rules for Elasticsearch (percolator queries) or Kibana (saved searches)."""
    from pipeline.search.kibana import make_rule_searches, to_ndjson
    from pipeline.search.percolator import make_rules_index, write_percolator

    if percolator is None and kibana is None:
        raise click.UsageError("give --percolator FILE, --kibana FILE or both")
    with open_app() as app:
        rules = app.read_rules().rules
        prefix = app.settings.search.prefix
    if percolator:
        index = f"{prefix}-rules"
        layout = percolator.with_suffix(".index.json")
        layout.write_text(json.dumps(make_rules_index(), indent=1) + "\n", encoding="utf-8")
        percolator.write_bytes(b"".join(write_percolator(rules, index=index)))
        click.echo(f"{percolator}: {len(rules.rules) + len(rules.disabled)} rules for POST /_bulk")
        click.echo(f"{layout}: their index, for PUT /{index}, to be made first")
    if kibana:
        kibana.write_text(to_ndjson(make_rule_searches(rules, prefix=prefix)), encoding="utf-8")
        click.echo(f"{kibana}: {len(rules.rules)} saved searches and their data view, for Kibana 8.19 and 9.x")
    for problem in rules.problems:
        click.echo(f"error: not exported: {problem.message}", err=True)
    return 2 if rules.problems else 0
