"""Sentences about how well leading figures have been shown to go before the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.formatting import Voice
from reportgen.model.findings import Fact, Finding
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.relation import Relation
from reportgen.model.states import KpiClass
from reportgen.model.text import EMPTY, Text, join, listed

REASONS = ("no_path", "cumulative", "rose_alone", "no_decision")


def tested(material: Material) -> tuple[KpiResult, ...]:
    """The leading figures of the tree whose link to the goal was tested, in the outline's order."""
    return tuple(
        result
        for result in material.analysis.root.walk()
        if result.relation is not None
        and result.relation.is_declared
        and result.relation.lag is not None
    )


def evidence_note(material: Material, voice: Voice) -> Text:
    """How many figures were tested and how many met the conditions: many looks find something.

    Then those with a target of which it is not shown that reaching it moves the goal, and rates
    whose cases can be followed.
    """
    relations = [one.relation for one in tested(material) if one.relation is not None]
    if not relations:
        return voice.say("relation.untested", kgi=material.name(material.kgi.id))
    shown = sum(1 for one in relations if one.is_shown)
    message = "relation.tested" if shown else "relation.tested_none"
    told = voice.say(message, tested=len(relations), shown=shown)
    return join(told, _not_shown(material, voice), *_followed(material, voice))


def _not_shown(material: Material, voice: Voice) -> Text:
    """The figures with a target of which it is not shown that reaching it moves the goal."""
    unshown = [
        material.name(one.id)
        for one in tested(material)
        if one.relation is not None and not one.relation.is_shown and one.target.value is not None
    ]
    if not unshown:
        return EMPTY
    kgi = material.name(material.kgi.id)
    return voice.say("relation.not_shown", kgi=kgi, kpis=listed(unshown))


def caution(material: Material, voice: Voice, kpi: str) -> Text | None:
    """That a figure's growth is empty, or that its target was taken for the goal."""
    findings = material.analysis.findings
    for finding in findings.all("empty_growth"):
        if finding.kpi == kpi:
            facts = {name: material.name(_id(finding, name)) for name in ("parent", "rate")}
            is_target = _id(finding, "versus") == "target"
            message = "relation.empty_growth_target" if is_target else "relation.empty_growth"
            return voice.say(message, **facts)
    instead = findings.first("bottleneck")
    for finding in findings.all("means_as_end"):
        if finding.kpi == kpi and instead is not None and instead.kpi != kpi:
            return voice.say(
                "relation.means_as_end",
                kgi=material.name(material.kgi.id),
                instead=material.name(instead.kpi),
                **finding.facts,
            )
    return None


def _id(finding: Finding, name: str) -> str:
    """The id a fact of a finding holds."""
    fact = finding.facts[name]
    return (fact.en or "") if isinstance(fact, Text) else ""


def implied(material: Material, voice: Voice, result: KpiResult) -> Text | None:
    """What a well-shown figure implies for the goal: of each month the best predictor alone.

    Two figures that speak for one month must not promise two results.
    """
    relation = result.relation
    if relation is None or relation.implied is None or not _is_best(material, result):
        return None
    kgi, told = material.kgi.id, relation.implied
    facts: dict[str, Fact] = {
        "centre": _estimate(material, kgi, told.centre),
        "low": replace(_estimate(material, kgi, told.low), counter=None),
        "high": _estimate(material, kgi, told.high),
    }
    return voice.say("relation.implied", kgi=material.name(kgi), **facts)


def _followed(material: Material, voice: Voice) -> Iterator[Text]:
    """The rates of cases followed one by one, beside the ratios within a month in the table."""
    for result in material.analysis.root.walk():
        cohort = result.cohort
        if cohort is not None and result.kpi_class is KpiClass.LEADING:
            yield voice.say(
                "relation.cohort",
                kpi=material.name(result.id),
                month=cohort.month,
                cases=cohort.cases,
                hits=cohort.hits,
                share=_share(cohort.share),
            )


def _estimate(material: Material, kpi: str, value: float) -> Quantity:
    """An estimate as precisely as it may be said: counts are whole."""
    is_count = material.config.kpis[kpi].unit is Unit.COUNT
    return material.amount(kpi, float(round(value)) if is_count else value)


def _is_best(material: Material, result: KpiResult) -> bool:
    """True for the figure that predicted the goal of its month best.

    Growth that a figure's own rates take away implies nothing.
    """
    empty = {one.kpi for one in material.analysis.findings.all("empty_growth")}
    rivals = [
        one
        for one in tested(material)
        if one.speaks_for == result.speaks_for
        and one.relation is not None
        and one.relation.implied is not None
        and one.id not in empty
    ]
    return bool(rivals) and min(rivals, key=_error).id == result.id


def _error(result: KpiResult) -> float:
    relation = result.relation
    return 1.0 if relation is None or relation.error_ratio is None else relation.error_ratio


def records(material: Material, voice: Voice) -> Mapping[str, Text]:
    """In how many months each figure tested named the goal's direction, beside the base rate."""
    told = {}
    for one in tested(material):
        hits = None if one.relation is None else one.relation.hits
        if hits is not None:
            told[one.id] = voice.say(
                "relation.record", right=hits.right, months=hits.months, base=_share(hits.base)
            )
    return told


def predicted(material: Material, voice: Voice) -> Mapping[str, tuple[Text, Text, Text, Text]]:
    """Of each figure tested: months named right, their range, the base rate, and the error."""
    return {
        one.id: _record(voice, one.relation) for one in tested(material) if one.relation is not None
    }


def _record(voice: Voice, relation: Relation) -> tuple[Text, Text, Text, Text]:
    hits, none = relation.hits, voice.say("relation.none")
    if hits is None:
        return none, none, none, _error_words(voice, relation)
    share, low, high, base = (
        _share(value) for value in (hits.share, hits.low, hits.high, hits.base)
    )
    return (
        voice.say("relation.named", right=hits.right, months=hits.months, share=share),
        voice.say("relation.range", low=low, high=high),
        voice.say("relation.base", base=base),
        _error_words(voice, relation),
    )


def _error_words(voice: Voice, relation: Relation) -> Text:
    if relation.error_ratio is None:
        return voice.say("relation.none")
    way = "smaller" if relation.error_ratio <= 1 else "larger"
    return voice.say(f"relation.{way}", percent=_share(abs(1 - relation.error_ratio)))


def _share(value: float) -> Quantity:
    return Quantity(value, Unit.PERCENT)


def reference_reasons(material: Material, voice: Voice) -> Mapping[str, tuple[Text, ...]]:
    """Why each figure shown for reference is not judged, one reason a text."""
    findings, kgi = material.analysis.findings, material.name(material.kgi.id)
    told: dict[str, tuple[Text, ...]] = {
        finding.kpi: (voice.say("reference.why.no_path"),)
        for finding in findings.all("for_reference")
    }
    for finding in findings.all("vanity"):
        told[finding.kpi] = tuple(
            voice.say(f"reference.why.{reason}", kgi=kgi)
            for reason in REASONS
            if finding.facts.get(reason)
        )
    for finding in findings.all("not_yet_judged"):
        told[finding.kpi] = (voice.say("reference.why.not_yet", **finding.facts),)
    return told
