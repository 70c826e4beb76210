"""The blocks a report's sections are built of; `kind` also names the block's template.

Numbers are quantities with their unit and are turned into text only when a page is rendered;
words come in the report's languages. `span` is the block's width in columns of the twelve-column
grid; neighbours whose spans add up to twelve stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.model.kpi import ActionVerdict, Evidence, Status, StopState, UsualRange, Verdict
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import EMPTY, Text

Tone = Literal["good", "watch", "bad", "hold"]


@dataclass(frozen=True)
class Delta:
    """A difference: its amount (relative ones in percent, rates in points) and whether it is good.

    `is_good` is None where nothing may be judged; `is_usual` is True inside the usual range.
    """

    amount: Quantity
    is_good: bool | None
    is_usual: bool | None = None

    def unjudged(self) -> Delta:
        """The same difference, neither good nor bad."""
        return Delta(self.amount, None)


@dataclass(frozen=True)
class Trend:
    """A figure's last thirteen periods for a small graphic; the first is a year ago."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    usual: UsualRange | None
    unit: Unit
    lower_is_better: bool = False


# ---- page 1


@dataclass(frozen=True)
class VerdictBlock:
    """The year in one word, the rule behind it, and the month in one sentence."""

    verdict: Verdict
    rule: Text
    sentence: Text
    span: int = 12
    kind: Literal["verdict"] = "verdict"


@dataclass(frozen=True)
class Figure:
    """One result beside its target and last year."""

    kpi: str
    label: Text
    value: Quantity
    target: Quantity | None
    gap: Delta | None
    year_ago: Quantity | None
    year_change: Delta | None
    status: Status
    note: Text = EMPTY


@dataclass(frozen=True)
class FiguresBlock:
    """The month's results, the goal first and largest."""

    heading: Text
    items: tuple[Figure, ...]
    sub: Text = EMPTY
    span: int = 12
    kind: Literal["figures"] = "figures"


@dataclass(frozen=True)
class YearBlock:
    """The fiscal year so far against the plan so far and the year's target."""

    heading: Text
    sub: Text
    actual: Quantity
    plan: Quantity
    target: Quantity
    months_done: int
    note: Text
    span: int = 12
    kind: Literal["year"] = "year"


@dataclass(frozen=True)
class StatementBlock:
    """One sentence that matters, with the section that shows its working."""

    heading: Text
    sentence: Text
    goto: str = ""
    span: int = 12
    kind: Literal["statement"] = "statement"


@dataclass(frozen=True)
class OutlookItem:
    """A leading figure, the month it speaks for, and what it says."""

    label: Text
    value: Quantity
    target: Quantity | None
    status: Status
    speaks_for: Month | None
    saying: Text


@dataclass(frozen=True)
class OutlookBlock:
    """What is coming: one or two leading figures."""

    heading: Text
    items: tuple[OutlookItem, ...]
    goto: str = ""
    span: int = 12
    kind: Literal["outlook"] = "outlook"


@dataclass(frozen=True)
class Ask:
    """Something that will be done, or that the client is asked to decide."""

    what: Text
    who: Text
    by: date | None
    detail: Text = EMPTY


@dataclass(frozen=True)
class AsksBlock:
    """At most three things, numbered."""

    heading: Text
    items: tuple[Ask, ...]
    sub: Text = EMPTY
    goto: str = ""
    span: int = 12
    kind: Literal["asks"] = "asks"


@dataclass(frozen=True)
class StopSummaryItem:
    """A stop line in a few words."""

    label: Text
    state: StopState
    saying: Text


@dataclass(frozen=True)
class StopSummaryBlock:
    """The stop lines in one line each."""

    heading: Text
    items: tuple[StopSummaryItem, ...]
    goto: str = ""
    span: int = 12
    kind: Literal["stop_summary"] = "stop_summary"


@dataclass(frozen=True)
class SignBlock:
    """The month's best sign that numbers do not show."""

    heading: Text
    date: date
    quote: Text
    source: Text
    goto: str = ""
    span: int = 12
    kind: Literal["sign"] = "sign"


@dataclass(frozen=True)
class CommentBlock:
    """The account manager's own words; figures in them were filled in from the report."""

    heading: Text
    author: Text
    paragraphs: tuple[Text, ...]
    span: int = 12
    kind: Literal["comment"] = "comment"


# ---- words and tables


@dataclass(frozen=True)
class ProseBlock:
    """A heading and paragraphs; `tone` `plain` is text, `box` a tinted box."""

    heading: Text
    paragraphs: tuple[Text, ...]
    tone: Literal["plain", "box"] = "plain"
    span: int = 12
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class TableColumn:
    """A column: its header, its share of the width, and how its cells are set."""

    header: Text
    width: int
    align: Literal["left", "right", "center"] = "left"


