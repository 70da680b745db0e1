"""`wirewatch completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

from typing import Literal

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: Literal["bash", "zsh", "fish"]) -> int:
    """Print the completion script of a shell: `eval "$(wirewatch completion bash)"` in ~/.bashrc.

    For zsh the same in ~/.zshrc; for fish `wirewatch completion fish > ~/.config/fish/completions/wirewatch.fish`.
    """
    from pipeline.cli.main import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(kind(cli, {}, "wirewatch", "_WIREWATCH_COMPLETE").source())
    return 0
