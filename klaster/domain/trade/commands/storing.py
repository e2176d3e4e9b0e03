"""How a deal is stored: numbered, once, with its goods, and posted by the entry of its id.

Parts of this app's commands; they write as part of the command that calls them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Max

from klaster.domain.access import once
from klaster.domain.access.acts import Actor
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.trade import queries
from klaster.domain.trade.models import Deal, DealLine, Item
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField

EntryOf = Callable[[Deal, Sequence[DealLine], UUID], list[ledger.Line]]


def earlier(
    by: Actor, deal: Deal, wanted: Mapping[UUID, object], terms: Callable[[DealLine], object]
) -> Deal | None:
    """The same deal, sent before; None when it is new, and then it has its number.

    `wanted` says by item what `terms` of a stored line must be. Deals of one cooperative wait for
    each other here. Raises `SentBefore`.
    """
    Cooperative.objects.select_for_update().get(
        organisation_id=by.organisation_id, id=deal.cooperative_id
    )
    own = Deal.objects.filter(organisation_id=by.organisation_id)
    before = own.filter(id=deal.id).first()
    if before is None:
        numbered = own.filter(cooperative=deal.cooperative)
        deal.n = (numbered.aggregate(last=Max("n"))["last"] or 0) + 1
        return None
    deal.n = before.n
    known = once.add(deal, later=["is_member"])
    if {line.item_id: terms(line) for line in queries.lines(before)} != dict(wanted):
        raise once.SentBefore(what=Deal._meta.verbose_name, fields="goods")
    return known


def items_of(deal: Deal, wanted: Iterable[UUID]) -> dict[UUID, Item]:
    """The items that a deal names, all of its own cooperative."""
    ids = list(wanted)
    found = Item.objects.filter(
        organisation_id=deal.organisation_id, cooperative=deal.cooperative
    ).in_bulk(ids)
    if len(found) < len(ids):
        raise BadField(field="item", reason="barang tidak ada di koperasi ini; daftarkan dahulu")
    return found


def line_of(
    deal: Deal, item: Item, quantity: int, value: int, price: int = 0, counted: int | None = None
) -> DealLine:
    """A line of a deal, not yet stored."""
    return DealLine(
        id=derived_id(deal.on, deal.id, item.id),
        organisation_id=deal.organisation_id,
        deal=deal,
        item=item,
        quantity=quantity,
        value=value,
        price=price,
        counted=counted,
    )


def enter(by: Actor, deal: Deal, lines: Sequence[DealLine], entry_of: EntryOf) -> Deal:
    """Store a new deal and post what it moves, in the fund of the trade unit."""
    once.copy([deal])
    once.copy(lines)
    fund = queries.trade_fund_id(deal.cooperative)
    ledger.open_fund(
        by=by,
        on=deal.on,
        id=fund,
        book=deal.cooperative.book,
        code="perdagangan",
        name="Unit perdagangan",
        kind="business_unit",
    )
    moved = entry_of(deal, lines, fund)
    if moved:
        ledger.post(
            by=by,
            on=deal.on,
            id=deal.id,
            book=deal.cooperative.book,
            kind=f"trade.{deal.kind}" if deal.step == Deal.Step.MADE else f"trade.{deal.kind}_back",
            lines=moved,
            memo=deal.memo,
        )
    return deal
