"""The variables WIREWATCH_SECTION__KEY as the settings need them: of known sections, secrets read from their files.

A container is handed its secrets as files: WIREWATCH_STORE__URL_FILE=/run/secrets/store_url stands for the variable
without `_FILE`, with what is in the file. Which settings there are is not known here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import ConfigError

PREFIX = "wirewatch_"
IN_FILE = "_file"


def check_sections(variables: Iterable[str], *, known: list[str]) -> None:
    """Refuse WIREWATCH_SECTION__KEY of no section: pydantic-settings passes over it in silence."""
    for variable in variables:
        section = variable.removeprefix(PREFIX.upper()).partition("__")[0].lower()
        if variable.startswith(PREFIX.upper()) and "__" in variable and section not in known:
            near = difflib.get_close_matches(section, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"unknown section {section!r} in the variable {variable}{hint}", variable=variable)


def read_secret_files(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Put what is in the file in place of each WIREWATCH_SECTION__KEY_FILE, without the end of its line.

    The names are in lower case, as pydantic-settings hands them over. ConfigError when a file cannot be read, or when
    the variable without `_FILE` is set too: nobody could say which of the two holds.
    """
    read = dict(variables)
    for name, path in variables.items():
        key = name.removesuffix(IN_FILE)
        if key == name or not path or not name.startswith(PREFIX) or "__" not in name:
            continue
        if variables.get(key):
            raise ConfigError(f"both {key.upper()} and {name.upper()} are set: keep one of them", variable=name.upper())
        del read[name]
        read[key] = _read(Path(path), variable=name.upper())
    return read


def _read(path: Path, *, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{variable} names a file that cannot be read: {error}; check its place and its rights"
        raise ConfigError(message, variable=variable) from error
