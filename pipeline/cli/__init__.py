"""The command `wirewatch`. Thin: each command asks the App and prints."""

from __future__ import annotations


def main() -> None:
    """Run the command line: exit 0 on success, 1 when the job could not be done, 2 when the call or a file is wrong."""
    from pipeline.cli.main import run

    run()
