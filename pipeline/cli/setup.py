"""`wirewatch init` and `wirewatch doctor`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click
import msgspec

from pipeline.app import open_app
from pipeline.cli.doctor.check import Check
from pipeline.cli.doctor.run import run_checks
from pipeline.config import Settings, read_settings
from pipeline.home import make_home


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable results.")
def init(*, as_json: bool) -> None:
    """Create the home folder, the database, and install the starter names, topics and rules (no sources)."""
    settings = read_settings()
    is_new = not settings.home.exists()
    made = make_home(settings, restore=True)
    with open_app(settings) as app:
        watched = len(app.store.feeds())
    if as_json:
        click.echo(msgspec.json.encode({"home": str(settings.home), "made": made, "feeds": watched}))
    else:
        click.echo(_format_made(settings, made, is_new=is_new))
        click.echo(_next_step(watched))


def _format_made(settings: Settings, made: Sequence[str], *, is_new: bool) -> str:
    """What was made and where, in a few lines; files by kind, because there are dozens."""
    counts = Counter(name.partition("/")[0] for name in made if "/" in name)
    files = ", ".join(f"{count} of {kind}" for kind, count in counts.items()) or "none was missing"
    return "\n".join(
        [
            f"Wirewatch lives in {settings.home} ({'new' if is_new else 'it was there already'}):",
            f"  ledger    {_without_secrets(settings.store_url)}, tables are up to date",
            f"  search    {_without_secrets(settings.search_url)}, ready",
            f"  starter files: {files}; edit them in names/, topics/ and rules/",
        ]
    )


def _without_secrets(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _next_step(watched: int) -> str:
    if watched:
        return f"{watched} feeds are watched. Next: `wirewatch run` (or `wirewatch up` with Airflow)."
    return (
        "No feed is watched yet. Next: `wirewatch feeds import` for the starter catalogue, or "
        "`wirewatch feeds add URL`; then `wirewatch run`. `wirewatch run --sample` shows it all on a sample site."
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable results.")
def doctor(*, as_json: bool) -> int:
    """Check every part and say what to do; exit 1 when something has to be done."""
    checks = []
    for check in run_checks():
        checks.append(check)
        if not as_json:
            _print(check)  # at once: some take seconds
    if as_json:
        click.echo(msgspec.json.encode(checks))
    return 0 if all(check.ok for check in checks) else 1


def _print(check: Check) -> None:
    mark = click.style("ok  ", fg="green") if check.ok else click.style("FAIL", fg="red")
    click.echo(f"{mark} {check.part:<12} {check.detail}")
    if check.remedy:
        click.echo(f"     {'':<12} -> {check.remedy}")
