"""JSON Schemas of records, the same whichever Python writes them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

import msgspec


def make_schemas(kinds: Iterable[type], *, reference: str) -> dict[str, Any]:
    """The schemas of these records and of all that they hold, by name; `reference` is how one names another.

    Descriptions are docstrings. Python 3.13 takes the indent out of them, and earlier ones leave it in.
    """
    _, schemas = msgspec.json.schema_components(kinds, ref_template=reference)
    return {name: _tidy(schema) for name, schema in schemas.items()}


def _tidy(schema: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: inspect.cleandoc(part) if key == "description" and isinstance(part, str) else _tidy(part)
        for key, part in schema.items()
    }
