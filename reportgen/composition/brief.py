"""What every section is composed from, and the block for the account manager's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.formatting import Voice
from reportgen.model.blocks import CommentBlock, Figure
from reportgen.model.config import Notes
from reportgen.model.edition import EditionKind
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.narrative import Narrative
from reportgen.model.period import Grain
from reportgen.model.states import KpiClass, Verdict
from reportgen.model.text import EMPTY, Text, same


@dataclass(frozen=True)
class Brief:
    """The figures, the words about them, and the voice for headings."""

    material: Material
    narrative: Narrative
    voice: Voice

    @property
    def notes(self) -> Notes | None:
        """The reported month's notes."""
        return self.material.config.notes.get(self.material.period.last_month)

    @property
    def verdict(self) -> Verdict:
        """The year in one word."""
        year = self.material.analysis.year
        return Verdict.NOT_JUDGED if year is None else year.verdict

    def words(self, id: str) -> Text:
        """A fixed message of the catalogue."""
        return self.voice.say(id)

    def source(self, name: str) -> Text:
        """A source as a reader knows it: the tool's name, or the source's own."""
        return self.voice.named(f"source.{self.material.config.sources[name].type}", name.upper())

    def member(self, member: str) -> Text:
        """A member of a dimension as a reader knows it."""
        return self.voice.named(f"member.{member}", member)

    def edition(self) -> Text:
        """Which edition this is, or that it is none yet."""
        material = self.material
        if material.edition is EditionKind.FINAL and material.revision is not None:
            return self.voice.say("masthead.edition_final", revision=material.revision)
        return self.words(f"masthead.edition_{material.edition}")

    def figure(self, result: KpiResult, note: Text = EMPTY) -> Figure:
        """A result beside its target and last year."""
        material = self.material
        return Figure(
            kpi=result.id,
            label=material.name(result.id),
            value=material.quantity(result.id, result.value),
            target=material.target(result),
            gap=material.shortfall(result, result.target),
            year_ago=material.quantity(result.id, result.year_ago),
            year_change=material.shortfall(result, result.year_ago),
            status=result.status,
            note=note,
        )

    def lag(self, months: tuple[int, ...]) -> Text:
        """How many months later a figure reaches the goal; no words where no lag is known."""
        if not months:
            return EMPTY
        if months[0] != months[-1]:
            return self.voice.say("tree.lag_range", first=months[0], last=months[-1])
        if months[0] == 0:
            return self.words("tree.lag_same")
        return self.voice.say("tree.lag", months=months[0])

    def compared(self, id: str, versus: str) -> Text:
        """The word for a comparison; the period before is a month or a quarter."""
        is_quarter = versus == "previous" and self.material.period.grain is Grain.QUARTER
        return self.words(f"{id}_{versus}_quarter" if is_quarter else f"{id}_{versus}")

    def comment(self, section: str) -> Iterator[CommentBlock]:
        """The account manager's words for a section and its KPIs, where any were written."""
        kpis = self.material.config.kpis
        keys = [section, *(kpi for kpi in kpis if self._home_of(kpi) == section)]
        paragraphs = tuple(
            paragraph for key in keys for paragraph in self.narrative.comments.get(key, ())
        )
        if paragraphs:
            author = same(self.notes.author) if self.notes and self.notes.author else EMPTY
            yield CommentBlock(self.words("comment.heading"), author, paragraphs)

    def _home_of(self, kpi: str) -> str:
        """The section in which words about a KPI stand."""
        definition = self.material.config.kpis[kpi]
        if definition.qualitative:
            return "log"
        if definition.stop is not None:
            return "stop_lines"
        return "lagging" if definition.class_ is KpiClass.LAGGING else "leading"
