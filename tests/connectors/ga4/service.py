"""A property on this machine that can fail, lie and warn, and a client who asks it for real."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import grpc
from google.analytics.data_v1beta import types

from reportgen.connectors.base import Context
from reportgen.connectors.ga4 import fetch
from reportgen.connectors.ga4.patience import Patience
from reportgen.errors import ReportgenError
from reportgen.model.config import Source
from reportgen.model.observations import Extract, Query
from reportgen.model.period import Month, Period, months_between
from reportgen.model.query import AskedFigure
from sample_data.ga4_property import Amount, Fact, Property
from sample_data.ga4_server import Server

NUMBER = "412345678"
CHANNEL = "sessionDefaultChannelGroup"
OCTOBER = Period.month(Month(2026, 10))
PERIODS = (OCTOBER, OCTOBER.previous(), OCTOBER.year_ago())
MONTHS = months_between(Month(2025, 9), Month(2026, 10))
ASKED_ON = datetime(2026, 11, 4, 3, tzinfo=UTC)

Fault = tuple[grpc.StatusCode, str]
Rewrite = Callable[[types.RunReportRequest, types.RunReportResponse], None]


def facts(
    days: Iterable[date], members: Mapping[str, str] | None = None, **figures: int | Amount
) -> Iterator[Fact]:
    """The same figures on each of some days."""
    amounts = {
        name: one if isinstance(one, frozenset) else Decimal(one) for name, one in figures.items()
    }
    for day in days:
        yield Fact(day, members or {}, amounts)


def days(first: str, last: str) -> Iterator[date]:
    """Every day from first to last."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return (start + timedelta(days=ahead) for ahead in range((end - start).days + 1))


HISTORY = tuple(
    facts(days("2025-09-01", "2026-10-31"), {CHANNEL: "Direct"}, sessions=10, eventCount=50)
)
"""Ten sessions a day, all of them direct, with five events each."""


class Service(Server):
    """One property: `faults` end the first requests, `rewrite` changes the answers of the others.

    `in_flight` and `most_in_flight` count reports that are being answered at a moment, which
    takes `seconds` each.
    """

    def __init__(self, recorded: Iterable[Fact] = HISTORY, **property: str) -> None:
        about = {"timezone": "Asia/Tokyo", "currency": "JPY"} | property
        super().__init__({NUMBER: Property(NUMBER, facts=tuple(recorded), **about)})
        self.faults: list[Fault] = []
        self.rewrite: Rewrite | None = None
        self.called_as = ""
        self.seconds = 0.0
        self.in_flight = self.most_in_flight = 0
        self._lock = threading.Lock()

    @property
    def reports(self) -> list[types.RunReportRequest]:
        """Every report that was asked for, in batches or by itself."""
        return [
            report
            for one in self.asked
            for report in (
                one.requests
                if isinstance(one, types.BatchRunReportsRequest)
                else [one]
                if isinstance(one, types.RunReportRequest)
                else []
            )
        ]

    def run_report(self, asked, context):
        return self._answered(1, context, lambda: super(Service, self).run_report(asked, context))

    def batch_run_reports(self, asked, context):
        count = len(asked.requests)
        return self._answered(
            count, context, lambda: super(Service, self).batch_run_reports(asked, context)
        )

    def get_metadata(self, asked, context):
        answer = super().get_metadata(asked, context)
        return types.Metadata(name=self.called_as) if self.called_as else answer

    def answer(self, asked, context):
        answer = super().answer(asked, context)
        if self.rewrite is not None:
            self.rewrite(asked, answer)
        return answer

    def _answered(self, count, context, answer):
        with self._lock:
            fault = self.faults.pop(0) if self.faults else None
            self.in_flight += count
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            time.sleep(self.seconds)
            if fault is not None:
                self.asked.append(fault)
                context.abort(*fault)
            return answer()
        finally:
            with self._lock:
                self.in_flight -= count


class Desk:
    """A client in Tokyo who asks a service on 4 November; the waits between tries are noted."""

    def __init__(self, root: Path, endpoint: Callable[[str], object]) -> None:
        self.root = root
        self.waits: list[float] = []
        self._point_to = endpoint

    def ask(
        self,
        service: Service,
        *figures: AskedFigure,
        periods: tuple[Period, ...] = PERIODS,
        **source: object,
    ) -> Extract:
        """What the service says of the figures; sessions where none are named."""
        query = Query("web", (), MONTHS, figures or (AskedFigure("sessions"),), periods)
        context = Context(self.root, "minato", "Asia/Tokyo", "JPY", ASKED_ON)
        patience = Patience(wait=self.waits.append, chance=lambda: 1.0)
        asked = {"type": "ga4", "property": NUMBER} | source
        with serving(service):
            self._point_to(service.endpoint)
            return fetch(query, Source.model_validate(asked), context, patience)

    def failure(self, service: Service, *figures: AskedFigure, **source: object) -> ReportgenError:
        """How asking ends that cannot be answered."""
        try:
            self.ask(service, *figures, **source)
        except ReportgenError as error:
            return error
        raise AssertionError("it was answered")


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """The service, running."""
    with service:
        yield service


def rows(extract: Extract, *columns: str) -> list[tuple[str, ...]]:
    """The rows that have all of some columns, those columns alone."""
    from reportgen.model.observations import NOT_IN_TABLE

    table = extract.table[list(columns)]
    return [row for row in table.itertuples(index=False, name=None) if NOT_IN_TABLE not in row]
