"""Every figure of a KPI that a sentence may rightly name, by what the sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.quantity import Unit

BASES = {
    "target": r"目標|計画|予定|達成|target|plan\b|planned|goal|budget",
    "year_ago": r"前年|昨年|去年|last year|a year (?:ago|before|earlier)|year[- ]on[- ]year",
    "previous": r"前月|先月|前期|month before|last month|previous|month[- ]on[- ]month",
}
"""What a value is held against, and the words that say so."""


@dataclass(frozen=True)
class Figure:
    """One figure of a KPI: in which unit, and what it is."""

    value: float
    unit: Unit


def figures_named(material: Material, result: KpiResult, sentence: str) -> tuple[Figure, ...]:
    """The figures a sentence may name: the value, and those its other words speak of."""
    spoken = {name for name, words in BASES.items() if re.search(words, sentence, re.IGNORECASE)}
    found = list(_own(result, result.value.value))
    for base in sorted(spoken):
        found.extend(_of_base(result, base))
    if speaks_of_change(sentence):
        for base in sorted(spoken or BASES):
            found.extend(_changes(result, base))
    for words, figures in _TOPICS:
        if re.search(words, sentence, re.IGNORECASE):
            found.extend(figures(material, result))
    return tuple(found)


def speaks_of_change(sentence: str) -> bool:
    """Whether a sentence holds the value against another."""
    return re.search(_CHANGE, sentence, re.IGNORECASE) is not None


def _own(result: KpiResult, *values: float | None) -> Iterator[Figure]:
    yield from (Figure(value, result.unit) for value in values if value is not None)


def _of_base(result: KpiResult, base: str) -> Iterator[Figure]:
    """What the value is held against, and how far it lies from it."""
    yield from _own(result, getattr(result, base).value)
    yield from _changes(result, base)
    if base == "target":
        yield from _own(
            result,
            result.year_target.value,
            result.year_to_date_target.value,
            result.only_at_target.value,
            *result.targets.values,
        )
        if result.attainment is not None:
            yield Figure(result.attainment, Unit.PERCENT)


def _year(_: Material, result: KpiResult) -> Iterator[Figure]:
    done, wanted = result.year_to_date.value, result.year_target.value
    yield from _own(result, done, wanted, result.year_to_date_target.value)
    if done is not None and wanted is not None:
        yield from _own(result, wanted - done)


def _line(_: Material, result: KpiResult) -> Iterator[Figure]:
    if result.stop is not None:
        yield from _own(result, result.stop.line)
        if result.value.value is not None:
            yield from _own(result, result.value.value - result.stop.line)


def _share(material: Material, result: KpiResult) -> Iterator[Figure]:
    for segment in material.analysis.findings.segments:
        if segment.kpi == result.id:
            yield from _own(result, segment.value, segment.previous, segment.year_ago)
            if segment.value is not None and result.value.value:
                yield Figure(segment.value / result.value.value, Unit.PERCENT)


def _to_come(material: Material, result: KpiResult) -> Iterator[Figure]:
    for one in result.forecast:
        yield from _own(result, one.centre, one.low, one.high)
    year = material.analysis.year
    if year is not None and year.kpi == result.id:
        yield from _own(result, year.centre, year.low, year.high, year.target)


def _amount(material: Material, result: KpiResult) -> Iterator[Figure]:
    for one in result.contributions:
        yield Figure(one.amount, one.unit)


def _past(_: Material, result: KpiResult) -> Iterator[Figure]:
    values = [value for value in result.series.values if value is not None]
    yield from _own(result, *values)
    if values:
        yield from _own(result, sum(values[-12:]) / len(values[-12:]), sum(values) / len(values))
    yield from (
        one for earlier in values[-13:-1] for one in _difference(result, values[-1], earlier)
    )


def _changes(result: KpiResult, base: str) -> Iterator[Figure]:
    now, before = result.value.value, getattr(result, base).value
    if now is not None and before is not None:
        yield from _difference(result, now, before)


def _difference(result: KpiResult, now: float, before: float) -> Iterator[Figure]:
    yield Figure(now - before, result.unit)
    if result.unit is Unit.PERCENT:
        yield Figure((now - before) * 100, Unit.POINTS)
    if before:
        yield Figure((now - before) / before, Unit.PERCENT)
        yield Figure(now / before, Unit.PERCENT)


_CHANGE = (
    r"差|増|減|伸び|上が|下が|上回|下回|届|超|ポイント|倍|改善|悪化|回復|落ち|低下|上昇"
    r"|up\b|down\b|\bby\b|more|fewer|less|gap|short|rose|fell|grew|dropped|increas|decreas"
    r"|declin|improv|above|below|miss|over\b|point"
)
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_TOPICS: tuple[tuple[str, Callable[[Material, KpiResult], Iterator[Figure]]], ...] = (
    (r"累計|年度|通期|上期|下期|so far|to date|fiscal|this year|the year", _year),
    (r"ライン|基準|line\b|limit", _line),
    (r"うち|内訳|流入|経由|from |through|channel|of (?:them|which)", _share),
    (r"見込み|着地|予測|来月|今後|expect|forecast|landing|next month", _to_come),
    (r"影響|contribut|effect", _amount),
    (rf"\d月|平均|過去|最高|最低|から|{_MONTHS}|average|record|highest|lowest|best", _past),
)
