"""Which client and source a dropped export belongs to, and where its place is; nothing is moved.

An export is known by the accounts it names, or by its name: that of a source's `path`. Where it
names accounts and a source has declared its own, only those decide: a file of another account is
not taken for ours because it is called so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.connectors.exports.accounts import accounts_in
from reportgen.connectors.exports.files import MONTH_FIELD, FoundFile, name_expression, read_bytes
from reportgen.connectors.inspecting.grid import grids_of
from reportgen.connectors.inspecting.inspection import Inspection, inspect
from reportgen.errors import ReportgenError
from reportgen.model.accounts import account_key
from reportgen.model.config import ClientConfig, Source
from reportgen.model.period import Month

FOLDER = "inbox"
FREE_TYPES = ("csv", "xlsx", "sheet")
"""Types that a file's headers do not tell."""

UNFINISHED = (".tmp", ".part", ".crdownload", ".download", ".partial")


@dataclass(frozen=True)
class Home:
    """A client's source an export may belong to."""

    client: str
    source: str


@dataclass(frozen=True)
class Routed:
    """What is to become of one file of the inbox.

    `place` is where it goes, from the workspace's folder; None where it stays, and then `why` says
    in words why, and `hint` what to do.
    """

    file: str
    dialect: str = ""
    home: Home | None = None
    place: str | None = None
    why: str = ""
    hint: str = ""


@dataclass(frozen=True)
class _Export:
    """A dropped file as it was read: its tool, the accounts it names, the months of its days."""

    name: str
    dialect: str
    accounts: frozenset[str] = frozenset()
    months: frozenset[Month] = frozenset()


@dataclass(frozen=True)
class _Fit:
    """A source an export fits, with the month in its name where the source's path has one."""

    home: Home
    source: Source
    month: Month | None = None


def route(root: Path, clients: Mapping[str, ClientConfig]) -> tuple[Routed, ...]:
    """What is to become of every file of the inbox, in the order of their names."""
    folder = root / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(
        _route(root, path, clients) for path in sorted(folder.iterdir()) if _is_meant(path)
    )


def _is_meant(path: Path) -> bool:
    """False for hidden files, folders, and what a browser or an office program still writes."""
    is_unfinished = path.name.endswith(UNFINISHED) or path.name.startswith((".", "~$"))
    return not is_unfinished and not (path.is_dir() and not path.is_symlink())


def _route(root: Path, path: Path, clients: Mapping[str, ClientConfig]) -> Routed:
    file = path.relative_to(root).as_posix()
    if path.is_symlink() or not path.is_file():
        return Routed(file, why="it is no regular file", hint="put the file itself there")
    if any(_is_place_of(file, config) for config in clients.values()):
        return Routed(file, place=file)
    try:
        export = _read(path, root)
    except ReportgenError as error:
        problem = error.problems[0] if error.problems else None
        return Routed(
            file,
            why=f"it cannot be read: {problem.what if problem else error.message}",
            hint=problem.hint if problem else error.hint,
        )
    fits = [fit for id, config in clients.items() for fit in _fits(export, id, config)]
    return _decided(file, export, fits)


def _read(path: Path, root: Path) -> _Export:
    seen: Inspection = inspect(path)
    contents = read_bytes(FoundFile(path.relative_to(root).as_posix(), None), root)
    rows = [row for grid in grids_of(contents.data, path.name) for row in grid.rows]
    months = {
        Month.of(day)
        for table in seen.tables
        if table.days is not None
        for day in (table.days.start, table.days.end)
    }
    return _Export(path.name, seen.dialect, accounts_in(rows), frozenset(months))


def _fits(export: _Export, client: str, config: ClientConfig) -> Iterator[_Fit]:
    """The sources of a client that an export may be of."""
    for name, source in config.sources.items():
        if source.path is None or not _is_of_type(export.dialect, source.type):
            continue
        own = None if source.account is None else account_key(source.account)
        named = name_expression(_folded(PurePosixPath(source.path).name)).fullmatch(
            _folded(export.name)
        )
        is_ours = own in export.accounts if own is not None and export.accounts else None
        if is_ours or (is_ours is None and named is not None):
            yield _Fit(Home(client, name), source, _month(named))


def _is_of_type(dialect: str, type: str) -> bool:
    return dialect == type or type in FREE_TYPES or dialect in FREE_TYPES


def _decided(file: str, export: _Export, fits: list[_Fit]) -> Routed:
    if not fits:
        said = f"names {', '.join(sorted(export.accounts))}" if export.accounts else "names nobody"
        return Routed(
            file,
            export.dialect,
            why=f"it is nobody's: it is read as {export.dialect}, and {said}",
            hint="declare `account:` at its source, or give it the name of the source's `path:`",
        )
    if len(fits) > 1:
        homes = " and ".join(f"{fit.home.client}.{fit.home.source}" for fit in fits)
        return Routed(
            file,
            export.dialect,
            why=f"it fits {homes}",
            hint="declare different accounts, or give their files different names; then move it",
        )
    (fit,) = fits
    place = _place(fit, export)
    if place is None:
        return Routed(
            file,
            export.dialect,
            fit.home,
            why=f"the path of {fit.home.client}.{fit.home.source} does not tell where it goes:"
            f" {fit.source.path}",
            hint="its days are not of one month, or its name does not match; move it by hand",
        )
    return Routed(file, export.dialect, fit.home, place)


def _place(fit: _Fit, export: _Export) -> str | None:
    """Where the source's path has a file of this month and name."""
    path = fit.source.path or ""
    if MONTH_FIELD in path:
        month = fit.month or (next(iter(export.months)) if len(export.months) == 1 else None)
        if month is None:
            return None
        path = path.replace(MONTH_FIELD, str(month))
    folder, name = PurePosixPath(path).parent, PurePosixPath(path).name
    if any(one in str(folder) for one in "*?"):
        return None
    if any(one in name for one in "*?"):
        pattern = name_expression(_folded(name))
        if not pattern.fullmatch(_folded(export.name)):
            return None
        name = export.name
    return (folder / name).as_posix()


def _is_place_of(file: str, config: ClientConfig) -> bool:
    return any(
        source.path is not None and name_expression(source.path).fullmatch(file)
        for source in config.sources.values()
    )


def _month(named: re.Match[str] | None) -> Month | None:
    written = None if named is None else named.groupdict().get("month")
    return None if written is None or not "01" <= written[-2:] <= "12" else Month.parse(written)


def _folded(name: str) -> str:
    """A file's name as it is compared: systems differ in case, and take letters apart."""
    return unicodedata.normalize("NFC", name).casefold()
