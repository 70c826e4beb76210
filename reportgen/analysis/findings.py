"""What the figures say, by rule: each rule reads the results and gives findings, never words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportgen.analysis.breakdowns import segments
from reportgen.analysis.decomposition.rules import (
    extreme_factors,
    mix_reversals,
    reachable,
    volume_at_own_rates,
)
from reportgen.analysis.evaluate import confirmed
from reportgen.analysis.reaching.calls import targets_beyond
from reportgen.analysis.results import Assessment
from reportgen.analysis.vanity import empty_growth, means_as_end, vanity
from reportgen.model.config import ClientConfig
from reportgen.model.findings import (
    ActionResult,
    Fact,
    Finding,
    Findings,
    PhaseResult,
    Severity,
)
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Direction, KpiClass, Status, StopState
from reportgen.model.text import same


@dataclass(frozen=True)
class Evidence:
    """What the rules may look at."""

    assessment: Assessment
    results: tuple[KpiResult, ...]
    actions: tuple[ActionResult, ...]
    phases: tuple[PhaseResult, ...]

    @property
    def config(self) -> ClientConfig:
        """The client's configuration."""
        return self.assessment.evaluator.config

    @property
    def everything(self) -> dict[str, KpiResult]:
        """Every result by its id."""
        return {one.id: one for root in self.results for one in root.walk()}


Rule = Callable[[Evidence], Iterator[Finding]]


def bottleneck(evidence: Evidence) -> Iterator[Finding]:
    """The factor that held the root back most against the target, and what it alone could do."""
    assessment, root = evidence.assessment, evidence.results[0]
    yield from extreme_factors(assessment, root, "target", "bottleneck", "largest_gain")
    yield from reachable(assessment, root)


def changes_elsewhere(evidence: Evidence) -> Iterator[Finding]:
    """The factors that held back and helped against last year, the period and quarter before."""
    for versus in ("year_ago", "previous", "trailing"):
        yield from extreme_factors(
            evidence.assessment, evidence.results[0], versus, f"drag_{versus}", f"gain_{versus}"
        )


def behind_the_whole(evidence: Evidence) -> Iterator[Finding]:
    """What the segments say of a figure that the figure itself does not."""
    yield from volume_at_own_rates(evidence.assessment)
    yield from mix_reversals(evidence.assessment)


def stop_lines(evidence: Evidence) -> Iterator[Finding]:
    """Stop lines that were crossed, are being crossed, or are near."""
    codes = {
        StopState.STOP: ("stop_tripped", Severity.ACT),
        StopState.WATCH: ("stop_watch", Severity.WATCH),
        StopState.NEAR: ("stop_near", Severity.WATCH),
    }
    for kpi, result in evidence.everything.items():
        if result.stop is not None and result.stop.state in codes:
            code, severity = codes[result.stop.state]
            facts: dict[str, Fact] = {
                "value": Quantity(result.value.value, result.unit, result.value.reason),
                "line": Quantity(result.stop.line, result.unit),
                "periods": result.stop.periods_past,
            }
            yield Finding(code, kpi, severity, facts)


def results_held(evidence: Evidence) -> Iterator[Finding]:
    """Lagging figures at their target: what may be relied on."""
    for kpi, result in evidence.everything.items():
        if result.kpi_class is KpiClass.LAGGING and result.status is Status.ON_TARGET:
            yield Finding("result_met", kpi, Severity.REASSURE)


def results_short(evidence: Evidence) -> Iterator[Finding]:
    """Lagging figures short of their target."""
    for kpi, result in evidence.everything.items():
        if result.kpi_class is KpiClass.LAGGING and result.meets_target is False:
            yield Finding("result_short", kpi, Severity.WATCH)


def leading_short(evidence: Evidence) -> Iterator[Finding]:
    """Leading figures of the tree short of their target, unusual ones first, then by their part."""
    inside = evidence.results[0]
    short = [
        result
        for result in inside.walk()
        if result.kpi_class is KpiClass.LEADING
        and result.status in (Status.SHORT_UNUSUAL, Status.SHORT_USUAL)
    ]
    sign = 1 if inside.direction is Direction.UP else -1
    for result in sorted(short, key=lambda one: _urgency(one, sign)):
        unusual = result.status is Status.SHORT_UNUSUAL
        yield Finding("leading_short", result.id, Severity.ACT if unusual else Severity.WATCH)


def _urgency(result: KpiResult, sign: int) -> tuple[bool, float]:
    """Unusual before usual, then what takes most from the root."""
    part = (result.contribution("target") or 0.0) * sign
    return result.status is not Status.SHORT_UNUSUAL, part


def short_without_action(evidence: Evidence) -> Iterator[Finding]:
    """A leading figure short of its target with no open action, on it or on a figure below it."""
    open_for = {one.kpi for one in evidence.config.actions if one.status in ("todo", "doing")}
    everything = evidence.everything
    for finding in leading_short(evidence):
        if open_for.isdisjoint(one.id for one in everything[finding.kpi].walk()):
            yield Finding("no_action", finding.kpi, Severity.WATCH)


