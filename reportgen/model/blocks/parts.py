"""What blocks have in common: differences, small trends, tones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.model.kpi import UsualRange
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import Text

Tone = Literal["good", "watch", "bad", "hold"]


@dataclass(frozen=True)
class Delta:
    """A difference: its amount (relative ones in percent, rates in points) and whether it is good.

    `is_good` is None where nothing may be judged; `is_usual` is True inside the usual range.
    """

    amount: Quantity
    is_good: bool | None
    is_usual: bool | None = None

    def unjudged(self) -> Delta:
        """The same difference, neither good nor bad."""
        return Delta(self.amount, None)


@dataclass(frozen=True)
class ChartEvent:
    """Something dated that a figure should be read with; `at` is the place of its period."""

    at: int
    day: date
    name: Text


@dataclass(frozen=True)
class Trend:
    """A figure's last thirteen periods for a small graphic; the first is a year ago.

    `events` stand on the periods they fall in.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    usual: UsualRange | None
    unit: Unit
    lower_is_better: bool = False
    events: tuple[ChartEvent, ...] = ()
