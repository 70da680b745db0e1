"""`wirewatch kibana`: the data views, saved searches and dashboards, exported, imported and checked."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pipeline.config import Settings, read_settings
from pipeline.errors import ConfigError
from pipeline.search.kibana import (
    Fault,
    Login,
    SavedObject,
    check_objects,
    from_ndjson,
    make_objects,
    make_views,
    post_objects,
    to_ndjson,
)

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
@click.option("--json", "as_json", is_flag=True, help="One object: how many were imported, and every error.")
def import_objects(*, files: tuple[Path, ...], url: str | None, as_json: bool) -> int:
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
    report = post_objects(target, to_ndjson(objects), login=_log_in(settings), space=settings.kibana.space)
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        for error in report.errors:
            click.echo(f"not imported: {error}", err=True)
        click.echo(f"{report.imported} of {len(objects)} objects imported")
    return 0 if report.imported == len(objects) and not report.errors else 1


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
    ca_certs = index.ca_certs
    if own.api_key.get_secret_value() or own.username:
        password = own.password.get_secret_value()
        return Login(
            api_key=own.api_key.get_secret_value(), username=own.username, password=password, ca_certs=ca_certs
        )
    user, secret = settings.search_login
    api_key = index.api_key.get_secret_value()
    return Login(api_key=api_key, username=user or "", password=secret or "", ca_certs=ca_certs)
