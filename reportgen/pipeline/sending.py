"""An edition on its way: what may be sent, by which ways, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.archive.approval import Approvals
from reportgen.archive.editions import Archive
from reportgen.connectors.secrets import look_up
from reportgen.delivery import folder as folders
from reportgen.delivery import smtp, webhook
from reportgen.delivery.ledger import Ledger
from reportgen.delivery.message import message
from reportgen.errors import (
    ConfigInvalid,
    DataRefused,
    NotApproved,
    OutcomeUnknown,
    Place,
    ReportgenError,
)
from reportgen.model.config import ClientConfig
from reportgen.model.delivery import (
    Attachment,
    Channel,
    Letter,
    Receipt,
    ReceiptState,
    Way,
)
from reportgen.model.period import Period
from reportgen.pipeline.building import changed_inputs
from reportgen.pipeline.job import Job

CERTAIN = (ReceiptState.SENT,)
UNCERTAIN = (ReceiptState.INTENDED, ReceiptState.UNKNOWN)


@dataclass(frozen=True)
class Sent:
    """What became of one way, in a word or two, and the failure where it is one."""

    way: Way
    state: str
    error: ReportgenError | None = None


@dataclass(frozen=True)
class Post:
    """The post of one client and month: its newest edition, and the ways it may go."""

    root: Path
    config: ClientConfig
    period: Period
    now: datetime
    environment: Mapping[str, str]

    @property
    def client(self) -> str:
        """The client's id."""
        return self.config.client.id

    @property
    def ledger(self) -> Ledger:
        """What was sent before."""
        return Ledger(self.root, self.client, self.period.name)

    @property
    def _job(self) -> Job:
        return Job(self.root, self.config, self.period, self.now)

    def letter(self) -> Letter:
        """The letter with the newest edition.

        DataRefused when there is none, or its inputs have changed since; EnvironmentFailed when its
        files are not the ones that were made; NotApproved when somebody has yet to approve it.
        """
        archive = Archive(self.root, self.client, self.period.name)
        revision = archive.latest()
        if revision is None:
            raise DataRefused(
                f"{self.client} {self.period.name}: there is no edition to send",
                "a draft is never sent; build the final report first",
            )
        manifest = archive.manifest_of(revision)
        documents = {name: self._whole(archive, name, manifest) for name in manifest["files"]}
        pdfs = tuple(
            Attachment(name, content)
            for name, content in documents.items()
            if name.endswith(".pdf")
        )
        changed = changed_inputs(self._job, manifest["inputs"])
        if changed:
            raise DataRefused(
                f"{self.client} {self.period.name}: r{revision} is not what would be made today:"
                f" {', '.join(changed)} changed since",
                "build again, look at what changed, and send that",
            )
        if self.config.delivery.approval == "required":
            self._require_approval(archive, revision, manifest["files"][pdfs[0].name])
        words = next(
            content for name, content in documents.items() if name.endswith(".mail.txt")
        ).decode()
        subject, _, body = words.partition("\n\n")
        return Letter(self.client, self.period.name, revision, subject, body, pdfs)

    def ways(self) -> tuple[Way, ...]:
        """Every way the client has agreed to."""
        delivery = self.config.delivery
        found = []
        if delivery.email is not None:
            found.append(Way(Channel.EMAIL, delivery.email.to, delivery.email.cc))
        if delivery.webhook is not None:
            found.append(Way(Channel.WEBHOOK, (delivery.webhook,)))
        if delivery.folder is not None:
            found.append(Way(Channel.FOLDER, (delivery.folder,)))
        if not found:
            raise ConfigInvalid(
                f"{self.client} has no way to be reached",
                "write delivery.email, delivery.webhook or delivery.folder into client.yml",
            )
        return tuple(found)

    def send(self, letter: Letter, again_for: str = "") -> Iterator[Sent]:
        """Send by every way on which it was not sent yet; `again_for` is why it is sent again."""
        for way in self.ways():
            before = self.ledger.of(way.key(letter))
            if before is not None and not again_for:
                if before.state in CERTAIN:
                    yield Sent(way, f"sent on {before.at:%Y-%m-%d} already")
                    continue
                if before.state in UNCERTAIN:
                    yield Sent(way, "unknown", _unknown(self.client, way, before))
                    continue
            yield self._sent(letter, way, again_for)

    def test(self, letter: Letter, address: str) -> Sent:
        """Send by e-mail to one address of the agency's own; it counts as nothing."""
        way = Way(Channel.EMAIL, (address,))
        try:
            self._by_email(replace(letter, subject=f"[TEST] {letter.subject}"), way)
        except ReportgenError as error:
            return Sent(way, "failed", error)
        return Sent(way, f"sent as a test to {address}")

    def draft(self, letter: Letter, into: Path) -> tuple[Path, ...]:
        """Write the message as a file that a person opens and sends; it counts as nothing."""
        ways = [way for way in self.ways() if way.channel is Channel.EMAIL]
        made = [
            Attachment(
                f"{letter.client}_{letter.period}_r{letter.revision}.eml",
                message(letter, way, self._sender(), self.now).as_bytes(),
                "message/rfc822",
            )
            for way in ways
        ]
        return folders.put(into, tuple(made))

    def _sent(self, letter: Letter, way: Way, why: str) -> Sent:
        """Write down the intention, send, write down what became of it."""
        ledger = self.ledger
        ledger.write(way, letter, ReceiptState.INTENDED, self.now, why)
        try:
            self._by(letter, way)
        except OutcomeUnknown as error:
            ledger.write(way, letter, ReceiptState.UNKNOWN, self.now, error.message)
            return Sent(way, "unknown", error)
        except ReportgenError as error:
            ledger.write(way, letter, ReceiptState.FAILED, self.now, error.message)
            return Sent(way, "failed", error)
        ledger.write(way, letter, ReceiptState.SENT, self.now, why)
        return Sent(way, "sent")

    def _by(self, letter: Letter, way: Way) -> None:
        by: dict[Channel, Callable[[Letter, Way], None]] = {
            Channel.EMAIL: self._by_email,
            Channel.WEBHOOK: self._by_webhook,
            Channel.FOLDER: self._by_folder,
        }
        by[way.channel](letter, way)

    def _by_email(self, letter: Letter, way: Way) -> None:
        settings = self.config.delivery.smtp
        sender = self._sender()
        if settings is None:
            raise AssertionError("a sender without a server")
        password = None if settings.password is None else self._secret(settings.password, "mail")
        server = smtp.MailServer(
            settings.host, settings.port, settings.security, settings.user, password
        )
        addressed = message(letter, way, sender, self.now)
        smtp.send(server, addressed, sender, (*way.to, *way.cc))

    def _by_webhook(self, letter: Letter, way: Way) -> None:
        (name,) = way.to
        webhook.post(self._secret(name, "the chat"), letter, name)

    def _by_folder(self, letter: Letter, way: Way) -> None:
        folders.put(self.root / way.to[0], letter.attachments)

    def _sender(self) -> str:
        settings = self.config.delivery.smtp
        if settings is None:
            raise ConfigInvalid(
                "no mail server is configured",
                "write delivery.smtp: {host, from, …} into configs/agency.yml",
            )
        return settings.from_

    def _secret(self, name: str, needed_for: str) -> str:
        found = look_up(name, self.root, self.environment)
        if found.value is None:
            raise found.failure(needed_for, Place("configs/agency.yml", field="delivery"))
        return found.value.reveal()

    def _whole(self, archive: Archive, name: str, manifest: dict[str, Any]) -> bytes:
        return archive.whole(name, manifest["files"][name])

    def _require_approval(self, archive: Archive, revision: int, pdf_sha256: str) -> None:
        approvals = Approvals(archive.approvals_path(revision))
        if approvals.standing(pdf_sha256) is None:
            who = ", ".join(self.config.delivery.approvers)
            raise NotApproved(
                f"{self.client} {self.period.name}: r{revision} is not approved",
                f"one of {who} reads it, then: reportgen approve {self.client}"
                f" -m {self.period.name}",
            )


def _unknown(client: str, way: Way, before: Receipt) -> OutcomeUnknown:
    return OutcomeUnknown(
        f"{client}: nobody knows whether the {way.channel} of {before.at:%Y-%m-%d %H:%M} arrived",
        "look there; then send with --resend --reason, or leave it",
    )
