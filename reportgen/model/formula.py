"""Formulas over names: read into a checked expression, never evaluated as code.

The language is `+ - * / ( ) min max abs coalesce` over names and plain numbers. A missing input or
a division by zero gives no number, with the reason.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import assert_never

from reportgen.model.quantity import Measured

LONGEST = 500
DEEPEST = 40
FUNCTIONS = {"min": (2, None), "max": (2, None), "abs": (1, 1), "coalesce": (2, None)}


class FormulaError(ValueError):
    """A formula that cannot be read; `column` counts from 1 inside its text."""

    def __init__(self, what: str, column: int, width: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.column = column
        self.width = width


@dataclass(frozen=True)
class Name:
    """A KPI or metric, by its id; `column` is its place in the text."""

    id: str
    column: int


@dataclass(frozen=True)
class Constant:
    """A plain number."""

    value: float


@dataclass(frozen=True)
class Binary:
    """Two expressions joined by `+`, `-`, `*` or `/`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Negative:
    """The expression with its sign turned."""

    operand: Expression


@dataclass(frozen=True)
class Call:
    """One of the allowed functions applied to expressions."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Name | Constant | Binary | Negative | Call


@cache
def parse(text: str) -> Expression:
    """Read a formula; FormulaError says what is wrong and at which column of the text."""
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is longer than {LONGEST} characters", 1)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 1
        raise FormulaError("the formula cannot be read here", max(1, column)) from None
    return _checked(tree.body, DEEPEST)


_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


def _checked(node: ast.expr, depth: int) -> Expression:
    column = node.col_offset + 1
    if depth == 0:
        raise FormulaError("the formula is nested too deeply", column)
    match node:
        case ast.Name(id=name):
            return Name(name, column)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Constant(_finite(value, column))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(_checked(operand, depth - 1))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return Binary(
                _OPERATORS[type(operator)],
                _checked(left, depth - 1),
                _checked(right, depth - 1),
            )
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _checked_call(function, arguments, column, depth)
    width = (node.end_col_offset or node.col_offset + 1) - node.col_offset
    raise FormulaError(
        "only + - * / ( ) min max abs coalesce, names and numbers may stand here",
        column,
        width,
    )


def _finite(value: float, column: int) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise FormulaError("this number is too large", column)
    return number


def _checked_call(function: str, arguments: list[ast.expr], column: int, depth: int) -> Call:
    if function not in FUNCTIONS:
        known = ", ".join(FUNCTIONS)
        raise FormulaError(f"{function!r} is not a function; there are {known}", column)
    least, most = FUNCTIONS[function]
    if len(arguments) < least or (most is not None and len(arguments) > most):
        raise FormulaError(
            f"{function} takes {least} value{'s or more' if not most else ''}", column
        )
    return Call(function, tuple(_checked(argument, depth - 1) for argument in arguments))


def names(expression: Expression) -> Iterator[Name]:
    """Every name in the expression, from left to right."""
    match expression:
        case Name():
            yield expression
        case Constant():
            return
        case Negative(operand=operand):
            yield from names(operand)
        case Binary(left=left, right=right):
            yield from names(left)
            yield from names(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from names(argument)
        case _:
            assert_never(expression)


def evaluate(expression: Expression, value_of: Callable[[str], Measured]) -> Measured:
    """The formula's value; the first missing input's reason where there is none."""
    match expression:
        case Name(id=name):
            return value_of(name)
        case Constant(value=value):
            return Measured(value)
        case Negative(operand=operand):
            inner = evaluate(operand, value_of)
            return inner if inner.value is None else Measured(-inner.value)
        case Binary(operator=operator, left=left, right=right):
            return _combined(operator, evaluate(left, value_of), evaluate(right, value_of))
        case Call(function=function, arguments=arguments):
            return _applied(function, [evaluate(argument, value_of) for argument in arguments])
        case _:
            assert_never(expression)


def _combined(operator: str, left: Measured, right: Measured) -> Measured:
    if left.value is None:
        return left
    if right.value is None:
        return right
    if operator == "+":
        return Measured(left.value + right.value)
    if operator == "-":
        return Measured(left.value - right.value)
    if operator == "*":
        return Measured(left.value * right.value)
    if right.value == 0:
        return Measured.unknown("division_by_zero")
    return Measured(left.value / right.value)


def _applied(function: str, arguments: list[Measured]) -> Measured:
    if function == "coalesce":
        return next((one for one in arguments if one.value is not None), arguments[0])
    values = []
    for argument in arguments:
        if argument.value is None:
            return argument
        values.append(argument.value)
    if function == "abs":
        return Measured(abs(values[0]))
    return Measured(min(values) if function == "min" else max(values))


def product_factors(expression: Expression) -> tuple[str, ...] | None:
    """The names a plain product multiplies (`a * b * c`), or None for any other formula."""
    match expression:
        case Name(id=name):
            return (name,)
        case Binary(operator="*", left=left, right=right):
            first, second = product_factors(left), product_factors(right)
            return first + second if first is not None and second is not None else None
    return None


def signed_terms(expression: Expression) -> tuple[tuple[str, int], ...] | None:
    """The names a plain sum adds (+1) or takes away (-1), or None for any other formula."""
    match expression:
        case Name(id=name):
            return ((name, 1),)
        case Negative(operand=operand):
            inner = signed_terms(operand)
            return None if inner is None else tuple((name, -sign) for name, sign in inner)
        case Binary(operator="+" | "-" as operator, left=left, right=right):
            first, second = signed_terms(left), signed_terms(right)
            if first is None or second is None:
                return None
            turn = 1 if operator == "+" else -1
            return first + tuple((name, turn * sign) for name, sign in second)
    return None


def quotient(expression: Expression) -> tuple[str, str] | None:
    """Numerator and denominator of a plain `a / b`, or None for any other formula."""
    match expression:
        case Binary(operator="/", left=Name(id=left), right=Name(id=right)):
            return left, right
    return None
