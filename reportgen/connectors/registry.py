"""Which connector reads which source type; other packages add theirs by entry point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import entry_points

from reportgen.connectors import ga4, kpi_sheet, manual
from reportgen.connectors.base import Connector, Context, refuse_one, settings_hash
from reportgen.connectors.dialects import DIALECTS
from reportgen.connectors.exports import files
from reportgen.connectors.exports.accounts import accounts_in
from reportgen.connectors.exports.export import export_connector
from reportgen.connectors.inspecting.grid import grids_of
from reportgen.connectors.probed import Probed
from reportgen.errors import ConfigInvalid, Place, Problem
from reportgen.model.accounts import account_key
from reportgen.model.config import Source
from reportgen.model.config.source_types import ENTRY_POINTS
from reportgen.model.observations import Extract, Fingerprint, Query

CONNECTORS: Mapping[str, Connector] = {
    **{name: export_connector(dialect) for name, dialect in DIALECTS.items()},
    "ga4": ga4.fetch,
    "manual": manual.fetch,
    "sheet": kpi_sheet.fetch,
}
"""The source types reportgen itself reads."""


def connector_of(source_type: str) -> Connector | None:
    """The connector of a source type, our own before an installed one; None when nobody has it."""
    if source_type in CONNECTORS:
        return CONNECTORS[source_type]
    for entry in entry_points(group=ENTRY_POINTS, name=source_type):
        connector: Connector = entry.load()
        return connector
    return None


def fetch(query: Query, source: Source, context: Context) -> Extract:
    """Ask a source; DataRefused carries all problems of its files at once."""
    connector = connector_of(source.type)
    if connector is None:
        known = ", ".join(sorted(CONNECTORS))
        problem = Problem(
            "RG424",
            f"no connector reads sources of type {source.type!r}",
            Place(f"configs/{context.client}/client.yml", field=f"sources.{query.source}.type"),
            hint=f"types that are read: {known}",
        )
        raise ConfigInvalid(problem.what, problem.hint, (problem,))
    _refuse_foreign(query, source, context)
    return connector(query, source, context)


def _refuse_foreign(query: Query, source: Source, context: Context) -> None:
    """DataRefused where a file names accounts, and not the one the source declares."""
    if source.account is None or source.path is None:
        return
    own = account_key(source.account)
    for found in files.find_files(query, source, context):
        data = files.read_bytes(found, context.root).data
        named = accounts_in([row for grid in grids_of(data, found.path) for row in grid.rows])
        if named and own not in named:
            raise refuse_one(
                "RG431",
                f"the file is an export of {', '.join(sorted(named))}, and not of"
                f" {source.account!r}",
                Place(found.path),
                "put the right export there; where the account was renamed, correct `account:`",
            )


def probe(query: Query, source: Source, context: Context) -> Probed:
    """Whether a source answers, by the smallest question that tells; raises as fetch does.

    Of files the newest is read, of other sources the reported month is asked for.
    """
    if source.type == "ga4":
        return ga4.probe(query, source, context)
    newest = files.newest_file(source, context.root)
    month = query.months[-1] if newest is None or newest.month is None else newest.month
    # Without a month in its name, a file is of every month.
    is_of_one = source.path is None or (newest is not None and newest.month is not None)
    asked = replace(query, months=(month,)) if is_of_one else query
    extract = fetch(asked, source, context)
    read = f"{extract.rows_used:,} row{'' if extract.rows_used == 1 else 's'}"
    if newest is None:
        return Probed(f"answers: {read} of {month}", extract.problems)
    return Probed(f"{newest.path} is read as {source.type}: {read}", extract.problems)


def fingerprint(query: Query, source: Source, context: Context) -> Fingerprint:
    """What a source would say now, as far as can be told without asking it."""
    if source.type == "manual":
        return manual.fetch(query, source, context).fingerprint
    if source.path:
        return files.fingerprint(query, source, context)
    return Fingerprint(query, settings_hash(source, context), None)


def presence(query: Query, source: Source, context: Context) -> Fingerprint:
    """The same of a source nothing is known of yet: whether it can be asked, and has files."""
    if source.path and source.type != "manual":
        return files.presence(query, source, context)
    return fingerprint(query, source, context)
