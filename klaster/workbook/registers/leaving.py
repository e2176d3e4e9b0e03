"""The end of a programme: its books are closed, and all that it holds is handed over.

Closing is a sheet of its own. It seals what was recorded, which nobody should do by the way; a
monthly workbook may close its month without any exit, and the exit only asks that it was done.
What a month end needs is part of it (`closing.close_books`).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.closing import commands as closing
from klaster.domain.graduation import checklist, estate, journals
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Deed
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.models import Book, Entry, Period
from klaster.domain.programme.models import Programme, Sector
from klaster.rules.calendar import add_months
from klaster.rules.wording import date_text
from klaster.workbook.columns import choice, day, reference, text
from klaster.workbook.register import Context, Register, Row, RowRefused, new_rows
from klaster.workbook.registers.cooperatives import COOPERATIVES, receiver
from klaster.workbook.registers.deed_items import HANDED_OVER, Agreed, agreed

CREDITS = {
    "hibah": journals.DONATED,
    "kewajiban bersyarat": journals.CONDITIONAL,
    "simpanan anggota": journals.MEMBERS_SAVINGS,
}


def _close(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        last_day = add_months(row["sampai"].replace(day=1), 1) - timedelta(days=1)
        if last_day >= context.on:
            raise RowRefused(column="sampai", reason="bulan ini belum selesai")
        closing.close_books(by=context.by, on=context.on, book=_book(context, row), until=last_day)


def _book(context: Context, row: Row) -> Book:
    return Book.objects.get(
        organisation_id=context.by.organisation_id, id=context.id("Buku", row["program"])
    )


def _closed(context: Context, rows: Sequence[Row]) -> int:
    return sum(ledger_read.first_open_month(_book(context, row)) > row["sampai"] for row in rows)


def _hand_over(context: Context, rows: Sequence[Row]) -> None:
    """All deeds of a programme in one act, as the exit demands."""
    numbers = {row.id: number for number, row in enumerate(rows, 1)}
    sectors = _sectors(context, rows)
    acts: dict[UUID, list[Row]] = {}
    for row in new_rows(rows, _deeds(context, rows), partial(_deed, context)):
        acts.setdefault(sectors[row.id].programme_id, []).append(row)
    besides = agreed(context)
    _require_all_handed_over(besides, {sectors[row.id].id for act in acts.values() for row in act})
    for those in acts.values():
        programme = sectors[those[0].id].programme
        for row in those:
            wrong = _not_together(context, programme, those, row)
            if wrong is not None:
                raise RowRefused(column=wrong[0], reason=wrong[1], row=numbers[row.id])
        on = those[0]["tanggal"]
        estates = estate.of_programme(programme, estate.book_of(programme), on)
        context.warnings += checklist.warnings(programme, on, estates)
        graduation.exit_programme(
            by=context.by, on=on, programme=programme,
            deeds=[
                _new_deed(context, row, besides.get(sectors[row.id].id, Agreed())) for row in those
            ],
        )  # fmt: skip


def _new_deed(context: Context, row: Row, besides: Agreed) -> graduation.NewDeed:
    return graduation.NewDeed(
        id=row.id, cooperative=receiver(context, row["koperasi"]), sector=row["sektor"],
        fair_values=besides.fair_values, contributions=tuple(besides.contributions.values()),
        **_signed(row),
    )  # fmt: skip


def _require_all_handed_over(besides: Mapping[UUID, Agreed], sectors: Collection[UUID]) -> None:
    for sector in besides.keys() - sectors:
        sheet, number = min(besides[sector].rows)
        reason = _("{sheet} baris {number}: sektornya tidak diserahkan di berkas ini")
        raise RowRefused(reason=reason.format(sheet=sheet, number=number))


def _not_together(
    context: Context, programme: Programme, rows: Sequence[Row], row: Row
) -> tuple[str, str] | None:
    """What keeps a row out of the one act of its programme: column and reason."""
    if programme.status != Programme.Status.RUNNING:
        return "sektor", _("program ini sudah diserahterimakan")
    if row["tanggal"] != rows[0]["tanggal"]:
        return "tanggal", _("semua sektor satu program diserahkan pada hari yang sama")
    if row["tanggal"] > context.on:
        return "tanggal", _("hari serah terima belum tiba")
    if later := _recorded_after(context, programme, row["tanggal"]):
        reason = _("masih ada catatan sesudahnya di buku program, yang pertama {day} ({memo})")
        return "tanggal", reason.format(
            day=date_text(later.posting_date), memo=later.source or later.memo
        )
    others = Deed.objects.filter(
        organisation_id=context.by.organisation_id, number=row["nomor_bast"]
    )
    if others.exists() or any(
        one is not row and one["nomor_bast"] == row["nomor_bast"] for one in rows
    ):
        return "nomor_bast", _("nomor ini sudah dipakai berita acara lain")
    return None


def _recorded_after(context: Context, programme: Programme, on: date) -> Entry | None:
    """What happened after the exit is the cooperatives' and would be left in no one's deed."""
    entries = Entry.objects.filter(
        organisation_id=context.by.organisation_id,
        book_id=context.id("Buku", programme.code),
        posting_date__gt=on,
    )
    return entries.order_by("posting_date", "id").first()


def _sectors(context: Context, rows: Sequence[Row]) -> dict[UUID, Sector]:
    """The sector of each row, with its programme as it stands."""
    found = Sector.objects.select_related("programme").filter(
        organisation_id=context.by.organisation_id,
        id__in=[context.id("Sektor", row["sektor"]) for row in rows],
    )
    by_id = {sector.id: sector for sector in found}
    return {row.id: by_id[context.id("Sektor", row["sektor"])] for row in rows}


def _deeds(context: Context, rows: Sequence[Row]) -> dict[UUID, Deed]:
    """The deeds on record by row; a sector has one."""
    sectors = _sectors(context, rows)
    found = {
        deed.sector_id: deed
        for deed in Deed.objects.filter(
            organisation_id=context.by.organisation_id,
            sector_id__in=[sector.id for sector in sectors.values()],
        )
    }
    return {row: found[sector.id] for row, sector in sectors.items() if sector.id in found}


def _signed(row: Row) -> dict[str, Any]:
    """What stands on the deed besides what the books say."""
    return {
        "number": row["nomor_bast"],
        "place": row["tempat"],
        "basis": row["dasar"],
        "giver_name": row["pihak_pertama"],
        "giver_position": row["jabatan_pertama"],
        "receiver_name": row["pihak_kedua"],
        "receiver_position": row["jabatan_kedua"],
        "witnesses": tuple(name.strip() for name in row["saksi"].split(";") if name.strip()),
        "credit_role": row["pengakuan"],
        "contribution_role": row["pengakuan_penyertaan"],
    }


def _deed(context: Context, row: Row) -> Mapping[str, Any]:
    """A deed as it is kept."""
    signed = _signed(row)
    return signed | {
        "cooperative_id": context.id(COOPERATIVES, row["koperasi"]),
        "on": row["tanggal"],
        "witnesses": list(signed["witnesses"]),
    }


def _known_deeds(context: Context, rows: Sequence[Row]) -> int:
    return len(_deeds(context, rows))


CLOSING = Register(
    sheet="Tutup buku",
    about="Bulan-bulan buku program yang ditutup dan disegel; wajib sebelum serah terima.",
    space="Tutup buku",
    key=("program", "sampai"),
    columns=(
        reference("program", "Program"),
        day("sampai", "Hari mana pun dalam bulan terakhir yang ditutup."),
    ),
    table=Period,
    write=_close,
    known=_closed,
)
DEED = Register(
    sheet=HANDED_OVER,
    about="Berita acara, satu baris setiap sektor; satu program diserahkan sekaligus.",
    space=HANDED_OVER,
    key=("sektor",),
    columns=(
        reference("sektor", "Sektor"),
        reference("koperasi", COOPERATIVES),
        text("nomor_bast", "Nomor berita acara.", longest=60),
        day("tanggal", "Hari serah terima; sama untuk semua sektor satu program."),
        text("tempat"),
        text("dasar", "Mengapa diserahkan.", longest=2_000),
        text("pihak_pertama", "Nama yang menyerahkan."),
        text("jabatan_pertama"),
        text("pihak_kedua", "Nama yang menerima."),
        text("jabatan_kedua"),
        text("saksi", "Dipisahkan titik koma.", longest=600, is_required=False),
        choice(
            "pengakuan", CREDITS, "Cara koperasi mencatat yang diterima.", is_required=False,
            default=journals.DONATED,
        ),
        choice(
            "pengakuan_penyertaan", CREDITS, "Cara koperasi mencatat barang yang dibawa mitra.",
            is_required=False, default=journals.MEMBERS_SAVINGS,
        ),
    ),
    table=Deed,
    write=_hand_over,
    fields={
        "sector": "sektor", "cooperative_id": "koperasi", "number": "nomor_bast", "on": "tanggal",
        "place": "tempat", "basis": "dasar", "giver_name": "pihak_pertama",
        "giver_position": "jabatan_pertama", "receiver_name": "pihak_kedua",
        "receiver_position": "jabatan_kedua", "witnesses": "saksi", "credit_role": "pengakuan",
        "contribution_role": "pengakuan_penyertaan",
    },
    known=_known_deeds,
    is_one_act=True,
)  # fmt: skip
