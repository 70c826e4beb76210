"""The analysis of one client and period, from observations to findings."""

from __future__ import annotations

from datetime import date

from reportgen.analysis.actions import judged_actions
from reportgen.analysis.cutting import alike, up_to
from reportgen.analysis.decomposition.by_segment import segment_splits
from reportgen.analysis.decomposition.levers import levers
from reportgen.analysis.decomposition.what_if import proposals
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.findings import Evidence, find
from reportgen.analysis.forecasting.landing import landings
from reportgen.analysis.measure import measure
from reportgen.analysis.phases import phase_results
from reportgen.analysis.reaching.pursue import pursuit, weighed
from reportgen.analysis.results import Assessment, Running, assess
from reportgen.model.config import ClientConfig
from reportgen.model.findings import Analysis
from reportgen.model.observations import Observations
from reportgen.model.period import Period


def analyse(
    observations: Observations, config: ClientConfig, period: Period, until: date | None = None
) -> Analysis:
    """Evaluate every KPI and find what there is to say.

    With `until` the period still runs, and nothing after that day is known of it: actions and
    phases stand as at the end of the period before.
    """
    assessment, judged = (
        (assess(Evaluator(config, measure(observations, config)), period), period)
        if until is None
        else (_running(observations, config, period, until), period.previous())
    )
    evaluator = assessment.evaluator
    results = weighed(assessment.targets, assessment.results(), judged)
    actions = judged_actions(evaluator, judged)
    evidence = Evidence(assessment, results, actions, phase_results(evaluator, judged))
    everything = {one.id: one for root in results for one in root.walk()}
    goal, root = everything[config.kgi.kpi], results[0]
    comparisons = assessment.comparisons
    against_target = comparisons.get("target")
    known = next(iter(comparisons.values()), None)
    return Analysis(
        results=results,
        findings=find(evidence),
        factors=assessment.factors(),
        target_unexplained=against_target.unexplained if against_target else 0.0,
        year=assessment.year(goal),
        worth=assessment.year(root) if root.id != goal.id else None,
        until=until,
        splits=tuple(segment_splits(evaluator, comparisons, period)),
        levers=levers(assessment, results),
        proposals=tuple(proposals(evaluator, period)),
        chained=tuple(versus for versus, one in comparisons.items() if one.months),
        methods={} if known is None else known.methods,
        pursuit=pursuit(assessment.targets, results, actions, judged),
    )


def _running(
    observations: Observations, config: ClientConfig, period: Period, until: date
) -> Assessment:
    """A month as it is known on a day, beside earlier ones cut after as many days."""
    known = up_to(observations, config, until)
    evaluator = Evaluator(config, measure(known, config))
    like = Evaluator(config, measure(alike(known, config, period, until), config))
    return assess(evaluator, period, Running(until, like, landings(evaluator, known, until)))
