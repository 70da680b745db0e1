"""Gathers what is known beside a rule when it is looked over, by the command line and the web pages alike."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.enrich.names import NameSet, NameSets
from pipeline.enrich.topics import Taxonomy
from pipeline.rules.known import Known, KnownName
from pipeline.types import Feed


def gather_known(names: NameSets, taxonomy: Taxonomy, feeds: Iterable[Feed]) -> Known:
    """What rules can ask for: watched names, the sources of the watched feeds, topics by code and label."""
    sources = {feed.spec.source for feed in feeds}
    subjects = taxonomy.subjects.values()
    return Known(
        names=tuple(map(_to_known, names.sets)),
        sources=tuple(sorted({value for one in sources for value in (one.id, one.name, one.domain)})),
        topics=tuple(sorted({value for subject in subjects for value in (subject.code, subject.label)})),
    )


def _to_known(names: NameSet) -> KnownName:
    patterns = (variant.pattern for variant in names.variants)
    return KnownName(
        id=names.id, language=names.language, variants=tuple(dict.fromkeys(pattern.words for pattern in patterns))
    )
