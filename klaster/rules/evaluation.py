"""What an expression of an instrument comes to, given the answers.

Numbers are exact. What was not answered is empty: arithmetic with it, with text that is no number,
or by zero is empty; it is less and greater than nothing, and equal only to empty and ''. A
yes-or-no answer is 'yes' or 'no'. Worked: `(${a} + 1) div 4` with a = 2 is 3/4; `7 mod -4` is 3;
`round(2.5)` is 3.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from klaster.rules.expression import (
    Answer,
    BadExpression,
    Call,
    Expression,
    Here,
    Literal,
    Negative,
    Operation,
)

# One answer: a number, text (also the code of a choice), true or false, codes, or empty.
Value = Fraction | str | bool | tuple[str, ...] | None
# Answers by question; a list holds those of a question in a repeat, one for each time.
Answers = Mapping[str, Value | list[Value]]

_GREATEST = 10**40  # of numerator and denominator
_MOST_PLACES = 10
_NUMBER = re.compile(r"\s*-?[0-9]{1,30}(\.[0-9]{1,30})?\s*", re.ASCII)


def evaluate(expression: Expression, answers: Answers, here: Value = None) -> Value:
    """Work an expression out; a question without answer is empty.

    Raises `BadExpression` for numbers that grow beyond 10^40.
    """
    match expression:
        case Literal(value):
            return value
        case Answer(question):
            answer = answers.get(question)
            return None if isinstance(answer, list) else answer
        case Here():
            return here
        case Negative(operand):
            number = as_number(evaluate(operand, answers, here))
            return None if number is None else -number
        case Operation(sign, left, right):
            return _operation(sign, left, right, answers, here)
        case Call(function, arguments):
            return _call(function, arguments, answers, here)


def is_true(value: Value) -> bool:
    """Whether a value counts as true: a number but zero, text or codes that are not empty."""
    return bool(value)


def as_number(value: Value) -> Fraction | None:
    """A value as a number; None where it is none."""
    if isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        return Fraction(value.strip()) if _NUMBER.fullmatch(value) else None
    return value if isinstance(value, Fraction) else None


_ORDER: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": operator.truediv,
    # The sign of the left operand, as in XPath and JavaScript.
    "mod": lambda left, right: left - right * math.trunc(left / right),
}  # fmt: skip


def _operation(
    sign: str, left: Expression, right: Expression, answers: Answers, here: Value
) -> Value:
    first = evaluate(left, answers, here)
    if sign == "or":
        return is_true(first) or is_true(evaluate(right, answers, here))
    if sign == "and":
        return is_true(first) and is_true(evaluate(right, answers, here))
    second = evaluate(right, answers, here)
    if sign in ("=", "!="):
        return _equal(first, second) is (sign == "=")
    one, other = as_number(first), as_number(second)
    if sign in _ORDER:
        return one is not None and other is not None and _ORDER[sign](one, other)
    if one is None or other is None or (sign in ("div", "mod") and not other):
        return None
    return _bounded(_ARITHMETIC[sign](one, other))


def _equal(first: Value, second: Value) -> bool:
    if isinstance(first, bool) or isinstance(second, bool):
        return is_true(first) is is_true(second)
    if isinstance(first, Fraction) or isinstance(second, Fraction):
        number = as_number(first)
        return number is not None and number == as_number(second)
    return _text(first) == _text(second)


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def _call(function: str, arguments: tuple[Expression, ...], answers: Answers, here: Value) -> Value:
    if function == "sum":
        return _sum(arguments[0], answers)
    first = evaluate(arguments[0], answers, here)
    if function == "if":
        return evaluate(arguments[1 if is_true(first) else 2], answers, here)
    if function == "coalesce":
        return first if _text(first) else evaluate(arguments[1], answers, here)
    if function == "not":
        return not is_true(first)
    if function == "selected":
        code = _text(evaluate(arguments[1], answers, here))
        return bool(code) and code in _codes(first)
    if function == "count-selected":
        return Fraction(len(_codes(first)))
    number = as_number(first)
    if function == "int":
        return None if number is None else Fraction(math.trunc(number))
    places = as_number(evaluate(arguments[1], answers, here)) if arguments[1:] else Fraction()
    return _round(number, places)


def _sum(argument: Expression, answers: Answers) -> Value:
    given = answers.get(argument.question) if isinstance(argument, Answer) else None
    each = given if isinstance(given, list) else [given]
    total = Fraction()
    for number in map(as_number, each):
        total = _bounded(total + (number or 0))
    return total


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(_text(value).split())


def _round(number: Fraction | None, places: Fraction | None) -> Value:
    """Halves go up, as XPath and JavaScript round; beyond the places that we keep, nothing does."""
    if number is None or places is None or abs(places) > _MOST_PLACES:
        return None
    scale = Fraction(10) ** math.trunc(places)
    return _bounded(math.floor(number * scale + Fraction(1, 2)) / scale)


def _bounded(number: Fraction) -> Fraction:
    if abs(number.numerator) > _GREATEST or number.denominator > _GREATEST:
        raise BadExpression(expression="", reason="hasilnya terlalu besar untuk dihitung.")
    return number
