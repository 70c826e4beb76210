"""The GA4 Data API on this machine: what the sample clients' properties counted, asked by gRPC.

    python -m sample_data.ga4_server      serves until Ctrl-C; prints how to point reportgen at it

It answers RunReport, BatchRunReports and GetMetadata.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator, Mapping
from concurrent import futures
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import grpc
from google.analytics.data_v1beta import types

from sample_data.ga4_property import Fact, NotUnderstood, Property

HERE = Path(__file__).parent
SERVICE = "google.analytics.data.v1beta.BetaAnalyticsData"


@dataclass
class Server:
    """Properties served over gRPC on this machine; `asked` is every request, as it came."""

    properties: Mapping[str, Property]
    asked: list[Any] = field(default_factory=list)
    _server: grpc.Server | None = None
    port: int = 0

    @property
    def endpoint(self) -> str:
        """What REPORTGEN_GA4_ENDPOINT must say."""
        return f"grpc://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        unary = grpc.unary_unary_rpc_method_handler
        handlers = {
            "RunReport": unary(
                self.run_report,
                types.RunReportRequest.deserialize,
                types.RunReportResponse.serialize,
            ),
            "BatchRunReports": unary(
                self.batch_run_reports,
                types.BatchRunReportsRequest.deserialize,
                types.BatchRunReportsResponse.serialize,
            ),
            "GetMetadata": unary(
                self.get_metadata,
                types.GetMetadataRequest.deserialize,
                types.Metadata.serialize,
            ),
        }
        self._server = grpc.server(futures.ThreadPoolExecutor(16))
        handler = grpc.method_handlers_generic_handler(SERVICE, handlers)
        self._server.add_generic_rpc_handlers((handler,))
        self.port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        return self

    def __exit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.stop(None).wait()

    def run_report(
        self, asked: types.RunReportRequest, context: grpc.ServicerContext
    ) -> types.RunReportResponse:
        self.asked.append(asked)
        return self.answer(asked, context)

    def batch_run_reports(
        self, asked: types.BatchRunReportsRequest, context: grpc.ServicerContext
    ) -> types.BatchRunReportsResponse:
        self.asked.append(asked)
        if len(asked.requests) > 5:
            _refuse(context, grpc.StatusCode.INVALID_ARGUMENT, "At most 5 requests in a batch.")
        return types.BatchRunReportsResponse(
            reports=[self.answer(one, context) for one in asked.requests],
            kind="analyticsData#batchRunReports",
        )

    def get_metadata(
        self, asked: types.GetMetadataRequest, context: grpc.ServicerContext
    ) -> types.Metadata:
        self.asked.append(asked)
        self._of(asked.name.removesuffix("/metadata"), context)
        return types.Metadata(name=asked.name)

    def answer(
        self, asked: types.RunReportRequest, context: grpc.ServicerContext
    ) -> types.RunReportResponse:
        """One report of one property, or the refusal of it."""
        found = self._of(asked.property, context)
        try:
            return found.answer(asked)
        except NotUnderstood as error:
            _refuse(context, grpc.StatusCode.INVALID_ARGUMENT, str(error))

    def _of(self, resource: str, context: grpc.ServicerContext) -> Property:
        found = self.properties.get(resource.removeprefix("properties/"))
        if found is None:
            words = "User does not have sufficient permissions for this property."
            _refuse(context, grpc.StatusCode.PERMISSION_DENIED, words)
        return found


def _refuse(context: grpc.ServicerContext, code: grpc.StatusCode, words: str) -> NoReturn:
    context.abort(code, words)
    raise AssertionError("a refusal ends the call")


COLUMNS = {
    "日付": "date",
    "Date": "date",
    "セッションのデフォルト チャネル グループ": "sessionDefaultChannelGroup",
    "Session default channel group": "sessionDefaultChannelGroup",
    "イベント名": "eventName",
    "セッション": "sessions",
    "Sessions": "sessions",
    "イベント数": "eventCount",
    "Add to carts": "addToCarts",
    "Checkouts": "checkouts",
    "Ecommerce purchases": "ecommercePurchases",
}
DIMENSIONS = ("sessionDefaultChannelGroup", "eventName")


def facts_of(export: Path) -> Iterator[Fact]:
    """What an exported exploration says, row by row, without its totals."""
    with export.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines):
            cells = {COLUMNS[header]: cell for header, cell in row.items() if header}
            written = cells.pop("date")
            if written:
                yield Fact(
                    date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}"),
                    {name: cells[name] for name in DIMENSIONS if name in cells},
                    {n: Decimal(cell) for n, cell in cells.items() if n not in DIMENSIONS},
                )


def sample_properties() -> Mapping[str, Property]:
    """The properties of the sample clients, by their numbers."""
    about = {
        "412345678": ("minato", "Asia/Tokyo", "JPY"),
        "498765432": ("harrow", "Europe/London", "GBP"),
    }
    return {
        number: Property(
            number,
            zone,
            currency,
            tuple(
                fact
                for file in sorted((HERE / client).glob("ga4_*.csv"))
                for fact in facts_of(file)
            ),
        )
        for number, (client, zone, currency) in about.items()
    }


def main() -> None:
    with Server(sample_properties()) as server:
        print(f"export REPORTGEN_GA4_ENDPOINT={server.endpoint}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
