"""Assets that a group shares under no contract: placed, worn month by month.

The lot's own id names its sub-accounts in the ledger. While the programme controls the asset, its
wear is the distribution of the fund (docs/accounting.md); after the asset reform it stands in the
cooperative's inventory, where it wears on, and the lot only says which group has it.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.assets.commands.lots import NewLot, record_lots
from klaster.domain.assets.commands.stock import lines
from klaster.domain.assets.models import Placement
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.models import Book
from klaster.domain.ledger.queries import funds_of
from klaster.rules.amount import round_to
from klaster.rules.entry import moves
from klaster.rules.identity import derived_id

SHARED, OWN = "shared", "own"


@command("assets.share")
def share(*, by: Actor, on: date, new: NewLot) -> Placement:
    """Place an asset out of stock with a group that shares it; the programme keeps control."""
    lot = replace(new, contract_id=new.id, akad=SHARED, is_controlled=True, placed_on=on)
    fund = funds_of(by.organisation_id, [lot.fund])[lot.fund]
    moved = moves(("with_keeper", "stock", lot.quantity), unit=lot.unit) + moves(
        ("managed_asset", "goods_stock", lot.cost)
    )
    (placement,) = record_lots(by=by, on=on, rows=[lot])
    ledger.post(
        by=by,
        on=on,
        id=lot.id,
        book=fund.book,
        kind="asset.shared",
        lines=lines(lot.fund, moved, lot.party, lot.id),
        memo=lot.description,
    )
    return placement


@command("assets.depreciate")
def depreciate(*, by: Actor, on: date, book: Book, until: date) -> int:
    """Book the wear of shared assets for every month that ends by `until`; say how many entries.

    Straight line from the month after placement: 48,000,000 over 96 months wears 500,000 a month.
    Months booked before are not booked again.
    """
    lots = Placement.objects.filter(
        organisation_id=by.organisation_id,
        fund__book=book,
        akad=SHARED,
        useful_months__isnull=False,
        ended_on=None,
    ).order_by("placed_on", "id")
    entries = [entry for lot in lots for entry in _wear(lot, book, until)]
    posted = ledger.post_many(by=by, on=on, entries=sorted(entries, key=lambda each: each.on))
    return sum(not answer.existed for answer in posted)


def months_left(lot: Placement, on: date) -> int | None:
    """Months of use that have not ended by a day; None: it does not wear, or is worn.

    Of 96 months from 10 February 2011, 60 are left on 6 March 2014.
    """
    months = range(1, (lot.useful_months or 0) + 1)
    return sum(_month_end(lot.placed_on, month) > on for month in months) or None


def _wear(lot: Placement, book: Book, until: date) -> list[ledger.NewEntry]:
    entries = []
    worn = 0
    for month in range(1, (lot.useful_months or 0) + 1):
        day = _month_end(lot.placed_on, month)
        if day > until:
            break
        total = round_to(Fraction((lot.cost - lot.residual) * month, lot.useful_months or 1))
        moved = moves(("asset_use", "accumulated_depreciation", total - worn))
        worn = total
        if moved:
            entries.append(
                ledger.NewEntry(
                    _wear_id(lot, month),
                    book,
                    "asset.worn",
                    day,
                    lines(lot.fund_id, moved, lot.party_id, lot.id),
                    memo=lot.description,
                )
            )
    return entries


def _wear_id(lot: Placement, month: int) -> UUID:
    return derived_id(_month_end(lot.placed_on, month), lot.id, "wear", month)


def _month_end(start: date, months: int) -> date:
    """The last day of the month that lies `months` after that of `start`."""
    index = start.year * 12 + start.month + months  # of the month after that one
    return date.fromordinal(date(index // 12, index % 12 + 1, 1).toordinal() - 1)
