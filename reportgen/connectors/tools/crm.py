"""The dialects of CRM exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.dialect import Dialect, Recogniser
from reportgen.connectors.exports.table import RawTable, Row, find_header
from reportgen.connectors.exports.wanted import Beside, Wanted
from reportgen.connectors.tools import kintone, salesforce
from reportgen.connectors.tools.deals import BESIDE, settled
from reportgen.connectors.tools.stages import StageReader
from reportgen.errors import Place
from reportgen.model.dialects import HEADERS, ID_COLUMNS
from reportgen.model.dialects.crm import STAGES


def one_table(what: str, hint: str) -> Recogniser:
    """The recogniser of a tool that writes one header and a row a deal."""

    def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
        at = find_header(rows, wanted.known, wanted.least)
        if at is None:
            raise refuse_one("RG419", f"no row holds the headers of {what}", Place(path, 1), hint)
        return (RawTable(rows[at], rows[at + 1 :]),)

    return recognise


def _dialect(tool: str, recognise: Recogniser, flags: str = "") -> Dialect:
    columns = HEADERS[tool]
    names = {column.name for column in columns}
    return Dialect(
        columns,
        recognise,
        Beside(
            needs={
                asked: tuple(name for name in others if name in names)
                for asked, others in BESIDE.items()
            },
            unique_by=ID_COLUMNS[tool],
        ),
        settle=settled(StageReader(STAGES.get(tool, {}), flags)),
    )


CRM_DIALECTS: Mapping[str, Dialect] = {
    "salesforce": _dialect("salesforce", salesforce.recognise, "'Closed' and 'Won'"),
    "hubspot": _dialect(
        "hubspot",
        one_table(
            "a HubSpot export of deals",
            "in HubSpot: the list of deals, Export, with Record ID, Pipeline, Deal Stage, Is Closed"
            " Won, Is Deal Closed?, Amount, Create Date and Close Date",
        ),
        "'Is Closed Won' and 'Is Deal Closed?'",
    ),
    "zoho": _dialect(
        "zoho",
        one_table(
            "a Zoho CRM export of deals",
            "in Zoho: Setup, Data administration, Export, Deals, with Record Id, Stage, Amount,"
            " Closing Date and Created Time",
        ),
    ),
    "pipedrive": _dialect(
        "pipedrive",
        one_table(
            "a Pipedrive export of deals",
            "in Pipedrive: the list of deals, Export filter results, with ID, Status, Value,"
            " Deal created, Won time and Lost time",
        ),
    ),
    "kintone": _dialect("kintone", kintone.recognise),
}
"""Salesforce, HubSpot, Zoho, Pipedrive and kintone."""
