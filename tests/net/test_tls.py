from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.net.conftest import Net


@pytest.fixture
def secure_port(tmp_path: Path) -> Iterator[int]:
    """Serve one TLS handshake with a certificate that nobody has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=news.example"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.10", 0)) as server:

        def serve() -> None:
            connection = server.accept()[0]
            with connection, pytest.raises(OSError):
                context.wrap_socket(connection, server_side=True).recv(1)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)


def test_a_certificate_that_nobody_signed_is_refused_and_named(net: Net, secure_port: int) -> None:
    result = net.ask(f"https://127.0.0.10:{secure_port}/")

    assert (result.reason, result.transient) == ("tls_failed", True)
    assert "self-signed" in result.detail.replace("self signed", "self-signed")


def test_a_plain_server_on_a_tls_port_is_named(net: Net) -> None:
    with socket.create_server(("127.0.0.10", 0)) as server:

        def serve() -> None:
            connection = server.accept()[0]
            with connection:
                connection.recv(1)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        result = net.ask(f"https://127.0.0.10:{server.getsockname()[1]}/")
        thread.join(10)

    assert result.reason == "tls_failed"
