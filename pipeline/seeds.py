"""Reads the files of a seed folder (names, topics, rules) as bytes; what they hold is parsed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from os import stat_result
from pathlib import Path

_PATTERN = "*.toml"
# A file system may keep times to two seconds; two edits within them can look the same.
_GRAIN = timedelta(seconds=2)


def read_seed_files(folder: Path) -> dict[str, bytes]:
    """Read the seed files of a folder by name; an absent folder is empty."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(_PATTERN))}


class SeedFolder:
    """A folder whose files are read again only when a look at it says that something may have changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._look: Mapping[str, tuple[int, ...]] | None = None
        self._files: Mapping[str, bytes] = {}

    def read(self, now: datetime) -> Mapping[str, bytes]:
        """The files by name; the same object as last time where nothing was read."""
        # The look comes before the reading: what changes in between shows at the next look.
        stats = {path.name: path.stat() for path in sorted(self._folder.glob(_PATTERN))}
        look = {name: (stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in stats.items()}
        if look != self._look:
            self._files = read_seed_files(self._folder)
            self._look = look if all(_is_settled(stat, now) for stat in stats.values()) else None
        return self._files


def _is_settled(stat: stat_result, now: datetime) -> bool:
    """Whether a later edit is bound to show: not while a file was changed just now, or in the future."""
    return max(stat.st_mtime, stat.st_ctime) < (now - _GRAIN).timestamp()
