"""What is bought, shared and saved: stock, assets of a group, the queue for offspring, savings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from klaster.domain.assets import commands as assets
from klaster.domain.assets.models import Placement, Waiting
from klaster.domain.contracts import commands as contracts
from klaster.domain.ledger.models import Entry, Unit
from klaster.workbook.columns import choice, code, day, flag, reference, rupiah, text, whole
from klaster.workbook.register import Context, Register, Row, RowRefused
from klaster.workbook.registers.agreements import SPECIES
from klaster.workbook.registers.people import PARTIES


def unit_of(context: Context, row: Row) -> str:
    """The unit of a row, or a refusal that lists those there are."""
    units = context.once("units", lambda: set(Unit.objects.values_list("code", flat=True)))
    if row["satuan"] not in units:
        reason = _("satuan tidak dikenal; pilih salah satu: {units}").format(
            units=", ".join(sorted(units))
        )
        raise RowRefused(column="satuan", reason=reason)
    return str(row["satuan"])


def _purchases(context: Context, rows: Sequence[Row]) -> None:
    assets.buy_many(
        by=context.by,
        on=context.on,
        rows=[
            assets.Purchase(
                id=row.id, fund=context.id("Dana", row["dana"]), unit=unit_of(context, row),
                quantity=row["jumlah"], cost=row["harga_total"], on=row["tanggal"],
                note=row["uraian"], source=f"stock:{row['nomor']}", is_donated=row["sumbangan"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _shared(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        assets.share(
            by=context.by,
            on=row["tanggal"],
            new=assets.NewLot(
                id=row.id, contract_id=row.id, party=context.id(PARTIES, row["kelompok"]),
                fund=context.id("Dana", row["dana"]), akad="", unit=unit_of(context, row),
                quantity=row["banyak"], cost=row["nilai"], is_controlled=True,
                placed_on=row["tanggal"], programme=context.id("Program", row["program"]),
                description=row["uraian"], deed_number=row["nomor"],
                useful_months=row["umur_bulan"], residual=row["sisa_nilai"],
            ),
        )  # fmt: skip


def _queue(context: Context, rows: Sequence[Row]) -> None:
    assets.queue_many(
        by=context.by,
        on=context.on,
        rows=[
            assets.NewWaiting(
                id=row.id, group=context.id(PARTIES, row["kelompok"]),
                party=context.id(PARTIES, row["mitra"]), species=row["jenis_ternak"],
                since=row["sejak"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _savings(context: Context, rows: Sequence[Row]) -> None:
    contracts.save_to_group_many(
        by=context.by,
        on=context.on,
        rows=[
            contracts.Saving(
                id=row.id, fund=context.id("Dana", row["dana"]),
                party=context.id(PARTIES, row["mitra"]), on=row["tanggal"],
                amount=row["setor"] - row["tarik"], source=f"saving:{row['nomor']}",
            )
            for row in rows
        ],
    )  # fmt: skip


def _one_way(values: Mapping[str, Any]) -> tuple[str, str] | None:
    if bool(values["setor"]) == bool(values["tarik"]):
        return "setor", _("isi salah satu: setor atau tarik")
    return None


def _worn(values: Mapping[str, Any]) -> tuple[str, str] | None:
    if values["sisa_nilai"] > values["nilai"]:
        return "sisa_nilai", _("sisa nilai melebihi nilai barang")
    return None


PURCHASE = Register(
    sheet="Pembelian",
    about="Barang dan ternak yang dibeli program, sebelum diserahkan.",
    space="Pembelian",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor bukti."),
        day("tanggal"),
        reference("dana", "Dana"),
        code("satuan", "Kode satuan, misalnya SHEEP_F, TOOL.", longest=20),
        whole("jumlah", "Banyaknya.", least=1),
        rupiah("harga_total", least=0),
        text("uraian", is_required=False),
        flag("sumbangan", "Diterima sebagai barang, bukan dibeli."),
    ),
    table=Entry,
    write=_purchases,
    fields={"unit": "satuan", "quantity": "jumlah", "cost": "harga_total"},
)
SHARED = Register(
    sheet="Aset bersama",
    about="Aset yang dipakai bersama oleh kelompok dan disusutkan, misalnya lantai jemur.",
    space="Aset bersama",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor berita acara."),
        day("tanggal"),
        reference("program", "Program"),
        reference("kelompok", PARTIES, sheets=("Kelompok",)),
        reference("dana", "Dana"),
        code("satuan", "Kode satuan, misalnya BUILDING.", longest=20),
        whole("banyak", least=1),
        text("uraian"),
        rupiah("nilai"),
        whole("umur_bulan", "Masa pakai.", least=1, most=600, is_required=False),
        rupiah("sisa_nilai", least=0, is_required=False, default=0),
    ),
    table=Placement,
    write=_shared,
    check=_worn,
    fields={
        "unit": "satuan", "quantity": "banyak", "cost": "nilai", "placed_on": "tanggal",
        "description": "uraian", "useful_months": "umur_bulan", "residual": "sisa_nilai",
        "party": "kelompok", "fund": "dana",
    },
)  # fmt: skip
QUEUE = Register(
    sheet="Antrean ternak",
    about="Keluarga yang menunggu anak ternak bergulir, menurut urutan.",
    space="Antrean ternak",
    key=("mitra", "jenis_ternak", "sejak"),
    columns=(
        reference("kelompok", PARTIES, sheets=("Kelompok",)),
        reference("mitra", PARTIES, sheets=("Mitra",)),
        choice("jenis_ternak", SPECIES),
        day("sejak"),
    ),
    table=Waiting,
    write=_queue,
    fields={"group": "kelompok", "party": "mitra", "species": "jenis_ternak", "since": "sejak"},
)
SAVING = Register(
    sheet="Tabungan kelompok",
    about="Tabungan anggota di kas kelompok.",
    space="Tabungan kelompok",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor bukti."),
        reference("mitra", PARTIES, sheets=("Mitra",)),
        reference("dana", "Dana", "Kode dana kas kelompok."),
        day("tanggal"),
        rupiah("setor", least=0, is_required=False, default=0),
        rupiah("tarik", least=0, is_required=False, default=0),
    ),
    table=Entry,
    write=_savings,
    check=_one_way,
    fields={"amount": "setor"},
)