Cell = Text | Quantity | Delta | Status


@dataclass(frozen=True)
class TableRow:
    """A row of cells; a total is ruled off, a highlighted row is tinted."""

    cells: tuple[Cell, ...]
    emphasis: Literal["none", "total", "highlight"] = "none"


@dataclass(frozen=True)
class TableBlock:
    """A table; `rows_in_all` says how many there are when not all are shown."""

    heading: Text
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    sub: Text = EMPTY
    note: Text = EMPTY
    rows_in_all: int | None = None
    density: Literal["normal", "small"] = "normal"
    span: int = 12
    kind: Literal["table"] = "table"


# ---- lagging


@dataclass(frozen=True)
class HistoryBlock:
    """The goal month by month: actual, last year's lighter, target as outline; a large chart."""

    heading: Text
    sub: Text
    kpi: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    last_year_until: int
    unit: Unit
    lower_is_better: bool
    gap_title: Text
    span: int = 12
    kind: Literal["history"] = "history"


@dataclass(frozen=True)
class ScoreRow:
    """One result in the scorecard."""

    kpi: str
    label: Text
    sub: Text
    trend: Trend
    value: Quantity
    target: Quantity | None
    gap: Delta | None
    year_ago: Quantity | None
    year_change: Delta | None
    status: Status
    goto: str = ""
    is_kgi: bool = False


