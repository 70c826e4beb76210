"""One step in a process of its own: forked, confined, its words collected, its end told."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.runner.sandbox import Confinement, Limits, confine

MOST_TOLD = 64 * 1024
"""Bytes of facts a child may tell of its step."""

MOST_WORDS = 4 * 1024 * 1024
"""Bytes of printed words kept of one stream."""


@dataclass(frozen=True)
class Done:
    """How a step ended: its exit code, and facts of it (ids, codes, counts) as JSON holds them."""

    exit_code: int
    facts: Mapping[str, Any] = field(default_factory=dict)


Work = Callable[[], Done]


@dataclass(frozen=True)
class Step:
    """One step of one client: its name, what it does, what it may reach and take.

    `handed` are open descriptors that go over to the child, such as its channel to the chart
    converter: they are closed here once it lives.
    """

    name: str
    work: Work
    confinement: Confinement
    limits: Limits = field(default_factory=Limits)
    handed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    `reason` is empty when it ended by itself; otherwise why it was stopped: `time`, `memory`, or
    the name of the signal. `seconds` on the wall, `cpu_seconds`, and the most `memory` it held.
    """

    step: str
    exit_code: int
    reason: str
    out: str
    err: str
    facts: Mapping[str, Any]
    seconds: float
    cpu_seconds: float
    memory: int


class Child:
    """A running step; the supervisor reads what it says and waits for its end."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.began = time.monotonic()
        self.stopped_for = ""
        sys.stdout.flush()
        sys.stderr.flush()
        pipes = [os.pipe() for _ in range(3)]
        self.pid = os.fork()
        if self.pid == 0:
            _live(step, [write for _, write in pipes])
        for descriptor in (*(write for _, write in pipes), *step.handed):
            os.close(descriptor)
        self.readers = tuple(read for read, _ in pipes)
        for reader in self.readers:
            os.set_blocking(reader, False)
        self._heard = {reader: bytearray() for reader in self.readers}
        self.open = set(self.readers)

    def hear(self, reader: int) -> None:
        """Read what a pipe holds; one whose other end is closed is put away."""
        said = os.read(reader, 65536)
        if not said:
            self.open.discard(reader)
            os.close(reader)
            return
        room = MOST_WORDS - len(self._heard[reader])
        self._heard[reader] += said[: max(0, room)]

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def memory(self) -> int:
        """The bytes it holds resident now; 0 where the machine does not tell."""
        try:
            with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError, IndexError):
            return 0

    def stop(self, reason: str) -> None:
        """End it at once, with all it has started."""
        self.stopped_for = self.stopped_for or reason
        for kill, target in ((os.killpg, self.pid), (os.kill, self.pid)):
            try:
                kill(target, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def ended(self) -> Ended | None:
        """How it ended; None while it still works."""
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if pid == 0:
            return None
        self._finish()
        code = os.waitstatus_to_exitcode(status)
        reason = self.stopped_for or (signal.Signals(-code).name if code < 0 else "")
        out, err, told = (bytes(self._heard[reader]) for reader in self.readers)
        return Ended(
            step=self.step.name,
            exit_code=1 if code < 0 else code,
            reason="time" if reason == "SIGXCPU" else reason,
            out=out.decode(errors="replace"),
            err=err.decode(errors="replace"),
            facts=_facts(told),
            seconds=self.age,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            memory=usage.ru_maxrss * 1024,
        )

    def _finish(self) -> None:
        """Read what is left in the pipes, and leave nothing of its group behind."""
        self.stop(self.stopped_for)
        for reader in tuple(self.open):
            while reader in self.open:
                try:
                    self.hear(reader)
                except BlockingIOError:
                    self.open.discard(reader)
                    os.close(reader)


def _facts(told: bytes) -> Mapping[str, Any]:
    """What the child told, as far as it is what a child tells."""
    try:
        facts = json.loads(told) if told and len(told) <= MOST_TOLD else {}
    except ValueError:
        facts = {}
    return facts if isinstance(facts, dict) else {}


def _live(step: Step, writers: list[int]) -> None:
    """The child's whole life; it never returns."""
    code = 70
    try:
        os.setpgid(0, 0)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        silence = os.open(os.devnull, os.O_RDONLY)
        for target, source in ((0, silence), (1, writers[0]), (2, writers[1])):
            os.dup2(source, target)
        sys.stdout, sys.stderr = _words_to(1), _words_to(2)
        _close_all_but({0, 1, 2, writers[2], *step.handed})
        confine(step.confinement, step.limits)
        done = step.work()
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(writers[2], json.dumps(done.facts).encode()[:MOST_TOLD])
        code = done.exit_code
    finally:
        os._exit(code)


def _words_to(descriptor: int) -> io.TextIOWrapper:
    """A stream for words, in UTF-8 whatever the locale."""
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", write_through=False
    )


def _close_all_but(kept: set[int]) -> None:
    """Locks, other children's pipes and other clients' files stay with the supervisor."""
    for number in sorted(int(name) for name in os.listdir("/proc/self/fd")):
        if number not in kept:
            try:
                os.close(number)
            except OSError:
                continue
