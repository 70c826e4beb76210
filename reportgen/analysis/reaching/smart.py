"""A KPI's target asked five questions: specific, measurable, achievable, relevant, time-bound.

Each answer is a state, a message and its facts. What only a person can say is taken from
configuration; the rest comes from the data and the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.reaching.odds import last_target_month
from reportgen.model.config import Kpi, Target
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Period
from reportgen.model.pursuit import Fact, Smart, SmartPart, SmartState
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Direction, Evidence, is_met
from reportgen.model.text import same

FEWEST_MONTHS = 6
"""With fewer months of its own past a target rests on a named benchmark, or on hope."""

BEYOND_A_STRETCH = 0.10
"""The chance of an ambitious target (P90); one with less is not within reach."""

SHOWN = (Evidence.A, Evidence.B)


@dataclass(frozen=True)
class Asked:
    """One KPI with a target, and what its answers are drawn from."""

    evaluator: Evaluator
    period: Period
    kpi: Kpi
    target: Target
    result: KpiResult
    parent: KpiResult | None

    def quantity(self, value: float | None) -> Quantity:
        """A number in the KPI's unit."""
        return Quantity(value, self.kpi.unit, None, self.kpi.counter)


def smart(
    evaluator: Evaluator, period: Period, result: KpiResult, parent: KpiResult | None
) -> Smart | None:
    """The five answers; None for a KPI without a target."""
    kpi = evaluator.config.kpis[result.id]
    if kpi.target is None:
        return None
    asked = Asked(evaluator, period, kpi, kpi.target, result, parent)
    worth = worth_of_one(result)
    return Smart(
        specific=_specific(asked),
        measurable=_measurable(asked),
        achievable=_achievable(asked),
        relevant=_relevant(asked, worth),
        time_bound=_time_bound(asked),
        worth=worth,
    )


def worth_of_one(result: KpiResult) -> float | None:
    """What one unit of the KPI (a point, of a rate) carried of the tree's root.

    The multiplier of the decomposition: contribution over change, in the nearest comparison that
    has one.
    """
    bases = {
        "previous": result.previous.value,
        "year_ago": result.year_ago.value,
        "target": result.target.value,
    }
    value = result.value.value
    for versus, base in bases.items():
        amount = result.contribution(versus)
        if amount is None or base is None or value is None or value == base:
            continue
        each = amount / (value - base)
        return each / 100 if result.unit is Unit.PERCENT else each
    return None


def _specific(asked: Asked) -> SmartPart:
    """Unit, and in words what is counted; of the goal, whose and of what."""
    config = asked.evaluator.config
    if asked.kpi.smart.specific is not None:
        return SmartPart(SmartState.MET, "specific.written")
    if asked.kpi.qualitative:
        return SmartPart(SmartState.MET, "specific.log")
    if asked.result.id == config.kgi.kpi:
        facts: dict[str, Fact] = {"who": config.kgi.who, "what": config.kgi.what}
        return SmartPart(SmartState.MET, "specific.goal", facts)
    return SmartPart(SmartState.SHORT, "specific.missing")


def _measurable(asked: Asked) -> SmartPart:
    """By which sources, and whether they deliver the period."""
    if asked.kpi.qualitative:
        return SmartPart(SmartState.MET, "measurable.log")
    if asked.result.value.value is None:
        return SmartPart(SmartState.SHORT, "measurable.missing")
    if asked.result.series.last.coverage < 1:
        return SmartPart(SmartState.OPEN, "measurable.partly")
    return SmartPart(SmartState.MET, "measurable.delivered")


