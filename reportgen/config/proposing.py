"""Adds a proposal to the text of a month's notes, and leaves every other character as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping

import yaml

from reportgen.errors import ConfigInvalid
from reportgen.model.period import Month

KEY = "proposals"


def with_proposal(
    text: str | None, month: Month, changes: Mapping[str, str], title: str | None
) -> str:
    """The notes with one more proposal at the end of their list; new notes where there are none."""
    if text is None:
        text = f"schema: reportgen/notes@1\nmonth: {month}\n"
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    at, indent, begins = _place(text, len(lines), changes)
    added = [line + newline for line in _item(changes, title, indent)]
    if begins:
        added.insert(0, f"{KEY}:{newline}")
    whole = "".join((*lines[:at], *added, *lines[at:]))
    _refuse_other_changes(text, whole, changes)
    return whole


def _item(changes: Mapping[str, str], title: str | None, indent: int) -> list[str]:
    steps = ", ".join(f'{kpi}: "{step}"' for kpi, step in changes.items())
    margin = " " * indent
    if title is None:
        return [f"{margin}- set: {{{steps}}}"]
    words = json.dumps(title, ensure_ascii=False)
    return [f"{margin}- title: {words}", f"{margin}  set: {{{steps}}}"]


def _place(text: str, lines: int, changes: Mapping[str, str]) -> tuple[int, int, bool]:
    """Before which line the item goes, how far in, and whether the list's key is still missing."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _by_hand("the notes are not a mapping with a key a line", changes)
    found = next(((key, value) for key, value in pairs if key.value == KEY), None)
    if found is None:
        return lines, 2, True
    key, value = found
    if isinstance(value, yaml.ScalarNode) and not value.value:
        return key.start_mark.line + 1, 2, False
    if not isinstance(value, yaml.SequenceNode) or value.flow_style:
        raise _by_hand(f"{KEY}: is not a list with an item a line", changes)
    end = _last(value).end_mark
    return end.line + (end.column > 0), value.start_mark.column, False


def _last(node: yaml.Node) -> yaml.Node:
    """The last thing written in a node; what follows its end is no longer the node's."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        inner = node.value[-1]
        return _last(inner[1] if isinstance(inner, tuple) else inner)
    return node


def _refuse_other_changes(before: str, after: str, changes: Mapping[str, str]) -> None:
    """The new text must say what the old one did, and the proposal."""
    old = yaml.load(before, Loader=yaml.CBaseLoader)
    new = yaml.load(after, Loader=yaml.CBaseLoader)
    kept = {key: value for key, value in new.items() if key != KEY}
    listed, before_that = new.get(KEY) or [], old.pop(KEY, None) or []
    if kept != old or listed[:-1] != before_that or listed[-1]["set"] != dict(changes):
        raise _by_hand("the notes could not be added to without changing them", changes)


def _by_hand(what: str, changes: Mapping[str, str]) -> ConfigInvalid:
    steps = ", ".join(f'{kpi}: "{step}"' for kpi, step in changes.items())
    return ConfigInvalid(what, f"write it by hand, under {KEY}: - set: {{{steps}}}")
