"""How much slower an answer becomes columns than its message can be read at all.

    python -m tests.connectors.ga4.decoding

A benchmark, not a test: it prints the best of several runs in processor time, and their ratio.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date, timedelta

from google.analytics.data_v1beta import types

from reportgen.connectors.ga4.answer import Answer, read_answer
from reportgen.connectors.ga4.plan import DateRange, Lines, Report

ROWS = 100_000
DAYS = 1_461
FIRST = date(2022, 11, 1)
REPORT = Report(
    Lines.DAY,
    ("sessions", "purchaseRevenue"),
    (DateRange("history", FIRST, FIRST + timedelta(days=DAYS - 1)),),
    ("landingPagePlusQueryString",),
)


def answer() -> bytes:
    """A daily answer of 100,000 rows by landing page, as it comes over the wire."""
    response = types.RunReportResponse(row_count=ROWS)
    message = types.RunReportResponse.pb(response)
    for name in REPORT.dimensions:
        message.dimension_headers.add(name=name)
    for name in REPORT.metrics:
        message.metric_headers.add(name=name)
    for number in range(ROWS):
        day = FIRST + timedelta(days=number % DAYS)
        row = message.rows.add()
        row.dimension_values.add(value=f"{day:%Y%m%d}")
        row.dimension_values.add(value=f"/page/{number // DAYS}")
        row.metric_values.add(value=str(number % 997))
        row.metric_values.add(value=f"{number * 1.37:.2f}")
    return bytes(types.RunReportResponse.serialize(response))


def floor(written: bytes) -> list[list[str]]:
    """Every value of every row of the message below proto-plus, and nothing else."""
    message = types.RunReportResponse.pb(types.RunReportResponse.deserialize(written))
    return [
        [one.value for one in row.dimension_values] + [one.value for one in row.metric_values]
        for row in message.rows
    ]


def decoded(written: bytes) -> Answer:
    """The answer as columns of checked, canonical text."""
    page = types.RunReportResponse.deserialize(written)
    return read_answer(REPORT, [page], date(2026, 10, 1))


def best_of(runs: int, work: Callable[[bytes], object], written: bytes) -> float:
    """The least processor time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        work(written)
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    written = answer()
    least, ours = (best_of(7, work, written) for work in (floor, decoded))
    print(f"{ROWS:,} rows: floor {least:.3f} s, decoded {ours:.3f} s, {ours / least:.2f} times")


if __name__ == "__main__":
    main()
