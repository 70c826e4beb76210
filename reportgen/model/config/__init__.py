"""A client's configuration as it was agreed: the values of the workspace's files, checked.

Key names, shapes and enums are those of the configuration reference (docs/configuration.md).
Every model is frozen and refuses unknown keys. Reading files and finding places is the config
stage's work; these are only the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.model.config.brand import Brand
from reportgen.model.config.fields import (
    Count,
    Day,
    FieldError,
    Figure,
    Flag,
    Model,
    MonthField,
    MonthTable,
    Number,
    OneOrMore,
    Words,
    read_count,
    read_date,
    read_flag,
    read_list,
    read_month,
    read_number,
    read_text,
)
from reportgen.model.config.kpis import (
    Benchmark,
    CheckAgainst,
    Kgi,
    Kpi,
    OutsideTree,
    Phase,
    PhaseExit,
    Smart,
    Stop,
    Target,
    TargetStart,
    ZeroConversions,
    read_check,
)
from reportgen.model.config.records import (
    Action,
    Actions,
    AgreedChange,
    AgreementEntry,
    Agreements,
    Campaign,
    Comparison,
    Decision,
    Event,
    Events,
    Expectation,
    Log,
    LogEntry,
    LogEvidence,
    Notes,
    Owner,
    Proposal,
    Signature,
)
from reportgen.model.config.report import (
    SECTION_KEYS,
    SUBJECT_FACTS,
    Agency,
    Client,
    Delivery,
    Email,
    ExtraSection,
    Meeting,
    ReportSettings,
    Summary,
)
from reportgen.model.config.source_types import SOURCE_TYPES
from reportgen.model.config.sources import (
    DEFINING_WORDS,
    Column,
    Fee,
    Freshness,
    Metric,
    Source,
    SourceType,
)
from reportgen.model.config.tree import TreeNode, read_tree
from reportgen.model.period import Month

__all__ = [
    "DEFINING_WORDS",
    "SECTION_KEYS",
    "SOURCE_TYPES",
    "SUBJECT_FACTS",
    "Action",
    "Actions",
    "Agency",
    "AgreedChange",
    "AgreementEntry",
    "Agreements",
    "Benchmark",
    "Brand",
    "Campaign",
    "CheckAgainst",
    "Client",
    "ClientConfig",
    "ClientFile",
    "Column",
    "Comparison",
    "Count",
    "Day",
    "Decision",
    "Delivery",
    "Email",
    "Event",
    "Events",
    "Expectation",
    "ExtraSection",
    "Fee",
    "FieldError",
    "Figure",
    "Flag",
    "Freshness",
    "Kgi",
    "Kpi",
    "Log",
    "LogEntry",
    "LogEvidence",
    "Meeting",
    "Metric",
    "Model",
    "MonthField",
    "MonthTable",
    "Notes",
    "Number",
    "OneOrMore",
    "OutsideTree",
    "Owner",
    "Phase",
    "PhaseExit",
    "Proposal",
    "ReportSettings",
    "Signature",
    "Smart",
    "Source",
    "SourceType",
    "Stop",
    "Summary",
    "Target",
    "TargetStart",
    "TreeNode",
    "Words",
    "ZeroConversions",
    "read_check",
    "read_count",
    "read_date",
    "read_flag",
    "read_list",
    "read_month",
    "read_number",
    "read_text",
    "read_tree",
]


class ClientFile(Model):
    """The merged keys of agency.yml and client.yml."""

    schema_: Annotated[str, Field(alias="schema")]
    client: Client
    """Who the report is for, and the calendar and money it is written in."""
    agency: Agency | None = None
    """Who makes the report."""
    sources: Mapping[str, Source]
    """Where data come from, {name: {type, …}}."""
    metrics: Mapping[str, Metric] = {}
    """Raw figures of the sources, {id: {from, sum, …}}."""
    kgi: Kgi
    """The goal."""
    tree: Annotated[TreeNode, BeforeValidator(read_tree), WithJsonSchema({"type": "object"})]
    """An outline of KPI ids, each with a colon on a line of its own: results first, what moves
    soonest last."""
    kpis: Mapping[str, Kpi]
    """What is looked at, {id: {name, class, …}}."""
    phases: tuple[Phase, ...] = ()
    """The stages of the roadmap, in order."""
    report: ReportSettings = ReportSettings()
    """What the report shows."""
    delivery: Delivery = Delivery()
    """How the report reaches the client."""


class ClientConfig(ClientFile):
    """Everything that was agreed with and written about one client, checked.

    `sha256` is over the bytes of all files it was read from; `files` are their paths in the
    workspace.
    """

    log: tuple[LogEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    agreements: tuple[AgreementEntry, ...] = ()
    events: tuple[Event, ...] = ()
    notes: Mapping[Month, Notes] = {}
    brand: Brand = Brand()
    sha256: str = ""
    files: tuple[str, ...] = ()

    @property
    def root(self) -> TreeNode:
        """The tree's root: the KGI, or what it is worth."""
        return self.tree

    def lag_of(self, kpi: str) -> tuple[int, ...]:
        """Months from a KPI to the KGI: its own, else its nearest ancestor's; empty when none."""
        for ancestor in reversed(self.tree.path_to(kpi)):
            if self.kpis[ancestor].lag_months:
                return self.kpis[ancestor].lag_months
        return ()
