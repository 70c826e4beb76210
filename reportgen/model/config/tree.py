"""The KPI tree as an outline of ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.config.fields import FieldError


@dataclass(frozen=True)
class TreeNode:
    """One id of the tree's outline and the ids below it: left is result, right moves soonest."""

    id: str
    children: tuple[TreeNode, ...] = ()

    def walk(self) -> Iterator[TreeNode]:
        """This node and all below, in the outline's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path_to(self, id: str) -> tuple[str, ...]:
        """The ids from this node down to one, both included; empty when it is not below."""
        if self.id == id:
            return (self.id,)
        for child in self.children:
            below = child.path_to(id)
            if below:
                return (self.id, *below)
        return ()

    def find(self, id: str) -> TreeNode | None:
        """The node of an id."""
        return next((node for node in self.walk() if node.id == id), None)


def read_tree(written: object) -> TreeNode:
    """Read the outline: one root, every id a mapping of the ids below it."""
    if isinstance(written, TreeNode):
        return written
    if not isinstance(written, Mapping) or len(written) != 1:
        raise FieldError("the tree needs exactly one root", "write one id with the others below it")
    ((root, below),) = written.items()
    return _read_node((str(root),), below)


def _read_node(path: tuple[str, ...], below: object) -> TreeNode:
    if below is None:
        return TreeNode(path[-1])
    if not isinstance(below, Mapping):
        raise FieldError(
            f"below {path[-1]!r} there must be an outline of ids",
            "write every id with a colon, on a line of its own",
            path,
        )
    return TreeNode(
        path[-1], tuple(_read_node((*path, str(id)), rest) for id, rest in below.items())
    )
