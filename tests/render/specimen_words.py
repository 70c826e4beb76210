"""Words of the pages that the catalogue does not hold yet, and a way to strain a block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.model.blocks import TableBlock
from reportgen.model.quantity import NO_DATA, Quantity
from reportgen.model.text import Text

WORDS: Mapping[str, Text] = {
    "page.band_provisional": Text(
        "暫定　データの確定前です。数字は後日変わることがあります",
        "Provisional: the data is not final; figures may still move",
    ),
    "page.by": Text("{day}まで", "by {day}"),
    "page.speaks_for": Text("{month}に表れます。", "Shows in {month}."),
    "reference.why_column": Text("判断に使わない理由", "Why it is not judged"),
    "reference.instead_column": Text("代わりに見る数字", "Look at this instead"),
    "graphic.no_data": Text("データなし", "no data"),
    "graphic.points": Text("pt", " pt"),
    "graphic.target": Text("目標", "target"),
    "graphic.stop_line": Text("ライン", "line"),
    "graphic.kgi": Text("KGI", "KGI"),
    "graphic.csf": Text("CSF", "CSF"),
    "graphic.we_are_here": Text("いまここ", "we are here"),
    "graphic.actual": Text("実績", "actual"),
    "graphic.plan": Text("計画", "plan"),
    "graphic.year_target": Text("年度目標", "year target"),
    "graphic.status.on_target": Text("達成", "On target"),
    "graphic.status.short_usual": Text("範囲内", "Usual"),
    "graphic.status.short_unusual": Text("範囲外", "Unusual"),
    "graphic.status.not_judged": Text("判断保留", "Not judged"),
    "graphic.status.no_data": Text("データなし", "No data"),
    "graphic.evidence.A": Text("根拠十分", "shown"),
    "graphic.evidence.B": Text("ある程度", "partly"),
    "graphic.evidence.C": Text("まだ弱い", "weak"),
    "graphic.evidence.D": Text("不明", "unknown"),
    "graphic.cut": Text("軸を省略", "axis cut"),
    "tone.good": Text("良い", "good"),
    "tone.watch": Text("注意", "watch"),
    "tone.bad": Text("悪い", "bad"),
    "tone.hold": Text("判断保留", "not judged"),
    "legend.actual": Text("実績", "actual"),
    "legend.last_year": Text("前年度", "last year"),
    "legend.target": Text("目標", "target"),
    "legend.target_line": Text("目標", "target"),
    "legend.favourable": Text("良い差", "favourable"),
    "legend.unfavourable": Text("悪い差", "unfavourable"),
    "legend.usual_gap": Text("白抜き：いつもの変動の範囲", "hollow: inside the usual range"),
    "legend.usual_range": Text("いつもの変動の範囲", "usual range"),
    "legend.exact": Text("実線：計算で決まる関係", "solid: arithmetic"),
    "legend.hypothesis": Text("破線：影響の仮説", "dashed: hypothesis"),
}


def strained(block: object, long: Text) -> object:
    """A block with long labels, a hole in every other quantity, and forty rows in tables."""
    strain = _Strain(long)
    block = strain.of(block)
    if isinstance(block, TableBlock):
        rows = tuple(block.rows[index % len(block.rows)] for index in range(40))
        block = replace(block, rows=rows)
    return block


class _Strain:
    def __init__(self, long: Text) -> None:
        self.long, self.count = long, 0

    def of(self, value: Any, name: str = "") -> Any:
        """The value with its labels and quantities strained."""
        if isinstance(value, Text):
            return self.long if name in ("label", "title", "company", "who", "owner") else value
        if isinstance(value, Quantity) and name not in ("line", "plan", "total_gap", "amount"):
            self.count += 1
            return replace(value, value=None, reason=NO_DATA) if self.count % 2 else value
        if isinstance(value, tuple):
            return tuple(self.of(one, name) for one in value)
        if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Quantity):
            changed = {f.name: self.of(getattr(value, f.name), f.name) for f in fields(value)}
            return replace(value, **changed)
        return value
