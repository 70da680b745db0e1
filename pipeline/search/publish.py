"""Writes the published contracts: `python -m pipeline.search.publish schemas`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pipeline.search.kibana import make_objects, to_ndjson
from pipeline.search.mapping import make_templates
from pipeline.search.mirrored import KINDS, make_index_body
from pipeline.types import Document
from pipeline.types.schema import make_schemas

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/{name}"


def make_files() -> dict[str, str]:
    """Make the content of every published file, by its path below `schemas/`."""
    templates = {f"elasticsearch/{name}.json": template for name, template in make_templates().items()}
    mirrored = {f"elasticsearch/{kind}.json": make_index_body(kind) for kind in KINDS}
    values = {"document.schema.json": document_schema(), **templates, **mirrored}
    return {
        **{path: _to_json(value) for path, value in values.items()},
        "kibana/wirewatch.ndjson": to_ndjson(make_objects()),
    }


def document_schema() -> dict[str, Any]:
    """Make the JSON Schema of the document."""
    whole = {"$ref": _REFERENCE.format(name=Document.__name__), "$defs": make_schemas([Document], reference=_REFERENCE)}
    return {"$schema": _DRAFT, "title": "Wirewatch document", **whole}


def _to_json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=True) + "\n"


def main(folder: str) -> None:
    """Write all files below a folder."""
    for path, content in make_files().items():
        target = Path(folder) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2] or ("schemas",))
