"""The door: `reportgen` and `python -m reportgen` begin here."""

from __future__ import annotations

import os


def main() -> None:
    """Run the program; Ctrl-C while it is still being loaded ends it in a word."""
    try:
        _leave_at_once_when_interrupted()
    except KeyboardInterrupt:
        _leave()
    from reportgen.cli import main as program

    program(prog_name="reportgen")


def _leave_at_once_when_interrupted() -> None:
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> None:
    # Nothing is begun yet that would have to be put away.
    os.write(2, b"interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    main()
