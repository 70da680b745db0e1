"""`wirewatch kibana`: what it writes, what it refuses, what it sends."""

from __future__ import annotations

import base64
import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.config import find_data

Run = Callable[..., "CompletedProcess[str]"]
PUBLISHED = find_data("schemas") / "kibana" / "wirewatch.ndjson"


@dataclass
class Kibana:
    """Behaves as Kibana's own API does, and keeps what it was asked.

    Without the header against foreign forms it answers 400, without a form with an `.ndjson` file too; it starts for as
    many requests as `starting` says, and then takes objects, but for those whose ids are in `refused`.
    """

    url: str = ""
    status: int = 200
    answer: object = None
    starting: int = 0
    spaces: tuple[str, ...] = ("default", "news")
    refused: dict[str, dict[str, object]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    def meet(self, path: str, headers: Message, body: bytes) -> tuple[int, object]:
        """The status and the answer to one request."""
        self.paths.append(path)
        self.headers.append(headers)
        if self.starting:
            self.starting -= 1
            return 503, "Kibana server is not ready yet"
        if self.status != 200:
            return self.status, self.answer
        if "/api/spaces/space/" in path:
            name = path.rpartition("/")[2]
            return (200, {"id": name}) if name in self.spaces else (404, {"statusCode": 404, "error": "Not Found"})
        return self._take(headers, body)

    def _take(self, headers: Message, body: bytes) -> tuple[int, object]:
        if "kbn-xsrf" not in headers:
            return 400, {
                "statusCode": 400,
                "error": "Bad Request",
                "message": "Request must contain a kbn-xsrf header.",
            }
        form = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
        (part,) = form.iter_parts()
        if part.get_param("name", header="content-disposition") != "file" or not str(part.get_filename()).endswith(
            ".ndjson"
        ):
            return 400, {"statusCode": 400, "error": "Bad Request", "message": "Invalid file extension ."}
        self.bodies.append(bytes(part.get_payload(decode=True)).decode())
        objects = [json.loads(line) for line in self.bodies[-1].split("\n") if line.strip()]
        errors = [
            {"id": one["id"], "type": one["type"], "error": self.refused[one["id"]], "meta": {}}
            for one in objects
            if one["id"] in self.refused
        ]
        answer = {"success": not errors, "successCount": len(objects) - len(errors), "warnings": []}
        return 200, answer | ({"errors": errors} if errors else {})


@contextmanager
def serve(told: Kibana, context: ssl.SSLContext | None = None) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, answer = told.meet(self.path, self.headers, body)
            text = answer if isinstance(answer, str) else json.dumps(answer)
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        told.url = f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}"
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def kibana() -> Iterator[Kibana]:
    told = Kibana()
    with serve(told):
        yield told


def test_the_export_is_what_is_published_under_the_prefix_of_the_index(wirewatch: Run, tmp_path: Path) -> None:
    published = PUBLISHED.read_text(encoding="utf-8")
    assert wirewatch("kibana", "export").stdout == published
    file = tmp_path / "desk.ndjson"
    assert wirewatch("kibana", "export", str(file), WIREWATCH_SEARCH__PREFIX="desk").returncode == 0
    assert '"id":"desk-board-coverage"' in file.read_text(encoding="utf-8")
    assert "wirewatch-" not in file.read_text(encoding="utf-8")


def test_a_file_with_a_fault_is_told_and_not_imported(wirewatch: Run, tmp_path: Path, kibana: Kibana) -> None:
    good = wirewatch("kibana", "check")
    assert (good.returncode, good.stdout) == (0, "51 objects checked, 0 faults\n")
    file = tmp_path / "bad.ndjson"
    file.write_text(PUBLISHED.read_text(encoding="utf-8").replace('"10.2.0"', '"10.9.0"'), encoding="utf-8")
    told = wirewatch("kibana", "check", str(file), "--json")
    faults = json.loads(told.stdout)["faults"]
    assert told.returncode == 2
    assert {(fault["type"], fault["kind"]) for fault in faults} == {("dashboard", "version_too_new")}
    refused = wirewatch("kibana", "import", str(file), "--url", kibana.url)
    assert (refused.returncode, kibana.bodies) == (2, [])
    assert "nothing was imported" in refused.stderr


def test_the_objects_are_sent_with_the_login_of_the_index_to_the_space(wirewatch: Run, kibana: Kibana) -> None:
    settings = {
        "WIREWATCH_KIBANA__URL": f"{kibana.url}/kb",
        "WIREWATCH_KIBANA__SPACE": "news",
        "WIREWATCH_SEARCH__USERNAME": "desk",
        "WIREWATCH_SEARCH__PASSWORD": "geheim",
    }
    done = wirewatch("kibana", "import", "--json", **settings)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"imported": 51, "errors": []})
    assert kibana.paths == [
        "/kb/api/spaces/space/news",
        "/kb/s/news/api/saved_objects/_import?overwrite=true",
    ]
    assert kibana.headers[0]["kbn-xsrf"]
    assert base64.b64decode(kibana.headers[0]["Authorization"].removeprefix("Basic ")) == b"desk:geheim"
    assert kibana.bodies == [PUBLISHED.read_text(encoding="utf-8")]


