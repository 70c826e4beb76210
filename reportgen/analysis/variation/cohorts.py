"""The rate of one month's cases, which a ratio of two months' counts is not."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.analysis.intervals import wilson
from reportgen.model.cohort import Cohort, CohortRate
from reportgen.model.period import Month

MATURE = 0.9
A_YEAR = 12


def cohort_rate(cohorts: Sequence[Cohort], last: Month) -> CohortRate | None:
    """The newest month's cases that had the time which nine of ten steps of older ones take."""
    known = [one for one in cohorts if one.month <= last]
    wait = _wait([one for one in known if one.month.until(last) >= A_YEAR])
    if wait is None:
        return None
    ready = [one for one in known if one.month.until(last) >= wait and one.cases]
    if not ready:
        return None
    newest = max(ready, key=lambda one: one.month)
    hits = sum(newest.reached[: newest.month.until(last) + 1])
    return CohortRate(newest.month, last, newest.cases, hits, *wilson(hits, newest.cases))


def _wait(old: Sequence[Cohort]) -> int | None:
    """After how many months nine of ten steps within a year were taken; None without any."""
    taken = [sum(one.reached[at] for one in old) for at in range(A_YEAR)]
    whole, so_far = sum(taken), 0
    for months, count in enumerate(taken):
        so_far += count
        if whole and so_far >= MATURE * whole:
            return months
    return None
