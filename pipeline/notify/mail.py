"""Mail: text and HTML in one message, handed to the server that Apprise reads out of the channel's address.

Apprise would say no more than that it failed. Here the server's answer decides whether the channel waits, the message
alone is refused, or one recipient; nobody gets a mail again because another one lacks it; and the same alert keeps
its Message-ID, so that a mail sent twice after a broken connection is seen as one.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import NamedTuple

from pipeline.errors import DeliveryError

_SECONDS = 10  # for each answer of the server
_TOO_BIG = 552
_CLOSING = 421
_FOR_GOOD = 500
_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in, and how."""

    host: str
    port: int
    mode: str  # insecure, ssl or starttls
    user: str
    password: str
    is_verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom to whom: (name, address) each."""

    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: tuple[tuple[str, str], ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """All addresses that get it, each once."""
        return tuple(dict.fromkeys([*(address for _, address in (*self.to, *self.cc)), *self.bcc]))


class _Refusal(NamedTuple):
    code: int
    words: str


def make_mail(envelope: Envelope, *, title: str, text: str, html: str, key: str, at: datetime) -> bytes:
    """The mail as bytes; its Message-ID is the idempotency key."""
    mail = EmailMessage(policy=SMTP)
    domain = envelope.sender[1].rpartition("@")[2] or "localhost"
    mail["From"] = _format(envelope.sender)
    mail["To"] = ", ".join(map(_format, envelope.to))
    for header, people in (("Cc", envelope.cc), ("Reply-To", envelope.reply_to)):
        if people:
            mail[header] = ", ".join(map(_format, people))
    mail["Subject"] = title.replace("=?", "= ?")  # an encoded word of a feed would be decoded
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{key}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note comes back (RFC 3834)
    mail.set_content(text, cte="base64")
    mail.add_alternative(html, subtype="html", cte="base64")
    return mail.as_bytes()


def _format(person: tuple[str, str]) -> str:
    return formataddr((person[0] or False, person[1]))  # type: ignore[arg-type] # the library takes False for no name


def name_recipient(address: str) -> str:
    """What a recipient is called in the ledger, which keeps no addresses of channels."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:16]


def send_mail(server: MailServer, envelope: Envelope, mail: bytes, *, reached: Collection[str] = ()) -> None:
    """Hand a mail in for all recipients but those who are `reached`, by `name_recipient`.

    DeliveryError, `final` when the mail itself is refused. When some recipients are refused and the others have it,
    the error says so: `reached` are those who got it now, and it is `final` when the others are refused for good.
    """
    try:
        smtp = _connect(server)
        try:
            _hand_in(smtp, envelope, mail, reached=reached)
            # The mail is theirs now: how they take leave changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                _hurry(smtp)
                smtp.quit()
        finally:
            smtp.close()
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(_tell("the mail server", error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise DeliveryError(f"the mail server cannot be reached or hung up: {type(error).__name__}: {error}") from error


def _hurry(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(1)


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if not server.is_verified:  # the operator wrote verify=no into the address
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    smtp: smtplib.SMTP
    if server.mode == "ssl":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.mode == "starttls":
            smtp.starttls(context=context)
        if server.user and server.password:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _hand_in(smtp: smtplib.SMTP, envelope: Envelope, mail: bytes, *, reached: Collection[str]) -> None:
    code, answer = smtp.mail(envelope.sender[1], [f"size={len(mail)}"] if smtp.has_extn("size") else [])
    if code != 250:
        raise DeliveryError(_tell("the sender", code, answer), final=code == _TOO_BIG)
    taken, refusals = _name_recipients(smtp, envelope, reached)
    if taken:
        _hand_over(smtp, mail)
    if refusals and (taken or reached):
        who = "everybody else has this mail; "
        raise DeliveryError(
            who + "; ".join(refusal.words for refusal in refusals),
            final=all(refusal.code >= _FOR_GOOD for refusal in refusals),
            reached=tuple(map(name_recipient, taken)),
        )
    if refusals:  # nobody is taken: it is not about one of them
        raise DeliveryError(refusals[0].words)


def _name_recipients(
    smtp: smtplib.SMTP, envelope: Envelope, reached: Collection[str]
) -> tuple[list[str], list[_Refusal]]:
    """Name all who lack the mail; who was taken, and who was not."""
    taken, refusals = [], []
    for number, address in enumerate(envelope.recipients, 1):
        if name_recipient(address) in reached:
            continue
        code, answer = smtp.rcpt(address)
        if code == _CLOSING:
            raise DeliveryError(_tell("the mail server", code, answer))
        if code in {250, 251}:
            taken.append(address)
        else:
            who = f"recipient {number} of {len(envelope.recipients)}"
            refusals.append(_Refusal(code, _tell(who, code, answer)))
    return taken, refusals


def _hand_over(smtp: smtplib.SMTP, mail: bytes) -> None:
    code, answer = smtp.docmd("data")
    if code != 354:
        raise DeliveryError(_tell("the mail server", code, answer))
    # From here on a broken connection says nothing about whether the mail arrived.
    smtp.send(_DOT.sub(b"..", mail) + b".\r\n")
    code, answer = smtp.getreply()
    if code != 250:
        raise DeliveryError(_tell("the mail", code, answer), final=code >= 500)


def _tell(what: str, code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{what} was refused: {code} {words}"
