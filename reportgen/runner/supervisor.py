"""Runs the steps of many clients side by side; what befalls one changes nothing for the others."""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from reportgen.errors import Locked
from reportgen.runner.child import Child, Ended, Step

EVERY = 0.1
"""Seconds between two looks at time and memory."""

OUT_OF_MEMORY = ("memory", "SIGKILL")
"""Why a child is stopped for its memory: by the supervisor, or by the machine itself."""

MakeStep = Callable[[int, tuple[Ended, ...]], Step]
"""Makes a step for one of the slots, which has a chart converter of its own, from how the steps
before it ended."""


@dataclass(frozen=True)
class Task:
    """One client's steps; each begins when the one before has done well, all under one lock."""

    client: str
    steps: tuple[MakeStep, ...]
    lock: Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class TaskEnded:
    """How one client ended: each step that was begun, or who held its lock."""

    task: Task
    steps: tuple[Ended, ...] = ()
    locked: Locked | None = None
    tries: int = 1

    @property
    def exit_code(self) -> int:
        """The code of the step that failed, 0 when all did well."""
        if self.locked is not None:
            return self.locked.exit_code
        return next((one.exit_code for one in self.steps if one.exit_code), 0)

    @property
    def was_out_of_memory(self) -> bool:
        """True when a step was stopped for its memory."""
        return any(one.reason in OUT_OF_MEMORY for one in self.steps)


Life = Generator[Child, Ended, TaskEnded]


@dataclass
class _AtWork:
    """A task in one of the slots, and the child that does its present step."""

    slot: int
    life: Life
    child: Child


class Supervisor:
    """Runs tasks in so many slots."""

    def __init__(self, slots: int) -> None:
        self.slots = slots
        self._is_stopping = False

    def stop(self) -> None:
        """Begin nothing more, and end what is at work; what is finished stays finished."""
        self._is_stopping = True

    def run(self, tasks: Iterable[Task]) -> Iterator[TaskEnded]:
        """Each task as it ends; one that memory ended is tried once more, alone, after all others.

        A task that was not begun when the run was stopped is not told.
        """
        heavy = []
        for ended in self._side_by_side(tasks, self.slots):
            if ended.was_out_of_memory and not self._is_stopping:
                heavy.append(ended.task)
            else:
                yield ended
        for task in heavy:
            for ended in self._side_by_side([task], 1):
                yield replace(ended, tries=2)

    def _side_by_side(self, tasks: Iterable[Task], slots: int) -> Iterator[TaskEnded]:
        waiting, free = deque(tasks), list(range(slots))
        at_work: list[_AtWork] = []
        with selectors.DefaultSelector() as ears:
            try:
                while (waiting and not self._is_stopping) or at_work:
                    while waiting and free and not self._is_stopping:
                        slot = free.pop(0)
                        begun = _begin(waiting.popleft(), slot, ears)
                        if isinstance(begun, TaskEnded):
                            free.append(slot)
                            yield begun
                        else:
                            at_work.append(begun)
                    _listen(ears)
                    for one in tuple(at_work):
                        self._watch(one.child)
                        ended = _advance(one, ears)
                        if ended is not None:
                            at_work.remove(one)
                            free.append(one.slot)
                            yield ended
            finally:
                for one in at_work:
                    one.child.stop("SIGTERM")
                    one.life.close()

    def _watch(self, child: Child) -> None:
        """Stop a child that takes too long or too much, and every child of a stopped run."""
        if self._is_stopping:
            child.stop("SIGTERM")
        elif child.age > child.step.limits.seconds:
            child.stop("time")
        elif child.memory() > child.step.limits.memory:
            child.stop("memory")


def _life(task: Task, slot: int) -> Life:
    """A task's way through its steps: the child of each, and last how it ended."""
    ended: list[Ended] = []
    with task.lock():
        for make_step in task.steps:
            ended.append((yield Child(make_step(slot, tuple(ended)))))
            if ended[-1].exit_code or ended[-1].reason:
                break
    return TaskEnded(task, tuple(ended))


def _begin(task: Task, slot: int, ears: selectors.BaseSelector) -> _AtWork | TaskEnded:
    life = _life(task, slot)
    try:
        child = next(life)
    except Locked as held:
        return TaskEnded(task, locked=held)
    _hear(child, ears)
    return _AtWork(slot, life, child)


def _advance(one: _AtWork, ears: selectors.BaseSelector) -> TaskEnded | None:
    """On to the next step where the present one has ended; how the task ended after its last."""
    still_heard = tuple(one.child.open)
    ended = one.child.ended()
    if ended is None:
        return None
    for reader in still_heard:
        ears.unregister(reader)
    try:
        one.child = one.life.send(ended)
    except StopIteration as last:
        finished: TaskEnded = last.value
        return finished
    _hear(one.child, ears)
    return None


def _hear(child: Child, ears: selectors.BaseSelector) -> None:
    for reader in child.readers:
        ears.register(reader, selectors.EVENT_READ, child)


def _listen(ears: selectors.BaseSelector) -> None:
    """Take in what the children say, for a moment."""
    for key, _ in ears.select(EVERY):
        child: Child = key.data
        child.hear(key.fd)
        if key.fd not in child.open:
            ears.unregister(key.fd)
