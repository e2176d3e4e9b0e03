"""Buying and selling: goods, their value and the money move in one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.registry.models import Party
from klaster.domain.trade import entries, stock
from klaster.domain.trade.commands import storing
from klaster.domain.trade.models import Deal, DealLine, Item
from klaster.rules.refusal import BadField


@dataclass(frozen=True, slots=True)
class Goods:
    """So much of an item, in the smallest steps of its unit, for `price` rupiah altogether."""

    item: UUID
    quantity: int
    price: int


@command("trade.add_item")
def add_item(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, name: str, unit: str, price: int = 0
) -> Item:
    """Add something to buy and sell, counted in a unit of `Item.Unit`; the same id is the same."""
    if unit not in Item.Unit.values:
        raise BadField(
            field="unit", reason="pilih salah satu: {choices}", choices=", ".join(Item.Unit.values)
        )
    if not name.strip():
        raise BadField(field="name", reason="harus diisi")
    if price < 0:
        raise BadField(field="price", reason="tidak boleh negatif")
    own = Item.objects.filter(organisation_id=by.organisation_id, cooperative=cooperative)
    if own.filter(name=name).exclude(id=id).exists():
        raise BadField(field="name", reason="barang dengan nama itu sudah ada")
    return once.add(
        Item(
            id=id,
            organisation_id=by.organisation_id,
            cooperative=cooperative,
            name=name,
            unit=unit,
            price=price,
        )
    )


@command("trade.buy")
def buy(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    goods: Sequence[Goods],
    via: str,
    supplier: UUID | None = None,
    memo: str = "",
) -> Deal:
    """Buy goods with cash, from the bank, or on credit from a supplier (`Deal.Via`).

    Raises `NotEnough` when the money is not there. The same id again is the same purchase.
    """
    deal = _draft(by, on, id, cooperative, Deal.Kind.PURCHASE, via, supplier, memo)
    wanted = _wanted(goods)
    if (before := storing.earlier(by, deal, wanted, _terms)) is not None:
        return before
    items = storing.items_of(deal, wanted)
    lines = [
        storing.line_of(deal, items[each.item], each.quantity, each.price, each.price)
        for each in goods
    ]
    return storing.enter(by, deal, lines, entries.of_purchase)


@command("trade.sell")
def sell(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    goods: Sequence[Goods],
    via: str,
    buyer: UUID | None = None,
    memo: str = "",
) -> Deal:
    """Sell goods for cash, into the bank, or on credit; members of that day are told from others.

    The cost is the moving average of what is there. Raises `NotInStock`. The same id again is the
    same sale.
    """
    deal = _draft(by, on, id, cooperative, Deal.Kind.SALE, via, buyer, memo)
    wanted = _wanted(goods)
    if (before := storing.earlier(by, deal, wanted, _terms)) is not None:
        return before
    deal.is_member = (
        buyer is not None
        and cooperatives.standing_members(cooperative, on).filter(party_id=buyer).exists()
    )
    items = storing.items_of(deal, wanted)
    supplies = stock.supplies(cooperative, list(items), on)
    lines = []
    for each in goods:
        item = items[each.item]
        cost = stock.cost_to_take(item, supplies[item.id], each.quantity, on)
        lines.append(storing.line_of(deal, item, -each.quantity, -cost, each.price))
    return storing.enter(by, deal, lines, entries.of_sale)


def _wanted(goods: Sequence[Goods]) -> dict[UUID, tuple[int, int]]:
    """What is asked for by item; every quantity and price is above zero, every item named once."""
    wanted = {}
    for n, each in enumerate(goods, 1):
        if each.quantity <= 0:
            raise BadField(field=f"goods.{n}.quantity", reason="harus lebih dari nol")
        if each.price <= 0:
            raise BadField(field=f"goods.{n}.price", reason="harus lebih dari nol")
        if each.item in wanted:
            raise BadField(field=f"goods.{n}.item", reason="barang disebut dua kali")
        wanted[each.item] = (each.quantity, each.price)
    if not wanted:
        raise BadField(field="goods", reason="isi sedikitnya satu barang")
    return wanted


def _terms(line: DealLine) -> tuple[int, int]:
    return abs(line.quantity), line.price


def _draft(
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    via: str,
    party: UUID | None,
    memo: str,
) -> Deal:
    if via not in (Deal.Via.CASH, Deal.Via.BANK, Deal.Via.CREDIT):
        raise BadField(field="via", reason="pilih fund_cash, bank, credit")
    if via == Deal.Via.CREDIT and party is None:
        raise BadField(
            field="party", reason="sebutkan pihaknya; transaksi kredit ada yang berutang"
        )
    own = Party.objects.filter(organisation_id=by.organisation_id)
    if party is not None and not own.filter(id=party).exists():
        raise BadField(field="party", reason="pihak tidak ada di koperasi Anda")
    return Deal(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=cooperative,
        kind=kind,
        on=on,
        party_id=party,
        via=via,
        memo=memo,
    )
