"""Putting a payment to the rows of a schedule: oldest first, the excess as the terms say.

The *current* row is the first that falls due on or after the day of payment. Rows up to it are
settled in order; what is paid beyond it is overpayment and goes to the `next` rows, to the
`last` ones, or is spread over all that remain (`respread`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from klaster.rules.instalment import Instalment, Settlement

MARGIN_FIRST, PRINCIPAL_FIRST = "margin_first", "principal_first"
ALLOCATIONS = (MARGIN_FIRST, PRINCIPAL_FIRST)
NEXT, LAST, RESPREAD = "next", "last", "respread"
OVERPAYMENTS = (NEXT, LAST, RESPREAD)

_due_date = attrgetter("due_date")


@dataclass(slots=True)
class OpenRows:
    """What is left of each row. It changes while a history is folded over it, hence not frozen.

    `principal[i]` and `margin[i]` belong to `rows[i]`; rows before `first` are settled.
    """

    rows: Sequence[Instalment]
    principal: list[int]
    margin: list[int]
    principal_left: int
    margin_left: int
    first: int = 0

    @property
    def left(self) -> int:
        """Principal and margin still unsettled, in smallest steps."""
        return self.principal_left + self.margin_left


def open_rows(rows: Sequence[Instalment]) -> OpenRows:
    """All of `rows`, nothing settled yet."""
    principal = [row.principal for row in rows]
    margin = [row.margin for row in rows]
    return OpenRows(rows, principal, margin, sum(principal), sum(margin))


def current_index(rows: Sequence[Instalment], on: date) -> int:
    """Index of the first row due on or after `on`; the number of rows when all are past."""
    return bisect_left(rows, on, key=_due_date)


def overdue(rows: OpenRows, on: date) -> int:
    """What is left of the rows due before `on`; a row due on that day is not late yet."""
    late = slice(rows.first, current_index(rows.rows, on))
    return sum(rows.principal[late]) + sum(rows.margin[late])


def settle(
    rows: OpenRows,
    on: date,
    paid: int,
    allocation: str = MARGIN_FIRST,
    overpayment: str = NEXT,
    rounding: int = 1,
) -> tuple[Settlement, ...]:
    """Take `paid` (not more than what is left) off `rows`; says what was settled of which.

    Of rows 100, 100, 100 due monthly, 150 paid on the first due date settles 100 + 50 (`next`),
    100 + 0 + 50 (`last`), or 100 + 25 + 25 (`respread`, in multiples of `rounding`).
    """
    assert 0 <= paid <= rows.left, "a payment is not above what is left"
    margin_first = allocation == MARGIN_FIRST
    count = len(rows.rows)
    if overpayment == NEXT:
        return tuple(_take_forward(rows, count, paid, margin_first))
    stop = min(current_index(rows.rows, on) + 1, count)
    settled = _take_forward(rows, stop, paid, margin_first)
    excess = paid - sum(each.total for each in settled)
    if not excess:
        return tuple(settled)
    if overpayment == RESPREAD:
        settled += _take_evenly(rows, excess, margin_first, rounding)
        excess = paid - sum(each.total for each in settled)
    settled += _take_backward(rows, excess, margin_first)
    return _merged(settled)


def advance(rows: OpenRows, paid: int, allocation: str = MARGIN_FIRST) -> None:
    """Take `paid` off `rows` in order without saying of which.

    For replaying a history, where only the position counts and settlements would cost time.
    """
    assert 0 <= paid <= rows.left, "a payment is not above what is left"
    i = rows.first
    while paid:
        whole = rows.principal[i] + rows.margin[i]
        if whole > paid:
            _take(rows, i, paid, allocation == MARGIN_FIRST)
            break
        rows.principal_left -= rows.principal[i]
        rows.margin_left -= rows.margin[i]
        rows.principal[i] = rows.margin[i] = 0
        paid -= whole
        i += 1
    rows.first = i


def settle_all(rows: OpenRows) -> tuple[Settlement, ...]:
    """Settle everything that is left, for a pay-off or a write-off."""
    return tuple(_take_forward(rows, len(rows.rows), rows.left, True))


def _take_forward(rows: OpenRows, stop: int, wanted: int, margin_first: bool) -> list[Settlement]:
    settled: list[Settlement] = []
    i = rows.first
    while wanted and i < stop:
        took = _take(rows, i, wanted, margin_first)
        if took is not None:
            settled.append(took)
            wanted -= took.principal + took.margin
        if not rows.principal[i] and not rows.margin[i]:
            i += 1
    rows.first = i
    return settled


def _take_backward(rows: OpenRows, wanted: int, margin_first: bool) -> list[Settlement]:
    settled: list[Settlement] = []
    i = len(rows.rows)
    while wanted:
        i -= 1
        took = _take(rows, i, wanted, margin_first)
        if took is not None:
            settled.append(took)
            wanted -= took.total
    return settled


def _take_evenly(
    rows: OpenRows, excess: int, margin_first: bool, rounding: int
) -> list[Settlement]:
    """By weight of what is left, in whole multiples of `rounding`; the rest is for the caller."""
    left = rows.left
    settled: list[Settlement] = []
    for i in range(rows.first, len(rows.rows)):
        share = excess * (rows.principal[i] + rows.margin[i]) // left
        took = _take(rows, i, share - share % rounding, margin_first)
        if took is not None:
            settled.append(took)
    return settled


def _take(rows: OpenRows, i: int, wanted: int, margin_first: bool) -> Settlement | None:
    """Up to `wanted` off row `i`; None when that is nothing."""
    principal, margin = rows.principal[i], rows.margin[i]
    if margin_first:
        margin = min(margin, wanted)
        principal = min(principal, wanted - margin)
    else:
        principal = min(principal, wanted)
        margin = min(margin, wanted - principal)
    if not principal and not margin:
        return None
    rows.principal[i] -= principal
    rows.margin[i] -= margin
    rows.principal_left -= principal
    rows.margin_left -= margin
    return Settlement(rows.rows[i].n, principal, margin)


def _merged(settled: list[Settlement]) -> tuple[Settlement, ...]:
    by_row: dict[int, Settlement] = {}
    for each in settled:
        before = by_row.get(each.n, Settlement(each.n, 0))
        by_row[each.n] = Settlement(
            each.n, before.principal + each.principal, before.margin + each.margin
        )
    return tuple(by_row[n] for n in sorted(by_row))
