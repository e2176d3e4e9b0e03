"""Paying what is owed for goods: buyers to the cooperative, the cooperative to suppliers."""

from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.trade import queries
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text


class MoreThanOwed(Refused):
    code = "more_than_owed"
    message = "Sisa utang tinggal {owed}. Catat pembayaran paling banyak sebesar itu."


@command("trade.receive_payment")
def receive_payment(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    buyer: UUID,
    amount: int,
    via: str = cash_box.CASH,
    memo: str = "",
) -> ledger.Posted:
    """A buyer pays `amount` rupiah of what was sold on credit. Raises `MoreThanOwed`."""
    _require(amount, via)
    owed = ledger.Side("trade_receivable", buyer)
    lines = cash_box.received(cooperative, queries.trade_fund_id(cooperative), owed, amount, via)
    return _post(by, on, id, cooperative, "trade.payment_received", lines, memo, buyer)


@command("trade.pay_supplier")
def pay_supplier(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    supplier: UUID,
    amount: int,
    via: str = cash_box.CASH,
    memo: str = "",
) -> ledger.Posted:
    """The cooperative pays `amount` rupiah of what it bought on credit.

    Raises `MoreThanOwed`, `NotEnough` when the money is not there.
    """
    _require(amount, via)
    owed = ledger.Side("trade_payable", supplier)
    lines = cash_box.paid(cooperative, queries.trade_fund_id(cooperative), owed, amount, via)
    return _post(by, on, id, cooperative, "trade.supplier_paid", lines, memo, supplier)


@command("trade.reverse_payment")
def reverse_payment(*, by: Actor, on: date, id: UUID, entry: UUID, reason: str) -> ledger.Posted:
    """Take a payment of a buyer or to a supplier back; both stay visible."""
    if not queries.is_payment(by.organisation_id, entry):
        raise ledger.NothingToReverse(entry=entry)
    return ledger.reverse(by=by, on=on, id=id, entry=entry, reason=reason)


def _require(amount: int, via: str) -> None:
    if amount <= 0:
        raise BadField(field="amount", reason="harus lebih dari nol")
    if via not in cash_box.PLACES:
        raise BadField(
            field="via", reason="pilih salah satu: {choices}", choices=", ".join(cash_box.PLACES)
        )


def _post(
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    lines: list[ledger.Line],
    memo: str,
    party: UUID,
) -> ledger.Posted:
    """Post a payment; the ledger refuses more than is owed, and is asked how much that was."""
    try:
        return ledger.post(
            by=by, on=on, id=id, book=cooperative.book, kind=kind, lines=lines, memo=memo
        )
    except NotEnough:
        is_buyer = kind == "trade.payment_received"
        owed = queries.owed_by_buyers if is_buyer else queries.owed_to_suppliers
        left = owed(cooperative, date.max).get(party, 0)
        if left < lines[0].amount:
            raise MoreThanOwed(owed=money_text(left)) from None
        raise
