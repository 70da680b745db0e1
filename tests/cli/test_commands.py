"""What holds for every command, walked from the root: `--json` where there is something to read, and help in words."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from pipeline.cli.main import cli

NO_JSON = {
    "up": "runs until stopped; alerts are written by channels",
    "web": "runs until stopped",
    "mcp": "speaks JSON-RPC, and nothing else",
    "completion": "prints a script for the shell",
    "feeds export": "writes a file of a kind that is asked for",
    "rules export": "the same",
    "kibana export": "the same",
}


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from walk(child, (*path, name))
    else:
        yield " ".join(path), command


COMMANDS = dict(walk(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_tells_can_be_had_as_json(name: str) -> None:
    spoken = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert bool(spoken & {"--json", "--jsonl"}) is (name not in NO_JSON)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_is_for(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    silent = [one.name for one in command.params if isinstance(one, click.Option) and not (one.help or one.hidden)]
    assert not silent or all(isinstance(one.type, click.Choice) for one in command.params if one.name in silent)
