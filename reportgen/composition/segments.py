"""Broken-down figures of the bottleneck page: values by member, and what each adds by money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from reportgen.composition.brief import Brief
from reportgen.model.blocks import TableBlock, TableColumn, TableRow
from reportgen.model.decomposition import SegmentPart, SegmentSplit
from reportgen.model.findings import Segment
from reportgen.model.observations import NOT_ATTRIBUTED
from reportgen.model.quantity import Quantity
from reportgen.model.text import EMPTY, Language, Text, join

MOST_MEMBERS = 8
MOST_TABLES = 2

Versus = Literal["previous", "year_ago"]


def shown_split(brief: Brief) -> SegmentSplit | None:
    """The split of the chain that the bottleneck belongs to, else the first; last year's first."""
    splits = brief.material.analysis.splits
    finding = brief.material.analysis.findings.first("bottleneck")
    worst = finding.kpi if finding else ""
    with_it = (one for one in splits if worst in (one.volume, *one.rates))
    return next(with_it, splits[0] if splits else None)


def unearned(brief: Brief, kpi: str) -> bool:
    """True for a volume that is worth nothing where it was gained: no part of it is good news."""
    splits = [one for one in brief.material.analysis.splits if one.volume == kpi]
    return bool(splits) and not splits[0].is_earned


def split_table(brief: Brief, split: SegmentSplit) -> TableBlock:
    """What each segment adds: its volume at its own rates, the mix in that, and its rates."""
    material = brief.material
    root = material.analysis.root
    parts = _pooled(split)
    columns = [[one.volume for one in parts], [one.mix for one in parts]]
    columns += [[one.rates[at] for one in parts] for at in range(len(split.rates))]
    heads = [brief.words("bottleneck.split_volume"), brief.words("bottleneck.split_mix")]
    heads += [material.label(kpi) for kpi in split.rates]
    if any(one.started_stopped for one in parts):
        columns.append([one.started_stopped for one in parts])
        heads.append(brief.words("bottleneck.split_started"))
    written = brief.voice.columns(
        [[Quantity(one, split.unit) for one in (*values, sum(values))] for values in columns]
    )
    names = [_name(brief, one.member) for one in parts]
    rows = [
        TableRow(
            (
                name,
                *_volumes(brief, split, [one]),
                *(column[index] for column in written),
            )
        )
        for index, (name, one) in enumerate(zip(names, parts, strict=True))
    ]
    total = TableRow(
        (
            brief.words("bottleneck.segments_total"),
            *_volumes(brief, split, parts),
            *(column[-1] for column in written),
        ),
        "total",
    )
    period = material.period
    base = period.year_ago() if split.versus == "year_ago" else period.previous()
    facts = {"dimension": _dimension(brief, split.dimension), "formula": _formula(brief, split)}
    chained = split.versus in material.analysis.chained
    note = (
        brief.voice.say(
            "bottleneck.split_note_chained", months=len(material.period.months), **facts
        )
        if chained
        else brief.voice.say("bottleneck.split_note", **facts)
    )
    share = 58 // len(heads)
    return TableBlock(
        heading=brief.voice.say("bottleneck.split", volume=material.name(split.volume)),
        sub=brief.voice.say(
            "bottleneck.split_sub",
            dimension=facts["dimension"],
            base=base,
            root=material.name(root.id),
        ),
        columns=(
            TableColumn(brief.words("table.member"), 18),
            TableColumn(brief.words("table.now"), 12, "right"),
            TableColumn(brief.compared("table.base", split.versus), 12, "right"),
            *(TableColumn(head, share, "right") for head in heads),
        ),
        rows=(*rows, total),
        note=join(brief.narrative.own_rates.get(split.volume, EMPTY), note),
        density="small",
    )


def _pooled(split: SegmentSplit) -> list[SegmentPart]:
    """The segments that add or take most, and all others as one, so that every column adds up."""
    ranked = sorted(split.parts, key=lambda one: -abs(one.volume) - abs(one.started_stopped))
    if len(ranked) <= MOST_MEMBERS:
        return ranked
    rest = ranked[MOST_MEMBERS - 1 :]
    pooled = SegmentPart(
        member=f"+{len(rest)}",
        volume_before=sum(one.volume_before for one in rest),
        volume_after=sum(one.volume_after for one in rest),
        before=sum(one.before for one in rest),
        after=sum(one.after for one in rest),
        at_average=sum(one.at_average for one in rest),
        mix=sum(one.mix for one in rest),
        rates=tuple(sum(column) for column in zip(*(one.rates for one in rest), strict=True)),
        started_stopped=sum(one.started_stopped for one in rest),
    )
    return [*ranked[: MOST_MEMBERS - 1], pooled]


def _name(brief: Brief, member: str) -> Text:
    if member.startswith("+"):
        return brief.voice.say("table.others", count=int(member))
    return brief.member(member)


def _volumes(
    brief: Brief, split: SegmentSplit, parts: Sequence[SegmentPart]
) -> tuple[Quantity, Quantity]:
    now = brief.material.amount(split.volume, sum(one.volume_after for one in parts))
    return now, brief.material.amount(split.volume, sum(one.volume_before for one in parts))


