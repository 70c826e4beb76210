"""Building many clients' reports from the command line: a run, from its order to its record."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import FrameType

import click

from reportgen.cli.failures import INTERNAL, TERMINATED, FailureDesk
from reportgen.cli.inbox import bring_home, is_empty
from reportgen.cli.outcome import Outcome, exit_code
from reportgen.cli.problems import tell_failure
from reportgen.cli.reports import Order, asked, made, period_of
from reportgen.cli.settings import Settings
from reportgen.config import Workspace, load_client, load_workspace
from reportgen.errors import EnvironmentFailed, ReportgenError
from reportgen.pipeline import template_folders
from reportgen.render import conversion, fonts, html, pdf
from reportgen.render.kept import caches
from reportgen.runner import converter
from reportgen.runner.child import Done, Ended, Step
from reportgen.runner.converter import Converter
from reportgen.runner.lock import Holder, held
from reportgen.runner.record import Ordered, RunRecord
from reportgen.runner.sandbox import Confinement, Limits, lacking
from reportgen.runner.supervisor import Supervisor, Task, TaskEnded

FETCH_LIMITS = Limits(seconds=1800.0, cpu_seconds=1200, file_size=4 * 1024**3)
BUILD_LIMITS = Limits()
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "NO_COLOR", "PYTHONUTF8")
"""What a build child keeps of the environment; no credentials are among it."""


@dataclass(frozen=True)
class Running:
    """How a run is done: so many clients side by side, and what the machine must be able to do."""

    slots: int = 1
    is_sandbox_required: bool = False


class Run:
    """One run over some clients; it prints what each child said when its client has ended."""

    def __init__(
        self, root: Path, order: Order, now: datetime, running: Running, settings: Settings
    ) -> None:
        self.root, self.order, self.now = root, order, now
        self.running, self.settings = running, settings
        self.faces = fonts.faces()
        self._converters: dict[int, Converter] = {}
        self._is_terminated = False

    def of(self, clients: Sequence[str], command: Sequence[str]) -> int:
        """Build the reports of these clients; the exit code that says how they ended."""
        missing = lacking()
        if missing and self.running.is_sandbox_required:
            raise EnvironmentFailed(
                f"--require-sandbox: this machine cannot confine a child: {'; '.join(missing)}",
                "run on a newer Linux kernel, or without --require-sandbox",
            )
        import_module("reportgen.render.charts")
        pdf.warm(self.faces)
        html.keep_compiled(template_folders(self.root, "")[-1])
        ordered = Ordered(self.order.month, tuple(clients), tuple(command))
        record = RunRecord(self.root, self.now, ordered)
        record.lacks(missing)
        for one in missing:
            click.echo(f"warning: not confined: {one}", err=True)
        outcomes = {client: Outcome(client, TERMINATED) for client in clients}
        supervisor = Supervisor(self.running.slots)
        with self._ends_in_order(supervisor), tempfile.TemporaryDirectory() as scratch:
            self._scratch = Path(scratch)
            self._bring_home(supervisor)
            for ended in supervisor.run(self._task(client, record.id) for client in clients):
                self._tell(ended)
                record.ended(datetime.now(UTC), ended)
                outcomes[ended.task.client] = Outcome(ended.task.client, ended.exit_code)
        for each in self._converters.values():
            each.close()
        code = TERMINATED if self._is_terminated else exit_code(tuple(outcomes.values()))
        record.close(datetime.now(UTC), code)
        return code

    def _bring_home(self, supervisor: Supervisor) -> None:
        """What waits in the inbox goes to its clients first, read by a child without a network."""
        if is_empty(self.root) or self.order.snapshot is not None:
            return

        def work() -> Done:
            bring_home(load_workspace(self.root, self.root))
            return Done(0)

        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        confinement = Confinement((), (self.root, self._scratch), environment=environment)
        step = Step("inbox", lambda: self._guarded(work), confinement, FETCH_LIMITS)
        for ended in supervisor.run([Task("inbox", (lambda slot, before: step,), nullcontext)]):
            self._tell(ended)

    def _task(self, client: str, run: str) -> Task:
        asking = () if self.order.snapshot is not None else (self._asking(client),)
        steps = (*asking, self._making(client))
        return Task(client, steps, lambda: self._lock(client, run))

    def _lock(self, client: str, run: str) -> AbstractContextManager[None]:
        return held(self.root, client, self._month(client), Holder(run, os.getpid(), self.now))

    def _month(self, client: str) -> str:
        """The client's month as files are named by it; as it was written where it is none."""
        config = load_client(Workspace(self.root, (client,)), client).config
        try:
            order = self.order
            return period_of(config, order.month, self.now, order.as_of).name if config else "-"
        except ReportgenError:
            return "-"

    def _asking(self, client: str) -> Callable[[int, tuple[Ended, ...]], Step]:
        def step(slot: int, before: tuple[Ended, ...]) -> Step:
            return Step(
                "fetch",
                lambda: self._guarded(lambda: asked(self.root, client, self.order, self.now)),
                Confinement(has_network=True, environment=dict(os.environ)),
                FETCH_LIMITS,
            )

        return step

    def _making(self, client: str) -> Callable[[int, tuple[Ended, ...]], Step]:
        def step(slot: int, before: tuple[Ended, ...]) -> Step:
            snapshot = self.order.snapshot or str(before[-1].facts["snapshot"])
            channel = self._converter(slot).channel().detach()
            out = self.root / "out" / self._month(client) / client
            out.mkdir(parents=True, exist_ok=True)

            def work() -> Done:
                ask = converter.asked_through(channel)
                conversion.hand_to(ask)
                return made(self.root, client, self.order, self.now, snapshot)

            return Step(
                "build",
                lambda: self._guarded(work),
                self._confinement(client, out),
                BUILD_LIMITS,
                handed=(channel,),
            )

        return step

    def _converter(self, slot: int) -> Converter:
        if slot not in self._converters:
            self._converters[slot] = Converter(self.faces.directory)
        return self._converters[slot]

    def _confinement(self, client: str, out: Path) -> Confinement:
        """A client's own files to read, its folder to write, and nothing else."""
        root = self.root
        readable = (
            root / "configs" / "agency.yml",
            root / "configs" / client,
            root / "templates",
            root / ".reportgen" / "snapshots" / client,
            *sorted((root / "out").glob(f"*/{client}")),
            caches(),
            *filter(None, (pdf.font_folder(self.faces),)),
        )
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        own = self._scratch / client
        own.mkdir(exist_ok=True)
        crash = root / ".reportgen" / "crash"
        crash.mkdir(parents=True, exist_ok=True)
        cache = str(caches().parent)
        environment = kept | {"HOME": str(own), "TMPDIR": str(own), "XDG_CACHE_HOME": cache}
        return Confinement(readable, (out, own, crash), environment=environment)

    def _guarded(self, work: Callable[[], Done]) -> Done:
        """A child's work at the desk that tells failures, as the whole program's is."""
        try:
            with FailureDesk(self.settings):
                return work()
        except click.exceptions.Exit as left:
            return Done(left.exit_code)

    def _tell(self, ended: TaskEnded) -> None:
        """Print what a client's children said, and why one of them was stopped."""
        for step in ended.steps:
            click.echo(step.err, err=True, nl=False)
            click.echo(step.out, nl=False)
            if step.reason or step.exit_code == INTERNAL:
                click.echo(f"✗ {ended.task.client}  no report", err=True)
            if step.reason:
                click.echo(f"error: {_stopped(step)}", err=True)
        if ended.locked is not None:
            tell_failure(ended.locked)
            click.echo(f"✗ {ended.task.client}  no report", err=True)

    @contextmanager
    def _ends_in_order(self, supervisor: Supervisor) -> Iterator[None]:
        """SIGTERM ends what is at work and leaves what is finished."""

        def stop(number: int, frame: FrameType | None) -> None:
            self._is_terminated = True
            supervisor.stop()

        before = signal.signal(signal.SIGTERM, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)


def _stopped(step: Ended) -> str:
    """Why a child was stopped, and what to do."""
    said = f"the step {step.step!r} was stopped after {step.seconds:.0f} s"
    match step.reason:
        case "time":
            return f"{said}: it took too long\n  hint: look for what is very large in its templates"
        case "memory" | "SIGKILL":
            held_most = step.memory / 1024**2
            return (
                f"{said}: out of memory ({held_most:,.0f} MiB), also alone\n"
                "  hint: look for what is very large in its data, pictures or templates"
            )
        case signal_name:
            return f"{said} by {signal_name}"
