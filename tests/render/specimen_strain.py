"""A block as a careless export would fill it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.model.blocks import TableBlock
from reportgen.model.quantity import NO_DATA, Quantity
from reportgen.model.text import Text


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
