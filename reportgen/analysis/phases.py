"""Where the roadmap stands: each phase done, current, overdue or to come."""

from __future__ import annotations

from dataclasses import replace

from reportgen.analysis.evaluate import Evaluator
from reportgen.model.config import Phase, PhaseExit
from reportgen.model.findings import PhaseResult, TargetChange
from reportgen.model.levels import at_least, at_most
from reportgen.model.period import Month, Period, months_between


def phase_results(evaluator: Evaluator, period: Period) -> tuple[PhaseResult, ...]:
    """Each phase's state in the order of the roadmap.

    A phase is `done` when its exit test holds at its last month or in any later one (without a
    test, when its months are over), `late` when its last month has come and the test has not held.
    """
    phases = evaluator.config.phases
    before: tuple[Phase | None, ...] = (None, *phases)
    return tuple(
        replace(
            _result(evaluator, phase, period.last_month),
            distance=_distance(evaluator, phase.exit, period.last_month),
            changes=_changes(earlier, phase),
        )
        for earlier, phase in zip(before, phases, strict=False)
    )


def _distance(evaluator: Evaluator, test: PhaseExit | None, now: Month) -> float | None:
    """How far the exit's KPI still has to move, with its sign; 0 where the limit is met."""
    value = _current(evaluator, test, now)
    if test is None or value is None:
        return None
    if _passes(evaluator, test, now):
        return 0.0
    limit = test.at_least or test.at_most
    return None if limit is None else limit.value - value


def _changes(earlier: Phase | None, phase: Phase) -> tuple[TargetChange, ...]:
    """The targets a phase sets otherwise than the one before it; none for the first."""
    if earlier is None:
        return ()
    before = {kpi: figure.value for kpi, figure in earlier.targets.items()}
    return tuple(
        TargetChange(kpi, before.get(kpi), figure.value)
        for kpi, figure in phase.targets.items()
        if before.get(kpi) != figure.value
    )


def _result(evaluator: Evaluator, phase: Phase, now: Month) -> PhaseResult:
    if now < phase.from_:
        return PhaseResult(phase.id, "next", _current(evaluator, phase.exit, now))
    if phase.exit is None:
        return PhaseResult(phase.id, "done" if now > phase.to else "now")
    value = _current(evaluator, phase.exit, now)
    was_met, in_a_row = _exit_met(evaluator, phase, phase.exit, now)
    if was_met:
        return PhaseResult(phase.id, "done", value, phase.exit.for_periods)
    return PhaseResult(phase.id, "late" if now >= phase.to else "now", value, in_a_row)


def _exit_met(evaluator: Evaluator, phase: Phase, test: PhaseExit, now: Month) -> tuple[bool, int]:
    """Whether the exit test held at the phase's end or later, and how many months hold it now."""
    in_a_row, was_met = 0, False
    for month in months_between(phase.from_, now):
        in_a_row = in_a_row + 1 if _passes(evaluator, test, month) else 0
        was_met = was_met or (month >= phase.to and in_a_row >= test.for_periods)
    return was_met, in_a_row


def _passes(evaluator: Evaluator, test: PhaseExit, month: Month) -> bool:
    value = evaluator.value(test.kpi, (month,)).value
    if value is None:
        return False
    if test.at_least is not None:
        return at_least(value, test.at_least.value)
    return test.at_most is not None and at_most(value, test.at_most.value)


def _current(evaluator: Evaluator, test: PhaseExit | None, now: Month) -> float | None:
    return None if test is None else evaluator.value(test.kpi, (now,)).value
