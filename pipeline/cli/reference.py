"""Writes the reference of commands and settings from the program itself: `python -m pipeline.cli.reference FOLDER`.

A test holds the written pages to what this makes, so that they cannot fall behind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_origin

import click
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from pipeline.cli.main import cli
from pipeline.config import Settings

_NOTE = "<!-- Written by `python -m pipeline.cli.reference docs/reference`: change the program, not this page. -->"
_LIMITS = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}


def write_cli() -> str:
    """The page of all commands, in the order of `wirewatch --help`."""
    lines = [
        "# Commands",
        "",
        _NOTE,
        "",
        "Exit status: 0 when the job was done, 1 when it could not be done, 2 when the call or a file is wrong.",
        "What programs read goes to standard output, everything else to standard error.",
    ]
    with click.Context(cli, info_name="wirewatch") as context:
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            if command is not None:
                lines += _write_command(command, ("wirewatch", name), context)
    return "\n".join(lines) + "\n"


def _write_command(command: click.Command, path: tuple[str, ...], parent: click.Context) -> Iterator[str]:
    with click.Context(command, info_name=path[-1], parent=parent) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield from ("", f"{'#' * len(path)} {' '.join(path)}", "", *_paragraphs(command.help or ""), "")
        yield from ("```", f"{' '.join(path)} {usage}", "```")
        options = [option for option in command.params if isinstance(option, click.Option)]
        if options:
            yield from ("", "| option | what it does |", "|---|---|")
        for option in options:
            yield _write_option(option, context)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                if below is not None:
                    yield from _write_command(below, (*path, name), context)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


def _write_option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    kind = "" if option.is_flag else f" `{option.make_metavar(context)}`"
    notes = ["required"] if option.required else []
    if option.show_default and not option.is_flag:
        notes.append(f"default {option.default}")
    told = f"{option.help or ''}{_in_brackets(notes)}"
    return f"| {names}{_escape(kind)} | {_escape(told)} |"


def _in_brackets(notes: list[str]) -> str:
    return f" ({', '.join(notes)})" if notes else ""


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def write_settings() -> str:
    """The page of all settings, section by section."""
    lines = [
        "# Settings",
        "",
        _NOTE,
        "",
        "`wirewatch.toml` in the home folder (`WIREWATCH_HOME`, else `~/.wirewatch`) has a table for each section;",
        "`WIREWATCH_SECTION__KEY` in the environment overrides it. Unknown keys are errors. Secrets belong into the",
        "environment, or into an Airflow connection. Everything has a default that works on a laptop.",
    ]
    for name, field in Settings.model_fields.items():
        model = field.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            lines += _write_section(name, model)
    lines += [
        "",
        "## channels, signing, templates",
        "",
        "Tables by the name of a channel ([alerts](../alerts.md)): `channels` has its address (Apprise, `json://...`,",
        "or `airflow:<connection>`), `signing` the secret of a webhook, `templates` its own `subject` and `body`.",
        "`WIREWATCH_CHANNELS__DESK=mailto://...` sets the address of the channel `desk`.",
    ]
    return "\n".join(lines) + "\n"


def _write_section(name: str, model: type[BaseModel]) -> Iterator[str]:
    yield from ("", f"## {name}", "", " ".join((model.__doc__ or "").split()), "")
    yield from ("| key | kind | default | variable |", "|---|---|---|---|")
    for key, field in model.model_fields.items():
        variable = f"WIREWATCH_{name}__{key}".upper()
        default = _describe_default(field.get_default(call_default_factory=True))
        yield f"| `{key}` | {_escape(_describe_kind(field))} | {default} | `{variable}` |"


def _describe_kind(field: FieldInfo) -> str:
    annotation: Any = field.annotation
    kind = "secret" if annotation is SecretStr else str(getattr(annotation, "__name__", annotation))
    if get_origin(annotation) is not None:
        kind = re.sub(r"[\w.]+\.", "", str(annotation)).replace(", ]", ", ...]")
    limits = [
        f"{word} {getattr(rule, key)}" for rule in field.metadata for key, word in _LIMITS.items() if hasattr(rule, key)
    ]
    return ", ".join([kind, *limits])


def _describe_default(value: object) -> str:
    if isinstance(value, SecretStr) or value in ("", (), {}):
        return "empty"
    if isinstance(value, frozenset):
        return "`" + ", ".join(map(str, sorted(value))) + "`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def main(folder: Path) -> None:
    """Write both pages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cli.md").write_text(write_cli())
    (folder / "settings.md").write_text(write_settings())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
