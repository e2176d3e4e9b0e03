"""The inventory: bought or taken up from a deed, and worn month by month."""

from datetime import date
from uuid import UUID

from django.db.models import Max, Sum

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.treasury import queries
from klaster.domain.treasury.models import FixedAsset, Wear
from klaster.rules import depreciation
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

ON_CREDIT = "trade_payable"
ASSET, WORN_OFF, USE = "fixed_asset", "fixed_depreciation", "fixed_use"


class NotTakenUp(Refused):
    code = "not_taken_up"
    message = (
        "Aset tetap dalam jurnal itu yang belum didaftar tinggal {left}. "
        "Periksa jurnal dan nilainya."
    )


@command("treasury.buy_asset")
def buy_asset(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    name: str,
    cost: int,
    useful_months: int | None,
    residual: int = 0,
    pieces: int = 1,
    via: str = cash_box.CASH,
    supplier: UUID | None = None,
) -> FixedAsset:
    """Buy something for lasting use with cash, from the bank, or on credit (`ON_CREDIT`).

    `useful_months` None: it does not wear. Raises `NotEnough`. The same id again is the same.
    """
    if via not in (*cash_box.PLACES, ON_CREDIT):
        raise BadField(
            field="via",
            reason="pilih salah satu: {known}",
            known=", ".join((*cash_box.PLACES, ON_CREDIT)),
        )
    asset = _register(
        by, on, id, cooperative, name, cost, useful_months, residual, pieces,
        origin=FixedAsset.Origin.BOUGHT, entry_id=id,
    )  # fmt: skip
    payment = ledger.Side(via, supplier)
    ledger.post(
        by=by,
        on=on,
        id=id,
        book=cooperative.book,
        kind="treasury.asset_bought",
        lines=[ledger.Line(cooperative.rolling_fund_id, ledger.Side(ASSET), payment, cost)],
        memo=name,
    )
    return asset


@command("treasury.take_up_asset")
def take_up_asset(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    entry: UUID,
    name: str,
    cost: int,
    useful_months: int | None,
    residual: int = 0,
    pieces: int = 1,
    unit: str = "",
) -> FixedAsset:
    """Enter into the inventory what an entry already took into the books, as a deed did.

    `cost` is its fair value there, `unit` that of its custody accounts if it is counted there too.
    Raises `NotTakenUp` when the entry holds less than `cost` that no line of the inventory names.
    """
    found = ledger_read.entry(by.organisation_id, entry)
    others = FixedAsset.objects.filter(
        organisation_id=by.organisation_id, entry_id=entry, is_struck=False
    )
    named = others.exclude(id=id).aggregate(sum=Sum("cost"))["sum"] or 0
    account = queries.chart_code(cooperative, ASSET)
    held = sum(line.amount for line in found.lines if line.debit.role == account) if found else 0
    if found is None or held - named < cost:
        raise NotTakenUp(left=money_text(held - named))
    return _register(
        by, found.event_date, id, cooperative, name, cost, useful_months, residual, pieces,
        origin=FixedAsset.Origin.RECEIVED, entry_id=entry, unit=unit,
    )  # fmt: skip


@command("treasury.depreciate")
def depreciate(*, by: Actor, on: date, cooperative: Cooperative, until: date) -> int:
    """Book the wear of every month that ends by `until` and was not booked yet; say its rupiah.

    A month before that of a disposal is the last to be booked. Twice is once.
    """
    assets = FixedAsset.objects.filter(
        organisation_id=by.organisation_id,
        cooperative=cooperative,
        useful_months__isnull=False,
        ended_on=None,
        acquired_on__lt=until,
    ).order_by("number")
    return book_wear(by, on, cooperative, list(assets), until)


def _register(
    by: Actor,
    acquired: date,
    id: UUID,
    cooperative: Cooperative,
    name: str,
    cost: int,
    useful_months: int | None,
    residual: int,
    pieces: int,
    **of_origin: object,
) -> FixedAsset:
    if not name.strip():
        raise BadField(field="name", reason="harus diisi")
    if cost <= 0 or not 0 <= residual <= cost:
        raise BadField(field="cost", reason="harus lebih dari nol dan tidak kurang dari nilai sisa")
    if useful_months is not None and not 1 <= useful_months <= 1_200:
        raise BadField(field="useful_months", reason="harus 1 sampai 1200 bulan")
    Cooperative.objects.select_for_update().get(
        organisation_id=by.organisation_id, id=cooperative.id
    )
    own = FixedAsset.objects.filter(organisation_id=by.organisation_id)
    known = own.filter(id=id).first()
    last = own.filter(cooperative=cooperative).aggregate(last=Max("number"))["last"] or 0
    asset = FixedAsset(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=cooperative,
        fund_id=cooperative.rolling_fund_id,
        number=known.number if known else last + 1,
        name=name,
        acquired_on=acquired,
        pieces=pieces,
        cost=cost,
        residual=residual,
        useful_months=useful_months,
        **of_origin,
    )
    return once.add(asset, later=["ended_on", "ended_by", "ended_because", "proceeds", "is_struck"])


def book_wear(
    by: Actor, on: date, cooperative: Cooperative, assets: list[FixedAsset], until: date
) -> int:
    """Book what wore off in months up to `until`, as part of a command; say its rupiah."""
    booked = set(
        Wear.objects.filter(organisation_id=by.organisation_id, asset__in=assets).values_list(
            "asset_id", "on"
        )
    )
    new = [
        (asset, day, amount)
        for asset in assets
        if asset.useful_months
        for day, amount in depreciation.by_month(
            asset.cost, asset.residual, asset.useful_months, asset.acquired_on
        )
        if day <= until and (asset.id, day) not in booked
    ]
    entries = [
        ledger.NewEntry(
            derived_id(day, asset.id, "wear"),
            cooperative.book,
            "treasury.asset_worn",
            day,
            [ledger.Line(asset.fund_id, ledger.Side(USE), ledger.Side(WORN_OFF), amount)],
            memo=asset.name,
        )
        for asset, day, amount in new
    ]
    posted = ledger.post_many(by=by, on=on, entries=entries)
    once.copy(
        [
            Wear(
                id=answer.id,
                organisation_id=by.organisation_id,
                asset=asset,
                on=day,
                counted_on=answer.posting_date,
                amount=amount,
            )
            for (asset, day, amount), answer in zip(new, posted, strict=True)
        ]
    )
    return sum(amount for _, _, amount in new)