def _achievable(asked: Asked) -> SmartPart:
    """The chance from its own past; before that its best months; before that a benchmark."""
    odds, stretch = asked.result.odds, asked.target.stretch
    if stretch is not None and asked.result.target.value is not None:
        return SmartPart(SmartState.MET, f"achievable.{stretch}")
    if odds is not None and odds.is_out_of_reach:
        return SmartPart(SmartState.SHORT, "achievable.out_of_reach", {"month": odds.month})
    if odds is not None:
        facts: dict[str, Fact] = {"month": odds.month, "chance": _chance(odds.chance)}
        code = "achievable.certain" if odds.is_nearly_certain else "achievable.chance"
        is_stretch = odds.chance >= BEYOND_A_STRETCH
        return SmartPart(SmartState.MET if is_stretch else SmartState.SHORT, code, facts)
    known = [value for value in asked.result.series.values if value is not None]
    best = _best(asked, known)
    if len(known) >= FEWEST_MONTHS:
        wanted = asked.result.target.value
        was_met = best is None or wanted is None or is_met(best, wanted, asked.result.direction)
        return SmartPart(
            SmartState.MET if was_met else SmartState.OPEN,
            "achievable.history",
            {"months": len(known), "best": asked.quantity(best)},
        )
    benchmark = asked.target.benchmark
    if benchmark is not None:
        facts = {
            "value": asked.quantity(benchmark.value.value),
            "source": benchmark.source,
            "n": benchmark.n,
            "day": same(benchmark.date.isoformat()),
        }
        return SmartPart(SmartState.MET, "achievable.benchmark", facts)
    return SmartPart(SmartState.OPEN, "achievable.too_short", {"months": len(known)})


def _chance(share: float) -> Quantity:
    return Quantity(share, Unit.PERCENT)


def _best(asked: Asked, known: list[float]) -> float | None:
    if not known:
        return None
    return max(known) if asked.kpi.direction is Direction.UP else min(known)


def _relevant(asked: Asked, worth: float | None) -> SmartPart:
    """The path to the goal: by arithmetic with its worth, or a hypothesis with its evidence."""
    if asked.result.id == asked.evaluator.config.kgi.kpi:
        return SmartPart(SmartState.MET, "relevant.goal")
    if asked.kpi.outside_tree is not None:
        return SmartPart(
            SmartState.OPEN, "relevant.outside", {"reason": asked.kpi.outside_tree.reason}
        )
    if asked.parent is None:
        return SmartPart(SmartState.MET, "relevant.root")
    facts: dict[str, Fact] = {"parent": asked.evaluator.config.kpis[asked.parent.id].label}
    if asked.result.id not in asked.parent.in_formula:
        return _hypothesis(asked, facts)
    if worth is None:
        return SmartPart(SmartState.MET, "relevant.exact", facts)
    root = asked.evaluator.config.kpis[asked.evaluator.config.tree.id]
    facts |= {"root": root.label, "worth": Quantity(rounded(worth), root.unit, None, root.counter)}
    unit = "point" if asked.kpi.unit is Unit.PERCENT else "one"
    return SmartPart(SmartState.MET, f"relevant.worth_{unit}", facts)


def rounded(value: float) -> float:
    """A value to two digits, as it is printed with "about"."""
    return float(f"{value:.2g}")


def _hypothesis(asked: Asked, facts: dict[str, Fact]) -> SmartPart:
    if asked.result.evidence in SHOWN:
        return SmartPart(SmartState.MET, "relevant.shown", facts)
    code = "unjudged" if asked.result.evidence in (None, Evidence.D) else "not_shown"
    return SmartPart(SmartState.OPEN, f"relevant.{code}", facts)


def _time_bound(asked: Asked) -> SmartPart:
    """By when, and whether that month is over."""
    if asked.target.stretch is not None and asked.target.by is None:
        return SmartPart(SmartState.MET, "time_bound.monthly")
    month = last_target_month(asked.evaluator, asked.result.id)
    if month is None:
        return SmartPart(SmartState.SHORT, "time_bound.missing")
    if month < asked.period.last_month:
        return SmartPart(SmartState.SHORT, "time_bound.passed", {"month": month})
    return SmartPart(SmartState.MET, "time_bound.by", {"month": month})
