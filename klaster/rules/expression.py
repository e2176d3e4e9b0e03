"""Expressions of instruments: relevance, constraints and calculations, as XLSForm writes them.

A small part of the XPath of XLSForm, the same on the web, in a workbook and on the phone:

    expression = comparisons joined by `or` and `and`, loosest first
    comparison = sums joined by `=` `!=`, then by `<` `<=` `>` `>=`
    sum        = terms joined by `+` `-`, then by `*` `div` `mod`; `-` before a term
    term       = number | 'text' | "text" | ${question} | . | (expression) | function(…)
    function   = not(x) | selected(${q}, 'code') | if(x, then, else) | coalesce(x, y) | int(x)
               | round(x) | round(x, places) | count-selected(${q}) | sum(${question in a repeat})

`.` is the answer that a constraint is about. Anything else is refused by name. `rules.evaluation`
says what an expression comes to.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from klaster.rules.refusal import Explained

LONGEST = 1000
_DEEPEST = 30
_MOST_OPERATIONS = 100  # of one expression, which are worked out one within the other

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,30}(?:\.[0-9]{1,30})?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|\$\{\s*(?P<answer>[A-Za-z_][A-Za-z0-9_-]{0,59})\s*\}"
    r"|(?P<name>[A-Za-z][A-Za-z-]*)"
    r"|(?P<sign><=|>=|!=|[=<>()+*,.-]))",
    re.ASCII,
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_ARITIES = {
    "not": (1,), "selected": (2,), "if": (3,), "coalesce": (2,), "int": (1,), "round": (1, 2),
    "count-selected": (1,), "sum": (1,),
}  # fmt: skip


class BadExpression(Explained):
    """An expression that is no part of the language, or that cannot be worked out."""

    code = "bad_expression"
    message = "Rumus {expression}: {reason}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or text as written."""

    value: Fraction | str


@dataclass(frozen=True, slots=True)
class Answer:
    """`${question}`: what was answered to it."""

    question: str


@dataclass(frozen=True, slots=True)
class Here:
    """`.`: the answer that the constraint is about."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and the sign or word between them."""

    sign: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negative:
    """`-` before a term."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with as many arguments as it takes."""

    function: str
    arguments: tuple["Expression", ...]


Expression = Literal | Answer | Here | Operation | Negative | Call


def parse(text: str) -> Expression:
    """Read an expression. Raises `BadExpression`."""
    if len(text) > LONGEST:
        raise BadExpression(
            expression=text[:40] + "…", reason="paling panjang {most} huruf.", most=LONGEST
        )
    reader = _Reader(text)
    found = reader.level(0)
    if reader.next is not None:
        raise BadExpression(
            expression=text, reason="tidak mengerti {part}.", part=_shown(reader.next)
        )
    return found


def questions(expression: Expression) -> Iterator[tuple[str, bool]]:
    """The questions that an expression names, and whether as a sum over a repeat."""
    match expression:
        case Answer(question):
            yield question, False
        case Operation(_, left, right):
            yield from questions(left)
            yield from questions(right)
        case Negative(operand):
            yield from questions(operand)
        case Call("sum", (Answer(question),)):
            yield question, True
        case Call(_, arguments):
            for each in arguments:
                yield from questions(each)


def speaks_of_itself(expression: Expression) -> bool:
    """Say whether `.` occurs, which only a constraint may use."""
    match expression:
        case Here():
            return True
        case Operation(_, left, right):
            return speaks_of_itself(left) or speaks_of_itself(right)
        case Negative(operand):
            return speaks_of_itself(operand)
        case Call(_, arguments):
            return any(map(speaks_of_itself, arguments))
    return False


class _Reader:
    """Reads the parts of one expression from left to right; `next` is the part not yet taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        self._depth = 0
        self._operations = 0
        self.next: tuple[str, str] | None = None
        self._advance()

    def level(self, number: int) -> Expression:
        """Operations of this looseness and all tighter ones."""
        if number == len(_LEVELS):
            return self._term()
        left = self.level(number + 1)
        while self.next and self.next[0] in ("name", "sign") and self.next[1] in _LEVELS[number]:
            sign = self.next[1]
            self._operations += 1
            if self._operations > _MOST_OPERATIONS:
                raise BadExpression(
                    expression=self.text[:40] + "…",
                    reason="paling banyak {most} tanda hitung.",
                    most=_MOST_OPERATIONS,
                )
            self._advance()
            left = Operation(sign, left, self.level(number + 1))
        return left

    def _term(self) -> Expression:
        if self.next is None:
            raise BadExpression(expression=self.text, reason="belum selesai.")
        kind, part = self.next
        self._advance()
        if kind == "number":
            return Literal(Fraction(part))
        if kind == "text":
            return Literal(part[1:-1])
        if kind == "answer":
            return Answer(part)
        if kind == "name":
            return self._function(part)
        return self._signed(part)

    def _signed(self, sign: str) -> Expression:
        if sign == ".":
            return Here()
        if sign == "-":
            with_operand = self._deeper(self._term)
            return Negative(with_operand)
        if sign == "(":
            inner = self._deeper(lambda: self.level(0))
            self._expect(")")
            return inner
        raise BadExpression(expression=self.text, reason="{part} tidak pada tempatnya.", part=sign)

    def _function(self, name: str) -> Expression:
        if self.next != ("sign", "("):
            raise BadExpression(
                expression=self.text, reason="tulis ${{{part}}} untuk jawaban.", part=name
            )
        if name not in _ARITIES:
            raise BadExpression(
                expression=self.text,
                reason="fungsi {part} belum didukung. Yang ada: {known}.",
                part=name,
                known=", ".join(_ARITIES),
            )
        self._advance()
        arguments = [self._deeper(lambda: self.level(0))]
        while self.next == ("sign", ","):
            self._advance()
            arguments.append(self._deeper(lambda: self.level(0)))
        self._expect(")")
        if len(arguments) not in _ARITIES[name]:
            raise BadExpression(
                expression=self.text, reason="fungsi {part} salah jumlah isinya.", part=name
            )
        if name == "sum" and not isinstance(arguments[0], Answer):
            raise BadExpression(
                expression=self.text, reason="sum hanya dari satu pertanyaan berulang."
            )
        return Call(name, tuple(arguments))

    def _deeper(self, read: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadExpression(
                expression=self.text, reason="paling dalam {most} tingkat.", most=_DEEPEST
            )
        found = read()
        self._depth -= 1
        return found

    def _expect(self, sign: str) -> None:
        if self.next != ("sign", sign):
            raise BadExpression(expression=self.text, reason="kurang {part}.", part=sign)
        self._advance()

    def _advance(self) -> None:
        rest = self.text[self._at :]
        if not rest.strip():
            self.next = None
            return
        found = _TOKEN.match(rest)
        if found is None:
            raise BadExpression(
                expression=self.text, reason="tidak mengerti {part}.", part=rest.strip()[:20]
            )
        self._at += found.end()
        kind = str(found.lastgroup)
        self.next = (kind, found[kind])


def _shown(token: tuple[str, str]) -> str:
    return f"${{{token[1]}}}" if token[0] == "answer" else token[1]
