"""What leaves the inventory: sold, given up, or struck out because it was entered by mistake."""

from datetime import date
from uuid import UUID

from django.db.models import Sum

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.treasury.commands.inventory import ASSET, WORN_OFF, book_wear
from klaster.domain.treasury.models import FixedAsset
from klaster.rules.entry import moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text


class GoneAlready(Refused):
    code = "asset_gone_already"
    message = "{name} sudah dilepas pada {on}."


class WornAlready(Refused):
    code = "asset_worn_already"
    message = "{name} sudah disusutkan. Lepaskan asetnya, dengan sebabnya."


@command("treasury.dispose_asset")
def dispose_asset(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    asset: FixedAsset,
    reason: str,
    proceeds: int = 0,
    via: str = cash_box.CASH,
) -> FixedAsset:
    """Sell an asset for `proceeds` rupiah, or give it up for nothing; the id is the entry's.

    It wears to the end of the month before; gain and loss are proceeds less what it is carried at.
    Raises `GoneAlready`.
    """
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")
    if proceeds < 0 or via not in cash_box.PLACES:
        raise BadField(field="proceeds", reason="tidak boleh negatif; kas atau bank")
    asset = _open_or_ended(by, id, asset)
    if asset.ended_on is None:
        book_wear(by, on, cooperative, [asset], date.fromordinal(on.replace(day=1).toordinal() - 1))
        _end(by, on, id, asset, reason, proceeds)
        _post_disposal(by, id, cooperative, asset, via)
    return asset


@command("treasury.strike_asset")
def strike_asset(*, by: Actor, on: date, id: UUID, asset: FixedAsset, reason: str) -> FixedAsset:
    """Take out what was entered by mistake, before any wear; the entry of a purchase is reversed.

    What came with a deed stays in the books, to be taken up again. Raises `GoneAlready`,
    `WornAlready`.
    """
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")
    asset = _open_or_ended(by, id, asset)
    if asset.ended_on is not None:
        return asset
    if asset.wear.exists():
        raise WornAlready(name=asset.name)
    if asset.origin == FixedAsset.Origin.BOUGHT:
        ledger.reverse(by=by, on=on, id=id, entry=asset.entry_id, reason=reason)
    return _end(by, on, id, asset, reason, is_struck=True)


def _open_or_ended(by: Actor, id: UUID, asset: FixedAsset) -> FixedAsset:
    """The asset, locked; one that has ended only for the sender of that end, sent again."""
    asset = FixedAsset.objects.select_for_update().get(
        organisation_id=by.organisation_id, id=asset.id
    )
    if asset.ended_on is not None and asset.ended_by != id:
        raise GoneAlready(name=asset.name, on=date_text(asset.ended_on))
    return asset


def _end(
    by: Actor,
    on: date,
    id: UUID,
    asset: FixedAsset,
    reason: str,
    proceeds: int = 0,
    is_struck: bool = False,
) -> FixedAsset:
    if on < asset.acquired_on:
        raise BadField(field="on", reason="sebelum aset diperoleh")
    asset.ended_on, asset.ended_by, asset.ended_because = on, id, reason
    asset.proceeds, asset.is_struck = proceeds, is_struck
    FixedAsset.objects.filter(organisation_id=by.organisation_id, id=asset.id).update(
        ended_on=on, ended_by=id, ended_because=reason, proceeds=proceeds, is_struck=is_struck
    )
    return asset


def _post_disposal(
    by: Actor, id: UUID, cooperative: Cooperative, asset: FixedAsset, via: str
) -> None:
    worn = asset.wear.aggregate(sum=Sum("amount"))["sum"] or 0
    carried, proceeds = asset.cost - worn, asset.proceeds or 0
    lines = [
        ledger.Line(asset.fund_id, ledger.Side(move.debit), ledger.Side(move.credit), move.amount)
        for move in moves(
            (WORN_OFF, ASSET, worn),
            (via, ASSET, min(proceeds, carried)),
            ("loss", ASSET, max(0, carried - proceeds)),
            (via, "fund_received", max(0, proceeds - carried)),
        )
    ]
    if asset.unit:
        gone = ledger.Side("sold" if proceeds else "consumed")
        lines.append(
            ledger.Line(asset.fund_id, gone, ledger.Side("stock"), asset.pieces, asset.unit)
        )
    ledger.post(
        by=by,
        on=asset.ended_on or asset.acquired_on,
        id=id,
        book=cooperative.book,
        kind="treasury.asset_gone",
        lines=lines,
        memo=f"{asset.name}: {asset.ended_because}"[:300],
    )
