"""The way to a property: test servers on this machine only, and credentials by a secret's name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reportgen.connectors.base import Context
from reportgen.connectors.ga4 import fetch
from reportgen.connectors.ga4.client import loopback
from reportgen.connectors.ga4.patience import Patience
from reportgen.errors import ReportgenError, UsageFailed
from reportgen.model.config import Source
from reportgen.model.observations import Query
from reportgen.model.query import AskedFigure
from tests.connectors.ga4.service import MONTHS, NUMBER, PERIODS

SECRET = "REPORTGEN_SECRET__MINATO_GA4"
GOOGLE = "GOOGLE_APPLICATION_CREDENTIALS"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nobody is signed in."""
    for name in (SECRET, GOOGLE, "REPORTGEN_GA4_ENDPOINT", "CLOUDSDK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def failure(root: Path, auth: str | None = "minato_ga4") -> ReportgenError:
    """How asking ends."""
    query = Query("ga4", (), MONTHS, (AskedFigure("sessions"),), PERIODS)
    source = Source.model_validate({"type": "ga4", "property": NUMBER, "auth": auth})
    now = datetime(2026, 11, 4, 3, tzinfo=UTC)
    with pytest.raises(ReportgenError) as failed:
        fetch(query, source, Context(root, "minato", "Asia/Tokyo", "JPY", now), Patience())
    return failed.value


# ---- a test server


@pytest.mark.parametrize("endpoint", ["grpc://127.0.0.1:5000", "grpc://[::1]:5000"])
def test_a_server_on_this_machine_may_be_asked_instead_of_google(endpoint: str) -> None:
    assert loopback(endpoint) == endpoint.removeprefix("grpc://")


@pytest.mark.parametrize(
    "endpoint",
    [
        "grpc://localhost.evil:5000",
        "grpc://localhost:5000",
        "grpc://127.0.0.1.evil.example:5000",
        "grpc://user@127.0.0.1:5000",
        "grpc://evil.example#127.0.0.1:5000",
        "grpc://127.0.0.1:5000/path",
        "grpc://10.0.0.1:5000",
        "grpc://0.0.0.0:5000",
        "grpc://127.0.0.1",
        "grpc://127.0.0.1:port",
        "http://127.0.0.1:5000",
        "127.0.0.1:5000",
        "grpc://",
    ],
)
def test_no_other_machine_may_be_asked_instead_of_google(
    endpoint: str, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", endpoint)
    failed = failure(machine)
    assert isinstance(failed, UsageFailed)
    assert failed.hint == "unset it, or write grpc://127.0.0.1:PORT"


# ---- credentials


def test_missing_credentials_are_told_with_every_place_that_was_looked_in(machine: Path) -> None:
    failed = failure(machine)
    assert failed.exit_code == 6
    (problem,) = failed.problems
    assert (problem.code, problem.place.path) == ("RG501", "configs/minato/client.yml")
    for place in (SECRET, ".env", GOOGLE, "application_default_credentials.json"):
        assert place in problem.why


def test_without_the_name_of_a_secret_the_machines_own_credentials_are_looked_for(
    machine: Path,
) -> None:
    (problem,) = failure(machine, auth=None).problems
    assert GOOGLE in problem.why
    assert "REPORTGEN_SECRET__" not in problem.why


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("no/such/file.json", "its file cannot be opened: No such file or directory"),
        ('{"type": "service_account"', "it is not the JSON key of a service account"),
        ('{"type": "authorized_user"}', "it is not the JSON key of a service account"),
        ("canary-key", "its file cannot be opened: No such file or directory"),
        (
            '{"client_email": "a@b", "token_uri": "x", "private_key": "canary-key"}',
            "it is not the JSON key of a service account",
        ),
    ],
)
def test_credentials_that_are_none_are_told_without_their_contents(
    machine: Path, monkeypatch: pytest.MonkeyPatch, value: str, why: str
) -> None:
    monkeypatch.setenv(SECRET, value)
    failed = failure(machine)
    assert failed.exit_code == 6
    (problem,) = failed.problems
    assert problem.code == "RG510"
    assert problem.why == f"found in environment variable {SECRET}: {why}"
    assert "canary" not in repr(failed.__dict__) + repr(failed.__cause__)


def test_a_damaged_file_of_the_machines_own_credentials_is_named(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = machine / "key.json"
    key.write_text("{", encoding="utf-8")
    monkeypatch.setenv(GOOGLE, str(key))
    (problem,) = failure(machine).problems
    assert problem.why.startswith(f"found in environment variable {GOOGLE}: it is not the JSON")


def test_a_key_that_google_does_not_accept_is_told_at_once(machine: Path) -> None:
    with sign_in({"error": "invalid_grant", "error_description": "Invalid JWT Signature."}) as uri:
        write_key(machine / "secrets" / "ga4.json", uri)
        dotenv = machine / ".env"
        dotenv.write_text(f"{SECRET}=secrets/ga4.json\n", encoding="utf-8")
        failed = failure(machine)
    assert failed.exit_code == 6
    (problem,) = failed.problems
    assert problem.code == "RG510"
    assert "Google does not accept it: invalid_grant: Invalid JWT Signature." in problem.why


def test_a_sign_in_that_cannot_be_reached_is_an_outage(machine: Path) -> None:
    write_key(machine / "ga4.json", "http://127.0.0.1:1/token")
    (machine / ".env").write_text(f"{SECRET}=ga4.json\n", encoding="utf-8")
    failed = failure(machine)
    assert failed.exit_code == 7
    assert failed.problems[0].code == "RG514"


def write_key(path: Path, token_uri: str) -> None:
    """The key of a service account that signs in at some address."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    key = {
        "type": "service_account",
        "client_email": "reportgen@agency.example",
        "token_uri": token_uri,
        "private_key": pem.decode(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(key), encoding="utf-8")


@contextmanager
def sign_in(refusal: dict[str, str]) -> Iterator[str]:
    """An address at which nobody is let in."""

    class Desk(BaseHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.dumps(refusal).encode()
            self.send_response(400)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = HTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/token"
    finally:
        server.shutdown()
        server.server_close()
