"""Counting the cash box: by notes and coins, against the books, the difference with its reason."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.treasury.models import CashCount
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

# Notes and coins of the rupiah, the largest first; odd change is counted in pieces of 1.
VALUES = (100_000, 75_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 1)


class DifferenceUnexplained(Refused):
    code = "difference_unexplained"
    message = (
        "Uang yang dihitung {counted}, menurut buku {expected}. Hitung ulang, atau tuliskan "
        "sebab selisihnya."
    )


@command("treasury.count_cash")
def count_cash(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    pieces: Mapping[int, int],
    reason: str = "",
) -> CashCount:
    """Count the cash box at the end of `on`: how many pieces of each value of `VALUES`.

    What differs from the books of all funds is posted with its reason. Raises
    `DifferenceUnexplained`. The same id again is the same count.
    """
    for value, number in pieces.items():
        if value not in VALUES:
            raise BadField(
                field="pieces", reason="pecahan: {values}", values=", ".join(map(str, VALUES))
            )
        if number < 0:
            raise BadField(field="pieces", reason="jumlah lembar tidak boleh negatif")
    known = CashCount.objects.filter(organisation_id=by.organisation_id, id=id).first()
    counted = sum(value * number for value, number in pieces.items())
    expected = known.expected if known else ledger_read.balance(cooperative.book, cash_box.CASH, on)
    if counted != expected and not reason.strip():
        raise DifferenceUnexplained(counted=money_text(counted), expected=money_text(expected))
    count = once.add(
        CashCount(
            id=id,
            organisation_id=by.organisation_id,
            cooperative=cooperative,
            on=on,
            pieces={str(value): pieces[value] for value in VALUES if pieces.get(value)},
            counted=counted,
            expected=expected,
            reason=reason,
        )
    )
    if counted != expected:
        cash, difference = ledger.Side(cash_box.CASH), ledger.Side("cash_difference")
        debit, credit = (cash, difference) if counted > expected else (difference, cash)
        amount = abs(counted - expected)
        ledger.post(
            by=by,
            on=on,
            id=id,
            book=cooperative.book,
            kind="treasury.cash_difference",
            lines=[ledger.Line(cooperative.rolling_fund_id, debit, credit, amount)],
            memo=reason,
        )
    return count
