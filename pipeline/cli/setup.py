"""`wirewatch init` and `wirewatch doctor`."""

from __future__ import annotations

import click

from pipeline.cli.checks import run_checks
from pipeline.config import read_settings
from pipeline.home import make_home


@click.command()
def init() -> None:
    """Create the home folder, the database, and install the starter names, topics and rules (no sources)."""
    settings = read_settings()
    made = make_home(settings, restore=True)
    click.echo(f"Wirewatch lives in {settings.home}: {len(made)} parts are ready ({', '.join(made[-2:])}, seeds).")
    click.echo("Next: `wirewatch feeds import` for the starter catalogue, then `wirewatch run`.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable results.")
def doctor(*, as_json: bool) -> int:
    """Check every part and say what to do."""
    checks = run_checks()
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(checks).decode())
    else:
        for check in checks:
            mark = click.style("ok  ", fg="green") if check.ok else click.style("FAIL", fg="red")
            click.echo(f"{mark} {check.part:<12} {check.detail}")
            if check.remedy:
                click.echo(f"     {'':<12} -> {check.remedy}")
    return 0 if all(check.ok for check in checks) else 1
