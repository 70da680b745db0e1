"""Receivers on loopback that do what they are told: take what comes, refuse, hang, hang up, talk without end."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast


class WebReceiver:
    """A webhook's other end. `script` says what each request meets; when it is used up, `by_key` and `then` hold.

    An answer is a status (with headers), or "hang", "cut" (before an answer) or "endless" (a body without end).
    """

    def __init__(self) -> None:
        self.script: list[int | str] = []
        self.then: int | str = 200
        self.by_key: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.url = ""
        self.closing = threading.Event()

    @property
    def keys(self) -> list[str]:
        return [headers.get("idempotency-key", "") for headers, _ in self.received]


class _WebServer(ThreadingHTTPServer):
    daemon_threads = True
    state: WebReceiver


class _WebHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        state = cast("_WebServer", self.server).state
        body = self.rfile.read(int(self.headers["Content-Length"]))
        state.received.append(({key.lower(): value for key, value in self.headers.items()}, body))
        answer = state.script.pop(0) if state.script else state.by_key.get(state.keys[-1], state.then)
        if answer == "hang":
            state.closing.wait()
        elif answer == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.send_response(200 if answer == "endless" else int(answer))
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                while answer == "endless" and not state.closing.is_set():
                    self.wfile.write(b"x" * 65_536)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def open_web_receiver() -> Iterator[WebReceiver]:
    with _WebServer(("127.0.0.1", 0), _WebHandler) as server:
        server.state = WebReceiver()
        server.state.url = f"json://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.state
        server.state.closing.set()
        server.shutdown()


class MailReceiver:
    """A mail server. `script` says what it answers to a command (CONNECT, EHLO, MAIL, RCPT, DATA, CONTENT).

    An answer is a line such as `550 no`, or "hang" or "drop". What is not in the script is taken. An address in it
    is answered so as a recipient. `letters` and `recipients` have what was taken, in the same order.
    """

    def __init__(self) -> None:
        self.script: dict[str, str] = {}
        self.letters: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.sessions = 0
        self.port = 0
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?mode=insecure&from=monitor@desk.example&to=desk@desk.example"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(letter, policy=default) for letter in self.letters]


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    state: MailReceiver


class _MailHandler(socketserver.StreamRequestHandler):
    @property
    def state(self) -> MailReceiver:
        return cast("_MailServer", self.server).state

    def handle(self) -> None:
        self.state.sessions += 1
        self.named: list[str] = []
        goes_on = self.answer("CONNECT", "220 mailbox")
        while goes_on and (line := self.rfile.readline()):
            command = line[:4].decode("ascii", "replace").upper().strip()
            if command == "RCPT":
                goes_on = self.name(line.decode().partition("<")[2].partition(">")[0])
            else:
                goes_on = self.take() if command == "DATA" else self.answer(command, "250 ok") and command != "QUIT"

    def name(self, address: str) -> bool:
        answer = self.state.script.get(address, self.state.script.get("RCPT", "250 ok"))
        if answer.startswith("25"):
            self.named.append(address)
        return self.answer(address, answer)

    def take(self) -> bool:
        """Read a letter; kept unless its content is refused, also when the answer never comes."""
        if not self.answer("DATA", "354 go on") or "DATA" in self.state.script:
            return "DATA" in self.state.script
        letter = b"".join(iter(self.rfile.readline, b".\r\n"))
        if not self.state.script.get("CONTENT", "").startswith(("4", "5")):
            self.state.letters.append(letter)
            self.state.recipients.append(self.named)
        return self.answer("CONTENT", "250 ok")

    def answer(self, command: str, usual: str) -> bool:
        answer = self.state.script.get(command, usual)
        if answer == "hang":
            self.state.closing.wait()
        if answer in {"hang", "drop"}:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self.wfile.write(f"{answer}\r\n".encode())
        return True

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()


@contextmanager
def open_mail_receiver() -> Iterator[MailReceiver]:
    with _MailServer(("127.0.0.1", 0), _MailHandler) as server:
        server.state = MailReceiver()
        server.state.port = int(server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.state
        server.state.closing.set()
        server.shutdown()


def read_part(mail: EmailMessage, kind: str) -> str:
    """The text of a mail's part."""
    body: Any = mail.get_body((kind,))
    return str(body.get_content())


@contextmanager
def refuse_connections() -> Iterator[int]:
    """A port on which nobody listens, for as long as it is needed."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
