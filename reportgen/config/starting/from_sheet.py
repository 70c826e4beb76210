"""A filled KPI sheet becomes a client.yml, every line of which knows the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.config.checks.texts import LONGEST_LABEL, label_length
from reportgen.config.starting.sheet_answers import SheetAnswers, quoted
from reportgen.errors import Problem
from reportgen.model.kpi_sheet import ID, KpiSheet, SheetCell, SheetKpi, word
from reportgen.model.text import Language

SOURCE = "figures"
FIGURES_FILE = "kpi_sheet.xlsx"

_EDITORS = "# yaml-language-server: $schema=../../.reportgen/schema/client.schema.json"
_USUAL_STOP_MONTHS = "1"
_ZONES = {Language.JA: "Asia/Tokyo", Language.EN: "Europe/London"}


@dataclass(frozen=True)
class SheetClient:
    """The lines of a client.yml with the cell behind each, and what is wrong with the cells."""

    id: str
    answers: SheetAnswers
    lines: list[tuple[str, SheetCell | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The file's text."""
        return "".join(f"{line}\n" for line, _ in self.lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the cells; with any of it the file is not to be written."""
        return tuple(self.answers.problems)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the client's reports."""
        written = word("language", self.answers.field("language").text) or Language.JA
        return tuple(Language(one) for one in written.split(", "))

    def told_by_cell(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Problems of the file's lines, at the cells that the lines come from."""
        return tuple(self._of_cell(one) for one in problems)

    def _of_cell(self, problem: Problem) -> Problem:
        line = problem.place.line or 0
        cell = self.lines[line - 1][1] if 0 < line <= len(self.lines) else None
        place = self.answers.place(cell)
        return replace(problem, place=place, excerpt="", width=1, key="")


def client_of_sheet(id: str, path: str, sheet: KpiSheet) -> SheetClient:
    """The client of a filled sheet."""
    made = SheetClient(id, SheetAnswers(path, sheet))
    writer = _Writer(made, made.answers, sheet.kpis)
    writer.client()
    writer.figures()
    writer.goal()
    writer.tree()
    writer.every_kpi()
    return made


@dataclass(frozen=True)
class _Writer:
    """Writes the file from top to bottom; what a cell lacks is told and left out."""

    made: SheetClient
    answers: SheetAnswers
    kpis: Sequence[SheetKpi]

    def client(self) -> None:
        languages, spoken = self.made.languages, self.answers.field("language")
        if spoken:
            self.answers.word(spoken, "language")
        written = f"[{', '.join(languages)}]" if len(languages) > 1 else languages[0]
        self._line(_EDITORS)
        self._line("schema: reportgen/client@1")
        self._line("")
        self._line("client:")
        self._line(f"  id: {self.made.id}")
        self._answer("  name", self.answers.text("name"), self.answers.field("name"))
        self._line(f"  language: {written}", spoken)
        self._line(f"  timezone: {_ZONES[languages[0]]}", spoken)
        self._answer("  currency", self.answers.currency(), self.answers.field("currency"))
        starts = self.answers.field("fiscal_year_starts")
        self._answer("  fiscal_year_starts", self.answers.month_of_year(), starts)

    def figures(self) -> None:
        path = quoted(f"data/{self.made.id}/{FIGURES_FILE}")
        self._line("")
        self._line("# The KPI sheet itself: the monthly figures that are typed into it.")
        self._line("sources:")
        self._line(f"  {SOURCE}: {{type: sheet, path: {path}}}")
        self._line("")
        self._line("metrics:")
        for kpi in self.kpis:
            unit = word("unit", kpi.cells["unit"].text) or "count"
            adding = "last" if unit == "percent" else "sum"
            definition = f"{{from: {SOURCE}, {adding}: {kpi.id}, unit: {unit}}}"
            self._line(f"  {kpi.id}_actual: {definition}", kpi.cells["unit"])

    def goal(self) -> None:
        self._line("")
        self._line("kgi:")
        if self.kpis:
            self._line(f"  kpi: {self.kpis[0].id}", self.kpis[0].cells["id"])
        else:
            hint = "write the goal's KPI into its first row"
            self.answers.tell(None, "the table of KPIs is empty", hint)
        for name in ("who", "what"):
            self._answer(f"  {name}", self.answers.text(name), self.answers.field(name))

    def tree(self) -> None:
        self._line("")
        self._line("tree:")
        ids = [kpi.id for kpi in self.kpis]
        below: dict[str, list[SheetKpi]] = {}
        for number, kpi in enumerate(self.kpis):
            self._check_id(kpi, ids[:number])
            parent = _parent(kpi)
            if not parent and "" in below:
                what = "it does not say to which KPI this one leads"
                self.answers.tell(parent, what, "write its id")
            elif parent and (parent.text not in ids or parent.text == kpi.id):
                known = ", ".join(one for one in ids if one != kpi.id)
                what = f"{parent.text!r} is no other KPI"
                self.answers.tell(parent, what, f"write one of {known}")
            else:
                below.setdefault(parent.text, []).append(kpi)
        hanging = set(self._branch(below, "", 1))
        for kpi in self.kpis:
            parent = _parent(kpi)
            if kpi.id not in hanging and parent.text in ids and parent.text != kpi.id:
                what = f"{kpi.id!r} leads to itself by way of others"
                self.answers.tell(parent, what, f"let one of them lead to {ids[0]}")

    def _branch(self, below: Mapping[str, list[SheetKpi]], id: str, depth: int) -> Iterator[str]:
        for kpi in below.get(id, ()):
            self._line(f"{'  ' * depth}{kpi.id}:", kpi.cells.get("parent"))
            yield kpi.id
            yield from self._branch(below, kpi.id, depth + 1)

    def _check_id(self, kpi: SheetKpi, before: Sequence[str]) -> None:
        cell = kpi.cells["id"]
        if not ID.fullmatch(cell.text):
            hint = "write lower-case letters, digits and `_`, beginning with a letter: k1"
            what = f"{cell.text!r} cannot be an id" if cell else "the KPI has no id"
            self.answers.tell(cell, what, hint)
        elif cell.text in before:
            self.answers.tell(cell, f"the id {cell.text!r} stands twice", "give each KPI its own")

    def every_kpi(self) -> None:
        self._line("")
        self._line("kpis:")
        for number, kpi in enumerate(self.kpis):
            self._line(f"  {kpi.id}:", kpi.cells["id"])
            self._names(kpi)
            for key in ("class", "unit", "direction"):
                cell = kpi.cells[key]
                self._answer(f"    {key}", self.answers.word(cell, key), cell)
            self._line(f"    metric: {kpi.id}_actual", kpi.cells["id"])
            lag = kpi.cells.get("lag_months")
            if lag:
                self._answer("    lag_months", self.answers.count(lag), lag)
            if number == 0:
                self._goal_target(kpi)
            else:
                self._target(kpi, kpi.cells.get("target"), kpi.cells.get("by"))
            self._stop(kpi)

    def _names(self, kpi: SheetKpi) -> None:
        name, short = kpi.cells["name"], kpi.cells.get("short_label")
        if not name:
            self.answers.tell(name, f"{kpi.id!r} has no name", "write what the client calls it")
            return
        self._answer("    name", quoted(name.text), name)
        if short:
            self._answer("    short_label", quoted(short.text), short)
        elif short is not None and self._is_long(name.text):
            what = f"the name of {kpi.id!r} is too long for the tree"
            self.answers.tell(
                short, what, "write a short one: 8 full-width characters, or 22 letters"
            )

    def _is_long(self, name: str) -> bool:
        return any(label_length(name, one) > LONGEST_LABEL[one] for one in self.made.languages)

    def _goal_target(self, kpi: SheetKpi) -> None:
        """The goal's target stands above the table; in its row it may only be repeated."""
        for key in ("target", "by"):
            cell, goal = kpi.cells.get(key), self.answers.field(key)
            if cell and goal and cell.text != goal.text:
                what = f"{cell.text!r} is not what the goal above says, {goal.text!r}"
                self.answers.tell(cell, what, "leave it empty: the goal's own answer counts")
        value = self.answers.field("target")
        if not value:
            what = "the goal does not say how much a month"
            self.answers.tell(value, what, "write the figure in digits")
        self._target(kpi, value, None)

    def _target(self, kpi: SheetKpi, value: SheetCell | None, by: SheetCell | None) -> None:
        """A KPI without a day of its own is wanted by the goal's."""
        if not value:
            return
        day = by or self.answers.field("by")
        if not day:
            what = "the goal does not say by when"
            self.answers.tell(day, what, "write a month like 2027-03")
            return
        figure, month = self.answers.figure(value, kpi), self.answers.month(day)
        if figure and month:
            self._line("    target:", value)
            self._line(f"      value: {figure}", value)
            self._line(f"      by: {month}", day)

    def _stop(self, kpi: SheetKpi) -> None:
        when, value, then = (kpi.cells.get(f"stop_{one}") for one in ("when", "value", "then"))
        if when is None or value is None or then is None or not (when or value or then):
            return
        for cell, what in ((when, "on which side"), (value, "where"), (then, "what is done")):
            if not cell:
                what = f"the stop line of {kpi.id!r} does not say {what}"
                self.answers.tell(cell, what, "fill it in")
        side = self.answers.word(when, "stop_when") if when else None
        figure = self.answers.figure(value, kpi) if value else None
        periods = kpi.cells.get("stop_for")
        count = self.answers.count(periods) if periods else _USUAL_STOP_MONTHS
        if side and figure and then and count:
            self._line("    stop:", when)
            self._line(f"      when: {side}", when)
            self._line(f"      value: {figure}", value)
            self._line(f"      for_periods: {count}", periods or value)
            self._line(f"      then: {quoted(then.text)}", then)

    def _answer(self, key: str, written: str | None, cell: SheetCell) -> None:
        if written is not None:
            self._line(f"{key}: {written}", cell)

    def _line(self, text: str, cell: SheetCell | None = None) -> None:
        self.made.lines.append((text, cell))


def _parent(kpi: SheetKpi) -> SheetCell:
    """What a KPI leads to; a sheet without that column has no second level."""
    return kpi.cells.get("parent", SheetCell("", kpi.cells["id"].row, kpi.cells["id"].column))
