"""The chart converter's own process: `python -m reportgen.runner.converting FD FONTS`.

It is started afresh, not forked, since its engine must not be forked once it has run. FD is its
control: each message there brings the channel of one client, which it serves until it is closed.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from reportgen.render.conversion import here
from reportgen.runner.converter import CHARTS_EACH, IDLE, OPEN, receive, send
from reportgen.runner.sandbox import Confinement, Limits, confine


def main(control: socket.socket, fonts: Path) -> None:
    """Serve one client after the other, until the control closes or so many charts are drawn."""
    confine(Confinement(readable=(fonts,)), Limits(cpu_seconds=3600))
    charts = 0
    while charts < CHARTS_EACH:
        try:
            said, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        except ConnectionError:
            return
        if said != OPEN or not descriptors:
            return
        with socket.socket(fileno=descriptors[0]) as channel:
            charts += _serve(channel)
        control.send(IDLE)


def _serve(channel: socket.socket) -> int:
    """Draw for one client until it closes its end; how many charts it asked for."""
    count = 0
    try:
        while True:
            request = receive(channel)
            count += 1
            send(channel, _answer(request))
    except (ConnectionError, ValueError):
        return count


def _answer(request: Mapping[str, object]) -> Mapping[str, object]:
    spec, fonts = request.get("spec"), request.get("fonts")
    if not isinstance(spec, dict):
        return {"error": "no specification"}
    try:
        return {"svg": here(spec, Path(str(fonts)) if fonts else None)}
    except ValueError as error:
        return {"error": str(error)}


if __name__ == "__main__":
    os.setpgid(0, 0)
    main(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
