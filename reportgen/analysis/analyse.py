"""The analysis of one client and period, from observations to findings."""

from __future__ import annotations

from reportgen.analysis.actions import judged_actions
from reportgen.analysis.decomposition.by_segment import segment_splits
from reportgen.analysis.decomposition.levers import levers
from reportgen.analysis.decomposition.what_if import proposals
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.findings import Evidence, find
from reportgen.analysis.measure import measure
from reportgen.analysis.phases import phase_results
from reportgen.analysis.results import assess
from reportgen.model.config import ClientConfig
from reportgen.model.findings import Analysis
from reportgen.model.observations import Observations
from reportgen.model.period import Period


def analyse(observations: Observations, config: ClientConfig, period: Period) -> Analysis:
    """Evaluate every KPI and find what there is to say."""
    evaluator = Evaluator(config, measure(observations, config))
    assessment = assess(evaluator, period)
    results = assessment.results()
    evidence = Evidence(
        assessment, results, judged_actions(evaluator, period), phase_results(evaluator, period)
    )
    comparisons = assessment.comparisons
    against_target = comparisons.get("target")
    known = next(iter(comparisons.values()), None)
    return Analysis(
        results=results,
        findings=find(evidence),
        factors=assessment.factors(),
        target_unexplained=against_target.unexplained if against_target else 0.0,
        splits=tuple(segment_splits(evaluator, comparisons, period)),
        levers=levers(assessment, results),
        proposals=tuple(proposals(evaluator, period)),
        chained=tuple(versus for versus, one in comparisons.items() if one.months),
        methods={} if known is None else known.methods,
    )
