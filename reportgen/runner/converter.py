"""The chart converter: a process of its own that turns specifications into SVG, and keeps nothing.

Its engine takes most of a second to start and must not be forked once it has; so each slot has one,
which lives through many clients and is made anew every so many charts.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

CHARTS_EACH = 500
"""So many charts, and the converter is made anew."""

LARGEST = 64 * 1024 * 1024
MODULE = "reportgen.runner.converting"

PACKAGES = Path(__file__).resolve().parents[2]
"""Where this package is imported from."""

PATIENCE = 60.0
"""Seconds a child waits for one chart."""

_LENGTH = struct.Struct(">I")
OPEN, IDLE = b"o", b"i"

Spec = Mapping[str, object]


class Converter:
    """A converter process; each client asks it through a channel of its own.

    So nothing of one client's charts, finished or not, can reach the next.
    """

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._control, self._process = self._started()
        self._is_idle = True

    def channel(self) -> socket.socket:
        """A new channel; the converter is made anew where it has ended or still is at work."""
        if not self._is_free():
            self.close()
            self._control, self._process = self._started()
            self._is_idle = True
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [OPEN], [theirs.fileno()])
        self._is_idle = False
        return ours

    def close(self) -> None:
        """End it, whatever it does."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _is_free(self) -> bool:
        if self._process.poll() is not None:
            return False
        if not self._is_idle:
            try:
                self._is_idle = self._control.recv(1, socket.MSG_DONTWAIT) == IDLE
            except (BlockingIOError, ConnectionError):
                return False
        return self._is_idle

    def _started(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", MODULE, str(theirs.fileno()), str(self._fonts)],
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PACKAGES)},
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        return ours, process


def asked_through(descriptor: int) -> Callable[[Spec, Path | None], str]:
    """What asks the converter behind an open channel, in the child that was handed it."""
    channel = socket.socket(fileno=descriptor)
    return lambda spec, fonts: asked(channel, spec, fonts)


def asked(channel: socket.socket, spec: Spec, fonts: Path | None) -> str:
    """A specification as SVG, asked of the converter behind a channel.

    ConnectionError when it has ended or takes too long, ValueError when it cannot draw the chart.
    """
    channel.settimeout(PATIENCE)
    try:
        send(channel, {"spec": spec, "fonts": None if fonts is None else str(fonts)})
        answer = receive(channel)
    except TimeoutError as late:
        raise ConnectionError("the chart converter takes too long") from late
    if "svg" not in answer:
        raise ValueError(str(answer.get("error", "the chart converter gave no answer")))
    return str(answer["svg"])


def send(channel: socket.socket, message: Mapping[str, object]) -> None:
    """Write one message, with its length before it."""
    content = json.dumps(message).encode()
    channel.sendall(_LENGTH.pack(len(content)) + content)


def receive(channel: socket.socket) -> dict[str, object]:
    """Read one message."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    if length > LARGEST:
        raise ConnectionError(f"a message of {length} bytes is no chart")
    message = json.loads(_exactly(channel, length))
    if not isinstance(message, dict):
        raise ConnectionError("a message that is none")
    return message


def _exactly(channel: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = channel.recv(count - len(parts))
        if not part:
            raise ConnectionError("the chart converter has ended")
        parts += part
    return bytes(parts)
