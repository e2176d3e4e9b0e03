"""What was bought or sold is given back in part, or a deal entered by mistake is taken back."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.ledger import charts
from klaster.domain.ledger import commands as ledger
from klaster.domain.trade import entries, queries, stock
from klaster.domain.trade.commands import storing
from klaster.domain.trade.models import Deal, DealLine, Item
from klaster.rules.moving_average import part_of
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import number_text


class MoreThanDealt(Refused):
    code = "more_than_dealt"
    message = "{item}: yang dapat diretur tinggal {left}."


class NotTheLastDeal(Refused):
    code = "not_the_last_deal"
    message = (
        "Barang transaksi nomor {n} sudah bergerak lagi. Catat retur, atau batalkan dahulu "
        "transaksi sesudahnya."
    )


class NothingToGiveBack(Refused):
    code = "nothing_to_give_back"
    message = "Transaksi nomor {n} bukan pembelian atau penjualan yang masih berlaku."


@command("trade.give_back")
def give_back(
    *,
    by: Actor,
    on: date,
    id: UUID,
    deal: Deal,
    quantities: Mapping[UUID, int],
    reason: str,
    via: str | None = None,
) -> Deal:
    """Give back a part of a purchase or a sale, by item; the money goes back as it came, or `via`.

    A buyer gets back what was paid and the goods come in at what they had cost; to a supplier
    they go at the moving average. Raises `MoreThanDealt`, `NotInStock`, `NotEnough`.
    """
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")
    if not quantities or any(quantity <= 0 for quantity in quantities.values()):
        raise BadField(field="quantities", reason="harus lebih dari nol")
    back = Deal(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=deal.cooperative,
        kind=deal.kind,
        step=Deal.Step.RETURNED,
        of=deal,
        on=on,
        party_id=deal.party_id,
        is_member=deal.is_member,
        via=deal.via if via is None else via,
        memo=reason,
    )
    if (before := storing.earlier(by, back, quantities, _quantity)) is not None:
        return before
    if deal.step != Deal.Step.MADE or deal.kind == Deal.Kind.COUNT or queries.is_reversed(deal):
        raise NothingToGiveBack(n=deal.n)
    if on < deal.on:
        raise BadField(field="on", reason="sebelum tanggal transaksinya")
    items = storing.items_of(back, quantities)
    dealt = {line.item_id: line for line in queries.lines(deal)}
    given: dict[UUID, int] = defaultdict(int)
    for line in DealLine.objects.filter(organisation_id=by.organisation_id, deal__of=deal):
        given[line.item_id] += abs(line.quantity)
    supplies = stock.supplies(deal.cooperative, list(items), on)
    lines = [
        _line(back, items[item], dealt.get(item), given[item], quantity, supplies[item])
        for item, quantity in quantities.items()
    ]
    is_sale = deal.kind == Deal.Kind.SALE
    return storing.enter(by, back, lines, entries.of_sale if is_sale else entries.of_purchase)


@command("trade.reverse_deal")
def reverse_deal(*, by: Actor, on: date, id: UUID, deal: Deal, reason: str) -> Deal:
    """Take a deal back as a whole, while its goods have not moved since; both stay visible.

    Raises `NotTheLastDeal`, `NotEnough` when the money is no longer there.
    """
    back = Deal(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=deal.cooperative,
        kind=deal.kind,
        step=Deal.Step.REVERSED,
        of=deal,
        on=on,
        party_id=deal.party_id,
        is_member=deal.is_member,
        via=deal.via,
        memo=reason,
    )
    lines = list(queries.lines(deal))
    wanted = {line.item_id: abs(line.quantity) for line in lines}
    if (before := storing.earlier(by, back, wanted, _quantity)) is not None:
        return before
    if deal.step == Deal.Step.REVERSED or queries.is_reversed(deal):
        raise NothingToGiveBack(n=deal.n)
    if queries.has_moved_since(deal, list(wanted)):
        raise NotTheLastDeal(n=deal.n)
    once.copy([back])
    once.copy(
        [
            storing.line_of(
                back, line.item, -line.quantity, -line.value, -line.price, counted=line.counted
            )
            for line in lines
        ]
    )
    if any(line.quantity for line in lines):
        ledger.reverse(by=by, on=on, id=id, entry=deal.id, reason=reason)
    return back


def _quantity(line: DealLine) -> int:
    return abs(line.quantity)


def _line(
    back: Deal, item: Item, dealt: DealLine | None, given: int, quantity: int, supply: stock.Supply
) -> DealLine:
    left = (abs(dealt.quantity) if dealt else 0) - given
    if dealt is None or quantity > left:
        decimals = charts.decimals(item.unit)
        raise MoreThanDealt(item=item.name, left=number_text(left, decimals))
    whole = abs(dealt.quantity)
    price = part_of(dealt.price, whole, given, quantity)
    if back.kind == Deal.Kind.SALE:
        value = part_of(-dealt.value, whole, given, quantity)
        return storing.line_of(back, item, quantity, value, -price)
    cost = stock.cost_to_take(item, supply, quantity, back.on)
    return storing.line_of(back, item, -quantity, -cost, -price)
