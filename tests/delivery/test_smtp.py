"""E-mail to a real SMTP server on this machine, which drops the line where the test says so."""

import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from reportgen.delivery.message import message
from reportgen.delivery.smtp import MailServer, send
from reportgen.errors import AccessFailed, ConfigInvalid, OutcomeUnknown, UpstreamFailed
from reportgen.model.delivery import Attachment, Channel, Letter, Way

NOW = datetime(2026, 11, 6, 9, tzinfo=UTC)
LETTER = Letter(
    "minato",
    "2026-10",
    1,
    "【みなと精機様】10月の月次レポート",
    "受注は9件でした。\n.\n点だけの行。\n",
    (Attachment("minato_2026-10_r1.pdf", b"%PDF-1.7\n" + bytes(range(256))),),
)
WAY = Way(Channel.EMAIL, ("keiei@minato.example",), ("bucho@minato.example",))
SENDER = "reports@agency.example"


class Inbox:
    """Keeps what arrives; `refuse` answers an address, `drop` cuts the line at a command."""

    def __init__(self, refuse=None, answer="250 OK"):
        self.refuse, self.answer = refuse or {}, answer
        self.arrived = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.arrived.append(envelope)
        return self.answer


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(handler, port=0, **settings):
    controller = Controller(handler, hostname="127.0.0.1", port=port or free_port(), **settings)
    controller.start()
    try:
        yield MailServer("127.0.0.1", controller.port, "none")
    finally:
        controller.stop()


def sent(server, letter=LETTER, way=WAY):
    send(server, message(letter, way, SENDER, NOW), SENDER, (*way.to, *way.cc))


def test_the_letter_arrives_with_its_words_and_its_document():
    inbox = Inbox()
    with served(inbox) as server:
        sent(server)
    (envelope,) = inbox.arrived
    assert envelope.rcpt_tos == ["keiei@minato.example", "bucho@minato.example"]
    from email import message_from_bytes, policy

    read = message_from_bytes(envelope.content, policy=policy.default)
    assert read["Subject"] == "【みなと精機様】10月の月次レポート"
    body, pdf = read.iter_parts()
    assert body.get_content().replace("\r\n", "\n") == LETTER.body
    assert pdf.get_filename() == "minato_2026-10_r1.pdf"
    assert pdf.get_content() == LETTER.attachments[0].content


def test_the_same_letter_has_the_same_id_and_a_corrected_one_another():
    first = message(LETTER, WAY, SENDER, NOW)["Message-ID"]
    corrected = Letter("minato", "2026-10", 2, LETTER.subject, LETTER.body, LETTER.attachments)
    assert message(LETTER, WAY, SENDER, NOW)["Message-ID"] == first
    assert message(corrected, WAY, SENDER, NOW)["Message-ID"] != first


@pytest.mark.parametrize(
    ("answer", "error"), [("550 no such user", ConfigInvalid), ("450 later", UpstreamFailed)]
)
def test_where_one_address_is_refused_nobody_gets_it(answer, error):
    inbox = Inbox(refuse={"bucho@minato.example": answer})
    with served(inbox) as server, pytest.raises(error, match=r"bucho@minato\.example"):
        sent(server)
    assert inbox.arrived == []


def test_a_server_that_does_not_take_the_text_took_nothing():
    with served(Inbox(answer="452 disk full")) as server, pytest.raises(UpstreamFailed) as failed:
        sent(server)
    assert not isinstance(failed.value, OutcomeUnknown)


def test_a_wrong_password_is_a_matter_of_access():
    def authenticate(server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        return AuthResult(success=False, handled=False)

    settings = {"authenticator": authenticate, "auth_require_tls": False}
    with served(Inbox(), **settings) as server:
        signed = MailServer(server.host, server.port, "none", "us", "wrong")
        with pytest.raises(AccessFailed, match="does not accept us"):
            sent(signed)


def test_unencrypted_mail_leaves_this_machine_never():
    with pytest.raises(ConfigInvalid, match="unencrypted"):
        sent(MailServer("smtp.agency.example", 25, "none"))


def test_a_server_that_is_not_there_took_nothing():
    with pytest.raises(UpstreamFailed, match="does not answer as it should") as failed:
        sent(MailServer("127.0.0.1", free_port(), "none"))
    assert not isinstance(failed.value, OutcomeUnknown)


@contextmanager
def line_cut_after(command, port=0):
    """A server that answers as one should, and hangs up once it has read a command."""
    answers = {b"EHLO": b"250 here\r\n", b"MAIL": b"250 OK\r\n", b"RCPT": b"250 OK\r\n"}
    answers[b"DATA"] = b"354 go on\r\n"

    def serve(listening):
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 ready\r\n")
            for line in lines:
                word = line[:4].upper()
                if command == b"TEXT" and line == b".\r\n":
                    return
                if word == command:
                    return
                if word in answers:
                    connection.sendall(answers[word])

    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield MailServer("127.0.0.1", listening.getsockname()[1], "none")
        thread.join(5)


@pytest.mark.parametrize("command", [b"EHLO", b"MAIL", b"RCPT", b"DATA"])
def test_a_line_cut_before_the_text_means_that_nothing_was_sent(command):
    with line_cut_after(command) as server, pytest.raises(UpstreamFailed) as failed:
        sent(server)
    assert not isinstance(failed.value, OutcomeUnknown)


def test_a_line_cut_after_the_text_leaves_it_unknown():
    with line_cut_after(b"TEXT") as server, pytest.raises(OutcomeUnknown, match="fell silent"):
        sent(server)
