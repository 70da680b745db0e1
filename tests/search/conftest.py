"""Indices for tests: each has a file or a prefix of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from pipeline.search.elastic import ElasticIndex
from pipeline.search.embedded import EmbeddedIndex


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedIndex:
    index = EmbeddedIndex(tmp_path / "search.db")
    index.create()
    return index


@pytest.fixture(scope="session")
def elastic_client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url, request_timeout=60, max_retries=0) as client:
        yield client


@pytest.fixture
def prefix(elastic_client: Elasticsearch) -> Iterator[str]:
    with own_prefix(elastic_client) as name:
        yield name


@pytest.fixture
def elastic(elastic_client: Elasticsearch, prefix: str) -> ElasticIndex:
    index = ElasticIndex(elastic_client, prefix=prefix)
    index.create()
    return index


@contextmanager
def own_prefix(client: Elasticsearch) -> Iterator[str]:
    """Give a prefix that nobody else has; delete everything under it afterwards."""
    prefix = f"test-{uuid4().hex[:12]}"
    yield prefix
    quiet = client.options(ignore_status=404)
    indices = list(quiet.indices.get(index=f"{prefix}-*", features="aliases"))
    if indices:
        quiet.indices.delete(index=indices)
    quiet.indices.delete_index_template(name=f"{prefix}-articles")
    for component in ("mappings", "lifecycle"):
        quiet.cluster.delete_component_template(name=f"{prefix}-articles-{component}")


@dataclass
class ScriptedServer:
    """Answers like Elasticsearch, but what the test says: (status, body) a request; the last for all that follow."""

    url: str
    answers: list[tuple[int, object]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    product: str = "Elasticsearch"


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    script = ScriptedServer(url="")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            script.requests.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            status, body = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json")
            self.send_header("X-Elastic-Product", script.product)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_PUT = do_HEAD = do_POST  # noqa: N815 - the names of http.server

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        script.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield script
        server.shutdown()
        thread.join()
