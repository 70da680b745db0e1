"""The documentation site: whole, current, self-contained, and every command in it is one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from pipeline.cli.main import cli
from pipeline.cli.reference import write_cli, write_settings
from pipeline.enrich.names import parse_names
from pipeline.rules.load import parse_rules

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md"])
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"^```toml\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPOKEN = re.compile(r"`(wirewatch [a-z][^`]*)`")
_OUTSIDE = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//[^"' >]+""")


def find_commands() -> list[tuple[str, str]]:
    """Every `$ wirewatch ...` of a console block and every `wirewatch ...` of the text, with its page."""
    found = []
    for page in PAGES:
        text = page.read_text()
        lines = [line for block in _CONSOLE.findall(text) for line in block.splitlines()]
        found += [(page.name, line.removeprefix("$ ")) for line in lines if line.startswith("$ wirewatch")]
        found += [(page.name, command) for command in _SPOKEN.findall(text)]
    return sorted(set(found))


@pytest.mark.parametrize(("page", "command"), find_commands(), ids=" ".join)
def test_every_command_of_the_pages_is_one(page: str, command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    group: click.Command = cli
    path = ["wirewatch"]
    while words and isinstance(group, click.Group) and not words[0].startswith("-"):
        below = group.get_command(click.Context(group), words[0])
        # `rules check|test` in running text stands for several.
        if below is None and "|" in words[0]:
            return
        assert below is not None, f"{' '.join(path)} has no command {words[0]!r}"
        group, path, words = below, [*path, words[0]], words[1:]
    known = {option for parameter in group.params for option in (*parameter.opts, *parameter.secondary_opts)}
    options = [word for word in words if re.match(r"--[a-z]", word)]
    assert [option for option in options if option not in known | {"--help"}] == []


@pytest.mark.parametrize(("name", "made"), [("cli.md", write_cli), ("settings.md", write_settings)])
def test_the_references_are_what_the_program_says(name: str, made: object) -> None:
    assert callable(made)
    assert (DOCS / "reference" / name).read_text() == made(), "run `make docs`"


def test_the_rules_and_names_of_the_how_to_pages_can_be_read() -> None:
    blocks = [block for page in (DOCS / "how-to").glob("*.md") for block in _TOML.findall(page.read_text())]
    assert len(blocks) >= 3
    for block in blocks:
        if "variants" in tomllib.loads(block):
            assert parse_names({"own.toml": block.encode()}).problems == ()
        else:
            assert parse_rules({"own.toml": block.encode()}, names=()).problems == ()


def test_the_site_is_whole_and_asks_nothing_of_the_outside(tmp_path: Path) -> None:
    # Screenshots are made by the browser tests: where they have not been made yet, their links cannot be right.
    strict = ["--strict"] if (DOCS / "screenshots").is_dir() else []
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *strict, "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    warnings = [line for line in done.stderr.splitlines() if "WARNING" in line and "screenshots/" not in line]
    assert warnings == []
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 25
    assert [link for page in pages for link in _OUTSIDE.findall(page.read_text())] == []
