"""What lies in the store, read from the ledger: now, on a day, and at its lowest from a day on.

Value stands in `trade_stock`, quantity in `trade_shelf`, both kept for the item. Used by this
app's commands and queries.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.trade.models import Item
from klaster.rules.moving_average import Stock, cost_of
from klaster.rules.refusal import Refused
from klaster.rules.wording import date_text, number_text

VALUE, QUANTITY = "trade_stock", "trade_shelf"


class NotInStock(Refused):
    code = "not_in_stock"
    message = (
        "Persediaan {item} sejak {on} hanya {left} {unit}, diminta {wanted}. Catat dahulu "
        "pembeliannya, atau periksa tanggal dan jumlahnya."
    )


@dataclass(frozen=True, slots=True)
class Supply:
    """One item's stock on a day, after all that is recorded, and at its lowest between them."""

    on_day: Stock
    now: Stock
    lowest: Stock


_ON_DAY = """
select account.contract_id, line.role, ledger_balance(account.id, %(organisation)s, %(on)s)
  from ledger_pool pool
  join ledger_account account
    on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
   and (%(items)s::uuid[] is null or account.contract_id = any(%(items)s::uuid[]))
  join ledger_chartline line
    on line.id = account.line_id and line.role in ('trade_stock', 'trade_shelf')
 where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
"""


def on_hand(
    cooperative: Cooperative, on: date, items: Collection[UUID] | None = None
) -> dict[UUID, Stock]:
    """The stock of items (None: of all that ever had any) up to and including a day."""
    found: dict[UUID, Stock] = defaultdict(Stock)
    balances = ledger.rows(
        _ON_DAY,
        {
            "organisation": cooperative.organisation_id,
            "book": cooperative.book_id,
            "items": None if items is None else list(items),
            "on": on,
        },
    )
    for item, role, balance in balances:
        found[item] = _moved(found[item], role, balance)
    return dict(found)


_AFTER = """
select account.contract_id, line.role, transfer.posting_date,
       sum(case when transfer.debit_id = account.id then transfer.amount
                else -transfer.amount end)::bigint
  from ledger_pool pool
  join ledger_account account
    on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
   and account.contract_id = any(%(items)s)
  join ledger_chartline line
    on line.id = account.line_id and line.role in ('trade_stock', 'trade_shelf')
  join ledger_transfer transfer
    on transfer.organisation_id = account.organisation_id
   and (transfer.debit_id = account.id or transfer.credit_id = account.id)
   and transfer.posting_date > %(on)s
 where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
 group by account.contract_id, line.role, transfer.posting_date
 order by transfer.posting_date
"""


def supplies(cooperative: Cooperative, items: Collection[UUID], on: date) -> dict[UUID, Supply]:
    """What there is of some items on a day and ever after, in two queries."""
    book = cooperative.book
    there = on_hand(cooperative, on, items)
    found = {item: there.get(item, Stock()) for item in items}
    days: dict[UUID, dict[date, Stock]] = {item: {on: found[item]} for item in items}
    moves = ledger.rows(
        _AFTER,
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "items": list(items),
            "on": on,
        },
    )
    now = dict(found)
    for item, role, day, amount in moves:
        now[item] = _moved(now[item], role, amount)
        days[item][day] = now[item]
    return {
        item: Supply(
            found[item],
            now[item],
            Stock(
                min(stock.quantity for stock in days[item].values()),
                min(stock.value for stock in days[item].values()),
            ),
        )
        for item in items
    }


def cost_to_take(item: Item, supply: Supply, quantity: int, on: date) -> int:
    """Rupiah that `quantity` steps of an item cost at the moving average of all recorded.

    Raises `NotInStock` when so much is not there on every day from `on`.
    """
    cost = cost_of(supply.now, min(quantity, supply.now.quantity))
    if quantity > supply.lowest.quantity or cost > supply.lowest.value:
        decimals = charts.decimals(item.unit)
        raise NotInStock(
            item=item.name,
            on=date_text(on),
            left=number_text(min(supply.lowest.quantity, supply.now.quantity), decimals),
            unit=item.get_unit_display(),
            wanted=number_text(quantity, decimals),
        )
    return cost


def _moved(stock: Stock, role: str, amount: int) -> Stock:
    return stock.after(0, amount) if role == VALUE else stock.after(amount, 0)
