"""Counting the store: what is missing is a loss at the moving average, excess lessens it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.trade import entries, stock
from klaster.domain.trade.commands import storing
from klaster.domain.trade.models import Deal, DealLine, Item
from klaster.rules.amount import round_to
from klaster.rules.refusal import BadField


@command("trade.count_stock")
def count_stock(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    counted: Mapping[UUID, int],
    reason: str = "",
) -> Deal:
    """Count items at the end of `on`, in the smallest steps of their units; differences are posted.

    Items left out are not touched. A difference needs its reason. The same id again is the same.
    """
    if not counted or any(quantity < 0 for quantity in counted.values()):
        raise BadField(field="counted", reason="isi jumlah setiap barang, tidak negatif")
    deal = Deal(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=cooperative,
        kind=Deal.Kind.COUNT,
        on=on,
        memo=reason,
    )
    if (before := storing.earlier(by, deal, counted, lambda line: line.counted)) is not None:
        return before
    items = storing.items_of(deal, counted)
    supplies = stock.supplies(cooperative, list(items), on)
    lines = [
        _line(deal, items[item], supplies[item], quantity) for item, quantity in counted.items()
    ]
    if any(line.quantity for line in lines) and not reason.strip():
        raise BadField(field="reason", reason="tuliskan sebab selisihnya")
    return storing.enter(by, deal, lines, entries.of_count)


def _line(deal: Deal, item: Item, supply: stock.Supply, counted: int) -> DealLine:
    more = counted - supply.on_day.quantity
    if more < 0:
        value = -stock.cost_to_take(item, supply, -more, deal.on)
    else:
        there = supply.now
        value = round_to(Fraction(there.value * more, there.quantity)) if there.quantity else 0
    return storing.line_of(deal, item, more, value, counted=counted)