@dataclass(frozen=True)
class ScorecardBlock:
    """The results, one row each, the goal first."""

    heading: Text
    rows: tuple[ScoreRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["scorecard"] = "scorecard"


# ---- tree and bottleneck


@dataclass(frozen=True)
class TreeCard:
    """One node of the drawn tree.

    `is_exact` means a solid line to the parent (arithmetic); `operator` stands between it and the
    sibling before it. `on_path` marks the branch that leads to the bottleneck.
    """

    id: str
    parent: str
    label: Text
    value: Quantity
    target: Quantity | None
    status: Status
    trend: Trend
    is_exact: bool
    operator: str
    lag: Text
    evidence: Evidence | None
    is_kgi: bool
    is_csf: bool
    on_path: bool
    goto: str = ""


@dataclass(frozen=True)
class TreeBlock:
    """The KPI tree on one page, result at the left, what moves soonest at the right."""

    cards: tuple[TreeCard, ...]
    note: Text
    span: int = 12
    kind: Literal["tree"] = "tree"


@dataclass(frozen=True)
class FactorRow:
    """One factor of the goal: target, actual, and how much of the gap it accounts for."""

    kpi: str
    label: Text
    target: Quantity
    value: Quantity
    trend: Trend
    status: Status
    contribution: Quantity
    is_good: bool | None
    only_this: Quantity | None
    highlighted: bool = False


@dataclass(frozen=True)
class FactorsBlock:
    """The gap to target, factor by factor; the contributions add up to the total's gap."""

    heading: Text
    sub: Text
    rows: tuple[FactorRow, ...]
    total_label: Text
    total_target: Quantity
    total_value: Quantity
    total_gap: Quantity
    note: Text
    span: int = 12
    kind: Literal["factors"] = "factors"


@dataclass(frozen=True)
class Step:
    """One step of a waterfall."""

    label: Text
    amount: float
    is_good: bool | None


@dataclass(frozen=True)
class WaterfallBlock:
    """From target to actual in steps that add up; a large chart."""

    heading: Text
    sub: Text
    start_label: Text
    start: float
    steps: tuple[Step, ...]
    end_label: Text
    end: float
    unit: Unit
    span: int = 12
    kind: Literal["waterfall"] = "waterfall"


# ---- leading


@dataclass(frozen=True)
class LeadingRow:
    """One leading figure: where it stands, which month it speaks for, what it calls for."""

    kpi: str
    label: Text
    toward: Text
    trend: Trend
    value: Quantity
    target: Quantity | None
    status: Status
    lag: Text
    speaks_for: Month | None
    evidence: Evidence | None
    saying: Text
    goto: str = ""


@dataclass(frozen=True)
class LeadingBlock:
    """The leading figures of the tree."""

    heading: Text
    sub: Text
    rows: tuple[LeadingRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["leading"] = "leading"


@dataclass(frozen=True)
class ReferenceItem:
    """A figure with no path to the goal, and what to look at instead."""

    label: Text
    value: Quantity
    change: Delta | None
    why: Text
    instead: Text


@dataclass(frozen=True)
class ReferenceBlock:
    """Figures shown for reference, not judged."""

    heading: Text
    items: tuple[ReferenceItem, ...]
    span: int = 12
    kind: Literal["reference"] = "reference"


# ---- actions


@dataclass(frozen=True)
class ActionResultRow:
    """What became of one past action."""

    id: str
    title: Text
    who: Text
    verdict: ActionVerdict
    measured: Text
    next: Text


@dataclass(frozen=True)
class ActionResultsBlock:
    """The actions that were due, judged."""

    heading: Text
    sub: Text
    rows: tuple[ActionResultRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["action_results"] = "action_results"


@dataclass(frozen=True)
class ActionPlanRow:
    """One action from now on."""

    id: str
    title: Text
    why: Text
    kpi: Text
    owner: Text
    due: date
    expected: Delta | None
    expected_by: Month | None
    status: Text


@dataclass(frozen=True)
class ActionPlanBlock:
    """What is done from now on."""

    heading: Text
    sub: Text
    rows: tuple[ActionPlanRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["action_plan"] = "action_plan"


@dataclass(frozen=True)
class ActionRecordBlock:
    """Every judged action since the fiscal year began, one mark each; misses stay."""

    heading: Text
    sub: Text
    months: tuple[Month, ...]
    marks: tuple[tuple[ActionVerdict, ...], ...]
    span: int = 12
    kind: Literal["action_record"] = "action_record"


# ---- stop lines, log, roadmap


@dataclass(frozen=True)
class StopRow:
    """One stop line: its rule, where the figure stands, and what happens next."""

    kpi: str
    label: Text
    rule: Text
    value: Quantity
    line: Quantity
    when: Literal["above", "below"]
    scale_max: float
    periods_past: int
    for_periods: int
    state: StopState
    then: Text
    note: Text = EMPTY


@dataclass(frozen=True)
class StopLinesBlock:
    """The lines agreed before the start."""

    heading: Text
    sub: Text
    rows: tuple[StopRow, ...]
    note: Text = EMPTY
    span: int = 12
    kind: Literal["stop_lines"] = "stop_lines"


@dataclass(frozen=True)
class LogItem:
    """One thing that numbers miss."""

    date: date
    what: Text
    company: Text
    evidence: Text
    confidence: Text
    is_confirmed: bool


@dataclass(frozen=True)
class LogBlock:
    """Signs that are not yet numbers, counted against their target, never averaged in."""

    heading: Text
    sub: Text
    count: Quantity | None
    target: Quantity | None
    items: tuple[LogItem, ...]
    span: int = 12
    kind: Literal["log"] = "log"


PhaseState = Literal["done", "now", "late", "next"]


@dataclass(frozen=True)
class RoadmapPhase:
    """One phase: its months, the KPI that leads in it, and how far to its exit."""

    name: Text
    first: Month
    last: Month
    state: PhaseState
    lead: Text
    exit_rule: Text
    now: Text
    state_words: Text


@dataclass(frozen=True)
class RoadmapBlock:
    """The way in phases, and where we are."""

    heading: Text
    sub: Text
    first: Month
    last: Month
    now: Month
    phases: tuple[RoadmapPhase, ...]
    span: int = 12
    kind: Literal["roadmap"] = "roadmap"


# ---- questions, media, appendix


@dataclass(frozen=True)
class Question:
    """One question for the next meeting."""

    question: Text
    context: Text
    goto: str = ""


@dataclass(frozen=True)
class QuestionsBlock:
    """The questions, the connection question last."""

    heading: Text
    items: tuple[Question, ...]
    write_in_lines: int = 0
    write_in_heading: Text = EMPTY
    span: int = 12
    kind: Literal["questions"] = "questions"


@dataclass(frozen=True)
class Definition:
    """One KPI with its SMART reading, Relevant first."""

    label: Text
    definition: Text
    relevant: Text
    measurable: Text
    achievable: Text
    time_bound: Text
    source: Text


@dataclass(frozen=True)
class DefinitionsBlock:
    """What every figure means."""

    heading: Text
    sub: Text
    rows: tuple[Definition, ...]
    span: int = 12
    kind: Literal["definitions"] = "definitions"


@dataclass(frozen=True)
class DataNote:
    """What a reader must know of the data: its kind in words, and what it means."""

    tone: Tone
    label: Text
    saying: Text


@dataclass(frozen=True)
class DataNotesBlock:
    """Holes, provisional figures and other things the data cannot say by itself."""

    heading: Text
    items: tuple[DataNote, ...]
    span: int = 12
    kind: Literal["data_notes"] = "data_notes"


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
