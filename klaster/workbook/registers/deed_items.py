"""What a deed says that no book does: values agreed for shared assets, things that mitra bring.

These rows are kept as items of the deed, so they count only together with the sheet that hands
their sector over, in the same workbook.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.assets.models import Placement
from klaster.domain.contracts.models import Contract
from klaster.domain.graduation.journals import Contribution
from klaster.domain.graduation.models import DeedItem
from klaster.workbook.columns import code, reference, rupiah, text, whole
from klaster.workbook.register import Context, Register, Row, RowRefused, new_rows
from klaster.workbook.registers.agreements import CONTRACTS
from klaster.workbook.registers.agreements import SHEETS as AGREEMENTS
from klaster.workbook.registers.belongings import unit_of
from klaster.workbook.registers.people import PARTIES, places

HANDED_OVER = "Serah terima"
SHARED = "Aset bersama"


@dataclass(slots=True)
class Agreed:
    """What the rows of one workbook say about the deed of one sector.

    `fair_values` by placement id. `rows` are the sheets and rows that said it.
    """

    fair_values: dict[UUID, int] = field(default_factory=dict)
    contributions: dict[UUID, Contribution] = field(default_factory=dict)
    rows: set[tuple[str, int]] = field(default_factory=set)


def agreed(context: Context) -> dict[UUID, Agreed]:
    """What was read so far and is not on record yet, by sector id."""
    return context.once(HANDED_OVER, dict)


def _value(context: Context, rows: Sequence[Row]) -> None:
    fresh = new_rows(rows, _valued(context, rows), _valuation)
    assets = {
        asset.id: asset
        for asset in Placement.objects.filter(
            organisation_id=context.by.organisation_id,
            id__in=[_asset(context, row) for row in fresh],
        )
    }
    for row in fresh:
        asset = assets[_asset(context, row)]
        here = _of_sector(context, row, asset.party_id, "aset", VALUATION.sheet)
        here.fair_values[asset.id] = row["nilai"]


def _asset(context: Context, row: Row) -> UUID:
    return context.id(SHARED, row["aset"])


def _valued(context: Context, rows: Sequence[Row]) -> dict[UUID, DeedItem]:
    """The items on record by row; the first of an asset carries its value."""
    items: dict[UUID | None, DeedItem] = {}
    for item in DeedItem.objects.filter(
        organisation_id=context.by.organisation_id,
        contract_id__in=[_asset(context, row) for row in rows],
    ).order_by("n"):
        items.setdefault(item.contract_id, item)
    keys = {row.id: _asset(context, row) for row in rows}
    return {row: items[key] for row, key in keys.items() if key in items}


def _valuation(row: Row) -> Mapping[str, Any]:
    return {"fair_value_rp": row["nilai"]}


def _bring(context: Context, rows: Sequence[Row]) -> None:
    fresh = new_rows(rows, _brought(context, rows), _contribution(context))
    numbers = {row.id: number for number, row in enumerate(rows, 1)}
    agreements = {
        one.id: one
        for one in Contract.objects.filter(
            organisation_id=context.by.organisation_id,
            id__in=[context.id(CONTRACTS, row["kontrak"]) for row in fresh if row["kontrak"]],
        )
    }
    for row in fresh:
        party = context.id(PARTIES, row["mitra"])
        contract = agreements[context.id(CONTRACTS, row["kontrak"])] if row["kontrak"] else None
        if contract is not None and contract.party_id != party:
            reason = _("akad ini bukan milik mitra itu")
            raise RowRefused(column="kontrak", reason=reason, row=numbers[row.id])
        here = _of_sector(context, row, party, "mitra", CONTRIBUTION.sheet)
        here.contributions[row.id] = Contribution(
            party_id=party, description=row["uraian"], unit=unit_of(context, row),
            quantity=row["banyak"], fair_value=row["nilai"], condition=row["kondisi"],
            contract_id=contract.id if contract else None,
            fund_id=contract.fund_id if contract else None,
        )  # fmt: skip


def _brought(context: Context, rows: Sequence[Row]) -> dict[UUID, DeedItem]:
    items = {
        (item.party_id, item.description): item
        for item in DeedItem.objects.filter(
            organisation_id=context.by.organisation_id,
            state=DeedItem.State.OWNED,
            party_id__in={context.id(PARTIES, row["mitra"]) for row in rows},
        )
    }
    keys = {row.id: (context.id(PARTIES, row["mitra"]), row["uraian"]) for row in rows}
    return {row: items[key] for row, key in keys.items() if key in items}


def _contribution(context: Context) -> Any:
    def content(row: Row) -> Mapping[str, Any]:
        return {
            "unit_id": row["satuan"],
            "quantity": row["banyak"],
            "fair_value_rp": row["nilai"],
            "condition": row["kondisi"],
            "contract_id": context.id(CONTRACTS, row["kontrak"]) if row["kontrak"] else None,
        }

    return content


def _of_sector(context: Context, row: Row, party: UUID, column: str, sheet: str) -> Agreed:
    """Where a row belongs, by the sector of its mitra or group."""
    sector, _group = places(context).get(party, (None, None))
    if sector is None:
        raise RowRefused(column=column, reason="tidak termasuk sektor mana pun")
    here = agreed(context).setdefault(sector, Agreed())
    here.rows.add((sheet, row.number))
    return here


def _known_values(context: Context, rows: Sequence[Row]) -> int:
    return len(_valued(context, rows))


def _known_contributions(context: Context, rows: Sequence[Row]) -> int:
    return len(_brought(context, rows))


VALUATION = Register(
    sheet="Penilaian aset",
    about="Nilai wajar aset bersama saat diserahkan. Tanpa baris di sini: nilai bukunya.",
    space="Penilaian aset",
    key=("aset",),
    columns=(
        reference("aset", SHARED, "Nomor dari lembar Aset bersama."),
        rupiah("nilai", "Nilai yang disepakati.", least=0),
    ),
    table=DeedItem,
    write=_value,
    fields={"fair_value_rp": "nilai"},
    known=_known_values,
    part_of=HANDED_OVER,
)
CONTRIBUTION = Register(
    sheet="Penyertaan mitra",
    about="Barang milik mitra yang dibawa ke koperasi saat serah terima, menjadi simpanannya.",
    space="Penyertaan mitra",
    key=("mitra", "uraian"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        text("uraian", "Nama barang; beda barang beda uraian."),
        code("satuan", "Kode satuan, misalnya TOOL.", longest=20),
        whole("banyak", least=1),
        rupiah("nilai", "Nilai wajar seluruhnya."),
        text("kondisi", longest=60, is_required=False, default="baik"),
        reference(
            "kontrak", CONTRACTS, "Akad asal ternaknya, bila masih dipantau.", AGREEMENTS,
            is_required=False,
        ),
    ),
    table=DeedItem,
    write=_bring,
    fields={
        "unit_id": "satuan", "quantity": "banyak", "fair_value_rp": "nilai", "condition": "kondisi",
        "contract_id": "kontrak",
    },
    known=_known_contributions,
    part_of=HANDED_OVER,
)  # fmt: skip
