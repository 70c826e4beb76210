"""Asking a property: reports in batches, page after page, again where that may help, or not at all.

All reports of a source are answered, or none is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from google.analytics.data_v1beta import types
from google.api_core import exceptions

from reportgen.connectors.ga4.answer import Answer, WrongAnswer, read_answer
from reportgen.connectors.ga4.client import Port
from reportgen.connectors.ga4.failures import failure, is_too_large, no_answer, wrong_answer
from reportgen.connectors.ga4.patience import Patience
from reportgen.connectors.ga4.plan import TOGETHER, Report, batches
from reportgen.connectors.ga4.wire import batch, request

IN_FLIGHT = 10
"""Reports a property is asked for at a time; GA4 refuses an eleventh."""

PAGE = 100_000
SMALLER_PAGE = 25_000
"""Rows of a page, and of one that is asked for after a page could not be made or received."""

TIMEOUT = 60.0
"""Seconds for one request."""

READINGS = 3
"""How often a report is read from its start, when its rows change between its pages."""

PASSING = (exceptions.ServiceUnavailable, exceptions.InternalServerError, exceptions.Unknown)
"""Failures that may pass by themselves; each counts against the property's quota of ten an hour."""

T = TypeVar("T")


class _Moved(Exception):
    """The number of a report's rows changed while its pages were read."""


@dataclass(frozen=True)
class Asking:
    """One source's questions to one property; `known` is the reported period's first day."""

    port: Port
    known: date
    patience: Patience

    def check_property(self) -> None:
        """Make sure that the property is there, may be read, and answers by its own number."""
        name = f"{self.port.asker.resource}/metadata"
        try:
            answered = self.patiently(
                lambda: self.port.client.get_metadata(name=name, timeout=TIMEOUT, retry=None)
            )
        except exceptions.GoogleAPICallError as error:
            raise failure(error, self.port.asker) from error
        if answered.name != name:
            words = f"{answered.name!r} answered for {name!r}"
            raise wrong_answer(self.port.asker, "which property is this?", words)

    def answers(self, reports: Sequence[Report]) -> tuple[Answer, ...]:
        """The answers in the order of the reports."""
        pool = ThreadPoolExecutor(IN_FLIGHT // TOGETHER)
        asked = [pool.submit(self._batch, some) for some in batches(reports, TOGETHER)]
        try:
            return tuple(answer for one in asked for answer in one.result())
        except BaseException:
            # Whoever is still asking is let go at once: nothing of this source is kept.
            self.port.client.transport.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _batch(self, reports: tuple[Report, ...]) -> tuple[Answer, ...]:
        try:
            pages, limit = self._within_size(
                lambda limit: self.port.client.batch_run_reports(
                    batch(reports, self.port.asker.resource, limit), timeout=TIMEOUT, retry=None
                ),
                PAGE,
            )
            if len(pages.reports) != len(reports):
                words = f"{len(pages.reports)} answers came to {len(reports)} questions"
                raise wrong_answer(self.port.asker, reports[0].title, words)
            return tuple(
                self._answer(report, first, limit)
                for report, first in zip(reports, pages.reports, strict=True)
            )
        except exceptions.GoogleAPICallError as error:
            raise failure(error, self.port.asker) from error

    def _answer(self, report: Report, first: types.RunReportResponse, limit: int) -> Answer:
        for _ in range(READINGS):
            try:
                return read_answer(report, self._pages(report, first, limit), self.known)
            except WrongAnswer as wrong:
                raise wrong_answer(self.port.asker, report.title, str(wrong)) from wrong
            except _Moved:
                first, limit = self._page(report, 0, limit)
        what = f"its data changed while they were read, {READINGS} times"
        raise no_answer(self.port.asker, what, report.title)

    def _pages(
        self, report: Report, first: types.RunReportResponse, limit: int
    ) -> list[types.RunReportResponse]:
        """All pages of a report, of which the first is there."""
        pages, rows = [first], len(first.rows)
        while rows < first.row_count:
            page, limit = self._page(report, rows, limit)
            if page.row_count != first.row_count:
                raise _Moved
            if not page.rows:
                raise WrongAnswer(f"it ends after {rows} of its {first.row_count} rows")
            pages.append(page)
            rows += len(page.rows)
        if rows > first.row_count:
            raise WrongAnswer(f"it has {rows} rows and says that it has {first.row_count}")
        return pages

    def _page(self, report: Report, offset: int, limit: int) -> tuple[types.RunReportResponse, int]:
        return self._within_size(
            lambda limit: self.port.client.run_report(
                request(report, self.port.asker.resource, offset, limit),
                timeout=TIMEOUT,
                retry=None,
            ),
            limit,
        )

    def _within_size(self, ask: Callable[[int], T], limit: int) -> tuple[T, int]:
        """An answer and its limit: a page too large to make or to receive is made smaller."""
        try:
            return self.patiently(lambda: ask(limit)), limit
        except (exceptions.GatewayTimeout, exceptions.TooManyRequests) as error:
            is_too_much = isinstance(error, exceptions.GatewayTimeout) or is_too_large(error)
            if not is_too_much or limit <= SMALLER_PAGE:
                raise
        return self.patiently(lambda: ask(SMALLER_PAGE)), SMALLER_PAGE

    def patiently(self, ask: Callable[[], T]) -> T:
        """One request, made again while its failure may pass."""
        for wait in self.patience.waits():
            try:
                return ask()
            except PASSING:
                self.patience.wait(wait)
        return ask()
