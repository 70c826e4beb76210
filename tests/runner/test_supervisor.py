"""Clients side by side: what befalls one changes nothing for the others."""

import os
import signal
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from reportgen.errors import Locked
from reportgen.runner.child import Done, Step
from reportgen.runner.sandbox import Confinement, Limits
from reportgen.runner.supervisor import Supervisor, Task


def resident():
    """The bytes this process holds; a child starts with as many, whatever it goes on to take."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


OPEN = Confinement(has_network=True, environment=dict(os.environ))


def task(client, *works, limits=None, lock=nullcontext):
    limits = limits or Limits(seconds=1.0, memory=resident() + 200 * 1024**2)

    def maker(work):
        return lambda slot, before: Step("work", lambda: work(before), OPEN, limits)

    return Task(client, tuple(maker(work) for work in works), lock)


def well(before):
    print("hello")
    return Done(0, {"rows": 3})


def badly(before):
    return Done(5)


def forever(before):
    while True:
        time.sleep(60)


def greedy(before):
    held = [bytearray(8 * 1024**2) for _ in range(64)]
    time.sleep(60)
    return Done(len(held))


def crash(before):
    os.kill(os.getpid(), signal.SIGSEGV)


def ended(*tasks, slots=2):
    return {one.task.client: one for one in Supervisor(slots).run(tasks)}


def test_a_child_tells_its_words_its_facts_and_what_it_took():
    (step,) = ended(task("a", well))["a"].steps
    assert (step.exit_code, step.out, step.facts) == (0, "hello\n", {"rows": 3})
    assert step.memory > 0


def test_the_next_step_sees_how_the_one_before_ended():
    def second(before):
        return Done(0, {"seen": before[-1].facts["rows"]})

    assert ended(task("a", well, second))["a"].steps[1].facts == {"seen": 3}


def test_after_a_failed_step_there_is_no_next_one():
    one = ended(task("a", badly, well))["a"]
    assert (one.exit_code, len(one.steps)) == (5, 1)


@pytest.mark.parametrize(
    ("work", "reason"), [(forever, "time"), (greedy, "memory"), (crash, "SIGSEGV")]
)
def test_a_client_that_hangs_grows_or_falls_leaves_the_others_alone(work, reason):
    found = ended(task("bad", work), task("good", well))
    assert found["bad"].steps[0].reason == reason
    assert found["bad"].exit_code == 1
    assert found["good"].exit_code == 0


def test_what_memory_ended_is_tried_once_more_alone(tmp_path):
    mark = tmp_path / "tried"

    def greedy_once(before):
        if mark.exists():
            return Done(0)
        mark.touch()
        return greedy(before)

    one = ended(task("a", greedy_once), task("b", well))["a"]
    assert (one.exit_code, one.tries) == (0, 2)


def test_a_locked_client_is_told_and_the_others_are_made():
    def locked():
        raise Locked("a 2026-10: the run 7 has been making it")

    found = ended(task("a", well, lock=locked), task("b", well))
    assert (found["a"].exit_code, found["b"].exit_code) == (9, 0)
    assert "the run 7" in found["a"].locked.message


def test_a_stopped_run_keeps_what_is_finished_and_begins_nothing():
    supervisor = Supervisor(1)
    told = []
    for one in supervisor.run([task("a", well), task("b", well), task("c", well)]):
        told.append(one.task.client)
        supervisor.stop()
    assert told == ["a"]


def test_a_child_leaves_no_process_behind(tmp_path):
    mark = tmp_path / "pid"

    def parent(before):
        child = os.fork()
        if child == 0:
            time.sleep(60)
        mark.write_text(str(child))
        return Done(0)

    assert ended(task("a", parent))["a"].exit_code == 0
    time.sleep(0.2)
    state = Path(f"/proc/{mark.read_text()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_children_end_with_a_parent_that_is_killed(tmp_path):
    mark = tmp_path / "pid"

    def lasting(before):
        mark.write_text(str(os.getpid()))
        time.sleep(60)

    supervisor = os.fork()
    if supervisor == 0:
        list(Supervisor(1).run([task("a", lasting, limits=Limits())]))
        os._exit(0)
    while not (mark.exists() and mark.read_text()):
        time.sleep(0.02)
    os.kill(supervisor, signal.SIGKILL)
    os.waitpid(supervisor, 0)
    child = int(mark.read_text())
    for _ in range(100):
        if not os.path.exists(f"/proc/{child}"):
            break
        time.sleep(0.02)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
