"""Sentences of a report in the middle of its month: where it lands, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.formatting import Voice
from reportgen.model.findings import Fact
from reportgen.model.forecast import ForecastMethod
from reportgen.model.material import Material
from reportgen.model.text import Text

EARLY = 10
"""Before this day of the month the range of a landing says more than its centre."""


def running_verdict(material: Material, voice: Voice) -> Text | None:
    """The goal so far and where it lands; None for a period that is over."""
    until, kgi = material.analysis.until, material.kgi
    if until is None:
        return None
    facts: dict[str, Fact] = {
        "day": until,
        "kpi": material.name(kgi.id),
        "value": material.quantity(kgi.id, kgi.value),
    }
    if kgi.value.value is None:
        return voice.say("running.no_data", **facts)
    landing = next((one for one in kgi.forecast if one.method is ForecastMethod.LANDING), None)
    if landing is None:
        return voice.say("running.no_landing", **facts)
    facts["centre"] = material.estimate(kgi.id, landing.centre)
    if landing.low is None or landing.high is None:
        return voice.say("running.no_range", **facts)
    facts["low"], facts["high"] = material.bounds(kgi.id, landing.low, landing.high)
    first = "range_first" if until.day < EARLY else "centre_first"
    return voice.say(f"running.{first}", **facts)


def running_rule(material: Material, voice: Voice) -> Text:
    """Why the year is not judged yet, with the month's own target."""
    kgi = material.kgi
    wanted = next((one.target for one in kgi.forecast if one.target is not None), None)
    if wanted is None:
        return voice.say("running.rule")
    return voice.say("running.rule_target", target=material.amount(kgi.id, wanted))


def running_titles(material: Material, voice: Voice) -> Mapping[str, Text]:
    """The titles that a running month changes."""
    said = running_verdict(material, voice)
    until = material.analysis.until
    if said is None or until is None:
        return {}
    return {
        "summary": said,
        "lagging": voice.say(
            "running.lagging_title", day=until, kpi=material.name(material.kgi.id)
        ),
        "tree": voice.say("running.tree_title"),
        "leading": voice.say("running.leading_title"),
    }


def running_leads(material: Material, voice: Voice) -> Mapping[str, Text]:
    """The leads that a running month changes."""
    if material.analysis.until is None:
        return {}
    return {"lagging": voice.say("running.lead", day=material.analysis.until)}
