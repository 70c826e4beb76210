"""The tree: every KPI once or declared outside, the goal in it, results above what moves them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import TreeNode
from reportgen.model.states import KpiClass

MOST_LEVELS = 6
"""The tree page has room for so many columns of cards."""


def tree_names_known_kpis(agreed: Agreed) -> Iterator[Problem]:
    """Every id of the outline is a KPI."""
    config = agreed.config
    for path in _paths(config.tree):
        id = str(path[-1])
        if id not in config.kpis:
            hint = did_you_mean(id, config.kpis)
            if id in config.metrics:
                hint = f"it is a metric; write a KPI with metric: {id}"
            yield agreed.client.problem(
                "RG223",
                path,
                f"{id!r} in the tree is not a KPI",
                hint=hint,
                at_key=True,
            )


def tree_names_each_kpi_once(agreed: Agreed) -> Iterator[Problem]:
    """A KPI that stood in two places would be counted twice."""
    first: dict[str, Path] = {}
    for path in _paths(agreed.config.tree):
        id = str(path[-1])
        if id in first:
            place = agreed.client.place_of(first[id])
            yield agreed.client.problem(
                "RG224",
                path,
                f"{id!r} stands twice in the tree",
                why=f"it stands in line {place.line if place else '?'} already",
                hint="keep it where it acts first, or split it into two KPIs",
                at_key=True,
            )
        first.setdefault(id, path)


def kpis_stand_in_the_tree_or_say_why_not(agreed: Agreed) -> Iterator[Problem]:
    """A KPI without a path to the goal is a means that became an end."""
    inside = agreed.in_tree
    for id, kpi in agreed.config.kpis.items():
        path: Path = ("kpis", id)
        if id not in inside and kpi.outside_tree is None:
            yield agreed.client.problem(
                "RG225",
                path,
                f"kpis.{id} does not stand in the tree",
                why="a KPI needs a path to the goal",
                hint="put it in the tree below what it moves, or write outside_tree: {reason: …}",
                at_key=True,
            )
        elif id in inside and kpi.outside_tree is not None:
            yield agreed.client.problem(
                "RG226",
                (*path, "outside_tree"),
                f"kpis.{id} stands in the tree and says it does not",
                hint="delete outside_tree, or take it out of the tree",
                at_key=True,
            )


def tree_fits_the_page(agreed: Agreed) -> Iterator[Problem]:
    """More levels than columns cannot be read at one look."""
    deep = [path for path in _paths(agreed.config.tree) if len(path) - 1 > MOST_LEVELS]
    if deep:
        yield agreed.client.problem(
            "RG227",
            deep[0],
            f"the tree has more than {MOST_LEVELS} levels",
            why=f"its page has room for {MOST_LEVELS} columns",
            hint="join a level with the one above it",
            at_key=True,
        )


def goal_stands_in_the_tree(agreed: Agreed) -> Iterator[Problem]:
    """The goal is the root, or stands below what it is worth."""
    goal = agreed.config.kgi.kpi
    if goal in agreed.config.kpis and goal not in agreed.in_tree:
        yield agreed.client.problem(
            "RG228",
            ("kgi", "kpi"),
            f"the goal {goal!r} does not stand in the tree",
            hint=f"make {goal} the root of the tree, or put it below what it is worth",
        )


def goal_is_a_result(agreed: Agreed) -> Iterator[Problem]:
    """A goal is what is wanted in the end, not what moves before it."""
    id = agreed.config.kgi.kpi
    kpi = agreed.config.kpis.get(id)
    if kpi is not None and kpi.class_ is KpiClass.LEADING:
        yield agreed.client.problem(
            "RG261",
            ("kgi", "kpi"),
            f"the goal {id!r} is a leading KPI",
            why="a leading figure says what a result will be; the goal is the result itself",
            hint=f"name the result it leads to, or write class: lagging at kpis.{id}",
        )


def goal_says_how_much_and_by_when(agreed: Agreed) -> Iterator[Problem]:
    """A goal without a figure and a month cannot be reached or missed."""
    id = agreed.config.kgi.kpi
    kpi = agreed.config.kpis.get(id)
    if kpi is None:
        return
    path: Path = ("kpis", id)
    if kpi.target is None:
        yield agreed.client.problem(
            "RG260",
            (*path, "target"),
            f"the goal {id!r} has no target",
            why="a goal says who, what, how much and by when",
            hint="write target: {value: …, by: YYYY-MM}",
        )
        return
    for key, what in (("value", "how much"), ("by", "by when")):
        if getattr(kpi.target, key) is None:
            yield agreed.client.problem(
                "RG260",
                (*path, "target", key),
                f"the goal {id!r} does not say {what}",
                why="a goal says who, what, how much and by when",
                hint=f"write {key}: {'YYYY-MM' if key == 'by' else 'the figure that was agreed'}",
            )


def leading_kpis_lead_to_a_result(agreed: Agreed) -> Iterator[Problem]:
    """What moves first stands below the result it moves."""
    config = agreed.config
    for path in _paths(config.tree):
        above = [config.kpis.get(str(id)) for id in path[1:-1]]
        kpi = config.kpis.get(str(path[-1]))
        if kpi is None or kpi.class_ is not KpiClass.LEADING:
            continue
        if not any(one is not None and one.class_ is KpiClass.LAGGING for one in above):
            yield agreed.client.warning(
                "RG229",
                path,
                f"the leading KPI {path[-1]!r} has no lagging KPI above it",
                why="a leading figure says what a result will be",
                hint="put it below the result it moves, or make it lagging",
            )


def results_have_something_that_moves_them(agreed: Agreed) -> Iterator[Problem]:
    """A tree of results alone says nothing of next month."""
    config = agreed.config
    kpis = [config.kpis.get(node.id) for node in config.tree.walk()]
    root, *below = kpis
    if root is None or root.class_ is not KpiClass.LAGGING:
        return
    if not any(kpi is not None and kpi.class_ is KpiClass.LEADING for kpi in below):
        yield agreed.client.warning(
            "RG230",
            ("tree", config.tree.id),
            f"no leading KPI stands below {config.tree.id!r}",
            why="last month's result cannot be changed; the report could not say what comes next",
            hint="put a leading KPI below the result it moves",
        )


def lags_are_one_month_or_a_span(agreed: Agreed) -> Iterator[Problem]:
    """One lag is tested alone; a span `[from, to]` tests the best of its months."""
    for id, kpi in agreed.config.kpis.items():
        lags, path = kpi.lag_months, ("kpis", id, "lag_months")
        if len(lags) > 2 or (len(lags) == 2 and lags[0] >= lags[1]):
            yield agreed.client.problem(
                "RG233",
                path,
                f"lag_months of {id!r} is neither one number nor a span",
                hint="write lag_months: 2, or lag_months: [1, 3]",
            )
        elif kpi.class_ is KpiClass.LEADING and 0 in lags:
            yield agreed.client.warning(
                "RG234",
                path,
                f"kpis.{id} is leading with a lag of 0 months",
                why="a figure that moves in the same month as the result does not lead it",
                hint="write after how many months it shows, or make it lagging",
            )


def _paths(node: TreeNode, above: Path = ("tree",)) -> Iterator[Path]:
    """The way to every id of the outline."""
    path = (*above, node.id)
    yield path
    for child in node.children:
        yield from _paths(child, path)
