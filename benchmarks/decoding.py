"""An answer of GA4's interface as columns, and the floor: its values read and nothing else.

`python -m benchmarks.decoding ours|floor` decodes 100,000 rows twice and prints, of the second
time, the processor seconds, the seconds on the clock, and the most memory held, in MB.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
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


def main() -> None:
    """Decode the answer once, and print what that took."""
    which, written = {"ours": decoded, "floor": floor}[sys.argv[1]], answer()
    which(written)
    gc.collect()
    begun, clock = time.process_time(), time.monotonic()
    which(written)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - begun, time.monotonic() - clock, memory)


if __name__ == "__main__":
    main()
