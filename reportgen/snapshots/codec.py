"""An extract as bytes and back: the table as gzip CSV, all else as JSON, the same every time."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, BinaryIO, cast

import pandas as pd

from reportgen.errors import Level, Place, Problem
from reportgen.model.columns import ColumnType
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import Extract, FileRead, Query
from reportgen.model.period import Grain, Month, Period
from reportgen.model.query import AskedFigure
from reportgen.model.tables.growing import GrowingWords
from reportgen.model.tables.separated import BLOCK, blocks
from reportgen.model.tables.word_array import column_of_words, whole_numbers
from reportgen.model.tables.writing import as_csv

SCHEMA = "reportgen/snapshot@1"
LEVEL = 1
"""Of compression: a tenth of the time of level 9, for a third more bytes."""

_WHOLE_NUMBERS = ("_file", "_row")


class DamagedExtract(ValueError):
    """Bytes that are not an extract; the text says what is wrong with them."""


def pack_table(table: pd.DataFrame, file: BinaryIO) -> None:
    """Write the table as compressed CSV, without a time of its own."""
    columns = [as_csv(table[name]) for name in table.columns]
    # While one piece is compressed, which is the longer work, the next is put together.
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=LEVEL) as packed,
        ThreadPoolExecutor(1) as beside,
    ):
        header = next(as_csv(column_of_words(list(table.columns))))
        packed.write(b",".join(header) + b"\n")
        writing: Future[int] | None = None
        for cells in zip(*columns, strict=True):
            piece = b"\n".join([*map(b",".join, zip(*cells, strict=True)), b""])
            if writing is not None:
                writing.result()
            writing = beside.submit(packed.write, piece)
        if writing is not None:
            writing.result()


def unpacked_table(file: BinaryIO) -> pd.DataFrame:
    """The table of compressed CSV; every cell is text but file and line."""
    try:
        with gzip.GzipFile(fileobj=file) as text:
            (header,) = csv.reader([text.readline().decode()], strict=True)
            growing = [GrowingWords() for _ in header]
            for block in blocks(cast(BinaryIO, text), ",", BLOCK):
                if (block.widths != len(header)).any():
                    raise DamagedExtract("its table cannot be read: a row is not whole")
                for place, words in enumerate(growing):
                    words.add(block.column(place))
        cells = {name: one.words() for name, one in zip(header, growing, strict=True)}
        return pd.DataFrame(
            {
                name: whole_numbers(words) if name in _WHOLE_NUMBERS else column_of_words(words)
                for name, words in cells.items()
            },
            copy=False,
        )
    except (OSError, EOFError, zlib.error, ValueError, csv.Error) as error:
        raise DamagedExtract(f"its table cannot be read: {error}") from error


def extract_json(extract: Extract) -> bytes:
    """Everything of an extract but its table."""
    content = {
        "schema": SCHEMA,
        "query": _query_json(extract.query),
        "types": {name: str(kind) for name, kind in extract.types.items()},
        "files": [_file_json(file) for file in extract.files],
        "as_of": extract.as_of.isoformat(),
        "fetched_at": extract.fetched_at.isoformat(),
        "settings": extract.settings,
        "sha256": extract.sha256,
        "flags": [_flag_json(flag) for flag in extract.flags],
        "excluded": dict(extract.excluded),
        "problems": [asdict(problem) for problem in extract.problems],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def extract_from(written: bytes, table: pd.DataFrame) -> Extract:
    """The extract of a table and of what was written beside it."""
    content = _content(written)
    try:
        return Extract(
            query=_query_from(content["query"]),
            table=table,
            types={name: ColumnType(kind) for name, kind in content["types"].items()},
            files=tuple(_file_from(file) for file in content["files"]),
            as_of=_day(content["as_of"]),
            fetched_at=datetime.fromisoformat(content["fetched_at"]),
            settings=content["settings"],
            sha256=content["sha256"],
            flags=tuple(_flag_from(flag) for flag in content["flags"]),
            excluded=content["excluded"],
            problems=tuple(_problem_from(problem) for problem in content["problems"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedExtract(f"its description cannot be read: {error}") from error


def described(written: bytes) -> Extract:
    """The extract without its table: all that was written beside it."""
    return extract_from(written, pd.DataFrame())


def _content(written: bytes) -> dict[str, Any]:
    try:
        content = json.loads(written)
    except ValueError as error:
        raise DamagedExtract(f"its description cannot be read: {error}") from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise DamagedExtract(f"its description is not of schema {SCHEMA}")
    return content


def _query_json(query: Query) -> dict[str, Any]:
    return {
        "source": query.source,
        "columns": list(query.columns),
        "months": [str(month) for month in query.months],
        "figures": [asdict(figure) for figure in query.figures],
        "periods": [
            {
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
                "grain": str(period.grain),
                "name": period.name,
            }
            for period in query.periods
        ],
    }


def _query_from(written: Mapping[str, Any]) -> Query:
    return Query(
        written["source"],
        tuple(written["columns"]),
        tuple(Month.parse(month) for month in written["months"]),
        tuple(
            AskedFigure(
                figure["metric"],
                tuple((name, tuple(words)) for name, words in figure["where"]),
                tuple(figure["by"]),
                figure["adds_up"],
            )
            for figure in written.get("figures", ())
        ),
        tuple(
            Period(
                _day(period["start"]), _day(period["end"]), Grain(period["grain"]), period["name"]
            )
            for period in written.get("periods", ())
        ),
    )


def _flag_json(flag: Flag) -> dict[str, Any]:
    return asdict(flag) | {
        "kind": str(flag.kind),
        "first": flag.first.isoformat() if flag.first else None,
        "last": flag.last.isoformat() if flag.last else None,
    }


def _flag_from(written: Mapping[str, Any]) -> Flag:
    return Flag(
        FlagKind(written["kind"]),
        written["file"],
        tuple(written["about"]),
        written["share"],
        _day(written["first"]) if written["first"] else None,
        _day(written["last"]) if written["last"] else None,
    )


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _file_json(file: FileRead) -> dict[str, Any]:
    return asdict(file) | {
        "month": str(file.month) if file.month else None,
        "range_start": file.range_start.isoformat() if file.range_start else None,
        "range_end": file.range_end.isoformat() if file.range_end else None,
    }


def _file_from(written: Mapping[str, Any]) -> FileRead:
    start, end = written["range_start"], written["range_end"]
    return FileRead(
        **{
            **written,
            "month": Month.parse(written["month"]) if written["month"] else None,
            "range_start": _day(start) if start else None,
            "range_end": _day(end) if end else None,
        }
    )


def _problem_from(written: Mapping[str, Any]) -> Problem:
    place = written["place"]
    return Problem(
        **{
            **written,
            "level": Level(written["level"]),
            "place": Place(**{**place, "rows": tuple(place["rows"])}),
        }
    )
