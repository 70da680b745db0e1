"""One statement: which tokens are said, by what verb, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue


@dataclass(frozen=True, slots=True)
class Statement:
    """Tokens `lo` to `hi` are said by `subject`; without one, by whoever spoke before or after."""

    lo: int
    hi: int
    direct: bool
    cue: Cue | None = None
    subject: Subject | None = None
