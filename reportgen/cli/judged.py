"""What was judged of a figure, as lines of text: its comparisons and its link to the goal."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.change import Change
from reportgen.model.kpi import KpiResult
from reportgen.model.relation import Relation

ANSWERS = {True: "outside", False: "inside", None: "not held against"}
DIRECTIONS = {True: "as declared", False: "against what was declared", None: "unknown"}
HALVES = {True: "in both halves", False: "not in both halves", None: "halves unknown"}


def judged(result: KpiResult, kgi: str) -> Iterator[str]:
    """The comparisons of a result, then the test behind its grade."""
    for change in result.changes:
        yield _change(change)
    if result.cohort is not None:
        one = result.cohort
        yield (
            f"cases of {one.month}: {one.hits} of {one.cases} by {one.until}"
            f" ({one.low:.1%} to {one.high:.1%}); the value is a ratio within the month"
        )
    if result.relation is not None:
        yield from _relation(result.relation, kgi)


def _change(change: Change) -> str:
    chance, usual = ANSWERS[change.outside_chance], ANSWERS[change.outside_usual]
    rules = f"; breaks {', '.join(change.rules)}" if change.rules else ""
    return (
        f"versus {change.versus}: {change.amount:+,.6g}, {change.state}"
        f" ({chance} chance, {usual} usual variation){rules}"
    )


def _relation(relation: Relation, kgi: str) -> Iterator[str]:
    kind = "declared" if relation.is_declared else "explored, no declared link"
    yield f"link to {kgi}: grade {relation.grade} ({kind}, {relation.months} months of both)"
    lags = ", ".join(str(lag) for lag in relation.lags)
    if relation.r is None or relation.lag is None:
        yield f"  lags {lags}: too few months, or a figure that never moves"
        return
    seasons = "seasons taken out" if relation.is_seasonal else "seasons left in"
    yield (
        f"  lags tested {lags}, best {relation.lag};"
        f" {relation.pairs} prewhitened changes, {seasons}"
    )
    yield (
        f"  r = {relation.r:.2f} ({_number(relation.r_low)} to {_number(relation.r_high)}),"
        f" {DIRECTIONS[relation.as_declared]}, {HALVES[relation.holds_in_halves]}"
    )
    yield (
        f"  p = {_number(relation.p, 4)} by permutation, q = {_number(relation.q, 4)}"
        f" over {relation.tested} figures; error out of sample {_number(relation.error_ratio)}"
        " of that without it"
    )
    if relation.hits is not None:
        hits = relation.hits
        yield (
            f"  direction right in {hits.right} of {hits.months} months"
            f" ({hits.low:.0%} to {hits.high:.0%}; always the same: {hits.base:.0%};"
            f" a coin: p = {hits.p:.4f})"
        )
    if relation.implied is not None:
        told = relation.implied
        yield (
            f"  implies {told.centre:,.6g} in {told.month} ({told.low:,.6g} to {told.high:,.6g},"
            f" 80 % by {told.origins} past forecasts)"
        )


def _number(value: float | None, decimals: int = 2) -> str:
    return "n/a" if value is None else f"{value:.{decimals}f}"
