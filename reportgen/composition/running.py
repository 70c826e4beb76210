"""Where the sums of a running month land, and the pace their targets ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.forecast import Forecast, ForecastMethod
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import UNSET, Quantity
from reportgen.model.text import Text

LEFT_OUT_WHILE_RUNNING = frozenset({"bottleneck", "stop_lines"})
"""Sections that speak of whole months alone."""


def landing_table(brief: Brief, results: Sequence[KpiResult]) -> Iterator[TableBlock]:
    """A row for every result that lands; nothing for a month that is over."""
    landing = [(one, one.forecast[0]) for one in results if _lands(one)]
    if brief.material.analysis.until is None or not landing:
        return
    yield TableBlock(
        heading=brief.words("running.table"),
        sub=brief.words("running.table_sub"),
        columns=(
            TableColumn(brief.words("table.kpi"), 30),
            TableColumn(brief.words("running.so_far"), 16, "right"),
            TableColumn(brief.words("running.landing"), 16, "right"),
            TableColumn(brief.words("running.range"), 22, "right"),
            TableColumn(brief.words("table.target"), 16, "right"),
        ),
        rows=tuple(TableRow(_cells(brief, result, one)) for result, one in landing),
        note=brief.words("running.table_note"),
    )


def _lands(result: KpiResult) -> bool:
    return bool(result.forecast) and result.forecast[0].method is ForecastMethod.LANDING


def _cells(brief: Brief, result: KpiResult, one: Forecast) -> tuple[Text | Quantity, ...]:
    material = brief.material
    wanted = material.quantity(result.id, UNSET)
    if one.target is not None:
        wanted = material.amount(result.id, one.target)
    return (
        material.label(result.id),
        material.quantity(result.id, result.value),
        material.estimate(result.id, one.centre),
        _range(brief, result, one),
        wanted,
    )


def _range(brief: Brief, result: KpiResult, one: Forecast) -> Text:
    if one.low is None or one.high is None:
        return brief.words("running.no_range_cell")
    low, high = brief.material.bounds(result.id, one.low, one.high)
    return brief.voice.say("running.range_cell", low=low, high=high)
