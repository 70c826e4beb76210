"""The account manager's records: log, actions and agreements."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import Action, Comparison
from reportgen.model.quantity import Unit

CLOSED = ("done", "dropped")


def log_entries_have_evidence(agreed: Agreed) -> Iterator[Problem]:
    """What cannot be looked up is not printed."""
    for index, entry in enumerate(agreed.config.log):
        path: Path = ("entries", index, "evidence")
        given = entry.evidence
        if not any((given.crm, given.url, given.file, given.quote)):
            yield agreed.files["log.yml"].problem(
                "RG601",
                path,
                f"the entry {entry.id!r} has no evidence",
                hint="write at least one of crm, url, file, quote",
            )
        elif given.url is not None and not re.match(r"https?://\S+$", given.url):
            yield agreed.files["log.yml"].problem(
                "RG601",
                (*path, "url"),
                f"{given.url!r} is not the address of a page",
                hint="write it with https://",
            )


def log_entries_speak_of_kpis_that_listen(agreed: Agreed) -> Iterator[Problem]:
    """An entry counts towards a qualitative KPI, or stands beside a node of the tree."""
    inside = agreed.in_tree
    for index, entry in enumerate(agreed.config.log):
        kpi = agreed.config.kpis.get(entry.kpi)
        if kpi is not None and not kpi.qualitative and entry.kpi not in inside:
            qualitative = [id for id, one in agreed.config.kpis.items() if one.qualitative]
            yield agreed.files["log.yml"].problem(
                "RG602",
                ("entries", index, "kpi"),
                f"{entry.kpi!r} is neither qualitative nor in the tree",
                why="the log is printed beside the node it speaks of",
                hint=f"the qualitative KPIs: {', '.join(qualitative)}"
                if qualitative
                else "name a KPI of the tree",
            )


def watched_companies_are_named(agreed: Agreed) -> Iterator[Problem]:
    """An entry of a watched KPI says which company, spelt as on the list."""
    for index, entry in enumerate(agreed.config.log):
        kpi = agreed.config.kpis.get(entry.kpi)
        if kpi is None or not kpi.watchlist:
            continue
        path: Path = ("entries", index, "company")
        if entry.company is None:
            yield agreed.files["log.yml"].problem(
                "RG603",
                path,
                f"the entry {entry.id!r} does not say which company",
                why=f"{entry.kpi!r} is matched with its watchlist",
                hint=f"write company: one of {', '.join(kpi.watchlist)}, or another",
            )
        elif entry.company not in kpi.watchlist:
            near = difflib.get_close_matches(entry.company, kpi.watchlist, n=1, cutoff=0.5)
            if near:
                yield agreed.files["log.yml"].warning(
                    "RG604",
                    path,
                    f"{entry.company!r} is not on the watchlist of {entry.kpi!r}",
                    hint=f"did you mean {near[0]!r}?",
                )


def actions_are_closed_with_a_result(agreed: Agreed) -> Iterator[Problem]:
    """What is done or dropped says when and how it went; what is open does not."""
    for index, action in enumerate(agreed.config.actions):
        path: Path = ("items", index)
        is_closed = action.status in CLOSED
        for key in ("closed", "result") if is_closed else ():
            if getattr(action, key) is None:
                yield agreed.files["actions.yml"].problem(
                    "RG610",
                    (*path, key),
                    f"the action {action.id!r} is {action.status} and has no {key!r}",
                    why="an action is not closed without saying what came of it",
                    hint=f"write {key}: {'YYYY-MM-DD' if key == 'closed' else 'what came of it'}",
                )
        if not is_closed and action.closed is not None:
            yield agreed.files["actions.yml"].problem(
                "RG611",
                (*path, "closed"),
                f"the action {action.id!r} is closed and still {action.status}",
                hint="write status: done or status: dropped, or delete closed",
                at_key=True,
            )


def actions_end_after_they_start(agreed: Agreed) -> Iterator[Problem]:
    """Days in an order that can happen."""
    for index, action in enumerate(agreed.config.actions):
        for key, day in (("due", action.due), ("closed", action.closed)):
            if action.starts is not None and day is not None and day < action.starts:
                yield agreed.files["actions.yml"].problem(
                    "RG612",
                    ("items", index, key),
                    f"the action {action.id!r} is {key} on {day}, before it starts",
                    why=f"it starts on {action.starts}",
                    hint="correct one of the two days",
                )


def campaigns_end_after_they_begin(agreed: Agreed) -> Iterator[Problem]:
    """Days of a campaign in an order that can happen."""
    for index, event in enumerate(agreed.config.events):
        days = event.campaign
        if days is not None and days.to < days.from_:
            name = event.name.en or event.name.ja
            yield agreed.files["events.yml"].problem(
                "RG615",
                ("entries", index, "campaign", "to"),
                f"the campaign of {name!r} ends on {days.to}, before it begins",
                why=f"it begins on {days.from_}",
                hint="correct one of the two days",
            )


def comparisons_can_be_judged(agreed: Agreed) -> Iterator[Problem]:
    """A comparison has trials, no more successes than trials, and an expected direction."""
    for index, action in enumerate(agreed.config.actions):
        path: Path = ("items", index, "comparison")
        if action.comparison is None:
            continue
        for key, (successes, trials) in _sides(action.comparison):
            if trials == 0 or successes > trials:
                yield agreed.files["actions.yml"].problem(
                    "RG613",
                    (*path, key),
                    f"{successes} successes of {trials} cannot be",
                    hint=f"write {key}: [successes, trials]",
                )
        if action.expect is None or action.expect.change.value == 0:
            yield agreed.files["actions.yml"].problem(
                "RG613",
                path,
                f"the action {action.id!r} is compared, but no change is expected of it",
                why="it worked when the difference lies on the expected side of 0",
                hint="write expect: {change: …, unit: …, by: YYYY-MM}",
                at_key=True,
            )


def _sides(comparison: Comparison) -> tuple[tuple[str, tuple[int, int]], ...]:
    return (("a", comparison.a), ("b", comparison.b))


def expectations_are_in_the_kpis_unit(agreed: Agreed) -> Iterator[Problem]:
    """A rate is expected to change by points, anything else in its unit or by percents."""
    for index, action in enumerate(agreed.config.actions):
        kpi = agreed.config.kpis.get(action.kpi)
        if kpi is None or action.expect is None:
            continue
        allowed = (Unit.POINTS,) if kpi.unit is Unit.PERCENT else (kpi.unit, Unit.PERCENT)
        path: Path = ("items", index, "expect")
        if action.expect.unit not in allowed:
            yield agreed.files["actions.yml"].problem(
                "RG614",
                (*path, "unit"),
                f"{action.kpi!r} changes by {' or '.join(allowed)}, not by {action.expect.unit}",
                why=f"it is counted in {kpi.unit}",
                hint=f"write unit: {' or '.join(allowed)}",
            )
        elif action.expect.change.is_percent != (action.expect.unit is Unit.PERCENT):
            yield _wrong_sign(agreed, (*path, "change"), action)


def _wrong_sign(agreed: Agreed, path: Path, action: Action) -> Problem:
    is_percent = action.expect is not None and action.expect.unit is Unit.PERCENT
    return agreed.files["actions.yml"].problem(
        "RG242" if is_percent else "RG243",
        path,
        "this change is a percent and has no %" if is_percent else "this change is not a percent",
        hint="write it with %" if is_percent else "write the figure without %",
    )


def agreements_are_one_thing(agreed: Agreed) -> Iterator[Problem]:
    """An entry is a change that was agreed or a sheet that was signed."""
    phases = [phase.id for phase in agreed.config.phases]
    for index, entry in enumerate(agreed.config.agreements):
        origins, path = agreed.files["agreements.yml"], ("entries", index)
        if (entry.what is None) == (entry.signed is None):
            yield origins.problem(
                "RG620",
                path,
                "this entry is both a change and a signature"
                if entry.what
                else "this entry says neither what was changed nor what was signed",
                hint="write what: {kpi, field, from, to}, or signed: {phase, version}",
            )
        elif entry.what is not None and entry.why is None:
            yield origins.warning(
                "RG621",
                (*path, "why"),
                f"the change of {entry.what.kpi!r} has no reason",
                why="every change of what was agreed is shown with its reason",
                hint="write why: …",
            )
        elif entry.signed is not None and entry.signed.phase not in phases:
            yield origins.problem(
                "RG622",
                (*path, "signed", "phase"),
                f"{entry.signed.phase!r} is not a phase of {agreed.config.client.id}",
                hint=did_you_mean(entry.signed.phase, phases, "the phases"),
            )
