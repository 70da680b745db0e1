"""Channels: standard output, JSON webhooks through the guarded client, and everything that Apprise speaks.

Apprise opens its own sockets and some of its services hang, so it runs in a worker process that is guarded and can be
killed. A channel is a name; its address is asked for at the moment of sending and never logged or stored.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TextIO

from pipeline.errors import ConfigError, DeliveryError, PipelineError
from pipeline.notify.message import encode_alert, format_alert, format_text, format_title
from pipeline.ports import Workers
from pipeline.types import Alert, Document

STDOUT = "stdout"
_WEBHOOKS = {"json": "http", "jsons": "https", "http": "http", "https": "https"}
# A receiver that says so will not change its mind by itself.
_FINAL = frozenset({400, 401, 403, 404, 405, 410, 413, 422})
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+")


class Posted(Protocol):
    """What became of a POST."""

    @property
    def status(self) -> int | None:
        """The status, when there was an answer."""
        ...

    @property
    def reason(self) -> str | None:
        """None when the receiver has it."""
        ...

    @property
    def detail(self) -> str:
        """A few words for people."""
        ...


Post = Callable[[str, bytes, dict[str, str]], Posted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What Apprise is to send, and the guard that its process has to put up first."""

    url: str
    title: str
    body: str
    guard: Callable[[], None]


class ChannelNotifier:
    """Sends alerts to the channels that the settings name; see `ports.Notifier`."""

    def __init__(
        self,
        find_url: Callable[[str], str | None],
        *,
        post: Post,
        workers: Callable[[], Workers],
        guard: Callable[[], None],
        find_document: Callable[[Alert], Document | None],
        out: TextIO | None = None,
    ) -> None:
        self._find_url = find_url
        self._post = post
        self._workers = workers
        self._guard = guard
        self._find_document = find_document
        self._out = out

    def send(self, channel: str, alerts: Sequence[Alert], *, digest: bool, key: str) -> None:
        del digest
        for alert in alerts:
            self._send(channel, alert, key=key)

    def _send(self, channel: str, alert: Alert, *, key: str) -> None:
        url = self._find(channel)
        if url is None:
            out = self._out or sys.stdout
            out.write(format_alert(alert, self._find_document(alert)) + "\n")
            out.flush()
            return
        scheme, _, rest = url.partition("://")
        if scheme in _WEBHOOKS:
            self._send_json(channel, f"{_WEBHOOKS[scheme]}://{rest}", alert, key=key)
        else:
            self._send_letter(channel, url, alert)

    def _find(self, channel: str) -> str | None:
        try:
            url = self._find_url(channel)
        except ConfigError as error:
            raise DeliveryError(error.message, channel=channel) from error
        if url is None and channel != STDOUT:
            message = (
                f"the settings name no channel {channel!r}: set WIREWATCH_CHANNELS__{channel.upper()} to its address"
            )
            raise DeliveryError(message, channel=channel)
        return url

    def _send_json(self, channel: str, url: str, alert: Alert, *, key: str) -> None:
        posted = self._post(url, encode_alert(alert), {"Idempotency-Key": key})
        if posted.reason is not None:
            message = f"channel {channel}: {posted.reason}: {_ADDRESS.sub('...', posted.detail)[:200]}"
            raise DeliveryError(message, channel=channel, final=posted.status in _FINAL)

    def _send_letter(self, channel: str, url: str, alert: Alert) -> None:
        letter = Letter(
            url=url, title=format_title(alert), body=format_text(alert, self._find_document(alert)), guard=self._guard
        )
        for sent in self._workers().map(send_letter, [letter]):
            if isinstance(sent, PipelineError):
                message = f"channel {channel}: {_ADDRESS.sub('...', sent.message)[:200]}"
                raise DeliveryError(message, channel=channel)


_guarded: set[str] = set()


def send_letter(letter: Letter) -> None:
    """Send by Apprise; runs in a worker process, which it guards first and for good."""
    import apprise

    if not _guarded:
        letter.guard()
        _guarded.add("egress")
    sender = apprise.Apprise()
    if not sender.add(letter.url):
        raise DeliveryError("Apprise cannot read the channel's address: see its list of services for the form")
    capture: Any = apprise.LogCapture
    with capture(level=30, fmt="%(message)s") as said:
        if not sender.notify(title=letter.title, body=letter.body, body_format=apprise.NotifyFormat.TEXT):
            raise DeliveryError(f"the service refused or cannot be reached: {said.getvalue().strip()[:200]}")