def test_a_space_that_is_not_there_is_refused_before_objects_are_lost_in_it(wirewatch: Run, kibana: Kibana) -> None:
    done = wirewatch("kibana", "import", "--url", kibana.url, WIREWATCH_KIBANA__SPACE="nwes")
    assert (done.returncode, kibana.bodies) == (2, [])
    assert "no space nwes" in done.stderr


def test_a_kibana_that_starts_is_asked_again_for_as_long_as_one_says(wirewatch: Run, kibana: Kibana) -> None:
    kibana.starting = 2
    done = wirewatch("kibana", "import", "--url", kibana.url, "--wait", "20", "--json")
    assert (done.returncode, json.loads(done.stdout)["imported"]) == (0, 51)
    assert len(kibana.paths) == 3
    assert done.stderr.count("Kibana server is not ready yet") == 2
    kibana.starting = 9
    gave_up = wirewatch("kibana", "import", "--url", kibana.url)
    assert (gave_up.returncode, kibana.starting) == (1, 8)


def test_what_waiting_does_not_mend_is_told_at_once(wirewatch: Run, kibana: Kibana) -> None:
    kibana.status, kibana.answer = 403, {"statusCode": 403, "error": "Forbidden", "message": "Unable to bulk_create"}
    done = wirewatch("kibana", "import", "--url", kibana.url, "--wait", "300")
    assert done.returncode == 1
    assert "Unable to bulk_create; check the login" in done.stderr
    assert len(kibana.paths) == 1


def test_a_certificate_is_trusted_by_its_own_authority_alone(wirewatch: Run, tmp_path: Path) -> None:
    authority = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, tmp_path / "key.pem")
    told = Kibana()
    with serve(told, context):
        refused = wirewatch("kibana", "import", "--url", told.url, "--wait", "300")
        done = wirewatch("kibana", "import", "--url", told.url, WIREWATCH_KIBANA__CA_CERTS=str(authority))
    assert (refused.returncode, len(told.bodies)) == (1, 1)
    assert "kibana.ca_certs" in refused.stderr
    assert done.returncode == 0


def make_certificate(folder: Path) -> Path:
    """A certificate of 127.0.0.1 that is its own authority."""
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=kibana"
    made = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    subprocess.run([*words.split(), *made], check=True, capture_output=True)
    return folder / "cert.pem"


def test_an_api_key_of_its_own_goes_before_the_login_of_the_index(wirewatch: Run, kibana: Kibana) -> None:
    keys = {"WIREWATCH_KIBANA__API_KEY": "own", "WIREWATCH_SEARCH__API_KEY": "index"}
    assert wirewatch("kibana", "import", "--url", kibana.url, **keys).returncode == 0
    assert kibana.headers[0]["Authorization"] == "ApiKey own"


def test_what_kibana_does_not_take_is_told(wirewatch: Run, kibana: Kibana) -> None:
    missing = [{"type": "index-pattern", "id": "elsewhere"}]
    kibana.refused = {
        "wirewatch-board-alerts": {"type": "missing_references", "references": missing},
        "wirewatch-board-coverage": {"type": "unknown", "message": "Document belongs to a more recent version"},
    }
    done = wirewatch("kibana", "import", "--url", kibana.url)
    assert done.returncode == 1
    assert "not imported: dashboard wirewatch-board-alerts: missing_references index-pattern elsewhere" in done.stderr
    assert "wirewatch-board-coverage: unknown Document belongs to a more recent version" in done.stderr
    assert "49 of 51" in done.stdout


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "check the login"), (302, "Kibana answered 302"), (503, "Kibana answered 503: not ready"), (404, "space")],
)
def test_a_refusal_says_what_to_do(wirewatch: Run, kibana: Kibana, status: int, words: str) -> None:
    kibana.status, kibana.answer = status, {"message": "not ready"}
    done = wirewatch("kibana", "import", "--url", kibana.url)
    assert done.returncode == 1
    assert words in done.stderr


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("http://127.0.0.1:1", 1, "cannot be reached"),
        ("kibana:5601", 2, "https://host:5601"),
        ("", 2, "WIREWATCH_KIBANA__URL"),
    ],
)
def test_a_kibana_that_is_not_there_is_told_in_one_line(wirewatch: Run, url: str, code: int, words: str) -> None:
    done = wirewatch("kibana", "import", "--url", url)
    assert done.returncode == code
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
