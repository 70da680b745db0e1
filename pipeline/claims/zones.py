"""Time zones as feeds write them: offsets, abbreviations, and names of the tz database."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline.claims.names_of_time import REGIONS, ZONES

# No zone is further from Greenwich; what says so was mistyped.
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_OFFSET = re.compile(r"([+-])\s*(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?![\d:])")
_REGION = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+(?:-[A-Za-z]+)*)+|Etc/(?:GMT|UTC|UCT)(?:[+-]\d{1,2})?")


def to_offset(sign: str, hours: int, minutes: int) -> timedelta | None:
    """Make an offset; None when no place on earth has it."""
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    return offset if _WEST <= offset <= _EAST else None


def read_offset(zone: str, local: datetime) -> timedelta | None:
    """Read how far east of Greenwich a zone is at a local time; None when it is none that we know."""
    text = zone.strip()
    if found := _REGION.fullmatch(text):
        return _read_region(found[0], local)
    if found := _OFFSET.search(text):
        return to_offset(found[1], int(found[2]), int(found[3] or 0))
    name = text.upper()
    if name in REGIONS and (offset := _read_region(REGIONS[name], local)) is not None:
        return offset
    return timedelta(minutes=ZONES[name]) if name in ZONES else None


def is_region(text: str) -> bool:
    """Tell whether it looks like a name of the tz database, such as Europe/Madrid."""
    return _REGION.fullmatch(text) is not None


def _read_region(name: str, local: datetime) -> timedelta | None:
    region = _open_region(name)
    return local.replace(tzinfo=region).utcoffset() if region else None


@lru_cache(maxsize=64)
def _open_region(name: str) -> ZoneInfo | None:
    """None also where the system has no tz database: then a zone is one that we do not know."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None
