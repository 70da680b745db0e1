from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import fsspec
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from pipeline.archive.warc import WarcArchive
from pipeline.errors import ArchiveError
from pipeline.ports import Archive
from pipeline.types import ArchiveRef, Fetched, Offered, Request

KEY = "0123456789abcdef"
SEEN = datetime(2026, 4, 2, 23, 30, tzinfo=UTC)
ANSWER = Fetched(
    request=Request(url="http://news.example/a"),
    url="https://news.example/story?id=1",
    status=200,
    headers={
        "content-type": "text/html; charset=koi8-r",
        "content-encoding": "gzip",
        "content-length": "17",
        "transfer-encoding": "chunked",
        "x-note": "За",
    },
    body="<p>Совет Россия — НАТО</p>".encode("koi8-r", "replace") + bytes(range(256)),
    fetched_at=datetime(2026, 4, 3, 12, 0, 1, 250_000, tzinfo=UTC),
    address="203.0.113.9",
)


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"file://{tmp_path}/archive" if request.param == "file" else f"memory://{tmp_path}/archive"


@pytest.fixture
def archive(url: str) -> Archive:
    return WarcArchive(url)


def _content(url: str, file: str) -> bytes:
    with fsspec.open(f"{url}/{file}", "rb") as stream:
        content = stream.read()
    assert isinstance(content, bytes)
    return content


def test_what_was_written_is_read_again(archive: Archive) -> None:
    kept = archive.read(archive.write(ANSWER, key=KEY, seen_at=SEEN))

    assert (kept.url, kept.status, kept.body, kept.fetched_at) == (
        ANSWER.url,
        200,
        ANSWER.body,
        ANSWER.fetched_at,
    )
    assert kept.headers == {
        "content-type": "text/html; charset=koi8-r",
        "x-note": "%D0%97%D0%B0",
        "content-length": str(len(ANSWER.body)),
    }


@pytest.mark.parametrize("body", [b"", b"\r\n\r\n", b"WARC/1.1\r\n", bytes(1_000_000)], ids=len)
def test_any_body_survives(archive: Archive, body: bytes) -> None:
    assert archive.read(archive.write(replace(ANSWER, body=body), key=KEY, seen_at=SEEN)).body == body


def test_what_a_feed_gave_is_kept_as_a_resource_and_no_answer(archive: Archive, url: str) -> None:
    offered = Offered(url="https://news.example/a", media_type="text/html", body=b"<p>x</p>", fetched_at=SEEN)

    ref = archive.write(offered, key=KEY, seen_at=SEEN)

    kept = archive.read(ref)
    assert (kept.url, kept.status, kept.body, kept.fetched_at) == (offered.url, 0, offered.body, SEEN)
    assert kept.headers == {"content-type": "text/html"}
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(_content(url, ref.file)))]
    assert kinds == ["resource"]


def test_the_file_is_named_by_the_day_in_utc_and_the_key(archive: Archive) -> None:
    moscow = SEEN.astimezone(timezone(timedelta(hours=3)))

    ref = archive.write(ANSWER, key=KEY, seen_at=moscow)

    assert ref.file == f"2026/04/02/{KEY}.warc.gz"


def test_writing_twice_is_writing_once(archive: Archive, url: str) -> None:
    first = archive.write(ANSWER, key=KEY, seen_at=SEEN)
    before = _content(url, first.file)

    second = archive.write(ANSWER, key=KEY, seen_at=SEEN)

    assert second == first
    assert _content(url, second.file) == before


def test_writing_a_key_again_replaces_it(archive: Archive) -> None:
    old = archive.write(ANSWER, key=KEY, seen_at=SEEN)
    new = archive.write(replace(ANSWER, body=b"corrected"), key=KEY, seen_at=SEEN)

    assert archive.read(new).body == b"corrected"
    with pytest.raises(ArchiveError, match="was changed"):
        archive.read(old)


