"""What was agreed, held against the figures and against the last edition.

Cautions are for the account manager; they keep no report back. A KPI or target that changed inside
a phase without a record of who agreed does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from reportgen.errors import Level, Place, Problem
from reportgen.model.agreement import AgreedKpi, Agreement, agreement
from reportgen.model.config import AgreementEntry, ClientConfig, FieldError, read_number
from reportgen.model.findings import Analysis
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Month, Period
from reportgen.model.states import Direction

TEXT_FIELDS = ("formula", "direction", "stop")


def cautions(config: ClientConfig, analysis: Analysis) -> tuple[Problem, ...]:
    """Targets that ask for less than there is, for too much or for nothing, and gaps."""
    everything = {one.id: one for root in analysis.results for one in root.walk()}
    return tuple(
        chain(
            (one for kpi in everything.values() for one in _worse_than_now(config, kpi)),
            _beyond(config, analysis),
            _without_action(config, analysis),
        )
    )


def _worse_than_now(config: ClientConfig, result: KpiResult) -> Iterator[Problem]:
    target = config.kpis[result.id].target
    value, wanted = result.value.value, result.target.value
    if target is None or target.reason is not None or value is None or wanted is None:
        return
    is_less = wanted < value if result.direction is Direction.UP else wanted > value
    if is_less and not config.kpis[result.id].qualitative:
        yield _problem(
            config,
            "RG438",
            f"the target of {result.id!r} is {wanted:,.10g}, and the figure is at {value:,.10g}",
            f"kpis.{result.id}.target",
            why="a target that asks for less than there is needs a reason, which is printed",
            hint="agree on a higher target, or write reason: …",
        )


def _beyond(config: ClientConfig, analysis: Analysis) -> Iterator[Problem]:
    for code, finding_code, what in (
        ("RG450", "target_out_of_reach", "is out of reach"),
        ("RG451", "target_nearly_certain", "would be met without any effort"),
    ):
        for finding in analysis.findings.all(finding_code):
            odds = analysis.of(finding.kpi).odds
            if odds is not None:
                yield _problem(
                    config,
                    code,
                    f"the target of {finding.kpi!r} for {odds.month}, {odds.target:,.10g}, {what}",
                    f"kpis.{finding.kpi}.target",
                    why=f"by {odds.origins} past forecasts over the same distance its chance is"
                    f" {odds.chance * 100:.3g} % if nothing changes",
                    hint="agree on another target, or on actions that change more",
                )


def _without_action(config: ClientConfig, analysis: Analysis) -> Iterator[Problem]:
    for finding in analysis.findings.all("no_action"):
        yield _problem(
            config,
            "RG439",
            f"{finding.kpi!r} is short of its target, and no open action is about it",
            f"kpis.{finding.kpi}",
            why="the report prints it as a gap",
            hint="write one in actions.yml; reportgen actions suggest "
            f"{config.client.id} names some",
        )


@dataclass(frozen=True)
class Change:
    """One thing that was agreed and is otherwise now."""

    kpi: str
    field: str
    before: str
    after: str


def changed_without_agreement(
    config: ClientConfig, period: Period, last: Agreement, reported: str
) -> tuple[Problem, ...]:
    """What changed since the last edition inside one phase and is not recorded as agreed.

    `reported` is the last edition's period. Outside any phase, and in another one than the last
    edition's, there is nothing to hold it to.
    """
    now = agreement(config, period.last_month)
    if not now.phase or now.phase != last.phase:
        return ()
    return tuple(
        _unrecorded(config, one, now.phase, reported)
        for kpi, before in last.kpis.items()
        for one in _changes(kpi, before, now.kpis.get(kpi))
        if not any(_records(entry, one, Month.parse(reported[:7])) for entry in config.agreements)
    )


def _changes(kpi: str, before: AgreedKpi, after: AgreedKpi | None) -> Iterator[Change]:
    if after is None:
        if before.targets:
            yield Change(kpi, "target", next(iter(before.targets.values())), "none")
        return
    for name in TEXT_FIELDS:
        first, second = getattr(before, name), getattr(after, name)
        if first != second:
            yield Change(kpi, name, first or "none", second or "none")
    if before.metrics != after.metrics and before.formula == after.formula:
        yield Change(kpi, "metric", before.metrics or "none", after.metrics or "none")
    yield from _moved_target(kpi, before.targets, after.targets)


def _moved_target(
    kpi: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    """The first month of the phase whose target is another one now."""
    for month, value in before.items():
        other = after.get(month, "none")
        if other != value:
            yield Change(kpi, "target", value, other)
            return


def _records(entry: AgreementEntry, change: Change, reported: Month) -> bool:
    """Whether an entry is about the change: the same KPI, field and new value, and why.

    A metric's definition is too long to be repeated; any entry since the last edition's month does.
    """
    what = entry.what
    if what is None or entry.why is None or (what.kpi, what.field) != (change.kpi, change.field):
        return False
    if change.field == "metric":
        return entry.date >= reported.first_day
    return _is_same(what.to, change.after) and _is_same(what.from_, change.before)


def _is_same(written: str, value: str) -> bool:
    try:
        return read_number(written).value == read_number(value).value
    except FieldError:
        return written.split() == value.split()


def _unrecorded(config: ClientConfig, change: Change, phase: str, reported: str) -> Problem:
    return Problem(
        "RG452",
        f"the {change.field} of {change.kpi!r} was {change.before!r} in the report of {reported},"
        f" and is {change.after!r} now",
        Place(f"configs/{config.client.id}/client.yml", field=f"kpis.{change.kpi}.{change.field}"),
        why=f"phase {phase!r} is still running, and agreements.yml has no record of who agreed",
        hint="set it back, or write in agreements.yml: {date: YYYY-MM-DD, by: …, what: {kpi: "
        f"{change.kpi}, field: {change.field}, from: {_word(change.before)}, "
        f"to: {_word(change.after)}}}, why: …}}",
    )


def _word(value: str) -> str:
    """A value as YAML reads it back."""
    return f'"{value}"' if any(sign in value for sign in ":,{}[]#*") else value


def _problem(config: ClientConfig, code: str, what: str, key: str, why: str, hint: str) -> Problem:
    place = Place(f"configs/{config.client.id}/client.yml", field=key)
    return Problem(code, what, place, Level.WARNING, why, hint)
