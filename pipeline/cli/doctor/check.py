"""One check: what was looked at, whether it is well, and what to do when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.errors import PipelineError
from pipeline.types import Record

_COMMAND = re.compile(r"`([^`]+)`")


class Check(Record, frozen=True, kw_only=True):
    """One part, whether it works, and what to do when it does not."""

    part: str
    ok: bool
    detail: str
    remedy: str = ""


def run_check(part: str, probe: Callable[[], Check]) -> Check:
    """Run a check; an error is one that fails, with the commands that the error itself names."""
    try:
        return probe()
    except PipelineError as error:
        remedy = "; ".join(_COMMAND.findall(error.message)) or "see docs/operations.md"
        return Check(part=part, ok=False, detail=error.message, remedy=remedy)
    except OSError as error:
        return Check(part=part, ok=False, detail=str(error), remedy="check the path, its rights and the free space")
    except Exception as error:  # noqa: BLE001 - what a broken installation raises is a finding, not the end of doctor
        detail = f"{type(error).__name__}: {error}"
        return Check(part=part, ok=False, detail=detail, remedy="pip install --force-reinstall wirewatch")


def describe(part: str, troubles: list[tuple[str, str]], *, well: str) -> Check:
    """Put the troubles of a part (what is wrong, what to do) into one check; `well` is said without any."""
    if not troubles:
        return Check(part=part, ok=True, detail=well)
    details, remedies = zip(*troubles, strict=True)
    return Check(part=part, ok=False, detail="; ".join(details), remedy="; ".join(dict.fromkeys(remedies)))
