"""The month's notes: for the month of their file, on sections and KPIs, with figures that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.config.agreed import Agreed
from reportgen.config.checks.metrics import read_metrics
from reportgen.config.checks.texts import versions
from reportgen.config.places import Origins, Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.arithmetic import factors
from reportgen.model.config import SECTION_KEYS, Number
from reportgen.model.figures import CommentFigure, UnreadableFigure, figures_in
from reportgen.model.quantity import Unit
from reportgen.model.step import StepError, read_step
from reportgen.model.text import Text

SIGNED = "signed"
"""A manner of writing that suits every unit."""


def _manners(unit: Unit) -> tuple[str, ...]:
    """How a figure may be written; rates differ by points."""
    return (unit, SIGNED, Unit.POINTS) if unit is Unit.PERCENT else (unit, SIGNED)


def manual_figures_belong_to_manual_sources(agreed: Agreed) -> Iterator[Problem]:
    """Hand-typed figures are for sources of type manual, and for fields some metric reads."""
    sources = agreed.config.sources
    by_hand = [name for name, source in sources.items() if source.type == "manual"]
    for month, notes in agreed.config.notes.items():
        origins = agreed.notes_file(month)
        for name, figures in notes.manual.items():
            path: Path = ("manual", name)
            if name in by_hand:
                yield from _unread_fields(agreed, origins, path, figures)
            elif name in sources:
                yield origins.problem(
                    "RG631",
                    path,
                    f"the source {name!r} is not typed by hand",
                    why=f"its type is {sources[name].type}; its figures come from its export",
                    hint=f"the manual sources: {', '.join(by_hand)}" if by_hand else "",
                    at_key=True,
                )
            else:
                yield origins.problem(
                    "RG631",
                    path,
                    f"{name!r} is not a source of {agreed.config.client.id}",
                    hint=did_you_mean(name, by_hand, "the manual sources"),
                    at_key=True,
                )


def _unread_fields(
    agreed: Agreed, origins: Origins, path: Path, figures: Mapping[str, Number]
) -> Iterator[Problem]:
    units = {
        metric.column: metric.unit
        for _, metric, _ in read_metrics(agreed)
        if metric.from_ == path[-1]
    }
    for field, number in figures.items():
        if field not in units:
            yield origins.warning(
                "RG632",
                (*path, field),
                f"no metric reads {field!r} of {str(path[-1])!r}",
                hint=did_you_mean(field, units, "its fields"),
            )
        elif number.value and number.is_percent != (units[field] is Unit.PERCENT):
            is_percent = units[field] is Unit.PERCENT
            yield origins.problem(
                "RG242" if is_percent else "RG243",
                (*path, field),
                f"{field!r} is a percent, and this figure has no %"
                if is_percent
                else f"{field!r} is counted in {units[field]}, and this figure is a percent",
                hint="write it with %" if is_percent else "write the figure without %",
            )


def comments_are_on_sections_or_kpis(agreed: Agreed) -> Iterator[Problem]:
    """A comment is printed in a section or beside a KPI."""
    config = agreed.config
    for month, notes in config.notes.items():
        for key in notes.comments:
            if key not in SECTION_KEYS and key not in config.kpis:
                yield agreed.notes_file(month).problem(
                    "RG633",
                    ("comments", key),
                    f"{key!r} is neither a section nor a KPI",
                    why="the words would stand nowhere in the report",
                    hint=did_you_mean(key, (*SECTION_KEYS, *config.kpis)),
                    at_key=True,
                )


def figures_in_comments_can_be_filled_in(agreed: Agreed) -> Iterator[Problem]:
    """`{{ kpi.leads.value | count }}` and nothing else stands in double braces."""
    for month, notes in agreed.config.notes.items():
        origins = agreed.notes_file(month)
        for key, text in notes.comments.items():
            yield from _figures_in_text(agreed, origins, ("comments", key), text)


def headlines_hold_no_figures(agreed: Agreed) -> Iterator[Problem]:
    """A headline is printed as it stands."""
    for month, notes in agreed.config.notes.items():
        words = notes.headline
        if words is not None and "{{" in (words.ja or "") + (words.en or ""):
            yield agreed.notes_file(month).problem(
                "RG637",
                ("headline",),
                "figures are filled in only in comments",
                why="a headline is printed as it stands",
                hint="say it in words, or write it under comments: with summary:",
                at_key=True,
            )


def proposals_move_factors(agreed: Agreed) -> Iterator[Problem]:
    """A proposal moves figures that the goal is computed from, by steps that fit their unit."""
    config = agreed.config
    known = factors(config)
    for month, notes in config.notes.items():
        for place, proposal in enumerate(notes.proposals):
            for kpi, written in proposal.set_.items():
                path: Path = ("proposals", place, "set", kpi)
                origins = agreed.notes_file(month)
                if kpi not in known:
                    yield origins.problem(
                        "RG641",
                        path,
                        f"{kpi!r} is not a factor that the goal is computed from",
                        why="what it would change in the goal cannot be computed",
                        hint=did_you_mean(kpi, known, "the factors"),
                        at_key=True,
                    )
                    continue
                try:
                    read_step(written, config.kpis[kpi].unit)
                except StepError as error:
                    yield origins.problem("RG642", path, error.what, hint=error.hint)


def _figures_in_text(agreed: Agreed, origins: Origins, path: Path, text: Text) -> Iterator[Problem]:
    for where, words in versions(origins, path, text):
        for figure in figures_in(words):
            written = words[figure.start : figure.end]
            part = figure.start, written.splitlines()[0]
            if isinstance(figure, UnreadableFigure):
                yield origins.problem(
                    "RG634",
                    where,
                    f"{written!r} cannot be filled in: {figure.what}",
                    hint="write for example {{ kpi.leads.value | count }}",
                    part=part,
                )
            else:
                yield from _unfit_figure(agreed, origins, where, figure, part)
        yield from _open_braces(origins, where, words)


def _unfit_figure(
    agreed: Agreed, origins: Origins, path: Path, figure: CommentFigure, part: tuple[int, str]
) -> Iterator[Problem]:
    kpi = agreed.config.kpis.get(figure.kpi)
    if kpi is None:
        yield origins.problem(
            "RG635",
            path,
            f"{figure.kpi!r} is not a KPI of {agreed.config.client.id}",
            hint=did_you_mean(figure.kpi, agreed.config.kpis),
            part=part,
        )
    elif figure.format and figure.format not in _manners(kpi.unit):
        yield origins.warning(
            "RG636",
            path,
            f"{figure.kpi!r} is counted in {kpi.unit}, but written as {figure.format}",
            hint=f"write {{{{ kpi.{figure.kpi}.{figure.field} | {kpi.unit} }}}}",
            part=part,
        )


def _open_braces(origins: Origins, path: Path, words: str) -> Iterator[Problem]:
    """Braces that hold no figure would be printed as they stand."""
    rest = words
    for figure in figures_in(words):
        rest = rest[: figure.start] + " " * (figure.end - figure.start) + rest[figure.end :]
    for braces, what in _BRACES.items():
        if braces in rest:
            yield origins.problem(
                "RG634",
                path,
                f"{braces!r} {what}",
                hint="write for example {{ kpi.leads.value | count }}",
                part=(rest.index(braces), braces),
            )


_HALF = "stands here without its other half"
_NO_TEMPLATE = "stands here, but a comment is no template"
_BRACES = {"{{": _HALF, "}}": _HALF, "{%": _NO_TEMPLATE, "{#": _NO_TEMPLATE}
