"""Sentences about the way to the goal: pace, agreed actions, chances, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.formatting import Voice
from reportgen.model.findings import Fact, TargetChange
from reportgen.model.material import Material
from reportgen.model.pursuit import HitRate, YearPace
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Direction
from reportgen.model.text import Text, join, listed

FEW_IN_TEN = 0.05
MOST_IN_TEN = 0.95


def chance_words(voice: Voice, chance: float) -> Text:
    """A chance as so many in ten; the ends are not said to be impossible or certain."""
    if chance < FEW_IN_TEN:
        return voice.say("odds.rare")
    if chance >= MOST_IN_TEN:
        return voice.say("odds.most")
    return voice.say("odds.of_ten", count=max(1, min(9, round(chance * 10))))


def odds_sayings(material: Material, voice: Voice) -> Mapping[str, Text]:
    """The chance of each target in words, by KPI."""
    return {
        result.id: chance_words(voice, result.odds.chance)
        for root in material.analysis.results
        for result in root.walk()
        if result.odds is not None
    }


def way_to_the_goal(material: Material, voice: Voice) -> tuple[Text, ...]:
    """The year's pace, the chance of the last target, and whether the actions are enough."""
    said = (
        _running(material, voice),
        _pace(material, voice),
        _chance(material, voice),
        _plan(material, voice),
    )
    return tuple(one for one in said if one is not None)


def _running(material: Material, voice: Voice) -> Text | None:
    """What the working days left of a running period must bring."""
    rate, kgi = material.analysis.pursuit.running, material.kgi.id
    if rate is None or rate.until is None or rate.needed is None or rate.ratio is None:
        return None
    if rate.needed <= 0:
        return None
    return voice.say(
        "pursuit.running",
        day=rate.until,
        kpi=material.name(kgi),
        done=material.amount(kgi, rate.done),
        target=material.amount(kgi, rate.target),
        days=round(rate.whole - rate.passed),
        needed=material.amount(kgi, rate.needed),
        ratio=Quantity(rate.ratio, Unit.RATIO),
    )


def _pace(material: Material, voice: Voice) -> Text | None:
    pace, kgi = material.analysis.pursuit.pace, material.kgi.id
    if pace is None or pace.per_month is None or pace.per_month <= 0 or pace.ratio is None:
        return None
    facts: dict[str, Fact] = {
        "done": material.amount(kgi, pace.done),
        "target": material.amount(kgi, pace.target),
        "months": pace.months_left,
        "needed": material.amount(kgi, pace.per_month),
        "ratio": Quantity(pace.ratio, Unit.RATIO),
    }
    if pace.planned is None:
        said = voice.say("pursuit.pace_unplanned", **facts)
    else:
        planned = material.amount(kgi, pace.planned)
        said = voice.say("pursuit.pace", planned=planned, **facts)
    daily = _daily(material, voice, pace)
    return said if daily is None else join(said, daily)


def _daily(material: Material, voice: Voice, pace: YearPace) -> Text | None:
    """What a working day must bring; of what comes less than daily, how often."""
    each = pace.per_working_day
    if each is None:
        return None
    days = pace.working_days_left
    if material.kgi.unit is Unit.COUNT and each < 1:
        return voice.say("pursuit.daily_rare", days=days, every=max(1, round(1 / each)))
    return voice.say("pursuit.daily", days=days, daily=about(material, material.kgi.id, each))


def _chance(material: Material, voice: Voice) -> Text | None:
    odds, kgi = material.kgi.odds, material.kgi.id
    if odds is None:
        return None
    return voice.say(
        "pursuit.chance",
        kpi=material.name(kgi),
        month=odds.month,
        target=material.amount(kgi, odds.target),
        chance=chance_words(voice, odds.chance),
    )


def _plan(material: Material, voice: Voice) -> Text | None:
    """Whether the agreed actions are enough for the goal's target, by arithmetic."""
    effect = material.analysis.pursuit.plan
    if effect is None:
        return None
    gap = effect.expected - effect.target
    is_enough = gap >= 0 if material.kgi.direction is Direction.UP else gap <= 0
    said = voice.say(
        "pursuit.plan_enough" if is_enough else "pursuit.plan_short",
        count=len(effect.counted),
        kpi=material.name(effect.kpi),
        now=material.amount(effect.kpi, effect.now),
        expected=about(material, effect.kpi, effect.expected),
        target=material.amount(effect.kpi, effect.target),
        gap=about(material, effect.kpi, gap),
    )
    if not effect.uncounted:
        return said
    return join(said, voice.say("pursuit.plan_uncounted", count=len(effect.uncounted)))


def about(material: Material, kpi: str, value: float) -> Quantity:
    """An estimate in the KPI's unit; counts in whole numbers."""
    amount = material.amount(kpi, value)
    return replace(amount, value=float(round(value))) if amount.unit is Unit.COUNT else amount


def hits(voice: Voice, rate: HitRate) -> Text:
    """How many actions came out as hoped; those that cannot be judged are named too."""
    said = (
        voice.say("pursuit.hits", judged=rate.judged, good=rate.good)
        if rate.judged
        else voice.say("pursuit.hits_none")
    )
    if not rate.undecided:
        return said
    return join(said, voice.say("pursuit.hits_undecided", count=rate.undecided))


def gaps(material: Material, voice: Voice) -> Text | None:
    """The figures that fall short and have no action yet."""
    kpis = [one.kpi for one in material.analysis.findings.all("no_action")]
    if not kpis:
        return None
    return voice.say("actions.gaps", kpis=listed(material.name(kpi) for kpi in kpis))


def next_phase(material: Material, voice: Voice) -> tuple[Text, ...]:
    """What switches when the next phase begins, and when."""
    results = material.analysis.findings.phases
    result = next((one for one in results if one.state == "next"), None)
    if result is None:
        return ()
    phase = next(one for one in material.config.phases if one.id == result.phase)
    said = voice.say(
        "roadmap.next",
        month=phase.from_,
        phase=phase.name,
        lead=material.name(phase.lead),
    )
    if not phase.targets:
        return (said,)
    changes = listed(_changes(material, voice, result.changes))
    if not result.changes:
        return (join(said, voice.say("roadmap.next_same")),)
    return (join(said, voice.say("roadmap.next_targets", changes=changes)),)


def _changes(material: Material, voice: Voice, changes: tuple[TargetChange, ...]) -> Iterator[Text]:
    for change in changes:
        facts: dict[str, Fact] = {
            "kpi": material.label(change.kpi),
            "after": material.amount(change.kpi, change.after),
        }
        if change.before is None:
            yield voice.say("roadmap.change_new", **facts)
        else:
            before = material.amount(change.kpi, change.before)
            yield voice.say("roadmap.change", before=before, **facts)
