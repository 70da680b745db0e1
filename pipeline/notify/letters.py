"""What goes to people through Apprise, in a worker process: it opens its own sockets, and some of its services hang."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.errors import DeliveryError
from pipeline.notify.message import Message

_SENDER = "Wirewatch"  # unless the channel's address gives another name
_guarded: set[str] = set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent, and the guard that the process has to put up first; `reached` have it already."""

    url: str
    message: Message
    key: str
    at: datetime
    guard: Callable[[], None]
    reached: frozenset[str] = frozenset()


def send_letter(letter: Letter) -> None:
    """Send; runs in a worker process, which it guards first and for good."""
    import apprise

    if not _guarded:
        letter.guard()
        _guarded.add("egress")
    capture: Any = apprise.LogCapture
    with capture(level=30, fmt="%(message)s") as said:
        service = _read_address(letter.url)
        if _is_plain_mail(service):
            _send_mail(service, letter)
        elif not _notify(service, letter.message):
            raise DeliveryError(f"the service refused or cannot be reached: {said.getvalue().strip()[:200]}")


def is_readable(url: str) -> bool:
    """Tell whether Apprise understands an address; nothing is sent."""
    import apprise

    return bool(apprise.Apprise.instantiate(url, suppress_exceptions=True))


def _read_address(url: str) -> Any:  # noqa: ANN401 - Apprise is untyped
    import apprise

    service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if not service:
        raise DeliveryError("Apprise cannot read the channel's address: see its list of services for the form")
    return service


def _is_plain_mail(service: Any) -> bool:  # noqa: ANN401 - Apprise is untyped
    """Mail that we write ourselves: not over an interface of HTTP, and not encrypted for its readers."""
    from apprise.plugins.email import NotifyEmail

    return type(service) is NotifyEmail and not service.pgp_mode.startswith(("sign", "encrypt"))


def _send_mail(service: Any, letter: Letter) -> None:  # noqa: ANN401 - Apprise is untyped
    from pipeline.notify.mail import Envelope, MailServer, make_mail, send_mail

    def name(address: str) -> tuple[str, str]:
        return (service.names.get(address) or "", address)

    sender = service.from_addr[0]
    envelope = Envelope(
        sender=(_SENDER if sender in {False, "", service.app_id} else sender, service.from_addr[1]),
        to=tuple((name or "", address) for name, address in service.targets),
        cc=tuple(name(address) for address in sorted(service.cc)),
        bcc=tuple(sorted(service.bcc)),
        reply_to=tuple(name(address) for address in sorted(service.reply_to)),
    )
    if not envelope.to:
        raise DeliveryError("the channel's address names nobody whom a mail can be sent to")
    server = MailServer(
        host=service.smtp_host,
        port=service.port,
        mode=service.secure_mode,
        user=service.user or "",
        password=service.password or "",
        is_verified=service.verify_certificate,
    )
    message = letter.message
    mail = make_mail(envelope, title=message.title, text=message.text, html=message.html, key=letter.key, at=letter.at)
    send_mail(server, envelope, mail, reached=letter.reached)


def _notify(service: Any, message: Message) -> bool:  # noqa: ANN401 - Apprise is untyped
    import apprise
    from apprise.common import OverflowMode

    if service.overflow_mode == OverflowMode.UPSTREAM:
        # What a service has no room for would be refused or cut.
        service.overflow_mode = OverflowMode.SPLIT
    sender = apprise.Apprise()
    sender.add(service)
    return bool(sender.notify(title=message.chat_title, body=message.chat, body_format=apprise.NotifyFormat.TEXT))
