"""Cases followed one by one: of those that began in a month, how many came to their next step."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.period import Month


@dataclass(frozen=True)
class Cohort:
    """The cases that began in a month, and how many took the step after so many months each.

    `reached` counts by months from the beginning, the month itself first, as far as the data go.
    """

    month: Month
    cases: int
    reached: tuple[int, ...]


@dataclass(frozen=True)
class CohortRate:
    """The share of one month's cases that took the step, with Wilson's 95 % interval.

    The month is the newest that had the time which nine of ten steps take; by `until` they count.
    """

    month: Month
    until: Month
    cases: int
    hits: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Steps over cases."""
        return self.hits / self.cases
