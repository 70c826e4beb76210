"""What must hold for any export: exact sums, in any order of rows, never a mean of ratios."""

from __future__ import annotations

import csv
import io
import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mapping.tidying import Desk, by_day, figures, total

SALES = {
    "type": "csv",
    "path": "sales.csv",
    "columns": {
        "day": {"as": "day", "type": "date"},
        "amount": {"as": "amount", "type": "number"},
        "visits": {"as": "visits", "type": "number"},
        "rate": {"as": "rate", "type": "percent"},
        "shop": {"as": "shop"},
    },
}
METRICS = {
    "sales": {"sum": "amount", "by": ["shop"]},
    "rate": {"mean": "rate", "weight": "visits"},
}

amounts = st.decimals(-10_000_000, 10_000_000, places=4)
sold = st.tuples(
    st.integers(1, 31),
    amounts,
    st.integers(0, 100_000),
    st.decimals(0, 100, places=2),
    st.sampled_from(["", "北", "Süd", 'a,"b"']),
)


def examples(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


Sale = tuple[int, Decimal, int, Decimal, str]


def written(sales: list[Sale]) -> dict[str, str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["day", "amount", "visits", "rate", "shop"])
    for day, amount, visits, rate, shop in sales:
        writer.writerow([f"2026-10-{day:02d}", f"{amount:,}", visits, f"{rate}%", shop])
    return {"sales.csv": text.getvalue()}


@examples(200)
@given(sales=st.lists(sold, min_size=1, max_size=20))
def test_totals_are_exact_members_add_up_and_means_are_made_of_totals(
    desk: Desk, sales: list[Sale]
) -> None:
    observations, problems = desk.tidy(written(sales), SALES, METRICS)
    assert problems == ()

    expected: dict[str, Decimal] = {}
    for day, amount, *_ in sales:
        key = f"2026-10-{day:02d}"
        expected[key] = expected.get(key, Decimal(0)) + amount
    totals = by_day(observations, "sales")
    assert totals == {day: float(one) for day, one in expected.items()}

    of_members: dict[str, float] = {}
    for (_, member, day), value in figures(observations, "sales").items():
        if member:
            of_members[day] = of_members.get(day, 0) + value
    assert of_members == pytest.approx(totals, abs=1e-6)

    of_rate = observations.table[observations.table["metric"] == "rate"]
    weighted = sum(Decimal(visits) * rate / 100 for _, _, visits, rate, _ in sales)
    assert of_rate["weight"].sum() == sum(visits for _, _, visits, _, _ in sales)
    assert of_rate["value"].sum() == pytest.approx(float(weighted))


@examples(100)
@given(sales=st.lists(sold, min_size=1, max_size=20), seed=st.integers())
def test_the_order_of_rows_never_changes_the_observations(
    desk: Desk, sales: list[Sale], seed: int
) -> None:
    first, _ = desk.tidy(written(sales), SALES, METRICS)
    shuffled = random.Random(seed).sample(sales, len(sales))
    second, _ = desk.tidy(written(shuffled), SALES, METRICS)
    assert first.table.equals(second.table)
    assert first.days_seen == second.days_seen


def test_figures_too_large_for_a_machine_word_are_still_exact(desk: Desk) -> None:
    large = "999999999999999999.9999"
    text = f"day,amount,visits,rate,shop\n2026-10-01,{large},1,1,a\n2026-10-01,-{large},1,1,a\n"
    text += "2026-10-01,0.0001,1,1,a\n"
    observations, _ = desk.tidy({"sales.csv": text}, SALES, METRICS)
    assert total(observations, "sales") == 0.0001
