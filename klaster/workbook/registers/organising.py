"""Who takes part and what is run: organisations, programmes, their sectors and phases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from klaster.domain.access import commands as access
from klaster.domain.access.models import Organisation
from klaster.domain.ledger import commands as ledger
from klaster.domain.places.models import Area
from klaster.domain.programme import commands as programme
from klaster.domain.programme.models import Phase, Programme, Sector
from klaster.workbook.columns import choice, code, day, flag, reference, text
from klaster.workbook.register import ORGANISATIONS, Context, Register, Row, RowRefused

INSTITUTION = "lembaga"
KINDS = {
    INSTITUTION: Organisation.Kind.INSTITUTION.value,
    "pelaksana": Organisation.Kind.IMPLEMENTER.value,
}
CHARTS = {"PSAK 409": "psak409", "ISAK 335": "isak335"}
PHASES = {phase.value: phase.value for phase in Phase.Code}


def _organisations(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        access.create_organisation(
            by=context.by, on=context.on, id=row.id, code=row["kode"], name=row["nama"],
            kind=row["jenis"], is_illustration=row["contoh"],
        )  # fmt: skip


def _programmes(context: Context, rows: Sequence[Row]) -> None:
    """A programme comes with its set of books."""
    areas = set(Area.objects.values_list("code", flat=True).filter(level=Area.Level.DISTRICT))
    for row in rows:
        if row["wilayah"] not in areas:
            reason = _("kode kabupaten/kota ini tidak dikenal, misalnya 36.02")
            raise RowRefused(column="wilayah", reason=reason)
        programme.start_programme(
            by=context.by, on=row["mulai"], id=row.id, code=row["kode"], name=row["nama"],
            area=row["wilayah"], ends_on=row["selesai"], is_illustration=row["contoh"],
        )  # fmt: skip
        ledger.open_book(
            by=context.by, on=row["mulai"], id=context.id("Buku", row["kode"]),
            code=row["kode"].lower(), name=row["nama"], chart=row["pedoman"],
        )  # fmt: skip


def _sectors(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        implementer = row["pelaksana"]
        programme.add_sector(
            by=context.by, on=context.on, id=row.id, code=row["kode"], name=row["nama"],
            programme_id=context.id("Program", row["program"]),
            implementer_id=context.id(ORGANISATIONS, implementer) if implementer else None,
        )  # fmt: skip


def _phases(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        programme.set_phase(
            by=context.by, on=row["mulai"], programme_id=context.id("Program", row["program"]),
            code=row["tahap"], ends_on=row["selesai"],
        )  # fmt: skip


def _known_phases(context: Context, rows: Sequence[Row]) -> int:
    kept = set(
        Phase.objects.filter(organisation_id=context.by.organisation_id).values_list(
            "programme_id", "code", "starts_on", "ends_on"
        )
    )
    return sum(
        (context.id("Program", row["program"]), row["tahap"], row["mulai"], row["selesai"]) in kept
        for row in rows
    )


def in_order(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Refuse an end before the beginning."""
    if values["selesai"] and values["selesai"] < values["mulai"]:
        return "selesai", _("tanggal selesai mendahului tanggal mulai")
    return None


ORGANISATION = Register(
    sheet=ORGANISATIONS,
    about="Lembaga yang menjalankan program dan para pelaksana.",
    space=ORGANISATIONS,
    key=("kode",),
    columns=(
        code("kode", "Kode singkat tanpa spasi, misalnya dd. Tidak pernah diubah."),
        text("nama", "Nama lengkap."),
        choice("jenis", KINDS, "lembaga = yang menjalankan program."),
        flag("contoh", "ya bila hanya contoh, bukan lembaga sungguhan."),
    ),
    table=Organisation,
    write=_organisations,
    fields={"code": "kode", "name": "nama", "kind": "jenis", "is_illustration": "contoh"},
)
PROGRAMME = Register(
    sheet="Program",
    about="Satu baris untuk setiap klaster; buku besarnya dibuka sekaligus.",
    space="Program",
    key=("kode",),
    columns=(
        code("kode", "Kode klaster, misalnya lebak."),
        text("nama", "Nama klaster."),
        code("wilayah", "Kode wilayah Kemendagri, misalnya 36.02.", longest=13),
        day("mulai", "Hari pertama program dan pembukuannya."),
        day("selesai", "Rencana hari terakhir.", is_required=False),
        choice(
            "pedoman", CHARTS, "Standar akuntansi buku program.", is_required=False,
            default="psak409",
        ),
        flag("contoh"),
    ),
    table=Programme,
    write=_programmes,
    check=in_order,
    fields={
        "code": "kode", "name": "nama", "area": "wilayah", "starts_on": "mulai",
        "ends_on": "selesai", "is_illustration": "contoh",
    },
)  # fmt: skip
SECTOR = Register(
    sheet="Sektor",
    about="Jalur penghidupan dalam program, dan siapa pelaksananya.",
    space="Sektor",
    key=("kode",),
    columns=(
        reference("program", "Program"),
        code("kode", "Kode sektor, misalnya pertanian."),
        text("nama", "Nama sektor.", longest=100),
        reference("pelaksana", ORGANISATIONS, is_required=False),
    ),
    table=Sector,
    write=_sectors,
    fields={"code": "kode", "name": "nama", "programme": "program", "implementer": "pelaksana"},
)
PHASE = Register(
    sheet="Tahap",
    about="Penumbuhan, penguatan, pemandirian, pemantauan: kapan masing-masing berjalan.",
    space="Tahap",
    key=("program", "tahap"),
    columns=(
        reference("program", "Program"),
        choice("tahap", PHASES),
        day("mulai"),
        day("selesai", is_required=False),
    ),
    table=Phase,
    write=_phases,
    check=in_order,
    known=_known_phases,
)
