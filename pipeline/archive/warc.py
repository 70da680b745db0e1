"""Keeps fetched pages as WARC 1.1 on any fsspec file system: one small file a key.

One file a key, because then writing twice is writing once, many processes write without a lock, and a file is
complete or not there. The same answer gives the same bytes. Bodies are kept decoded, so the headers that describe
the transfer (Content-Encoding, Content-Length, Transfer-Encoding) are those of the kept body.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import ArchiveError
from pipeline.types import Archived, ArchiveRef, Fetched, Offered

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

KEY = re.compile(r"[0-9a-f]{8,64}", re.ASCII)
FILE = re.compile(r"\d{4}/\d{2}/\d{2}/[0-9a-f]{8,64}\.warc\.gz", re.ASCII)
TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})
LARGEST_BODY = 64 * 1024 * 1024  # more than any answer that the network client hands out


class WarcArchive:
    """Keeps answers under a root folder (ports.Archive): `file:///...`, `memory://...`, or any fsspec URL.

    `options` go to the file system as they are (credentials, endpoints).
    """

    def __init__(self, url: str, *, options: Mapping[str, Any] | None = None) -> None:
        import fsspec

        self._url = url
        try:
            self._files, root = fsspec.core.url_to_fs(url, **(options or {}))
        except (ImportError, ValueError, OSError) as error:
            raise ArchiveError(
                f"expected an archive URL such as file:///folder, found {url!r} ({error}): correct archive.url",
                url=url,
            ) from error
        self._root = str(root).rstrip("/")

    def write(self, answer: Fetched | Offered, *, key: str, seen_at: datetime) -> ArchiveRef:
        """Keep an answer durably under a key (a hex id); `seen_at` chooses the folder."""
        if not KEY.fullmatch(key):
            raise ArchiveError(f"expected a key of 8 to 64 hex digits, found {key!r}", key=key)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        content = _to_warc(answer, key=key, sha256=sha256)
        file = f"{seen_at.astimezone(UTC):%Y/%m/%d}/{key}.warc.gz"
        try:
            self._replace(file, content)
        except OSError as error:
            raise ArchiveError(f"cannot write {file} to the archive {self._url}: {error}", file=file) from error
        return ArchiveRef(file=file, offset=0, sha256=sha256)

    def check_writable(self) -> None:
        """Write a small file and take it away again; ArchiveError when that cannot be done."""
        probe = f"probe-{uuid.uuid4().hex}"
        try:
            self._replace(probe, b"wirewatch")
            self._files.rm_file(f"{self._root}/{probe}")
        except (OSError, NotImplementedError) as error:
            raise ArchiveError(f"cannot write to the archive {self._url}: {error}", file=probe) from error

    def read(self, ref: ArchiveRef) -> Archived:
        """Give back what was kept; ArchiveError when it is missing, cannot be read or has another digest."""
        if not FILE.fullmatch(ref.file) or ref.offset < 0:
            raise ArchiveError(f"expected a file of this archive, found {ref.file!r}", file=ref.file)
        try:
            with self._files.open(f"{self._root}/{ref.file}", "rb") as stream:
                stream.seek(ref.offset)
                return _read_response(stream, ref)
        except FileNotFoundError as error:
            raise ArchiveError(f"{ref.file} is missing in the archive {self._url}", file=ref.file) from error
        except ArchiveError:
            raise
        except Exception as error:  # warcio raises whatever a spoilt file makes it raise
            raise ArchiveError(
                f"cannot read {ref.file} in the archive {self._url}: {str(error)[:100]!r}", file=ref.file
            ) from error

    def _replace(self, file: str, content: bytes) -> None:
        """Put a file in place at once: readers see the old one or the new one."""
        path = f"{self._root}/{file}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        draft = f"{path}.{uuid.uuid4().hex}.tmp"
        if "file" in _protocols(self._files):
            _replace_local(path, draft=draft, content=content)
            return
        # Object stores put a whole object or none; renaming there is a copy that could be cut off.
        self._files.pipe_file(path, content)


def _replace_local(path: str, *, draft: str, content: bytes) -> None:
    import os
    from pathlib import Path

    try:
        with Path(draft).open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    folder = os.open(Path(path).parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # so that the name survives a power loss too
    finally:
        os.close(folder)


def _protocols(files: Any) -> tuple[str, ...]:  # noqa: ANN401 - fsspec is untyped
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _to_warc(answer: Fetched | Offered, *, key: str, sha256: str) -> bytes:
    """Write the response, which so starts at 0, and the request that led to it; or what there was instead."""
    from warcio.warcwriter import WARCWriter

    output = BytesIO()
    writer = WARCWriter(output, gzip=True, warc_version="1.1")
    date = {"WARC-Date": f"{answer.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"}
    if isinstance(answer, Offered):
        own = {"WARC-Record-ID": _record_id(key, sha256, "resource"), **date}
        writer.write_record(_resource_record(writer, answer, own=own))
        return output.getvalue()
    common = {
        **date,
        **({"WARC-IP-Address": answer.address} if answer.address else {}),
    }
    response_id = _record_id(key, sha256, "response")
    writer.write_record(_response_record(writer, answer, own={"WARC-Record-ID": response_id, **common}))
    request_id = _record_id(key, sha256, "request")
    own = {"WARC-Record-ID": request_id, "WARC-Concurrent-To": response_id, **common}
    writer.write_record(_request_record(writer, answer, own=own))
    return output.getvalue()


def _resource_record(writer: WARCWriter, offered: Offered, *, own: Mapping[str, str]) -> ArcWarcRecord:
    return writer.create_warc_record(
        offered.url,
        "resource",
        payload=BytesIO(offered.body),
        length=len(offered.body),
        warc_content_type=offered.media_type,
        warc_headers_dict=own,
    )


def _request_record(writer: WARCWriter, answer: Fetched, *, own: Mapping[str, str]) -> ArcWarcRecord:
    from warcio.statusandheaders import StatusAndHeaders

    parts = urlsplit(answer.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)
    return writer.create_warc_record(answer.url, "request", http_headers=headers, warc_headers_dict=own)


def _response_record(writer: WARCWriter, answer: Fetched, *, own: Mapping[str, str]) -> ArcWarcRecord:
    from warcio.statusandheaders import StatusAndHeaders

    kept = [(name, _one_line(value)) for name, value in answer.headers.items() if name.lower() not in TRANSFER]
    size = len(answer.body)
    headers = StatusAndHeaders(
        f"{answer.status} {_phrase(answer.status)}", [*kept, ("content-length", str(size))], protocol="HTTP/1.1"
    )
    return writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=size,
        http_headers=headers,
        warc_headers_dict=own,
    )


def _read_response(stream: Any, ref: ArchiveRef) -> Archived:  # noqa: ANN401 - fsspec is untyped
    from warcio.archiveiterator import ArchiveIterator

    record = next(iter(ArchiveIterator(stream)), None)
    if record is None or record.rec_type not in {"response", "resource"}:
        raise ArchiveError(f"expected a response at {ref.offset} of {ref.file}, found none", file=ref.file)
    body = record.content_stream().read(LARGEST_BODY)
    found = hashlib.sha256(body).hexdigest()
    if found != ref.sha256:
        raise ArchiveError(
            f"{ref.file} was changed: expected a body with SHA-256 {ref.sha256}, found {found}", file=ref.file
        )
    answer = record.http_headers
    kind = {"content-type": record.rec_headers.get_header("Content-Type")}
    return Archived(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(answer.get_statuscode()) if answer else 0,
        headers={name.lower(): value for name, value in answer.headers} if answer else kind,
        body=body,
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
    )


def _record_id(key: str, sha256: str, kind: str) -> str:
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'wirewatch:{key}:{sha256}:{kind}').urn}>"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _one_line(value: str) -> str:
    """Keep a header on its line, whatever came over the wire; warcio escapes what is not ASCII."""
    return re.sub(r"[\r\n\0]+", " ", value).encode("utf-8", "replace").decode()
