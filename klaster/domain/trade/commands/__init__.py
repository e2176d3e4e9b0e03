"""All that may be done in trade: items, buying, selling, giving back, counting, paying."""

from klaster.domain.trade.commands.counting import count_stock
from klaster.domain.trade.commands.dealing import Goods, add_item, buy, sell
from klaster.domain.trade.commands.giving_back import (
    MoreThanDealt,
    NothingToGiveBack,
    NotTheLastDeal,
    give_back,
    reverse_deal,
)
from klaster.domain.trade.commands.paying import (
    MoreThanOwed,
    pay_supplier,
    receive_payment,
    reverse_payment,
)
from klaster.domain.trade.stock import NotInStock

__all__ = [
    "Goods",
    "MoreThanDealt",
    "MoreThanOwed",
    "NotInStock",
    "NotTheLastDeal",
    "NothingToGiveBack",
    "add_item",
    "buy",
    "count_stock",
    "give_back",
    "pay_supplier",
    "receive_payment",
    "reverse_deal",
    "reverse_payment",
    "sell",
]
