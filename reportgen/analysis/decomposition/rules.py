"""What decomposition has to say: the bottleneck, whether others agree, and what the mix hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.analysis.contributions import leaves
from reportgen.analysis.decomposition.by_segment import segment_splits
from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.rate_mix import rate_changes, rate_parts
from reportgen.analysis.decomposition.reversals import all_against, reverses
from reportgen.analysis.results import Assessment
from reportgen.model.decomposition import SegmentSplit
from reportgen.model.findings import Fact, Finding, Severity
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Grain
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Direction, is_met
from reportgen.model.text import same

SHOWN = 0.02
"""A mix below this share of the volume's amount is not worth a sentence."""


def extreme_factors(
    assessment: Assessment, root: KpiResult, versus: str, worst: str, best: str
) -> Iterator[Finding]:
    """The factor that held the root back most against a comparison, and the one that helped."""
    compared = assessment.comparisons.get(versus)
    if compared is None:
        return
    sign = 1 if root.direction is Direction.UP else -1
    factors = leaves(assessment.evaluator, assessment.evaluator.config.tree)
    amounts = {kpi: compared.amounts[kpi] * sign for kpi in factors}
    lowest = min(amounts, key=lambda kpi: amounts[kpi])
    highest = max(amounts, key=lambda kpi: amounts[kpi])
    others = sum(amount for kpi, amount in amounts.items() if kpi != lowest)
    if amounts[lowest] < 0:
        facts = {
            "amount": Quantity(compared.amounts[lowest], root.unit),
            "others": Quantity(others * sign, root.unit),
        }
        yield Finding(worst, lowest, Severity.ACT, facts, amounts[lowest])
    if amounts[highest] > 0:
        facts = {"amount": Quantity(compared.amounts[highest], root.unit)}
        yield Finding(best, highest, Severity.REASSURE, facts, amounts[highest])


def reachable(assessment: Assessment, root: KpiResult) -> Iterator[Finding]:
    """Whether the bottleneck alone, back at its target, would bring a root short of it to its own.

    The root's target is the one of the month that the factor's lag reaches, so only a month's
    report can say it.
    """
    worst = next(extreme_factors(assessment, root, "target", "bottleneck", "largest_gain"), None)
    is_asked = assessment.period.grain is Grain.MONTH and root.meets_target is False
    if worst is None or worst.code != "bottleneck" or not is_asked:
        return
    result = next(one for one in root.walk() if one.id == worst.kpi)
    lags = assessment.evaluator.config.lag_of(worst.kpi)
    month = assessment.period.last_month.plus(lags[0] if lags else 0)
    wanted = assessment.targets.month(root.id, month).value
    found = result.only_at_target.value
    if found is None or wanted is None:
        return
    facts: dict[str, Fact] = {
        "root": Quantity(found, root.unit),
        "root_target": Quantity(wanted, root.unit),
        "month": month,
        "lagged": int(bool(lags and lags[0])),
    }
    code = "reachable" if is_met(found, wanted, root.direction) else "not_reachable"
    yield Finding(code, worst.kpi, Severity.NOTE, facts)


def volume_at_own_rates(assessment: Assessment) -> Iterator[Finding]:
    """A volume that is worth more or less at its segments' own rates than at the average one."""
    seen: set[str] = set()
    for split in segment_splits(assessment.evaluator, assessment.comparisons, assessment.period):
        if split.volume in seen:
            continue
        seen.add(split.volume)
        if abs(split.mix) > SHOWN * abs(split.at_average):
            yield _at_own_rates(assessment, split)
        most = max(split.parts, key=lambda one: one.volume)
        if most.volume > 0 and most.missed:
            facts: dict[str, Fact] = {
                "member": same(most.member),
                "before": Quantity(most.before, Unit.COUNT),
                "after": Quantity(most.after, Unit.COUNT),
                **_base(assessment, split.versus),
            }
            yield Finding("volume_without_result", split.volume, Severity.WATCH, facts)


def _at_own_rates(assessment: Assessment, split: SegmentSplit) -> Finding:
    facts: dict[str, Fact] = {
        "own": Quantity(split.at_average + split.mix, split.unit),
        "average": Quantity(split.at_average, split.unit),
        "mix": Quantity(split.mix, split.unit),
        "dimension": same(split.dimension),
        **_base(assessment, split.versus),
    }
    return Finding("volume_at_own_rates", split.volume, Severity.NOTE, facts, split.mix)


def _base(assessment: Assessment, versus: str) -> dict[str, Fact]:
    period = assessment.period
    return {"base": period.year_ago() if versus == "year_ago" else period.previous()}


def mix_reversals(assessment: Assessment) -> Iterator[Finding]:
    """Rates that moved one way while their segments' rates, all or on balance, moved the other."""
    for kpi, definition in assessment.evaluator.config.kpis.items():
        for dimension in definition.breakdown:
            found = (
                _reversal(assessment, kpi, dimension, versus) for versus in ("year_ago", "previous")
            )
            yield from [one for one in found if one is not None][:1]


def _reversal(assessment: Assessment, kpi: str, dimension: str, versus: str) -> Finding | None:
    period = assessment.period
    base = period.year_ago() if versus == "year_ago" else period.previous()
    if assessment.comparable.parting(kpi, period, base) is not None:
        return None
    changes = rate_changes(assessment.evaluator, kpi, dimension, base.months, period.months)
    if changes is None:
        return None
    parts = rate_parts(changes).values()
    rate, mix = sum(part.rate for part in parts), sum(part.mix for part in parts)
    if not reverses(rate, mix):
        return None
    whole = _whole(changes)
    every = all_against([one for _, one in changes.values()], whole.amount)
    facts: dict[str, Fact] = {
        "before": Quantity(whole.before, Unit.PERCENT),
        "after": Quantity(whole.after, Unit.PERCENT),
        "rate": Quantity(rate * 100, Unit.POINTS),
        "mix": Quantity(mix * 100, Unit.POINTS),
        "segments": len(changes),
        "every": int(every),
        "rose": int(whole.amount > 0),
        "dimension": same(dimension),
        "base": base,
    }
    return Finding("mix_reversal", kpi, Severity.WATCH, facts)


def _whole(changes: Mapping[str, tuple[Change, Change]]) -> Change:
    """The rate of all members together."""
    tops = [
        Change(weight.before * rate.before, weight.after * rate.after)
        for weight, rate in changes.values()
    ]
    weights = [weight for weight, _ in changes.values()]
    return Change(
        sum(one.before for one in tops) / sum(one.before for one in weights),
        sum(one.after for one in tops) / sum(one.after for one in weights),
    )
