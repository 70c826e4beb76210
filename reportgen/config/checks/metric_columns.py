"""The columns metrics name: they exist, can be read as needed, and hold what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.metrics import read_metrics
from reportgen.config.columns import DAYS, FIGURES, SUMMABLE, columns_of, declared, has_column
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import Metric
from reportgen.model.dialects import DATE_COLUMNS


def metric_columns_exist(agreed: Agreed) -> Iterator[Problem]:
    """Every column a metric names is one its source delivers."""
    for id, metric, source in read_metrics(agreed):
        for path, name, at_key in _columns_named(id, metric):
            if has_column(source, name):
                continue
            known = columns_of(source)
            yield agreed.client.problem(
                "RG150",
                path,
                f"source {metric.from_!r} has no column {name!r}",
                hint=did_you_mean(name, known, "its columns")
                or "declare it under `columns:` with its header",
                at_key=at_key,
            )


def unique_by_columns_exist(agreed: Agreed) -> Iterator[Problem]:
    """Rows are told apart by columns that are there."""
    for name, source in agreed.config.sources.items():
        for at, column in enumerate(source.unique_by):
            if not has_column(source, column):
                yield agreed.client.problem(
                    "RG150",
                    ("sources", name, "unique_by", at),
                    f"source {name!r} has no column {column!r}",
                    hint=did_you_mean(column, columns_of(source), "its columns"),
                )


def metric_columns_are_of_the_right_type(agreed: Agreed) -> Iterator[Problem]:
    """Only numbers are summed, only dates say which day counts."""
    wanted = {
        "sum": (SUMMABLE, "numbers or money can be summed"),
        "last": (FIGURES, "a figure has a last value"),
        "mean": (FIGURES, "a figure has a mean"),
        "weight": (SUMMABLE, "numbers can be weights"),
        "date": (DAYS, "dates say which day counts"),
    }
    for id, metric, source in read_metrics(agreed):
        known = columns_of(source)
        for key, (types, reason) in wanted.items():
            name = getattr(metric, key)
            kind = known.get(name) if name is not None else None
            if kind is not None and kind not in types:
                yield agreed.client.problem(
                    "RG151",
                    ("metrics", id, key),
                    f"column {name!r} is {kind}; only {reason}",
                    hint=f"name another column, or correct its type at sources.{metric.from_}",
                )


def personal_columns_are_not_figures(agreed: Agreed) -> Iterator[Problem]:
    """A column marked `pii` is never kept, so no metric can be made of it."""
    for id, metric, source in read_metrics(agreed):
        for path, name, at_key in _columns_named(id, metric):
            column = declared(source, name)
            if column is not None and column.pii:
                yield agreed.client.problem(
                    "RG155",
                    path,
                    f"column {name!r} is personal (`pii`), so no metric can be made of it",
                    hint="count or group by an id instead",
                    at_key=at_key,
                )


def filters_name_declared_values(agreed: Agreed) -> Iterator[Problem]:
    """A column with `values:` holds nothing but the words it was told to."""
    for id, metric, source in read_metrics(agreed):
        for name, wanted in metric.where.items():
            column = declared(source, name)
            if column is None or not column.values:
                continue
            known = tuple(dict.fromkeys(column.values.values()))
            for at, value in enumerate(wanted):
                if value not in known:
                    hint = did_you_mean(value, known)
                    if value in column.values:
                        hint = f"write {column.values[value]!r}, which {value} is read as"
                    yield agreed.client.problem(
                        "RG152",
                        ("metrics", id, "where", name, at),
                        f"column {name!r} never holds {value!r}",
                        hint=hint,
                    )


def metrics_have_a_date(agreed: Agreed) -> Iterator[Problem]:
    """Which of a row's dates counts is said, where the source does not say it."""
    for id, metric, source in read_metrics(agreed):
        says_itself = source.type in DATE_COLUMNS or source.type == "sheet"
        if metric.date is not None or metric.metric is not None or says_itself:
            continue
        dates = [name for name, kind in columns_of(source).items() if kind in DAYS]
        if "date" not in dates:
            yield agreed.client.problem(
                "RG217",
                ("metrics", id, "date"),
                f"metrics.{id} has no 'date'",
                why="which of a row's dates counts decides which month it belongs to",
                hint=f"write date: one of {', '.join(dates)}"
                if dates
                else f"declare a column of type date at sources.{metric.from_}",
            )


def _columns_named(id: str, metric: Metric) -> Iterator[tuple[Path, str, bool]]:
    for key in ("sum", "count", "unique", "last", "mean", "weight", "date"):
        name = getattr(metric, key)
        if name is not None:
            yield ("metrics", id, key), name, False
    for name in metric.where:
        yield ("metrics", id, "where", name), name, True
    for at, name in enumerate(metric.by):
        yield ("metrics", id, "by", at), name, False
