"""A message over SMTP; after its text has been handed over, a silence is not taken for a no."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

from reportgen.errors import AccessFailed, ConfigInvalid, OutcomeUnknown, UpstreamFailed

TIMEOUT = 60.0
READY_FOR_TEXT = 354
ACCEPTED = (250, 251)


@dataclass(frozen=True)
class MailServer:
    """The server that takes the agency's mail.

    `security` is `tls` from the first byte, `starttls` before anything else is said, or `none`,
    which only a server on this machine may have.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str | None = None
    password: str | None = None

    @property
    def name(self) -> str:
        """As an operator knows it."""
        return f"{self.host}:{self.port}"


def send(server: MailServer, message: EmailMessage, sender: str, to: tuple[str, ...]) -> None:
    """Hand a message over.

    UpstreamFailed when the server does not take it now, AccessFailed when it does not take it from
    us, ConfigInvalid when it takes none of the addresses; OutcomeUnknown when it falls silent after
    the text was handed over.
    """
    if server.security == "none" and server.host not in ("127.0.0.1", "::1", "localhost"):
        raise ConfigInvalid(
            f"mail to {server.name} would travel unencrypted",
            "write delivery.smtp.security: starttls, or tls",
        )
    try:
        session = _connected(server)
        try:
            _signed_in(session, server)
            _addressed(session, server, sender, to)
            _handed_over(session, server, message)
        finally:
            _left(session)
    except (OSError, smtplib.SMTPException) as error:
        raise UpstreamFailed(
            f"the mail server {server.name} does not answer as it should: {_said(error)}",
            "nothing was sent; try again later",
        ) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    session = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        session.starttls(context=context)
    return session


def _left(session: smtplib.SMTP) -> None:
    """Take leave; whatever is said now changes nothing of what was taken or not."""
    with suppress(OSError, smtplib.SMTPException):
        session.quit()
    session.close()


def _signed_in(session: smtplib.SMTP, server: MailServer) -> None:
    session.ehlo_or_helo_if_needed()
    if server.user is None or server.password is None:
        return
    try:
        session.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise AccessFailed(
            f"the mail server {server.name} does not accept {server.user}: {error.smtp_code}",
            "correct the user, or the secret that holds its password",
        ) from error


def _addressed(session: smtplib.SMTP, server: MailServer, sender: str, to: tuple[str, ...]) -> None:
    """Name sender and receivers; nothing is sent where one of them is refused."""
    code, said = session.mail(sender)
    if code != ACCEPTED[0]:
        raise AccessFailed(
            f"the mail server {server.name} takes no mail from {sender}: {code} {said.decode()}",
            "correct delivery.smtp.from, or what the server allows",
        )
    for address in to:
        code, said = session.rcpt(address)
        if code not in ACCEPTED:
            session.rset()
            kind = ConfigInvalid if code >= 500 else UpstreamFailed
            raise kind(
                f"the mail server {server.name} refuses {address}: {code} {said.decode()}",
                "correct the address in delivery.email; nothing was sent to anyone",
            )


def _handed_over(session: smtplib.SMTP, server: MailServer, message: EmailMessage) -> None:
    """The text itself; from its last line on, only the server knows whether it has taken it."""
    code, said = session.docmd("DATA")
    if code != READY_FOR_TEXT:
        raise UpstreamFailed(
            f"the mail server {server.name} takes no text: {code} {said.decode()}",
            "nothing was sent; try again later",
        )
    lines = message.as_bytes(policy=SMTP)
    try:
        session.send(_quoted(lines) + b"\r\n.\r\n")
        code, said = session.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(
            f"the mail server {server.name} fell silent after the message: {_said(error)}",
            "ask the client whether it came; then send with --resend --reason, or leave it",
        ) from error
    if code not in ACCEPTED:
        raise UpstreamFailed(
            f"the mail server {server.name} did not take the message: {code} {said.decode()}",
            "nothing was sent; try again later",
        )


def _quoted(text: bytes) -> bytes:
    """A line that begins with a dot has it twice, as the protocol asks (RFC 5321, 4.5.2)."""
    return b"\r\n".join(
        b"." + line if line.startswith(b".") else line for line in text.rstrip().split(b"\r\n")
    )


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {error.smtp_error!r}"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    return str(error) or type(error).__name__
