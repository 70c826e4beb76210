"""The way to a property: Google's own client, with the credentials of a secret's name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import google.auth
import grpc
from google.analytics.data_v1beta import BetaAnalyticsDataClient
from google.analytics.data_v1beta.services.beta_analytics_data.transports import (
    BetaAnalyticsDataGrpcTransport,
)
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import service_account

from reportgen.connectors.ga4.asker import Asker
from reportgen.connectors.ga4.failures import no_answer, unusable_credentials
from reportgen.connectors.secrets import Lookup, look_up_google
from reportgen.errors import UsageFailed

ENDPOINT = "REPORTGEN_GA4_ENDPOINT"
"""Points the client at a test server on this machine: `grpc://127.0.0.1:PORT`."""

SCOPES = ("https://www.googleapis.com/auth/analytics.readonly",)
UNLIMITED = [("grpc.max_receive_message_length", -1)]


@dataclass(frozen=True)
class Port:
    """An open way to one property, and who asks it."""

    client: BetaAnalyticsDataClient
    asker: Asker


@contextmanager
def opened(asker: Asker, root: Path, auth: str | None) -> Iterator[Port]:
    """The way to the property, closed again at the end."""
    endpoint = os.environ.get(ENDPOINT)
    if endpoint:
        channel = grpc.insecure_channel(loopback(endpoint), options=UNLIMITED)
        client = BetaAnalyticsDataClient(transport=BetaAnalyticsDataGrpcTransport(channel=channel))
    else:
        found = look_up_google(auth or "", root, os.environ)
        if not found.is_found:
            raise found.failure(f"source {asker.source!r}", asker.place)
        credentials, account = _credentials(found, root, asker)
        asker = asker.known_as(account)
        _try(credentials, found, asker)
        client = BetaAnalyticsDataClient(credentials=credentials)
    with client:
        yield Port(client, asker)


def loopback(endpoint: str) -> str:
    """The address of a test server; no data may be asked of, or sent to, another machine."""
    parts = urlsplit(endpoint)
    try:
        is_here = ip_address(parts.hostname or "").is_loopback and parts.port is not None
    except ValueError:
        is_here = False
    if not is_here or "@" in endpoint or endpoint != f"grpc://{parts.netloc}":
        raise UsageFailed(
            f"{ENDPOINT} is {endpoint!r}, which is no test server on this machine",
            "unset it, or write grpc://127.0.0.1:PORT",
        )
    return parts.netloc


def _credentials(found: Lookup, root: Path, asker: Asker) -> tuple[Any, str]:
    """The credentials that were found, and the account they are of."""
    try:
        if found.value is not None:
            key = _key(found.value.reveal(), root)
            made = service_account.Credentials.from_service_account_info(key, scopes=SCOPES)
        else:
            # Finds the same file by the same rules.
            made, _ = google.auth.default(scopes=SCOPES)
    except OSError as error:
        raise unusable_credentials(
            asker, found.found_in, f"its file cannot be opened: {error.strerror}"
        ) from error
    except (ValueError, GoogleAuthError):
        # What went wrong may quote the key, so neither its words nor its traceback are kept.
        raise unusable_credentials(
            asker, found.found_in, "it is not the JSON key of a service account"
        ) from None
    return made, getattr(made, "service_account_email", "")


def _key(value: str, root: Path) -> Mapping[str, Any]:
    """A service account's key: the secret is its JSON, or the path of the file with it."""
    written = value.strip()
    if not written.startswith("{"):
        written = (root / Path(written).expanduser()).read_text(encoding="utf-8")
    key = json.loads(written)
    if not isinstance(key, dict):
        raise ValueError("not a mapping")
    return key


def _try(credentials: Any, found: Lookup, asker: Asker) -> None:
    """Exchange the key for a token now: later a key that is not accepted looks like an outage."""
    try:
        credentials.refresh(Request())
    except RefreshError as error:
        words = str(error.args[0] if error.args else error)[:200]
        raise unusable_credentials(
            asker, found.found_in, f"Google does not accept it: {words}"
        ) from error
    except GoogleAuthError as error:
        raise no_answer(asker, "Google's sign-in cannot be reached", str(error)[:200]) from error
