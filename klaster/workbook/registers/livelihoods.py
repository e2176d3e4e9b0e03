"""What the mitra live from, in their own books: enterprises, their seasons, and plain lines.

A line without a season counts in the calendar year of its day, so a stall needs no seasons.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.enterprises import commands as enterprises
from klaster.domain.enterprises.models import Cycle, Enterprise, Kind, Record, Turn
from klaster.rules.wording import date_text
from klaster.workbook.columns import choice, code, day, flag, reference, rupiah, text, whole
from klaster.workbook.register import Context, Register, Row, RowRefused
from klaster.workbook.registers.organising import in_order
from klaster.workbook.registers.people import PARTIES, places

ENTERPRISES = "Usaha"
SEASONS = "Musim usaha"
KINDS = {
    "tani": Kind.CROP.value,
    "ternak": Kind.HERD.value,
    "warung": Kind.STALL.value,
    "kerajinan": Kind.WORKSHOP.value,
    "dagang": Kind.TRADE.value,
}
LINES = {
    "uang masuk": Record.What.MONEY_IN.value,
    "uang keluar": Record.What.MONEY_OUT.value,
    "dipakai sendiri": Record.What.OWN_USE.value,
    "persediaan": Record.What.STOCK.value,
    "panen": Record.What.HARVEST.value,
}


def _enterprises(context: Context, rows: Sequence[Row]) -> None:
    standing = places(context)
    started = []
    for row in rows:
        party = context.id(PARTIES, row["mitra"])
        sector, _group = standing.get(party, (None, None))
        started.append(
            enterprises.NewEnterprise(
                id=row.id, party=party, kind=row["jenis"], name=row["nama"],
                started_on=row["mulai"], sector=sector,
            )
        )  # fmt: skip
    enterprises.start_many(by=context.by, on=context.on, rows=started)
    for row in rows:
        if row["selesai"]:
            enterprises.turn(
                by=context.by, on=row["selesai"], id=context.id("Usaha berhenti", row["kode"]),
                enterprise=row.id, what=Turn.What.ENDED.value, reason=row["sebab"],
            )  # fmt: skip


def _ended_for_a_reason(values: Mapping[str, Any]) -> tuple[str, str] | None:
    if values["selesai"] and not values["sebab"]:
        return "sebab", _("tuliskan sebab usaha berhenti")
    if values["sebab"] and not values["selesai"]:
        return "selesai", _("isi hari usaha berhenti, atau kosongkan sebabnya")
    return in_order(values)


def _seasons(context: Context, rows: Sequence[Row]) -> None:
    opened = enterprises.open_cycles(
        by=context.by,
        on=context.on,
        rows=[
            enterprises.NewCycle(
                id=row.id, enterprise=context.id(ENTERPRISES, row["usaha"]), label=row["musim"],
                started_on=row["mulai"], ended_on=row["selesai"], area_m2=row["luas_m2"],
                is_irrigated=row["berpengairan"],
            )
            for row in rows
        ],
    )  # fmt: skip
    for cycle, row in zip(opened, rows, strict=True):
        if row["selesai"] in (None, cycle.ended_on):
            continue
        if cycle.ended_on:
            reason = _("sudah tercatat {old}").format(old=date_text(cycle.ended_on))
            raise RowRefused(column="selesai", reason=reason)
        enterprises.close_cycle(by=context.by, on=row["selesai"], id=row.id)


def _known(context: Context, rows: Sequence[Row], table: type[Enterprise | Cycle]) -> int:
    """Rows on record; one that has ended since it was imported is new once more."""
    ended = dict(
        table.objects.filter(
            organisation_id=context.by.organisation_id, id__in=[row.id for row in rows]
        ).values_list("id", "ended_on")
    )
    return sum(row.id in ended and row["selesai"] in (None, ended[row.id]) for row in rows)


def _lines(context: Context, rows: Sequence[Row]) -> None:
    seasons = {row.id: context.id(SEASONS, row["usaha"], _season(row)) for row in rows}
    known = set(
        Cycle.objects.filter(
            organisation_id=context.by.organisation_id, id__in=set(seasons.values())
        ).values_list("id", flat=True)
    )
    unknown = [row for row in rows if seasons[row.id] not in known]
    for row in unknown:
        if row["musim"]:
            reason = _("musim ini tidak ada pada usaha itu di lembar {sheet}; kosongkan bila tahun")
            raise RowRefused(column="musim", reason=reason.format(sheet=SEASONS))
    _open_years(context, {seasons[row.id]: row for row in unknown})
    enterprises.record_many(
        by=context.by,
        on=context.on,
        rows=[
            enterprises.NewRecord(
                id=row.id, cycle=seasons[row.id], on=row["tanggal"], what=row["jenis"],
                amount=row["jumlah"], quantity=row["banyak"], unit=row["satuan"] or None,
                note=row["keterangan"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _season(row: Row) -> str:
    return str(row["musim"] or row["tanggal"].year)


def _open_years(context: Context, rows: Mapping[UUID, Row]) -> None:
    """Open calendar years, each from a row within it; the first begins with the enterprise."""
    started = dict(
        Enterprise.objects.filter(
            organisation_id=context.by.organisation_id,
            id__in={context.id(ENTERPRISES, row["usaha"]) for row in rows.values()},
        ).values_list("id", "started_on")
    )
    years = []
    for cycle, row in rows.items():
        enterprise, year = context.id(ENTERPRISES, row["usaha"]), row["tanggal"].year
        if row["tanggal"] < started[enterprise]:
            raise RowRefused(column="tanggal", reason="mendahului hari pertama usahanya")
        first = max(date(year, 1, 1), started[enterprise])
        years.append(
            enterprises.NewCycle(cycle, enterprise, _season(row), first, date(year, 12, 31))
        )
    enterprises.open_cycles(by=context.by, on=context.on, rows=years)


ENTERPRISE = Register(
    sheet=ENTERPRISES,
    about="Usaha setiap mitra atau kelompok; yang berhenti diisi hari dan sebabnya.",
    space=ENTERPRISES,
    key=("kode",),
    columns=(
        code("kode", "Kode usaha, misalnya U001."),
        reference("mitra", PARTIES, sheets=("Mitra", "Kelompok")),
        choice("jenis", KINDS),
        text("nama", "Misalnya Warung Bu Contoh."),
        day("mulai", "Hari pertama usaha."),
        day("selesai", "Hari usaha berhenti.", is_required=False),
        text("sebab", "Wajib bila berhenti.", is_required=False),
    ),
    table=Enterprise,
    write=_enterprises,
    check=_ended_for_a_reason,
    fields={
        "party": "mitra", "kind": "jenis", "name": "nama", "started_on": "mulai", "on": "selesai",
        "reason": "sebab",
    },
    known=partial(_known, table=Enterprise),
)  # fmt: skip
SEASON = Register(
    sheet=SEASONS,
    about="Musim tanam atau putaran yang dihitung bersama. Tidak perlu untuk yang dicatat tahunan.",
    space=SEASONS,
    key=("usaha", "musim"),
    columns=(
        reference("usaha", ENTERPRISES),
        text("musim", "Misalnya MT I 2012.", longest=100),
        day("mulai"),
        day("selesai", is_required=False),
        whole("luas_m2", "Luas tanam.", least=1, most=10**9, is_required=False),
        flag("berpengairan", "Sawah berpengairan; menentukan kadar zakat panen.", default=None),
    ),
    table=Cycle,
    write=_seasons,
    check=in_order,
    known=partial(_known, table=Cycle),
    fields={
        "enterprise": "usaha", "label": "musim", "started_on": "mulai", "ended_on": "selesai",
        "area_m2": "luas_m2", "is_irrigated": "berpengairan",
    },
)  # fmt: skip
LINE = Register(
    sheet="Catatan usaha",
    about="Buku sederhana mitra: uang masuk dan keluar, yang dipakai sendiri, panen.",
    space="Catatan usaha",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor catatan."),
        reference("usaha", ENTERPRISES),
        text("musim", "Dari lembar Musim usaha; kosong = tahun.", longest=100, is_required=False),
        day("tanggal"),
        choice("jenis", LINES),
        rupiah("jumlah", "Uang, atau nilai yang dipakai.", least=0, is_required=False, default=0),
        whole("banyak", "Banyaknya hasil atau barang.", is_required=False),
        code("satuan", "Kode satuan, misalnya RICE_KG.", longest=20, is_required=False),
        text("keterangan", is_required=False),
    ),
    table=Record,
    write=_lines,
    fields={
        "cycle": "musim", "on": "tanggal", "what": "jenis", "amount": "jumlah",
        "quantity": "banyak", "unit": "satuan", "note": "keterangan",
    },
)  # fmt: skip
