"""The list of commands, loaded one by one so that `--help` is quick, and the one place that turns errors into exits."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from pipeline.errors import (
    CatalogueError,
    ConfigError,
    PipelineError,
    QueryError,
    RuleError,
)

# Which module holds which command, with the help line (read here so that listing imports nothing).
COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("setup", "Create the home folder, the database and the starter names, topics and rules."),
    "doctor": ("setup", "Check every part and say what to do."),
    "up": ("up", "Start Airflow and the web pages, and print alerts."),
    "run": ("run", "Run all stages without Airflow, once or until stopped."),
    "web": ("run", "Serve the web pages alone."),
    "feeds": ("feeds", "Add, list, remove, check, import, export or discover feeds."),
    "extract": ("jsonl", "Extract articles from pages, one JSON object a line."),
    "enrich": ("jsonl", "Tag dates, speakers and topics, one JSON object a line."),
    "search": ("read", "Find documents."),
    "show": ("read", "Show one document, its trail, revisions and alerts."),
    "alerts": ("alerts", "List the alerts that rang; look after what could not be delivered."),
    "status": ("status", "Show entries by status, lag, and sources that are quiet or broken."),
    "rules": ("rules", "List, check, test, backtest or export rules."),
    "kibana": ("kibana", "Export, import or check data views, saved searches and dashboards."),
    "failures": ("failures", "List what was set aside, why, and the command that brings it back."),
    "users": ("users", "Add, list or remove users; change a password or a role."),
    "tokens": ("users", "Add, list or revoke API tokens."),
    "mcp": ("mcp", "Answer an assistant over the Model Context Protocol; it only reads."),
    "rewind": ("repair", "Put entries back before a stage, to run it again."),
    "rebuild": ("repair", "Build the search index anew from the ledger."),
    "compare": ("repair", "Show what the present extractors would change in stored articles."),
    "completion": ("completion", "Print the completion script for bash, zsh or fish."),
}
_SHOWN = 40
_WRONG_CALL = (ConfigError, QueryError, RuleError, CatalogueError)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pipeline.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wirewatch", prog_name="wirewatch")
def cli() -> None:
    """Watch news sources and tell people, with evidence, when something they care about is published."""
    _set_up_logs()  # here, because `--help` does not come here: loading the library takes longer than all the rest


def run(arguments: list[str] | None = None) -> None:
    """Run a command; every expected error becomes one line on stderr and an exit status."""
    try:
        result = cli.main(args=arguments, standalone_mode=False)
        code = result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        code = 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        _complain(_explain_call(error))
        code = error.exit_code
    except PipelineError as error:
        _complain(_explain_query(error) if isinstance(error, QueryError) else error.message)
        code = 2 if isinstance(error, _WRONG_CALL) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        _complain(f"{error}: check the place, its rights and the room that is left")
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _complain(message: str) -> None:
    """Say it in one line, whatever the words came from."""
    click.echo(f"wirewatch: {' '.join(message.split())}", err=True)


def _explain_call(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "wirewatch"
    return f"{message} (`{path} --help` explains)"


def _explain_query(error: QueryError) -> str:
    rest = error.query[error.position :][:_SHOWN]
    return f"{error.message} (character {error.position + 1} of the query{f', at {rest!r}' if rest else ''})"


def _set_up_logs() -> None:
    """Log to stderr, warnings and worse unless WIREWATCH_LOG__LEVEL says otherwise; never on stdout."""
    # Our lines are plain: structlog need not load rich, which takes longer than structlog itself.
    hidden = "rich" not in sys.modules
    if hidden:
        sys.modules["rich"] = None  # type: ignore[assignment]  # Python's own mark of a module not to be had
    import structlog

    if hidden:
        del sys.modules["rich"]
    level = getattr(logging, os.environ.get("WIREWATCH_LOG__LEVEL", "warning").upper(), logging.WARNING)
    lines: Any = structlog.dev.ConsoleRenderer(colors=False)
    if os.environ.get("WIREWATCH_LOG__JSON_LINES", "").lower() in {"1", "true"}:
        lines = structlog.processors.JSONRenderer()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            lines,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
