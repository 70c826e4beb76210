"""The analysis of one client and period, from observations to findings."""

from __future__ import annotations

from reportgen.analysis.actions import judged_actions
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.findings import Evidence, find
from reportgen.analysis.measure import measure
from reportgen.analysis.phases import phase_results
from reportgen.analysis.reaching.pursue import pursuit, weighed
from reportgen.analysis.results import assess
from reportgen.model.config import ClientConfig
from reportgen.model.findings import Analysis
from reportgen.model.observations import Observations
from reportgen.model.period import Period


def analyse(observations: Observations, config: ClientConfig, period: Period) -> Analysis:
    """Evaluate every KPI and find what there is to say."""
    evaluator = Evaluator(config, measure(observations, config))
    assessment = assess(evaluator, period)
    results = weighed(assessment.targets, assessment.results(), period)
    judged = judged_actions(evaluator, period)
    evidence = Evidence(assessment, results, judged, phase_results(evaluator, period))
    against_target = assessment.comparisons.get("target")
    return Analysis(
        results=results,
        findings=find(evidence),
        factors=assessment.factors(),
        target_unexplained=against_target.unexplained if against_target else 0.0,
        pursuit=pursuit(assessment.targets, results, judged, period),
    )
