"""Seed files are written whole, in their folder, and never over what somebody else wrote."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import ChangedError, ConfigError
from pipeline.seeds import ABSENT, to_digest, write_seed_file


def test_a_file_is_made_replaced_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    write_seed_file(folder, "a.toml", b"one", digest=ABSENT)
    write_seed_file(folder, "a.toml", b"two", digest=to_digest(b"one"))
    assert (folder / "a.toml").read_bytes() == b"two"
    write_seed_file(folder, "a.toml", None, digest=to_digest(b"two"))
    assert list(folder.iterdir()) == []


def test_what_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"theirs")
    for data in (b"mine", None):
        with pytest.raises(ChangedError) as caught:
            write_seed_file(tmp_path, "a.toml", data, digest=to_digest(b"as it was"))
        assert caught.value.subject["found"] == b"theirs"
    with pytest.raises(ChangedError):
        write_seed_file(tmp_path, "a.toml", b"mine", digest=ABSENT)
    assert (tmp_path / "a.toml").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "name", ["../a.toml", "/etc/a.toml", "sub/a.toml", "..", ".toml", ".a.toml", "a.txt", "", "a.toml/", "..\\a.toml/x"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    with pytest.raises(ConfigError, match="no name"):
        write_seed_file(folder, name, b"x", digest=ABSENT)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_link_is_not_followed_and_not_replaced(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_bytes(b"x")
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "a.toml").symlink_to(outside)
    with pytest.raises(ConfigError, match="is a link"):
        write_seed_file(folder, "a.toml", b"y", digest=to_digest(b"x"))
    assert outside.read_bytes() == b"x"


def test_a_file_keeps_its_mode_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write_seed_file(tmp_path, "a.toml", b"two", digest=to_digest(b"one"))
    assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["a.toml"]


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.toml").write_bytes(b"one")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ConfigError, match="No space left"):
        write_seed_file(tmp_path, "a.toml", b"two", digest=to_digest(b"one"))
    assert (tmp_path / "a.toml").read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["a.toml"]


def test_of_many_writers_at_once_one_wins(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"start")

    def write(number: int) -> bool:
        try:
            write_seed_file(tmp_path, "a.toml", str(number).encode(), digest=to_digest(b"start"))
        except ChangedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(32))) == 1
