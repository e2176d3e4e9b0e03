"""The cash box is one: money of every business unit lies in the cooperative's main fund.

A unit that buys or sells owes the main fund, or is owed by it, through the inter-fund account, so
that there is one cash book, one bank account and one count, whatever the unit.
"""

from uuid import UUID

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger.commands import Line, Side

CASH, BANK = "fund_cash", "bank"
PLACES = (CASH, BANK)
_BETWEEN = Side("interfund")


def received(
    cooperative: Cooperative, fund: UUID, source: Side, amount: int, via: str
) -> list[Line]:
    """The lines by which money comes in from an account of a fund; rupiah."""
    main, money = cooperative.rolling_fund_id, Side(via)
    if fund == main:
        return [Line(main, money, source, amount)]
    return [Line(main, money, _BETWEEN, amount), Line(fund, _BETWEEN, source, amount)]


def paid(cooperative: Cooperative, fund: UUID, target: Side, amount: int, via: str) -> list[Line]:
    """The lines by which money goes out to an account of a fund; rupiah."""
    main, money = cooperative.rolling_fund_id, Side(via)
    if fund == main:
        return [Line(main, target, money, amount)]
    return [Line(main, _BETWEEN, money, amount), Line(fund, target, _BETWEEN, amount)]
