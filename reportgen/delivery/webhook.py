"""A letter's words to a chat; the address is a secret and is never printed."""

from __future__ import annotations

import http.client
import json
import ssl
from urllib.parse import urlsplit

from reportgen.errors import AccessFailed, ConfigInvalid, OutcomeUnknown, UpstreamFailed
from reportgen.model.delivery import Letter

TIMEOUT = 30.0
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def post(address: str, letter: Letter, name: str) -> None:
    """Post subject and body as `{"text": …}`; `name` is the secret's, for messages.

    No redirect is followed: an address that moved is a setting to correct, not to obey.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ConfigInvalid(
            f"the webhook {name!r} is no https address", "correct the secret that holds it"
        )
    body = json.dumps({"text": f"{letter.subject}\n\n{letter.body}"}).encode()
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.connect()
    except OSError as error:
        raise UpstreamFailed(
            f"the webhook {name!r} does not answer: {type(error).__name__}",
            "nothing was sent; try again later",
        ) from error
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise OutcomeUnknown(
            f"the webhook {name!r} fell silent after the words: {type(error).__name__}",
            "look into the chat; then send with --resend --reason, or leave it",
        ) from error
    finally:
        connection.close()
    _judge(status, name)


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=context)
    return http.client.HTTPConnection(host, port, timeout=TIMEOUT)


def _judge(status: int, name: str) -> None:
    if 200 <= status < 300:
        return
    if status in (401, 403, 404, 410):
        raise AccessFailed(
            f"the webhook {name!r} refuses us: {status}", "renew the secret that holds its address"
        )
    raise UpstreamFailed(
        f"the webhook {name!r} answered {status}", "nothing was posted; try again later"
    )
