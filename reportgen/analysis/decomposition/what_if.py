"""What the goal would be with some factors changed, through the tree, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.analysis.contributions import leaves, shares
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.measure import measure
from reportgen.model.config import ClientConfig
from reportgen.model.decomposition import Moved, WhatIf
from reportgen.model.observations import Observations
from reportgen.model.period import Period
from reportgen.model.quantity import Measured
from reportgen.model.step import read_step
from reportgen.model.text import Text


def what_if_of(
    observations: Observations, config: ClientConfig, period: Period, changes: Mapping[str, str]
) -> WhatIf:
    """The what-if of one client and period from its observations."""
    return what_if(Evaluator(config, measure(observations, config)), period, changes)


def what_if(
    evaluator: Evaluator, period: Period, changes: Mapping[str, str], title: Text | None = None
) -> WhatIf:
    """Every node before and after the changes, and its part of the root's change.

    `changes` are steps by factor, each fitting its factor's unit.
    """
    kpis = evaluator.config.kpis
    now = {kpi: evaluator.value(kpi, period.months) for kpi in kpis}
    after = {kpi: _after(kpi, changes, measured, evaluator) for kpi, measured in now.items()}
    lands = {
        kpi: period.last_month.plus(lags[0]) if (lags := evaluator.config.lag_of(kpi)) else None
        for kpi in changes
    }
    shared = shares(evaluator, "what_if", now.__getitem__, after.__getitem__)
    if shared is None:
        factors = leaves(evaluator, evaluator.config.tree)
        missing = tuple(kpi for kpi in factors if now[kpi].value is None)
        return WhatIf(changes, (), lands, missing, title)
    nodes = tuple(
        Moved(kpi, change.before, change.after, shared.amounts[kpi], shared.methods.get(kpi))
        for kpi in shared.amounts
        for change in (shared.changes[kpi],)
    )
    return WhatIf(changes, nodes, lands, title=title)


def _after(kpi: str, changes: Mapping[str, str], now: Measured, evaluator: Evaluator) -> Measured:
    if kpi not in changes or now.value is None:
        return now
    step = read_step(changes[kpi], evaluator.config.kpis[kpi].unit)
    return Measured(step.applied(now.value))


def proposals(evaluator: Evaluator, period: Period) -> Iterator[WhatIf]:
    """What the notes of the reported month propose."""
    notes = evaluator.config.notes.get(period.last_month)
    for one in () if notes is None else notes.proposals:
        yield what_if(evaluator, period, one.set_, one.title)
