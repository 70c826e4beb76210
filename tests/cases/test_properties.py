"""What any decomposition must hold, on ten thousand random sets of segments and random trees."""

import math
import random
from itertools import pairwise

import pytest

from reportgen.analysis.decomposition.change import Change
from reportgen.analysis.decomposition.multipliers import multipliers
from reportgen.analysis.decomposition.segments import Factors, segment_parts
from reportgen.model.formula import evaluate, parse
from reportgen.model.quantity import Measured
from tests.cases.reading import case

CASE = case(39)["inputs"]
EXACT = case(39)["tolerance"]["rel"]
STEPS = tuple(range(0, CASE["draws"], CASE["draws"] // 10))


def magnitude(draw):
    return 10 ** draw.uniform(-6, 9)


def segments_of(draw):
    """Factors of up to twenty segments, before and after; now and then one is zero on a side."""
    factors = draw.randint(1, 6)

    def side():
        return [0.0 if draw.random() < 0.01 else magnitude(draw) for _ in range(factors)]

    return [(side(), side()) for _ in range(draw.randint(1, 20))]


def parts_of(segments):
    """The amount of every factor in every segment, and what began or ended, from the analysis."""
    factors = [
        Factors(
            Change(before[0], after[0]),
            tuple(Change(*pair) for pair in zip(before[1:], after[1:], strict=True)),
        )
        for before, after in segments
    ]
    results = [Change(math.prod(before), math.prod(after)) for before, after in segments]
    return [
        (part.volume, *part.rates, part.started_stopped) for part in segment_parts(factors, results)
    ]


def near(one, other, size):
    return abs(one - other) <= EXACT * size


@pytest.mark.parametrize("first", STEPS)
def test_segments_leave_no_residual_and_mind_neither_time_nor_order_nor_units(first):
    for number in range(first, first + CASE["draws"] // 10):
        draw = random.Random(CASE["seed"] + number)
        segments = segments_of(draw)
        parts = parts_of(segments)
        before, after = (sum(math.prod(one[side]) for one in segments) for side in (0, 1))
        size = max(before, after)
        flat = [amount for part in parts for amount in part]
        assert all(map(math.isfinite, flat))
        assert near(math.fsum(flat), after - before, size)

        back = parts_of([(after, before) for before, after in segments])
        mirrored = zip(parts, back, strict=True)
        assert all(
            near(there, -here, size) for pair in mirrored for there, here in zip(*pair, strict=True)
        )

        order = draw.sample(range(len(segments)), len(segments))
        shuffled = parts_of([segments[place] for place in order])
        assert all(
            near(a, b, size)
            for place, part in zip(order, shuffled, strict=True)
            for a, b in zip(parts[place], part, strict=True)
        )

        unit = magnitude(draw)
        scaled = parts_of([([b[0] * unit, *b[1:]], [a[0] * unit, *a[1:]]) for b, a in segments])
        assert all(
            near(a * unit, b, size * unit)
            for pair in zip(parts, scaled, strict=True)
            for a, b in zip(*pair, strict=True)
        )

        cut = draw.randint(0, len(segments))
        apart = parts_of(segments[:cut]) + parts_of(segments[cut:])
        assert all(
            near(a, b, size)
            for pair in zip(parts, apart, strict=True)
            for a, b in zip(*pair, strict=True)
        )


def tree_of(draw, depth, name="r"):
    """A random tree: each inner node a formula over its children, each leaf before and after."""
    if depth == 0 or (depth < 3 and draw.random() < 0.35):
        before = magnitude(draw)
        after = before if draw.random() < 0.2 else magnitude(draw)
        return {"name": name, "before": before, "after": after, "below": []}
    operator = draw.choice([" + ", " * ", " * ", " - ", " / "])
    below = [
        tree_of(draw, depth - 1, f"{name}{place}")
        for place in range(2 if operator in (" - ", " / ") else draw.randint(2, 3))
    ]
    node = {"name": name, "below": below, "formula": operator.join(one["name"] for one in below)}
    for side in ("before", "after"):
        values = {one["name"]: Measured(one[side]) for one in below}
        node[side] = evaluate(parse(node["formula"]), values.__getitem__).value
    return node


def contributions_of(node, multiplier, into, sizes):
    """Every node's contribution to the root, and how large the amounts were it was made from."""
    change = Change(node["before"], node["after"])
    into[node["name"]] = multiplier * change.amount
    sizes[node["name"]] = abs(multiplier) * change.size
    if node["below"]:
        changes = {one["name"]: Change(one["before"], one["after"]) for one in node["below"]}
        each = multipliers(parse(node["formula"]), changes)
        for one in node["below"]:
            contributions_of(one, multiplier * each[one["name"]], into, sizes)
    return into


def turned(node):
    return {
        **node,
        "before": node["after"],
        "after": node["before"],
        "below": [turned(one) for one in node["below"]],
    }


def walk(node):
    yield node
    for one in node["below"]:
        yield from walk(one)


def is_defined(tree):
    values = [one[side] for one in walk(tree) for side in ("before", "after")]
    return all(value is not None and math.isfinite(value) for value in values)


@pytest.mark.parametrize("first", STEPS)
def test_nested_trees_of_any_operators_add_up_at_every_level_and_reverse_in_time(first):
    for number in range(first, first + CASE["draws"] // 10):
        draw = random.Random(CASE["seed"] - number)
        tree = tree_of(draw, 3)
        while not is_defined(tree):
            tree = tree_of(draw, 3)
        sizes: dict[str, float] = {}
        amounts = contributions_of(tree, 1.0, {}, sizes)
        assert all(map(math.isfinite, amounts.values()))
        for node in walk(tree):
            if node["below"]:
                parts = [amounts[one["name"]] for one in node["below"]]
                size = max(sizes[one["name"]] for one in (node, *node["below"]))
                assert near(math.fsum(parts), amounts[node["name"]], max(size, *map(abs, parts)))
            if node["before"] == node["after"]:
                assert amounts[node["name"]] == 0
        back = contributions_of(turned(tree), 1.0, {}, {})
        assert all(
            abs(amounts[name] + back[name]) <= EXACT * max(sizes[name], abs(amounts[name]))
            for name in amounts
        )


def test_the_logarithmic_share_of_one_segment_is_the_logarithm_of_its_index():
    draw = random.Random(CASE["seed"])
    for _ in range(200):
        before, after = ([magnitude(draw) for _ in range(3)] for _ in range(2))
        (part,) = parts_of([(before, after)])
        whole = math.log(math.prod(after) / math.prod(before))
        change = math.prod(after) - math.prod(before)
        for amount, start, end in zip(part, before, after, strict=False):
            assert amount / change == pytest.approx(math.log(end / start) / whole, rel=1e-9)


def test_the_order_of_factors_in_a_formula_does_not_matter():
    draw = random.Random(CASE["seed"])
    names = ["a", "b", "c", "d"]
    changes = {name: Change(magnitude(draw), magnitude(draw)) for name in names}
    found = [multipliers(parse(" * ".join(draw.sample(names, 4))), changes) for _ in range(10)]
    assert all(one == pytest.approx(other) for one, other in pairwise(found))