def _formula(brief: Brief, split: SegmentSplit) -> Text:
    names = [brief.material.label(kpi) for kpi in (split.volume, *split.rates)]
    return Text(*(" × ".join(one.in_language(language) for one in names) for language in Language))


def _dimension(brief: Brief, dimension: str) -> Text:
    return brief.voice.named(f"dimension.{dimension}", dimension)


def segment_tables(brief: Brief) -> Iterator[TableBlock]:
    """The broken-down KPIs nearest the bottleneck by their members, now and a year ago.

    A volume that is split in money has its members there.
    """
    segments = brief.material.analysis.findings.segments
    split = shown_split(brief)
    for kpi in _nearest(brief, segments):
        if split is not None and kpi == split.volume:
            continue
        members = [segment for segment in segments if segment.kpi == kpi]
        yield _segment_table(brief, kpi, members)


def _nearest(brief: Brief, segments: tuple[Segment, ...]) -> list[str]:
    """The bottleneck's own breakdown with its siblings', and one that has a remainder."""
    kpis = list(dict.fromkeys(segment.kpi for segment in segments))
    finding = brief.material.analysis.findings.first("bottleneck")
    if finding is None:
        return kpis[:MOST_TABLES]
    path = brief.material.config.tree.path_to(finding.kpi)
    above = brief.material.config.tree.find(path[-2]) if len(path) > 1 else None
    siblings = {node.id for node in above.children} if above and finding.kpi in kpis else set()
    with_rest = {one.kpi for one in segments if one.member == NOT_ATTRIBUTED}
    near = [kpi for kpi in kpis if kpi == finding.kpi or kpi in with_rest or kpi in siblings]
    ranked = sorted(
        near, key=lambda kpi: (kpi != finding.kpi, kpi not in with_rest, kpi not in siblings)
    )
    return ranked[:MOST_TABLES]


def _segment_table(brief: Brief, kpi: str, members: list[Segment]) -> TableBlock:
    material = brief.material
    ranked = sorted(members, key=lambda one: (one.member == NOT_ATTRIBUTED, -(one.value or 0.0)))
    shown = ranked[:MOST_MEMBERS]
    dimension = members[0].dimension
    named = brief.voice.named(f"dimension.{dimension}", dimension)
    versus: Versus = "previous" if all(one.year_ago is None for one in members) else "year_ago"
    rows = [_segment_row(brief, kpi, one, versus) for one in shown]
    total = _segment_row(brief, kpi, _total(brief, kpi, members), versus, "total")
    return TableBlock(
        heading=brief.voice.say("bottleneck.segments", kpi=material.name(kpi)),
        sub=brief.voice.say("bottleneck.segments_sub", dimension=named),
        columns=(
            TableColumn(brief.words("table.member"), 31),
            TableColumn(brief.words("table.now"), 20, "right"),
            TableColumn(brief.compared("table.base", versus), 20, "right"),
            TableColumn(brief.compared("table.change", versus), 29, "right"),
        ),
        rows=(*rows, total),
        rows_in_all=len(ranked) if len(ranked) > len(shown) else None,
        density="small",
        span=6,
    )


def _total(brief: Brief, kpi: str, members: list[Segment]) -> Segment:
    """The KPI itself; with a remainder, everything the members and it add up to."""
    result = brief.material.analysis.of(kpi)
    values = [result.value.value, result.previous.value, result.year_ago.value]
    if any(one.member == NOT_ATTRIBUTED for one in members):
        columns = zip(*((one.value, one.previous, one.year_ago) for one in members), strict=True)
        values = [_sum_of(column) for column in columns]
    return Segment(kpi, members[0].dimension, "", values[0], values[1], values[2])


def _sum_of(values: tuple[float | None, ...]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _segment_row(
    brief: Brief,
    kpi: str,
    segment: Segment,
    versus: Versus,
    emphasis: Literal["none", "total"] = "none",
) -> TableRow:
    material = brief.material
    before = segment.previous if versus == "previous" else segment.year_ago
    name = (
        brief.words("bottleneck.segments_total")
        if emphasis == "total"
        else brief.member(segment.member)
    )
    return TableRow(
        (
            name,
            _now(brief, segment),
            material.amount(kpi, before),
            _change(brief, kpi, segment.value, before)
            if segment.is_comparable or before is None
            else brief.words("bottleneck.too_few"),
        ),
        emphasis,
    )


def _now(brief: Brief, segment: Segment) -> Quantity | Text:
    """A member's value; a rate of very few cases is printed as the counts it is."""
    if segment.sample is None or segment.is_rate_told:
        return brief.material.amount(segment.kpi, segment.value)
    hits, tries = (round(one) for one in segment.sample)
    return brief.voice.say("bottleneck.counts", hits=hits, tries=tries)


def _change(brief: Brief, kpi: str, value: float | None, before: float | None) -> Text:
    material = brief.material
    amount: Quantity = material.difference(kpi, value, before)
    return brief.voice.say("figure.signed", value=amount)
