"""The door: `reportgen` and `python -m reportgen` begin here, and end."""

from __future__ import annotations

import os


def main() -> None:
    """Run the program; Ctrl-C while it is still being loaded ends it in a word."""
    try:
        _leave_at_once_when_interrupted()
    except KeyboardInterrupt:
        _leave()
    from reportgen.cli import main as program

    try:
        program(prog_name="reportgen")
    except SystemExit as ended:
        if isinstance(ended.code, int):
            _end(ended.code)
        raise


def _leave_at_once_when_interrupted() -> None:
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> None:
    # Nothing is begun yet that would have to be put away.
    os.write(2, b"interrupted\n")
    os._exit(130)


def _end(code: int) -> None:
    """End the process when all is put away; its million objects go with it, not one by one.

    Who registered for the end is served, and what was printed is written. Python's own way, which
    is slower, is left to a process that is watched, that waits for threads, or that cannot print.
    """
    import atexit
    import sys
    import threading

    if sys.getprofile() or sys.gettrace() or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # it is None where the caller closed it
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    main()
