"""Channels: standard output, webhooks through the guarded client, and everything that Apprise can address.

A channel is a name; its address is asked for at the moment of sending and never logged or stored.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TextIO

import msgspec

from pipeline.errors import ConfigError, DeliveryError, PipelineError
from pipeline.notify.cleaning import clean
from pipeline.notify.events import encode_events, read_secrets, sign
from pipeline.notify.letters import Letter, send_letter
from pipeline.notify.message import Message, format_alert, tell_contents, write_message
from pipeline.notify.template import Template
from pipeline.ports import Workers
from pipeline.types import Alert, Dispatch, Document

STDOUT = "stdout"
_WEBHOOKS = {"json": "http", "jsons": "https", "http": "http", "https": "https"}
# About the message itself: the channel works, and the same message would be refused again.
_FINAL = frozenset({400, 413, 422})
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+")
_SOURCE = "urn:wirewatch"


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

    @property
    def retry_after(self) -> timedelta | None:
        """How long the receiver asked to wait."""
        ...


Post = Callable[[str, bytes, dict[str, str]], Posted]


def _find_nothing(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """What the settings say about channels: address, secrets and template by name; our own address, if it has one.

    `as_json`: standard output is read by a program, an alert a line.
    """

    find_url: Callable[[str], str | None]
    find_secret: Callable[[str], str | None] = _find_nothing
    find_template: Callable[[str], Template | None] = _find_nothing
    public_url: str = ""
    as_json: bool = False


class ChannelNotifier:
    """Sends alerts to the channels that the settings name; see `ports.Notifier`."""

    def __init__(  # noqa: PLR0913 - one for each thing that it uses and does not make
        self,
        settings: ChannelSettings,
        *,
        post: Post,
        workers: Callable[[], Workers],
        guard: Callable[[], None],
        find_document: Callable[[Alert], Document | None],
        clock: Callable[[], datetime],
        out: TextIO | None = None,
    ) -> None:
        self._settings = settings
        self._post = post
        self._workers = workers
        self._guard = guard
        self._find_document = find_document
        self._clock = clock
        self._out = out

    def send(self, dispatch: Dispatch) -> None:
        channel = dispatch.channel
        try:
            url = self._find(channel)
            if url is None:
                self._print(dispatch)
                return
            scheme, _, rest = url.partition("://")
            if scheme in _WEBHOOKS:
                self._send_events(dispatch, f"{_WEBHOOKS[scheme]}://{rest}")
            else:
                self._send_letter(dispatch, url)
        except ConfigError as error:
            raise DeliveryError(error.message, channel=channel) from error

    def _find(self, channel: str) -> str | None:
        url = self._settings.find_url(channel)
        if url is None and channel != STDOUT:
            raise ConfigError(
                f"the settings name no channel {channel!r}: set WIREWATCH_CHANNELS__{channel.upper()} to its address"
            )
        return url

    def _print(self, dispatch: Dispatch) -> None:
        out = self._out or sys.stdout
        out.write("".join(f"{line}\n" for line in self._list_lines(dispatch)))
        out.flush()

    def _list_lines(self, dispatch: Dispatch) -> Iterator[str]:
        if dispatch.digest and not self._settings.as_json:
            yield f"DIGEST {tell_contents(dispatch.alerts, part=(dispatch.part, dispatch.parts))}"
        for alert in dispatch.alerts:
            as_json = self._settings.as_json
            yield msgspec.json.encode(alert).decode() if as_json else format_alert(alert, self._find_document(alert))

    def _send_events(self, dispatch: Dispatch, url: str) -> None:
        channel, key = dispatch.channel, dispatch.key
        source = self._settings.public_url or _SOURCE
        body, kind = encode_events(dispatch.alerts, channel, source=source, digest=dispatch.digest)
        headers = {"Content-Type": kind, "Idempotency-Key": key}
        if secrets := read_secrets(channel, self._settings.find_secret(channel) or ""):
            headers |= sign(secrets, body, key=key, at=self._clock())
        posted = self._post(url, body, headers)
        if posted.reason is not None:
            raise DeliveryError(
                _tell(channel, f"{posted.reason}: {posted.detail}"),
                channel=channel,
                final=posted.status in _FINAL,
                retry_after=posted.retry_after,
            )

    def _send_letter(self, dispatch: Dispatch, url: str) -> None:
        channel = dispatch.channel
        letter = Letter(
            url=url,
            message=self._write(dispatch),
            key=dispatch.key,
            at=self._clock(),
            guard=self._guard,
            reached=frozenset(dispatch.reached),
        )
        for sent in self._workers().map(send_letter, [letter]):
            if isinstance(sent, PipelineError):
                final, reached = bool(sent.subject.get("final")), sent.subject.get("reached")
                raise DeliveryError(_tell(channel, sent.message), channel=channel, final=final, reached=reached)

    def _write(self, dispatch: Dispatch) -> Message:
        return write_message(
            [(alert, self._find_document(alert)) for alert in dispatch.alerts],
            digest=dispatch.digest,
            part=(dispatch.part, dispatch.parts),
            template=self._settings.find_template(dispatch.channel),
            public_url=self._settings.public_url,
        )


def _tell(channel: str, words: str) -> str:
    """A failure in words, without addresses, which may hold secrets."""
    return f"channel {channel}: {_ADDRESS.sub('...', clean(words))[:200]}"