def signs(evidence: Evidence) -> Iterator[Finding]:
    """Confirmed entries of the qualitative log in the period, counted by KPI."""
    period = evidence.assessment.period
    for kpi, definition in evidence.config.kpis.items():
        entries = confirmed(evidence.config, kpi, period.start, period.end)
        if definition.qualitative and entries:
            yield Finding("sign", kpi, Severity.REASSURE, {"count": len(entries)})


def outside_tree(evidence: Evidence) -> Iterator[Finding]:
    """Leading figures with no path to the goal, no target and no stop line: shown, not judged."""
    for result in evidence.results[1:]:
        kpi = evidence.config.kpis[result.id]
        unused = kpi.target is None and kpi.stop is None
        if result.kpi_class is KpiClass.LEADING and unused and not kpi.qualitative:
            yield Finding("for_reference", result.id, Severity.NOTE)


def without_proof(evidence: Evidence) -> Iterator[Finding]:
    """Figures that only look good, those that cannot be judged yet, and growth that is empty."""
    yield from vanity(evidence.assessment, evidence.results)
    yield from empty_growth(evidence.assessment, evidence.results[0])
    yield from means_as_end(evidence.assessment, evidence.results[0])


def disagreeing_sources(evidence: Evidence) -> Iterator[Finding]:
    """A KPI whose second source lies further away than its tolerance."""
    months = evidence.assessment.period.months
    evaluator = evidence.assessment.evaluator
    for kpi, definition in evidence.config.kpis.items():
        check = definition.check_against
        if check is None:
            continue
        own, other = evaluator.value(kpi, months).value, evaluator.input(check.metric, months).value
        if own is None or other is None:
            continue
        default = 0.005 if definition.unit == "money" else 0.0
        tolerance = default if check.tolerance is None else check.tolerance.value
        facts: dict[str, Fact] = {
            "value": Quantity(own, definition.unit),
            "other": Quantity(other, definition.unit),
            "gap": Quantity(own - other, definition.unit),
        }
        if abs(own - other) > tolerance * abs(other) + 1e-6 * max(1.0, abs(other)):
            facts["tolerance"] = Quantity(tolerance, Unit.PERCENT)
            facts["source"] = same(_sources(evidence.config, evaluator.metrics_of(kpi)))
            facts["second"] = same(_sources(evidence.config, (check.metric,)))
            yield Finding("sources_disagree", kpi, Severity.WATCH, facts)
        else:
            yield Finding("sources_agree", kpi, Severity.NOTE, facts)


def _sources(config: ClientConfig, metrics: Iterable[str]) -> str:
    """The sources of metrics by their names in configuration: `web and crm`."""
    found: dict[str, None] = {}
    for name in metrics:
        ratio = config.metrics[name].ratio or (name,)
        found.update((config.metrics[part].from_ or "", None) for part in ratio)
    return " and ".join(found)


def missing_days(evidence: Evidence) -> Iterator[Finding]:
    """Days of the period about which a source says nothing although it speaks of others."""
    measures, period = evidence.assessment.evaluator.measures, evidence.assessment.period
    running = evidence.assessment.running
    last = period.end if running is None else running.until
    days = tuple(day for day in period.days() if day <= last)
    for source in measures.days_seen:
        missing = measures.missing_days(source, days)
        if missing:
            facts: dict[str, Fact] = {
                "source": same(source),
                "days": len(missing),
                "first": missing[0],
                "last": missing[-1],
                "whole_months": sum(
                    1
                    for month in period.months
                    if {month.first_day, month.last_day} <= set(missing)
                ),
            }
            yield Finding("missing_days", source, Severity.WATCH, facts)


def incidents(evidence: Evidence) -> Iterator[Finding]:
    """What tools did to the figures of a KPI in the time that the report speaks of."""
    comparable, period = evidence.assessment.comparable, evidence.assessment.period
    for kpi, touched in comparable.touched.items():
        for one in touched:
            hides = {
                "hides_previous": int(one.parts(period, period.previous())),
                "hides_year_ago": int(one.parts(period, period.year_ago())),
            }
            if any(hides.values()) or one.marks(period.year_ago(), period):
                yield Finding("incident", kpi, Severity.WATCH, {"incident": same(one.id), **hides})


RULES: tuple[Rule, ...] = (
    bottleneck,
    changes_elsewhere,
    behind_the_whole,
    stop_lines,
    results_held,
    results_short,
    leading_short,
    short_without_action,
    signs,
    outside_tree,
    without_proof,
    disagreeing_sources,
    missing_days,
    incidents,
    targets_beyond,
)


def find(evidence: Evidence) -> Findings:
    """Every rule's findings, in the order of the rules."""
    return Findings(
        items=tuple(finding for rule in RULES for finding in rule(evidence)),
        actions=evidence.actions,
        phases=evidence.phases,
        segments=tuple(segments(evidence.assessment)),
    )
