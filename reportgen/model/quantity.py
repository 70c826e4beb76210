"""A number with its unit, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.text import Text


class Unit(StrEnum):
    """What a number counts. Percents and ratios are fractions inside: 0.25 is 25 %."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    DAYS = "days"
    POINTS = "points"


@dataclass(frozen=True)
class Reason:
    """Why a number is unknown.

    `code` is a message id below `reason.` in the wording catalogue; `about` names the metric,
    month or count it speaks of.
    """

    code: str
    about: str = ""


NO_DATA = Reason("no_data")
NO_TARGET = Reason("no_target")


@dataclass(frozen=True)
class Measured:
    """A number, or None with the reason; a missing number is never 0."""

    value: float | None
    reason: Reason | None = None

    @classmethod
    def unknown(cls, code: str, about: str = "") -> Measured:
        """No number, and why."""
        return cls(None, Reason(code, about))


UNSET = Measured(None, NO_TARGET)
"""No target was set."""


@dataclass(frozen=True)
class Quantity:
    """A number in its unit as it stands in a report; None is a hole, with its reason.

    `counter` is the word a language puts after a count: 9件.
    """

    value: float | None
    unit: Unit
    reason: Reason | None = None
    counter: Text | None = None
