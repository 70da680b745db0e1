"""`wirewatch status`: where everything stands."""

from __future__ import annotations

import click
import msgspec

from pipeline.app import open_app
from pipeline.figures import read_figures
from pipeline.notify import clean


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable figures.")
def status(*, as_json: bool) -> int:
    """Show entries by status and stage, lag, and sources that are quiet or broken."""
    with open_app() as app:
        figures = read_figures(app)
    click.echo(msgspec.json.encode(figures) if as_json else _format(figures))
    return 0


def _format(figures: dict[str, object]) -> str:
    lines = []
    for key, value in figures.items():
        if isinstance(value, dict):
            shown = ", ".join(f"{name} {_short(item)}" for name, item in value.items()) or "none"
            lines.append(f"{key:<13} {shown}")
        elif key == "problems" and isinstance(value, tuple):
            lines += [f"left out      {clean(message)}" for message in value]
        elif isinstance(value, list):
            lines.append(f"{key:<13} {len(value)} quiet or broken")
            lines += [f"  {item['health']:<8} {item['id']:<28} {item['reason'] or ''}" for item in value]
        else:
            lines.append(f"{key:<13} {value}")
    return "\n".join(lines)


def _short(value: object) -> str:
    if isinstance(value, dict) and "p95" in value:
        return f"{value['median']:.1f} s (p95 {value['p95']:.1f} s)"
    if isinstance(value, dict):
        notes = f", {value['dead']} given up" if value.get("dead") else ""
        notes += ", failing" if value.get("failures") else ""
        return f"{value['due']} due of {value['waiting']}{notes}"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
