from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.seeds import SeedFolder

CHANGED = datetime(2026, 11, 24, 12, tzinfo=UTC)
# The time of the last change of an inode cannot be set, so that what is settled is so for a clock far ahead.
SETTLED = datetime(2100, 1, 1, tzinfo=UTC)


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))


def test_an_absent_folder_is_empty(tmp_path: Path) -> None:
    assert SeedFolder(tmp_path / "rules").read(SETTLED) == {}


def test_nothing_is_read_where_nothing_changed(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", b"one")
    folder = SeedFolder(tmp_path)

    assert folder.read(SETTLED) is folder.read(SETTLED)


def test_a_file_changed_just_now_is_read_again_though_it_looks_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", b"one")
    folder = SeedFolder(tmp_path)
    just_now = datetime.fromtimestamp((tmp_path / "a.toml").stat().st_ctime, UTC) + timedelta(seconds=1)

    assert folder.read(just_now) is not folder.read(just_now)


def test_every_kind_of_change_is_seen(tmp_path: Path) -> None:
    folder = SeedFolder(tmp_path)
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    seen = [dict(folder.read(SETTLED))]
    write(a, b"one")
    seen.append(dict(folder.read(SETTLED)))
    write(a, b"three")
    seen.append(dict(folder.read(SETTLED)))
    write(tmp_path / "new", b"seven")  # as an editor saves: same size, same time, another file
    (tmp_path / "new").replace(a)
    seen.append(dict(folder.read(SETTLED)))
    a.rename(b)
    seen.append(dict(folder.read(SETTLED)))
    b.unlink()
    seen.append(dict(folder.read(SETTLED)))

    assert seen == [{}, {"a.toml": b"one"}, {"a.toml": b"three"}, {"a.toml": b"seven"}, {"b.toml": b"seven"}, {}]
