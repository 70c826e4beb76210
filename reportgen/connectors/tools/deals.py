"""A table of deals: which are won, lost or open, on which day, and in which currency.

The day a deal is expected to close counts for nothing: a day stands only where a deal is won or
lost, and a won deal without its day is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.connectors.exports.checks import check_currency
from reportgen.connectors.exports.dialect import Settled, Settler
from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import Wanted
from reportgen.connectors.tools.stages import StageReader
from reportgen.errors import Level, Place, Problem
from reportgen.model.dialects.crm import LOST, WON
from reportgen.model.tables.words import Mask, Words

Headers = Mapping[str, str]
"""The file's own header above each column, by our name."""

BESIDE: Mapping[str, tuple[str, ...]] = {
    "deal_id": ("pipeline",),
    "amount": ("amount_converted", "currency_converted"),
    **dict.fromkeys(("stage", "won_on", "lost_on"), ("stage", "is_closed", "is_won", "is_lost")),
}
"""What must be read of a deal besides what was asked, as far as the tool has it."""

DAYS = {"won_on": WON, "lost_on": LOST}
STANDS = ("stage", *DAYS)


def settled(stages: StageReader) -> Settler:
    """What makes deals of a tool's rows."""

    def settle(table: TableRead, wanted: Wanted, headers: Headers) -> Settled:
        table, problems = _standing(table, wanted, headers, stages)
        table, of_money = _in_one_currency(table, wanted, headers)
        return table, [*problems, *of_money, *_pipelines(table, wanted, headers)]

    return settle


def _standing(table: TableRead, wanted: Wanted, headers: Headers, stages: StageReader) -> Settled:
    if not any(wanted.has(name) for name in STANDS):
        return table, []
    standing = stages.read(table, wanted, headers)
    problems = list(standing.problems)
    if standing.words is None:
        return table, problems
    columns = dict(table.columns)
    if "stage" in columns and wanted.of("stage").values is None:
        columns["stage"] = standing.words
    for name, word in DAYS.items():
        if name in columns:
            has_closed = standing.words.is_in((word,))
            problems += _without_day(table, name, has_closed, headers)
            columns[name] = Words.of(columns[name]).where(has_closed, "")
    return replace(table, columns=columns), problems


def _without_day(table: TableRead, name: str, has_closed: Mask, headers: Headers) -> list[Problem]:
    lines = table.lines_where(has_closed & Words.of(table.columns[name]).is_in(("",)))
    if not lines:
        return []
    return [
        Problem(
            "RG411",
            f"{headers[name]!r} is empty in {len(lines)} of the rows although the deal is"
            f" {DAYS[name]}",
            Place(table.path, lines[0], field=headers[name], rows=tuple(lines[1:])),
            why="it belongs to no month, so every month may be short of it",
            hint="fill the date in the tool and export again",
        )
    ]


def _in_one_currency(table: TableRead, wanted: Wanted, headers: Headers) -> Settled:
    """The amounts the tool converted, where it did; else all must be in the source's currency."""
    columns = dict(table.columns)
    currencies = columns.get("currency")
    converted = columns.get("amount_converted")
    if converted is not None:
        problems = _conversion(table, wanted, headers)
        columns["amount"] = converted
        if currencies is not None:
            alike = Words.alike(wanted.currency, len(converted))
            columns["currency"] = columns.get("currency_converted", alike)
        table = replace(table, columns=columns)
        return table, [*problems, *check_currency(table, wanted)]
    if currencies is None or wanted.of("currency").is_kept:
        return table, []
    named = set(Words.of(currencies).distinct()) - {""}
    amounts = Words.of(columns.get("amount", currencies))
    unnamed = table.lines_where(~amounts.is_in(("",)) & Words.of(currencies).is_in(("",)))
    if named and unnamed:
        return table, [_no_currency(table, unnamed, headers)]
    return table, [
        _foreign(table, wanted, headers, other) for other in sorted(named - {wanted.currency})
    ]


def _conversion(table: TableRead, wanted: Wanted, headers: Headers) -> list[Problem]:
    """A deal in the source's currency must have kept its amount when it was converted."""
    own, currencies = table.columns.get("amount"), table.columns.get("currency")
    if own is None or currencies is None:
        return []
    changed = [
        line
        for line, one, other, currency in zip(
            table.lines, own, table.columns["amount_converted"], currencies, strict=True
        )
        if currency == wanted.currency and one and other and one != other
    ]
    if not changed:
        return []
    header = headers["amount_converted"]
    return [
        Problem(
            "RG418",
            f"{header!r} changes amounts that are in {wanted.currency} already",
            Place(table.path, changed[0], field=header, rows=tuple(changed[1:])),
            why="the tool converts into another currency than the source's",
            hint="set the source's `currency:` to the company's currency in the tool",
        )
    ]


def _no_currency(table: TableRead, lines: Sequence[int], headers: Headers) -> Problem:
    return Problem(
        "RG418",
        f"{headers['currency']!r} is empty in {len(lines)} of the rows, and filled in others",
        Place(table.path, lines[0], field=headers["currency"], rows=tuple(lines[1:])),
        why="nothing says what these amounts are in",
        hint="fill the currency in the tool and export again",
    )


def _foreign(table: TableRead, wanted: Wanted, headers: Headers, other: str) -> Problem:
    lines = table.lines_where(Words.of(table.columns["currency"]).is_in((other,)))
    hint = "amounts of several currencies are never added up; set `currency:`"
    if wanted.has("amount_converted"):
        words = wanted.of("amount_converted").column.headers[0]
        hint = f"{hint}, or export the column {words!r} too"
    return Problem(
        "RG418",
        f"amounts are in {other}, the source is in {wanted.currency}",
        Place(table.path, lines[0], field=headers["currency"], rows=tuple(lines[1:])),
        hint=hint,
    )


def _pipelines(table: TableRead, wanted: Wanted, headers: Headers) -> list[Problem]:
    """A warning where deals of several pipelines stand together and no metric asks which."""
    pipelines = table.columns.get("pipeline")
    if pipelines is None or wanted.of("pipeline").is_kept:
        return []
    deals = Counter(Words.of(pipelines).counts())
    if len(deals) < 2:
        return []
    counts = ", ".join(f"{name!r} ({count})" for name, count in deals.most_common())
    return [
        Problem(
            "RG429",
            f"deals of several pipelines are counted together: {counts}",
            Place(table.path, field=headers["pipeline"]),
            level=Level.WARNING,
            why="renewals and new business often stand in pipelines of their own",
            hint="write `where: {pipeline: ...}` in the source's metrics, with those that count",
        )
    ]
