"""The ledger lines of a deal: money, value and quantity move in one entry.

Sales and their cost go to the accounts of members or of others; money through the one cash box.
"""

from collections.abc import Iterable
from uuid import UUID

from klaster.domain.cooperative import cash_box
from klaster.domain.ledger.commands import Line, Side
from klaster.domain.trade.models import Deal, DealLine
from klaster.domain.trade.stock import QUANTITY, VALUE


def sales_role(deal: Deal) -> str:
    """The account of what was sold."""
    return "sales_member" if deal.is_member else "sales_nonmember"


def cost_role(deal: Deal) -> str:
    """The account of what the goods sold had cost."""
    return "cogs_member" if deal.is_member else "cogs_nonmember"


def of_sale(deal: Deal, lines: Iterable[DealLine], fund: UUID) -> list[Line]:
    """Lines of a sale, or with the signs turned of a sale given back."""
    lines = list(lines)
    total = sum(line.price for line in lines)
    found = _money(deal, fund, Side(sales_role(deal)), total)
    for line in lines:
        found += _between(fund, Side(VALUE, contract=line.item_id), Side(cost_role(deal)),
                          line.value)  # fmt: skip
        found += _goods(fund, line, "sold")
    return found


def of_purchase(deal: Deal, lines: Iterable[DealLine], fund: UUID) -> list[Line]:
    """Lines of a purchase, or of goods given back to the supplier.

    What the supplier gives back beyond the goods' value is other income, what is short a loss.
    """
    found = []
    for line in lines:
        goods = Side(VALUE, contract=line.item_id)
        at_cost = line.value if line.price > 0 else max(line.value, line.price)
        found += _money(deal, fund, goods, -at_cost)
        found += _money(deal, fund, Side("fund_received"), at_cost - line.price)
        found += _between(fund, goods, Side("loss"), line.value - at_cost)
        found += _goods(fund, line, "acquired")
    return found


def of_count(_deal: Deal, lines: Iterable[DealLine], fund: UUID) -> list[Line]:
    """Lines of a stock count: what is missing is a loss, what is too much lessens it."""
    found = []
    for line in lines:
        found += _between(fund, Side(VALUE, contract=line.item_id), Side("loss"), line.value)
        found += _goods(fund, line, "acquired" if line.quantity > 0 else "lost")
    return found


def _between(fund: UUID, a: Side, b: Side, amount: int) -> list[Line]:
    """`amount` moves from `b` to `a`; below zero the other way."""
    if not amount:
        return []
    return [Line(fund, a, b, amount) if amount > 0 else Line(fund, b, a, -amount)]


def _goods(fund: UUID, line: DealLine, other: str) -> list[Line]:
    shelf = Side(QUANTITY, contract=line.item_id)
    return [
        Line(each.fund, each.debit, each.credit, each.amount, line.item.unit)
        for each in _between(fund, shelf, Side(other), line.quantity)
    ]


def _money(deal: Deal, fund: UUID, other: Side, amount: int) -> list[Line]:
    """`amount` comes in against `other`; below zero it goes out. On credit it is owed."""
    if not amount:
        return []
    if deal.via == Deal.Via.CREDIT:
        is_sale = deal.kind == Deal.Kind.SALE
        owed = Side("trade_receivable" if is_sale else "trade_payable", deal.party_id)
        return _between(fund, owed, other, amount)
    move = cash_box.received if amount > 0 else cash_box.paid
    return move(deal.cooperative, fund, other, abs(amount), deal.via)
