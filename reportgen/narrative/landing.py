"""Sentences about what may come: the year's landing and its verdict, forecasts and their record."""

from __future__ import annotations

from reportgen.formatting import Voice, fiscal
from reportgen.model.findings import Fact
from reportgen.model.forecast import Forecast, ForecastMethod, TrackRecord, YearLanding
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity
from reportgen.model.states import Verdict
from reportgen.model.text import Language, Text, join
from reportgen.narrative.running import running_rule

FEWEST_RECORDED = 6
"""A record of fewer forecasts is not told."""


def verdict_rule(material: Material, voice: Voice) -> Text:
    """Why the year's verdict is what it is: the landing, its range and the target."""
    year = material.analysis.year
    if material.analysis.until is not None:
        return running_rule(material, voice)
    if year is None:
        return voice.say("verdict.rule.no_landing")
    if year.target is None:
        return voice.say("verdict.rule.no_target")
    if year.verdict is Verdict.NOT_JUDGED:
        return voice.say("verdict.rule.no_range")
    return voice.say(
        f"verdict.rule.{year.verdict}_{material.kgi.direction}", **_landing_facts(material, year)
    )


def _landing_facts(material: Material, year: YearLanding) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "kpi": material.name(year.kpi),
        "centre": material.estimate(year.kpi, year.centre),
        "target": material.amount(year.kpi, year.target),
    }
    if year.low is not None and year.high is not None:
        facts["low"], facts["high"] = material.bounds(year.kpi, year.low, year.high)
    return facts


def year_note(material: Material, voice: Voice) -> Text:
    """What each remaining month of the fiscal year must bring to reach the year's target."""
    kgi, (_, last) = material.kgi, material.fiscal_year
    if material.analysis.until is not None:
        return voice.say("running.year")
    left = material.period.last_month.until(last)
    done, wanted = kgi.year_to_date.value, kgi.year_target.value
    if done is None or wanted is None:
        return voice.say("year.no_target")
    if left == 0:
        return voice.say("year.over")
    if done >= wanted:
        return voice.say("year.reached", months=left)
    needed = material.amount(kgi.id, (wanted - done) / left)
    if material.analysis.worth is not None:
        return _needed_of_goal(material, voice, left, needed)
    return voice.say("year.needed", months=left, needed=needed, year=_fiscal_year(material, voice))


def _needed_of_goal(material: Material, voice: Voice, left: int, needed: Quantity) -> Text:
    """The same with the goal named, where the bar above shows what it is worth."""
    kgi = material.kgi
    return voice.say(
        "year.needed_goal",
        kpi=material.name(kgi.id),
        passed=material.quantity(kgi.id, kgi.year_to_date),
        target=material.quantity(kgi.id, kgi.year_target),
        months=left,
        needed=needed,
    )


def _fiscal_year(material: Material, voice: Voice) -> Text:
    """The fiscal year with its months."""
    month, starts = material.period.last_month, material.config.client.fiscal_year_starts
    return Text(*(fiscal(month, starts, voice.style(language)) for language in Language))


def forecast_sayings(material: Material, voice: Voice) -> tuple[Text, ...]:
    """The goal's next period, how it was forecast, its range, and how earlier ones turned out."""
    kgi = material.kgi
    if not kgi.forecast:
        return _unsaid(material, voice, kgi)
    nearest = kgi.forecast[0]
    said = [_next(material, voice, nearest), _method(material, voice, nearest)]
    tested = [_range(voice, nearest)]
    if kgi.record is not None and len(kgi.record.errors) >= FEWEST_RECORDED:
        tested.append(_record(voice, kgi.record))
    return (*said, join(*tested))


def _unsaid(material: Material, voice: Voice, kgi: KpiResult) -> tuple[Text, ...]:
    if kgi.not_forecast is None:
        return ()
    reason = voice.say(f"reason.{kgi.not_forecast.code}")
    return (voice.say("forecast.none", kpi=material.name(kgi.id), reason=reason),)


def _next(material: Material, voice: Voice, one: Forecast) -> Text:
    kpi = material.kgi.id
    facts: dict[str, Fact] = {
        "kpi": material.name(kpi),
        "period": one.period,
        "centre": material.estimate(kpi, one.centre),
    }
    if one.low is None or one.high is None:
        return voice.say("forecast.next", **facts)
    facts["low"], facts["high"] = material.bounds(kpi, one.low, one.high)
    return voice.say("forecast.next_range", **facts)


def _method(material: Material, voice: Voice, one: Forecast) -> Text:
    if one.method is not ForecastMethod.RECONCILED:
        return voice.say(f"forecast.method.{one.method}")
    if not one.parts:
        return voice.say("forecast.method.reconciled_months")
    begun, history = one.parts
    return voice.say(
        "forecast.method.reconciled",
        earlier=material.name(begun.kpi),
        begun=material.estimate(material.kgi.id, begun.centre),
        history=material.estimate(material.kgi.id, history.centre),
        share=round(begun.share * 100),
    )


def _range(voice: Voice, one: Forecast) -> Text:
    if one.low is None:
        return voice.say("forecast.range.none")
    if not one.origins:
        return voice.say("forecast.range.few")
    return voice.say("forecast.range.found", origins=one.origins)


def _record(voice: Voice, record: TrackRecord) -> Text:
    """The errors of the last forecasts, and how many came inside the range they had."""
    facts: dict[str, Fact] = {
        "count": len(record.items),
        "least": round(min(record.errors) * 100),
        "most": round(max(record.errors) * 100),
    }
    if record.ranged < len(record.items):
        return voice.say("forecast.record.errors", **facts)
    return voice.say("forecast.record.inside", inside=record.inside, **facts)
