"""`wirewatch kibana`: the data views, saved searches and dashboards, exported, imported and checked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from pipeline.config import Settings, read_settings
from pipeline.errors import ConfigError, SearchUnavailableError
from pipeline.search.kibana import (
    Fault,
    ImportReport,
    Login,
    SavedObject,
    check_objects,
    from_ndjson,
    make_objects,
    make_views,
    post_objects,
    to_ndjson,
)

_PAUSE_SECONDS = 0.2  # before it is asked again; then twice as long each time, up to:
_LONGEST_PAUSE_SECONDS = 5.0
FILES = click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def kibana() -> None:
    """Export, import or check data views, saved searches and dashboards."""


@kibana.command()
@click.argument("file", default="-", type=click.Path(dir_okay=False, path_type=Path))
def export(*, file: Path) -> int:
    """Write the objects for the index prefix of the settings, one a line; to standard output without a FILE."""
    content = to_ndjson(make_objects(read_settings().search.prefix))
    if str(file) == "-":
        click.echo(content, nl=False)
    else:
        file.write_text(content, encoding="utf-8")
    return 0


@kibana.command()
@FILES
@click.option("--json", "as_json", is_flag=True, help="One object: how many were checked, and every fault.")
def check(*, files: tuple[Path, ...], as_json: bool) -> int:
    """Say what is wrong with FILES, or with what this program exports, without a Kibana."""
    settings = read_settings()
    objects = _read(files, settings)
    faults = _check(objects, settings)
    if as_json:
        click.echo(msgspec.json.encode({"objects": len(objects), "faults": faults}))
    else:
        _tell(faults)
        click.echo(f"{len(objects)} objects checked, {len(faults)} faults")
    return 2 if faults else 0


@kibana.command("import")
@FILES
@click.option("--url", help="Kibana's address, in place of the one in the settings.")
@click.option("--wait", type=click.IntRange(min=0), default=0, help="Seconds to go on asking while Kibana starts.")
@click.option("--json", "as_json", is_flag=True, help="One object: how many were imported, and every error.")
def import_objects(*, files: tuple[Path, ...], url: str | None, wait: int, as_json: bool) -> int:
    """Put FILES, or what this program exports, into Kibana; objects of the same ids are replaced."""
    settings = read_settings()
    target = url or settings.kibana.url
    if not target:
        message = "say where Kibana is: --url https://host:5601, or WIREWATCH_KIBANA__URL"
        raise ConfigError(message)
    objects = _read(files, settings)
    if faults := _check(objects, settings):
        _tell(faults)
        raise ConfigError(f"{len(faults)} faults were found and nothing was imported: run `wirewatch kibana check`")
    ndjson, login = to_ndjson(objects), _log_in(settings)
    report = _ask_again(lambda: post_objects(target, ndjson, login=login, space=settings.kibana.space), seconds=wait)
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        for error in report.errors:
            click.echo(f"not imported: {error}", err=True)
        click.echo(f"{report.imported} of {len(objects)} objects imported")
    return 0 if report.imported == len(objects) and not report.errors else 1


def _ask_again(send: Callable[[], ImportReport], *, seconds: int) -> ImportReport:
    """Send until Kibana takes it, for so many seconds; what time does not mend is raised at once."""
    deadline, pause = time.monotonic() + seconds, _PAUSE_SECONDS
    while True:
        try:
            return send()
        except SearchUnavailableError as error:
            if time.monotonic() + pause > deadline:
                raise
            click.echo(f"{error.message}; asked again in {pause:.1f} s", err=True)
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


def _read(files: tuple[Path, ...], settings: Settings) -> list[SavedObject]:
    if not files:
        return make_objects(settings.search.prefix)
    objects: list[SavedObject] = []
    for file in files:
        try:
            objects += from_ndjson(file.read_text(encoding="utf-8"))
        except (ConfigError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: {error}") from error
    return objects


def _check(objects: list[SavedObject], settings: Settings) -> tuple[Fault, ...]:
    return check_objects(objects, make_views(settings.search.prefix))


def _tell(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        click.echo(f"{fault.type} {fault.id}: {fault.message} ({fault.kind})", err=True)


def _log_in(settings: Settings) -> Login:
    own, index = settings.kibana, settings.search
    ca_certs = own.ca_certs or index.ca_certs
    if own.api_key.get_secret_value() or own.username:
        password = own.password.get_secret_value()
        return Login(
            api_key=own.api_key.get_secret_value(), username=own.username, password=password, ca_certs=ca_certs
        )
    user, secret = settings.search_login
    api_key = index.api_key.get_secret_value()
    return Login(api_key=api_key, username=user or "", password=secret or "", ca_certs=ca_certs)
