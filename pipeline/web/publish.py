"""Writes the published description of the API: `python -m pipeline.web.publish schemas`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.web.api import create_api, describe

FILE = "openapi.json"


def make_file() -> str:
    """Make the content of schemas/openapi.json."""
    return json.dumps(describe(create_api()), indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    Path(*sys.argv[1:2] or ("schemas",), FILE).write_text(make_file(), encoding="utf-8")
