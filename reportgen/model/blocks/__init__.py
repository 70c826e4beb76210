"""The blocks a report's sections are built of; `kind` also names the block's template.

Numbers are quantities with their unit and are turned into text only when a page is rendered;
words come in the report's languages. `span` is the block's width in columns of the twelve-column
grid; neighbours whose spans add up to twelve stand side by side.
"""

from __future__ import annotations

from reportgen.model.blocks.actions import (
    ActionPlanBlock,
    ActionPlanRow,
    ActionRecordBlock,
    ActionResultRow,
    ActionResultsBlock,
)
from reportgen.model.blocks.closing import (
    DataNote,
    DataNotesBlock,
    Definition,
    DefinitionsBlock,
    Question,
    QuestionsBlock,
    SmartMark,
)
from reportgen.model.blocks.course import (
    LogBlock,
    LogItem,
    PhaseState,
    RoadmapBlock,
    RoadmapPhase,
    StopLinesBlock,
    StopRow,
)
from reportgen.model.blocks.first_page import (
    Ask,
    AsksBlock,
    CommentBlock,
    Figure,
    FiguresBlock,
    OutlookBlock,
    OutlookItem,
    SignBlock,
    StatementBlock,
    StopSummaryBlock,
    StopSummaryItem,
    VerdictBlock,
    YearBlock,
)
from reportgen.model.blocks.leading import (
    AheadPoint,
    ForecastBlock,
    LeadingBlock,
    LeadingRow,
    ReferenceBlock,
    ReferenceItem,
)
from reportgen.model.blocks.parts import (
    ChartEvent,
    Delta,
    Tone,
    Trend,
)
from reportgen.model.blocks.results import (
    HistoryBlock,
    ScorecardBlock,
    ScoreRow,
)
from reportgen.model.blocks.tree import (
    FactorRow,
    FactorsBlock,
    Step,
    TreeBlock,
    TreeCard,
    WaterfallBlock,
)
from reportgen.model.blocks.words_and_tables import (
    Cell,
    ProseBlock,
    TableBlock,
    TableColumn,
    TableRow,
)

Block = (
    VerdictBlock
    | FiguresBlock
    | YearBlock
    | StatementBlock
    | OutlookBlock
    | AsksBlock
    | StopSummaryBlock
    | SignBlock
    | CommentBlock
    | ProseBlock
    | TableBlock
    | HistoryBlock
    | ScorecardBlock
    | TreeBlock
    | FactorsBlock
    | WaterfallBlock
    | LeadingBlock
    | ForecastBlock
    | ReferenceBlock
    | ActionResultsBlock
    | ActionPlanBlock
    | ActionRecordBlock
    | StopLinesBlock
    | LogBlock
    | RoadmapBlock
    | QuestionsBlock
    | DefinitionsBlock
    | DataNotesBlock
)

BLOCK_KINDS: tuple[str, ...] = tuple(block.kind for block in Block.__args__)
"""Every kind, each with a template of that name."""

__all__ = [
    "BLOCK_KINDS",
    "ActionPlanBlock",
    "ActionPlanRow",
    "ActionRecordBlock",
    "ActionResultRow",
    "ActionResultsBlock",
    "AheadPoint",
    "Ask",
    "AsksBlock",
    "Block",
    "Cell",
    "ChartEvent",
    "CommentBlock",
    "DataNote",
    "DataNotesBlock",
    "Definition",
    "DefinitionsBlock",
    "Delta",
    "FactorRow",
    "FactorsBlock",
    "Figure",
    "FiguresBlock",
    "ForecastBlock",
    "HistoryBlock",
    "LeadingBlock",
    "LeadingRow",
    "LogBlock",
    "LogItem",
    "OutlookBlock",
    "OutlookItem",
    "PhaseState",
    "ProseBlock",
    "Question",
    "QuestionsBlock",
    "ReferenceBlock",
    "ReferenceItem",
    "RoadmapBlock",
    "RoadmapPhase",
    "ScoreRow",
    "ScorecardBlock",
    "SignBlock",
    "SmartMark",
    "StatementBlock",
    "Step",
    "StopLinesBlock",
    "StopRow",
    "StopSummaryBlock",
    "StopSummaryItem",
    "TableBlock",
    "TableColumn",
    "TableRow",
    "Tone",
    "TreeBlock",
    "TreeCard",
    "Trend",
    "VerdictBlock",
    "WaterfallBlock",
    "YearBlock",
]
