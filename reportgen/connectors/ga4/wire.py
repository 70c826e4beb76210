"""Reports to ask for as the messages of the GA4 Data API."""

from __future__ import annotations

from google.analytics.data_v1beta import types

from reportgen.connectors.ga4.plan import Report


def request(report: Report, property: str, offset: int, limit: int) -> types.RunReportRequest:
    """The request for one page of a report."""
    asked = types.RunReportRequest(
        property=property,
        dimensions=[types.Dimension(name=name) for name in report.dimensions],
        metrics=[types.Metric(name=name) for name in report.metrics],
        date_ranges=[
            types.DateRange(
                name=one.name, start_date=one.first.isoformat(), end_date=one.last.isoformat()
            )
            for one in report.ranges
        ],
        order_bys=_order(report),
        offset=offset,
        limit=limit,
    )
    if report.where:
        asked.dimension_filter = _filter(report)
    return asked


def batch(reports: tuple[Report, ...], property: str, limit: int) -> types.BatchRunReportsRequest:
    """The request for the first page of several reports."""
    return types.BatchRunReportsRequest(
        property=property, requests=[request(one, property, 0, limit) for one in reports]
    )


def _order(report: Report) -> list[types.OrderBy]:
    """An order said in so many words: without one, pages may overlap."""
    by_dimension = [
        types.OrderBy(dimension=types.OrderBy.DimensionOrderBy(dimension_name=name))
        for name in report.dimensions
    ]
    by_metric = types.OrderBy.MetricOrderBy(metric_name=report.metrics[0])
    return by_dimension or [types.OrderBy(metric=by_metric, desc=True)]


def _filter(report: Report) -> types.FilterExpression:
    """Every dimension is one of its words, letter for letter."""
    return types.FilterExpression(
        and_group=types.FilterExpressionList(
            expressions=[
                types.FilterExpression(
                    filter=types.Filter(
                        field_name=name,
                        in_list_filter=types.Filter.InListFilter(
                            values=list(words), case_sensitive=True
                        ),
                    )
                )
                for name, words in report.where
            ]
        )
    )
