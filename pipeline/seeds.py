"""Reads and writes the files of a seed folder (names, topics, rules) as bytes; what they hold is parsed elsewhere.

A file is written whole or not at all, and never over what somebody changed meanwhile. Editors and version control do
not know our lock; the digest is what guards against them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from os import stat_result
from pathlib import Path

from pipeline.errors import ChangedError, ConfigError

_PATTERN = "*.toml"
# A file system may keep times to two seconds; two edits within them can look the same.
_GRAIN = timedelta(seconds=2)
# The digest of a file that is not there.
ABSENT = ""


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


def to_digest(data: bytes | None) -> str:
    """What travels with a form, to tell whether the file is still as it was read."""
    return ABSENT if data is None else hashlib.sha256(data).hexdigest()


def write_seed_file(folder: Path, name: str, data: bytes | None, *, digest: str) -> None:
    """Replace a file that still has this digest, or remove it (None); ChangedError when it has another.

    ConfigError when the name would lead out of the folder, is a link, or the folder cannot be written.
    """
    path = _locate(folder, name)
    try:
        with _lock(folder):
            found = path.read_bytes() if path.exists() else None
            if to_digest(found) != digest:
                raise ChangedError(f"{name} has been changed meanwhile", file=name, found=found)
            if data is None:
                path.unlink(missing_ok=True)
            else:
                _replace(path, data)
            _sync(folder)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror or error}", file=name) from error


def _locate(folder: Path, name: str) -> Path:
    path = folder / name
    if path.name != name or path.parent != folder or path.suffix != ".toml" or name.startswith("."):
        raise ConfigError(f"{name!r} is no name for a file of {folder.name}", file=name)
    if path.is_symlink():
        raise ConfigError(f"{path} is a link: edit the file where it leads to", file=name)
    return path


def _replace(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    # Not `.toml`, so that nobody reads half a rule.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    with _open(folder) as handle:
        os.fsync(handle)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with _open(folder) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _open(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)
