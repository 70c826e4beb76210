"""What sources said: the query asked, the extract it gave, and the tidy observations of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from reportgen.errors import Problem
from reportgen.model.cohort import Cohort
from reportgen.model.columns import ColumnType as ColumnType
from reportgen.model.flags import Flag
from reportgen.model.period import Month
from reportgen.model.query import Query as Query

if TYPE_CHECKING:
    import pandas as pd

NOT_IN_TABLE = "\\N"
"""The cell of a column that the row's own file does not have (an empty cell is the empty text)."""

FEWER = "RG435"
"""The code of the warning that a source has less of the reported month than was agreed."""

UNTIL = "_until"
"""The last day a row speaks of, its `date` being the first; only where rows speak of several."""


@dataclass(frozen=True)
class FileRead:
    """One file, or one answer, behind an extract: what was read of it, and what it says of itself.

    `rows_read` counts the rows below the headers, `rows_totals` the totals rows among them, which
    check the file and are not used; `rows_used` those the extract's table holds. `rows_refused` is
    above 0 only where configuration lets rows be left out by name. `sheet` is the sheet of a
    workbook that was read.
    """

    path: str
    sha256: str
    month: Month | None
    encoding: str
    rows_read: int
    rows_used: int
    rows_totals: int
    rows_refused: int
    range_start: date | None = None
    range_end: date | None = None
    # Not in the repr, which is part of the hash of what was said: the file's own hash tells it.
    sheet: str = field(default="", repr=False)


@dataclass(frozen=True)
class Fingerprint:
    """What an extract depends on: the query, how its source is read, and its files' bytes.

    `files` are paths and hashes; None where only asking can tell what they would be. With an
    equal fingerprint a source has nothing new to say.
    """

    query: Query
    settings: str
    files: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True)
class Extract:
    """What one source said, as it said it: a table of text in canonical form.

    `table` has the columns asked for plus `_file` (index into `files`) and `_row` (line number in
    that file), which are whole numbers; every other cell is `str`. Numbers are plain decimal text
    (`-1234.5`), percents are fractions, dates are ISO, a moment is ISO in the client's time zone
    (its first ten characters are its day), an empty cell is the empty text, and a column that the
    row's own file does not have is `NOT_IN_TABLE`. `types` says how each column is read. `as_of`
    is the day the data speak of. `flags` are what the source says against its figures. `excluded`
    counts rows left out, by reason. `problems` are warnings; an error refuses the extract.
    `settings` is the hash of how the source was read. `sha256` is over everything but
    `fetched_at`.
    """

    query: Query
    table: pd.DataFrame
    types: Mapping[str, ColumnType]
    files: tuple[FileRead, ...]
    as_of: date
    fetched_at: datetime
    sha256: str = ""
    flags: tuple[Flag, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    settings: str = ""

    @property
    def fingerprint(self) -> Fingerprint:
        """What the extract depends on."""
        files = tuple((file.path, file.sha256) for file in self.files)
        return Fingerprint(self.query, self.settings, files)

    @property
    def rows_used(self) -> int:
        """How many rows of all files the table holds."""
        return sum(file.rows_used for file in self.files)

    def content_sha256(self) -> str:
        """The hash of what was said: equal for equal content, whenever it was fetched."""
        content = hashlib.sha256()
        for part in self._content():
            for piece in part:
                content.update(piece)
            content.update(b"\x00")
        return content.hexdigest()

    def _content(self) -> Iterator[Iterable[bytes]]:
        """What is hashed, part by part; a column comes in pieces."""
        # Whoever only checks configuration has no table, and needs no pandas.
        from reportgen.model.tables.writing import as_json

        about = (self.query, self.files, self.as_of, self.flags, self.problems, self.settings)
        yield (_bytes(repr(about)),)
        if self.query.figures:
            yield (_bytes(repr((self.query.figures, self.query.periods))),)
        yield (_bytes(json.dumps(dict(self.excluded), sort_keys=True)),)
        kinds = {name: str(kind) for name, kind in self.types.items()}
        yield (_bytes(json.dumps(kinds, sort_keys=True)),)
        for name in self.table.columns:
            yield (_bytes(str(name)),)
            yield as_json(self.table[name])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


OBSERVATION_COLUMNS = (
    "date",
    "grain",
    "source",
    "metric",
    "dimension",
    "member",
    "value",
    "weight",
)

NOT_ATTRIBUTED = "(not attributed)"
"""The member of the rows that name none: with it, members add up to the total."""


@dataclass(frozen=True)
class Observations:
    """One tidy table: a row per date, metric and member; a missing day is absent, never 0.

    Columns: `date` (first day of the grain), `grain` (`day`; `month` and `quarter` for counts that
    must not be added up, which have no daily rows, and for what a source counted for a whole
    period itself), `source`, `metric`, `dimension` and `member` (empty for the total), `value`,
    and `weight` (the sum of weights for weighted means, whose `value` is the weighted sum; 1
    elsewhere). A stock (`last`) has the day's value. A figure of a whole period stands before the
    sum of its days, from which it may differ by a little.

    When nothing is 0 and when it is a hole:

    - `days_seen` holds, for every source, the days it speaks of. A source whose rows are events
      (deals, orders) speaks of every day of a month it has a file for, up to the day the data
      speak of; without `{month}` in its path, of every month from its first row to its last.
      Hand-typed figures, and a source of stocks alone, speak of the whole months they have
      figures for. Every other source (analytics, ads, daily figures) speaks of the days it has
      rows for, and of no other.
    - A total is 0 only where it is written so: on a day the metric's own table speaks of, without
      a row that counts. A day without a total is a hole, whatever `days_seen` says, and so is a
      month all of whose days are holes. `Provenance.days` are the days that are not.
    - A member without a row on a day that has a total is 0 there.

    `cohorts` follow the cases of a KPI's rate one by one, where its source tells them by id.
    """

    table: pd.DataFrame
    days_seen: Mapping[str, frozenset[date]]
    provenance: Mapping[str, Provenance]
    cohorts: Mapping[str, tuple[Cohort, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Provenance:
    """Where a metric's figures come from: source, filter, date column, and rows by month.

    `days` are the days the metric is known on, true zeros included. `fee` is the agency's fee in
    the figures, as configuration writes it. `excluded` counts by month the rows left out for want
    of an amount, where configuration allows that; `outside` the rows dated in months that the
    source has no file for. `withheld` says of the months the source keeps to itself why it does:
    the code of a reason.
    """

    source: str
    kind: str
    column: str
    filter: str
    date_column: str
    rows: Mapping[Month, tuple[RowRange, ...]]
    days: frozenset[date] = frozenset()
    fee: str = ""
    excluded: Mapping[Month, int] = field(default_factory=dict)
    outside: int = 0
    withheld: Mapping[Month, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowRange:
    """Line numbers of one file that a figure was made of."""

    path: str
    lines: Sequence[int]