def test_another_tool_reads_the_records_and_their_digests_hold(archive: Archive, url: str) -> None:
    ref = archive.write(ANSWER, key=KEY, seen_at=SEEN)
    content = _content(url, ref.file)

    records = [
        (record.rec_type, record.rec_headers, record.content_stream().read())
        for record in ArchiveIterator(BytesIO(content), check_digests="raise")
    ]

    assert [kind for kind, _, _ in records] == ["response", "request"]
    assert records[0][2] == ANSWER.body
    assert records[0][1].protocol == "WARC/1.1"
    assert records[1][1].get_header("WARC-Concurrent-To") == records[0][1].get_header("WARC-Record-ID")
    for _, headers, _ in records:
        assert headers.get_header("WARC-Target-URI") == ANSWER.url
        assert headers.get_header("WARC-Date") == "2026-04-03T12:00:01.250000Z"
        assert headers.get_header("WARC-IP-Address") == "203.0.113.9"


def test_the_warc_checker_finds_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ref = WarcArchive(f"file://{tmp_path}").write(ANSWER, key=KEY, seen_at=SEEN)

    class Options:
        inputs = (str(tmp_path / ref.file),)
        verbose = True

    checker = Checker(Options)
    checker.process_all()

    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out


def test_each_record_is_a_gzip_member_of_its_own(archive: Archive, url: str) -> None:
    ref = archive.write(ANSWER, key=KEY, seen_at=SEEN)

    assert gzip.decompress(_content(url, ref.file)[ref.offset :]).startswith(b"WARC/1.1\r\n")


def test_a_write_leaves_one_file_and_no_draft(tmp_path: Path) -> None:
    ref = WarcArchive(f"file://{tmp_path}").write(ANSWER, key=KEY, seen_at=SEEN)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / ref.file]


@pytest.mark.parametrize("key", ["", "short", "../../../../etc/x", "0123456789ABCDEF", "0" * 65, "01234567/89"])
def test_a_key_that_is_no_hex_id_is_refused(archive: Archive, key: str) -> None:
    with pytest.raises(ArchiveError, match="hex"):
        archive.write(ANSWER, key=key, seen_at=SEEN)


@pytest.mark.parametrize("file", ["../secret.warc.gz", "/etc/passwd", "2026/04/02/../../x.warc.gz", ""])
def test_a_reference_that_leads_elsewhere_is_refused(archive: Archive, file: str) -> None:
    with pytest.raises(ArchiveError):
        archive.read(ArchiveRef(file=file, offset=0, sha256=""))


def test_a_missing_file_is_named(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="missing"):
        archive.read(ArchiveRef(file=f"2026/04/02/{KEY}.warc.gz", offset=0, sha256=""))


@pytest.mark.parametrize("damage", ["cut", "empty", "noise", "offset"])
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, damage: str) -> None:
    archive = WarcArchive(f"file://{tmp_path}")
    ref = archive.write(ANSWER, key=KEY, seen_at=SEEN)
    file = tmp_path / ref.file
    content = file.read_bytes()
    file.write_bytes(
        {"cut": content[: len(content) // 4], "empty": b"", "noise": bytes(2000), "offset": content}[damage]
    )
    if damage == "offset":
        ref = ArchiveRef(file=ref.file, offset=1, sha256=ref.sha256)

    with pytest.raises(ArchiveError):
        archive.read(ref)


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "2026").write_text("in the way")

    with pytest.raises(ArchiveError, match="cannot write"):
        WarcArchive(f"file://{tmp_path}").write(ANSWER, key=KEY, seen_at=SEEN)


def test_an_unknown_kind_of_archive_is_one_clear_error() -> None:
    with pytest.raises(ArchiveError, match=r"archive\.url"):
        WarcArchive("nothing://here")


def test_a_header_with_a_line_break_cannot_forge_another(archive: Archive) -> None:
    answer = replace(ANSWER, headers={"x-a": "1\r\nx-forged: 2\udcff"})

    assert "x-forged" not in archive.read(archive.write(answer, key=KEY, seen_at=SEEN)).headers
