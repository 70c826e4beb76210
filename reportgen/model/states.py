"""The words for states that a report speaks in: classes, directions, statuses, verdicts, grades."""

from __future__ import annotations

from enum import StrEnum

from reportgen.model.levels import at_least, at_most


class KpiClass(StrEnum):
    """Lagging figures are results; leading figures speak for results to come."""

    LAGGING = "lagging"
    LEADING = "leading"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"


def is_met(value: float, target: float, direction: Direction) -> bool:
    """True when a value is at its target or better, by its direction."""
    return at_least(value, target) if direction is Direction.UP else at_most(value, target)


class Status(StrEnum):
    """A KPI against its target."""

    ON_TARGET = "on_target"
    SHORT_USUAL = "short_usual"
    SHORT_UNUSUAL = "short_unusual"
    NOT_JUDGED = "not_judged"
    NO_DATA = "no_data"


class Verdict(StrEnum):
    """The year against its target, by rule."""

    ON_COURSE = "on_course"
    CORRECT_COURSE = "correct_course"
    OFF_COURSE = "off_course"
    NOT_JUDGED = "not_judged"


class StopState(StrEnum):
    """A KPI against its stop line."""

    CLEAR = "clear"
    NEAR = "near"
    WATCH = "watch"
    STOP = "stop"
    NOT_JUDGED = "not_judged"


class Evidence(StrEnum):
    """How well a hypothesis has been shown: A and B enough to speak of, C not shown, D unjudged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class ActionVerdict(StrEnum):
    """What became of an action."""

    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"
