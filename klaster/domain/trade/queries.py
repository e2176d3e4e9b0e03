"""Reading trade: what is in store, stock cards, turnover, what each member bought, what is owed.

Rupiah; quantities in the smallest steps of the item's unit. Periods go by the day that counts in
the books.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.domain.trade import stock
from klaster.domain.trade.models import Deal, DealLine, Item
from klaster.rules.identity import derived_id
from klaster.rules.moving_average import Stock

PAYMENTS = ("trade.payment_received", "trade.supplier_paid")


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a stock card: what came or went, at what value, and what is there then.

    `n` is the deal's number; for the entry that takes a deal back, that of the taking back.
    """

    n: int
    on: date
    kind: str
    step: str
    memo: str
    quantity: int
    value: int
    after: Stock


@dataclass(frozen=True, slots=True)
class StockCard:
    """What was in store of an item before a period, and all that moved in it."""

    item: Item
    opening: Stock
    lines: tuple[CardLine, ...]

    @property
    def closing(self) -> Stock:
        """What is there at the end."""
        return self.lines[-1].after if self.lines else self.opening


@dataclass(frozen=True, slots=True)
class Turnover:
    """Sales of a period less what was given back, and their cost: members apart from others."""

    member_sales: int
    member_cost: int
    other_sales: int
    other_cost: int


def trade_fund_id(cooperative: Cooperative) -> UUID:
    """The id of the fund of the trade unit, opened when goods first move."""
    return derived_id(cooperative.formed_on, cooperative.id, "trade")


def items(cooperative: Cooperative) -> QuerySet[Item]:
    """All items by name."""
    return Item.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    ).order_by("name")


def deals(cooperative: Cooperative, on: date) -> QuerySet[Deal]:
    """All deals up to a day, each with its party."""
    return Deal.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative, on__lte=on
    ).select_related("party")


def payments(cooperative: Cooperative, on: date) -> QuerySet[Entry]:
    """Payments for goods up to a day, the latest first; those taken back left out."""
    own = Entry.objects.filter(organisation_id=cooperative.organisation_id, book=cooperative.book)
    taken_back = own.filter(reverses=OuterRef("pk"))
    return own.filter(
        ~Exists(taken_back), kind__in=PAYMENTS, reverses=None, posting_date__lte=on
    ).order_by("-posting_date", "-id")


def lines(deal: Deal) -> QuerySet[DealLine]:
    """A deal's lines with their items, by name."""
    return (
        DealLine.objects.filter(organisation_id=deal.organisation_id, deal=deal)
        .select_related("item")
        .order_by("item__name")
    )


def is_reversed(deal: Deal) -> bool:
    """Whether a deal was taken back as a whole."""
    return Deal.objects.filter(
        organisation_id=deal.organisation_id, of=deal, step=Deal.Step.REVERSED
    ).exists()


def has_moved_since(deal: Deal, items: Sequence[UUID]) -> bool:
    """Whether a later deal, still in force, moved some of the items."""
    organisation_id = deal.organisation_id
    taken_back = Deal.objects.filter(
        organisation_id=organisation_id, of=OuterRef("deal_id"), step=Deal.Step.REVERSED
    )
    return (
        DealLine.objects.filter(
            ~Exists(taken_back),
            organisation_id=organisation_id,
            item__in=items,
            deal__n__gt=deal.n,
            deal__step__in=(Deal.Step.MADE, Deal.Step.RETURNED),
        )
        .exclude(quantity=0)
        .exists()
    )


def is_payment(organisation_id: UUID, entry: UUID) -> bool:
    """Whether an entry is a payment of this app."""
    return Entry.objects.filter(
        organisation_id=organisation_id, id=entry, kind__in=PAYMENTS
    ).exists()


def in_store(cooperative: Cooperative, on: date) -> list[tuple[Item, Stock]]:
    """Every item with what is in store of it on a day, by name."""
    there = stock.on_hand(cooperative, on)
    return [(item, there.get(item.id, Stock())) for item in items(cooperative)]


_CARD = """
select deal.n, entry.posting_date, deal.kind, deal.step, deal.memo, line.quantity, line.value
  from trade_dealline line
  join trade_deal deal
    on deal.id = line.deal_id and deal.organisation_id = line.organisation_id
  join ledger_entry entry
    on entry.id = deal.id and entry.organisation_id = deal.organisation_id
 where line.organisation_id = %(organisation)s and line.item_id = %(item)s
   and entry.posting_date between %(first)s and %(last)s
 order by entry.posting_date, deal.n
"""


def stock_card(cooperative: Cooperative, item: Item, first: date, last: date) -> StockCard:
    """The stock card of one item over a period, from the stock before it on."""
    before = date.fromordinal(first.toordinal() - 1)
    opening = there = stock.on_hand(cooperative, before).get(item.id, Stock())
    found = ledger.rows(
        _CARD,
        {
            "organisation": cooperative.organisation_id,
            "item": item.id,
            "first": first,
            "last": last,
        },
    )
    card = []
    for n, day, kind, step, memo, quantity, value in found:
        if quantity:
            there = there.after(quantity, value)
            card.append(CardLine(n, day, kind, step, memo, quantity, value, there))
    return StockCard(item, opening, tuple(card))


def turnover(cooperative: Cooperative, first: date, last: date) -> Turnover:
    """Sales and their cost over a period, from the accounts."""
    moved: dict[str | None, int] = defaultdict(int)
    for each in ledger.movements(cooperative.book, first, last):
        moved[each.role] += each.amount
    return Turnover(
        -moved["sales_member"],
        moved["cogs_member"],
        -moved["sales_nonmember"],
        moved["cogs_nonmember"],
    )


_BOUGHT = """
select deal.party_id, sum(line.price)::bigint
  from trade_deal deal
  join ledger_entry entry
    on entry.id = deal.id and entry.organisation_id = deal.organisation_id
  join trade_dealline line
    on line.deal_id = deal.id and line.organisation_id = deal.organisation_id
 where deal.organisation_id = %(organisation)s and deal.cooperative_id = %(cooperative)s
   and deal.kind = 'sale' and deal.is_member
   and entry.posting_date between %(first)s and %(last)s
 group by deal.party_id
"""


def purchases_by_party(cooperative: Cooperative, first: date, last: date) -> dict[UUID, int]:
    """What each member bought from the cooperative over a period, less what was given back.

    Together it is the members' turnover.
    """
    found = ledger.rows(
        _BOUGHT,
        {
            "organisation": cooperative.organisation_id,
            "cooperative": cooperative.id,
            "first": first,
            "last": last,
        },
    )
    return {party: amount for party, amount in found if amount}


def owed_by_buyers(cooperative: Cooperative, on: date) -> dict[UUID, int]:
    """What each buyer owes for goods on a day."""
    return _owed(cooperative, "trade_receivable", on, 1)


def owed_to_suppliers(cooperative: Cooperative, on: date) -> dict[UUID, int]:
    """What the trade unit owes each supplier on a day."""
    return _owed(cooperative, "trade_payable", on, -1)


def _owed(cooperative: Cooperative, role: str, on: date, sign: int) -> dict[UUID, int]:
    fund = trade_fund_id(cooperative)
    return {
        part.party: sign * part.balance
        for part in ledger.sub_balances(cooperative.book, [role], on)
        if part.party is not None and part.fund == fund
    }
