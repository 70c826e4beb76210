"""The files as the tools write them: encodings, preambles, quotes and totals rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sample_data.generate.months import Month

Export = Iterator[tuple[str, bytes]]
"""Path below the sample folder, and the file's bytes."""

Cell = str | int

# fmt: off
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on


def csv_text(rows: Iterable[Sequence[Cell]], newline: str = "\n") -> str:
    """Comma-separated rows, quoted only where it is needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator=newline).writerows(rows)
    return text.getvalue()


def ga4_exploration(
    title: str,
    tab: str,
    total_word: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    days: tuple[date, date],
    dimensions: int,
) -> bytes:
    """A GA4 free-form exploration: comment lines, header, the total first, then the rows.

    The totals row has one cell more than the header: the word for "grand total".
    """
    rule = "# " + "-" * 40
    preamble = [rule, f"# {title}", f"# {tab}", f"# {days[0]:%Y%m%d}-{days[1]:%Y%m%d}", rule, ""]
    metrics = range(dimensions, len(header))
    totals: list[Cell] = [""] * dimensions
    totals += [sum(int(row[column]) for row in rows) for column in metrics]
    table = csv_text([header, [*totals, total_word], *rows])
    return ("\n".join(preamble) + "\n" + table).encode()


class AdFigures(NamedTuple):
    """What a campaign did on a day, or all did in a month; cost in yen."""

    cost: int
    impressions: int
    clicks: int
    conversions: int

    def cells(self) -> str:
        """As the report prints them: quoted thousands in impressions only, ` --` for nothing."""
        shown = f'"{self.impressions:,}"' if self.impressions >= 1000 else f"{self.impressions}"
        converted = f"{self.conversions}.00" if self.impressions else " --"
        return f"JPY\t{self.cost}\t{shown}\t{self.clicks}\t{converted}"


def google_ads_report(month: Month, rows: Sequence[tuple[date, str, AdFigures]]) -> bytes:
    """A Google Ads campaign report as "Excel .csv": UTF-16LE, tabs, totals rows at the end."""
    lines = [
        "Campaign report",
        f"{_long_day(month.first)} - {_long_day(month.last)}",
        "Day\tCampaign\tCurrency code\tCost\tImpr.\tClicks\tConversions",
    ]
    lines += [f"{day}\t{campaign}\t{figures.cells()}" for day, campaign, figures in rows]
    columns = zip(*(figures for _, _, figures in rows), strict=True)
    total = AdFigures(*(sum(column) for column in columns))
    for name in ("Total: Campaigns", "Total: Account", "Total: Search"):
        lines.append(f"{name}\t --\t{total.cells()}")
    return ("\ufeff" + "\n".join(lines) + "\n").encode("utf-16-le")


def pounds(pence: int) -> str:
    """An amount of pence in pounds: 6450 is 64.50."""
    return f"{pence // 100}.{pence % 100:02d}"


def _long_day(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
