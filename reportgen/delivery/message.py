"""A letter as an e-mail message."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from reportgen.model.delivery import Letter, Way


def message(letter: Letter, way: Way, sender: str, at: datetime) -> EmailMessage:
    """The message; its id is the letter's key, so that a second copy can be known as one."""
    built = EmailMessage()
    built["From"] = sender
    built["To"] = ", ".join(way.to)
    if way.cc:
        built["Cc"] = ", ".join(way.cc)
    built["Subject"] = " ".join(letter.subject.split())
    built["Date"] = format_datetime(at)
    built["Message-ID"] = f"<{way.key(letter)}@{_domain(sender)}>"
    built.set_content(letter.body)
    for one in letter.attachments:
        main, _, sub = one.kind.partition("/")
        built.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    return built


def _domain(sender: str) -> str:
    address = sender.rpartition("<")[2].rstrip(">")
    return Address(addr_spec=address.strip()).domain or "localhost"
