"""A change of one figure as people write it: `+0.2pt`, `+10%`, `-500`, `200`, `2.5%`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.quantity import Unit

_STEP = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d[\d_,]*(?:\.\d+)?)\s*(?P<kind>%|pt|points?)?", re.A
)


class StepKind(StrEnum):
    """How a step changes a figure."""

    TO = "to"
    BY = "by"
    TIMES = "times"


class StepError(ValueError):
    """A step that cannot be read or does not fit the figure, with what to write instead."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


@dataclass(frozen=True)
class Step:
    """A figure set to a value, moved by an amount, or made larger or smaller by a share."""

    kind: StepKind
    value: float

    def applied(self, to: float) -> float:
        """The figure after the step."""
        match self.kind:
            case StepKind.TO:
                return self.value
            case StepKind.BY:
                return to + self.value
            case StepKind.TIMES:
                return to * (1 + self.value)


def read_step(written: str, unit: Unit) -> Step:
    """Read a step for a figure of a unit.

    A sign before makes it a change: `pt` moves a rate by points, `%` any figure by a share of
    itself, and nothing behind moves a count or an amount. Without a sign it is the new value.
    """
    found = _STEP.fullmatch(written.strip())
    if found is None:
        raise StepError(f"{written!r} is not a change of a figure", _hint(unit))
    number = float(found["digits"].replace("_", "").replace(",", ""))
    value = -number if found["sign"] == "-" else number
    kind = found["kind"] or ""
    if kind.startswith("p"):
        return _by_points(written, value, bool(found["sign"]), unit)
    if found["sign"]:
        return _by_sign(written, value, kind, unit)
    if unit is Unit.PERCENT and not kind:
        raise StepError(f"{written!r} has no %, and the figure is a percent", _hint(unit))
    if unit is not Unit.PERCENT and kind:
        raise StepError(f"{written!r} is a percent, and the figure is not", _hint(unit))
    return Step(StepKind.TO, value / 100 if kind else value)


def _by_points(written: str, value: float, is_signed: bool, unit: Unit) -> Step:
    if unit is not Unit.PERCENT:
        raise StepError(
            f"{written!r} is in points, and the figure is counted in {unit}", _hint(unit)
        )
    if not is_signed:
        raise StepError(f"{written!r} does not say up or down", f"write +{written} or -{written}")
    return Step(StepKind.BY, value / 100)


def _by_sign(written: str, value: float, kind: str, unit: Unit) -> Step:
    if kind:
        return Step(StepKind.TIMES, value / 100)
    if unit is Unit.PERCENT:
        raise StepError(f"{written!r} does not say points or percent", _hint(unit))
    return Step(StepKind.BY, value)


def _hint(unit: Unit) -> str:
    if unit is Unit.PERCENT:
        return "write +0.2pt for points, +10% for a share of itself, or 2.5% for the value"
    return "write +10% for a share of itself, +200 for an amount, or 200 for the value"
