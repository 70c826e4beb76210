"""What goes out of the house: a letter with a report, by which channel, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """The ways to a client."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    FOLDER = "folder"


class ReceiptState(StrEnum):
    """What became of a letter.

    `intended` was written down before it was sent; found later, nobody knows whether it arrived,
    and it is as good as `unknown`.
    """

    INTENDED = "intended"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Attachment:
    """A document as it is sent along."""

    name: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True)
class Letter:
    """A report on its way to one client: the words in the client's language, and the documents."""

    client: str
    period: str
    revision: int
    subject: str
    body: str
    attachments: tuple[Attachment, ...]

    @property
    def sha256(self) -> str:
        """The hash of all that the reader gets."""
        digest = hashlib.sha256(f"{self.subject}\0{self.body}\0".encode())
        for one in self.attachments:
            digest.update(f"{one.name}\0".encode() + hashlib.sha256(one.content).digest())
        return digest.hexdigest()


@dataclass(frozen=True)
class Way:
    """One channel with where it leads: addresses, the name of a chat's secret, or a folder."""

    channel: Channel
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()

    def key(self, letter: Letter) -> str:
        """Names this letter on this way; a corrected edition has another."""
        parts = (letter.client, letter.period, letter.revision, letter.sha256, self.channel)
        said = "\0".join(map(str, (*parts, *self.to, "cc", *self.cc)))
        return hashlib.sha256(said.encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Receipt:
    """What became of a letter on one way, and when."""

    key: str
    channel: Channel
    revision: int
    state: ReceiptState
    at: datetime
    why: str = ""
