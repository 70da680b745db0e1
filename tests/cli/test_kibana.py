"""`wirewatch kibana`: what it writes, what it refuses, what it sends."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.config import find_data

Run = Callable[..., "CompletedProcess[str]"]
PUBLISHED = find_data("schemas") / "kibana" / "wirewatch.ndjson"


@dataclass
class Kibana:
    """Answers an import as the test says, and keeps what it was asked."""

    url: str = ""
    status: int = 200
    answer: object = None
    paths: list[str] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)


@pytest.fixture
def kibana() -> Iterator[Kibana]:
    told = Kibana()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.paths.append(self.path)
            told.headers.append(self.headers)
            told.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            count = told.bodies[-1].count('"typeMigrationVersion"')
            body = json.dumps(told.answer or {"success": True, "successCount": count}).encode()
            self.send_response(told.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        told.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield told
        server.shutdown()
        thread.join()


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
    assert kibana.paths == ["/kb/s/news/api/saved_objects/_import?overwrite=true"]
    assert kibana.headers[0]["kbn-xsrf"]
    assert base64.b64decode(kibana.headers[0]["Authorization"].removeprefix("Basic ")) == b"desk:geheim"
    assert PUBLISHED.read_text(encoding="utf-8") in kibana.bodies[0]


def test_an_api_key_of_its_own_goes_before_the_login_of_the_index(wirewatch: Run, kibana: Kibana) -> None:
    keys = {"WIREWATCH_KIBANA__API_KEY": "own", "WIREWATCH_SEARCH__API_KEY": "index"}
    assert wirewatch("kibana", "import", "--url", kibana.url, **keys).returncode == 0
    assert kibana.headers[0]["Authorization"] == "ApiKey own"


def test_what_kibana_does_not_take_is_told(wirewatch: Run, kibana: Kibana) -> None:
    error = {"type": "lens", "id": "x", "error": {"type": "unsupported_type"}}
    kibana.answer = {"success": False, "successCount": 50, "errors": [error]}
    done = wirewatch("kibana", "import", "--url", kibana.url)
    assert done.returncode == 1
    assert "not imported: lens x: unsupported_type" in done.stderr
    assert "50 of 51" in done.stdout


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
