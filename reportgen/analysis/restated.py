"""Months reported before, measured again: which figures the data tell otherwise now."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from reportgen.analysis.measure import measure
from reportgen.model.config import ClientConfig
from reportgen.model.observations import Observations
from reportgen.model.period import Month
from reportgen.model.restated import RestatedFigure


def restated_figures(
    before: Observations,
    after: Observations,
    config: ClientConfig,
    reported: Mapping[str, tuple[Month, ...]],
) -> Iterator[RestatedFigure]:
    """Every metric's months that differ, newest first; `reported` are the months by source.

    Ratios are left to the metrics they are made of.
    """
    old, new = measure(before, config), measure(after, config)
    for id, metric in config.metrics.items():
        if metric.ratio is not None:
            continue
        for month in sorted(reported.get(metric.from_ or "", ()), reverse=True):
            was = old.value(id, (month,)).value
            now = new.value(id, (month,)).value
            if was is not None and (now is None or not math.isclose(was, now, rel_tol=1e-9)):
                yield RestatedFigure(id, month, was, now)
