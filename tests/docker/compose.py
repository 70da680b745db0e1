"""Reads the Compose files as Compose does: merged, with the variables of `.env.example` put in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

DOCKER = Path(__file__).parents[2] / "docker"
FILES = ("compose.yaml", "compose.scale.yaml")
_SECRET = re.compile(r"^  ([a-z_]+): \{file:", re.MULTILINE)
SECRETS = frozenset(_SECRET.findall("".join((DOCKER / name).read_text() for name in FILES)))
_VARIABLE = re.compile(r"\$\$|\$\{([A-Z_]+)(?::-([^}]*))?\}")


def read_knobs() -> dict[str, str]:
    """The variables of `.env.example`."""
    lines = (DOCKER / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def find_knobs(text: str) -> dict[str, str]:
    """Each variable that a file asks for, with its default."""
    return {found[1]: found[2] for found in _VARIABLE.finditer(text) if found[1]}


def read_compose(*names: str) -> dict[str, Any]:
    """One file, or several laid over each other: mappings are merged, lists of names added up, the rest replaced."""
    merged: dict[str, Any] = {}
    for name in names:
        text = (DOCKER / name).read_text()
        merged = _merge(merged, yaml.safe_load(_VARIABLE.sub(lambda found: found[2] or "" if found[1] else "$", text)))
    for service in merged["services"].values():
        if "extends" in service:
            whole = _merge(read_compose("compose.yaml")["services"][service["extends"]["service"]], service)
            service.update({key: value for key, value in whole.items() if key != "extends"})
            del service["extends"]
    return merged


def _merge(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        return under | {key: _merge(under[key], value) if key in under else value for key, value in over.items()}
    if isinstance(under, list) and isinstance(over, list) and under and over[0] in SECRETS:
        return sorted({*under, *over})
    return over
