"""What a programme stands by: decisions on independence, and the figures it has published.

A decision keeps who sat and by which rules, and what those said; a claim is held against the
records, not repeated.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation import readiness, shipped
from klaster.domain.graduation.models import Claim, Decision, RuleSet
from klaster.domain.programme.models import Enrolment, Programme
from klaster.workbook.columns import choice, code, day, decimal, reference, text, whole
from klaster.workbook.register import Context, Register, Row, RowRefused, new_rows
from klaster.workbook.registers.people import PARTIES, enrolment_id

OUTCOMES = {
    "mandiri": Decision.Outcome.INDEPENDENT.value,
    "ditahan": Decision.Outcome.HELD.value,
}
FACTS = "programme_facts"  # the report most published figures are held against


def _adopt(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        graduation.adopt_rules(
            by=context.by,
            on=row["berlaku"] or context.on,
            id=row.id,
            rules=shipped.find(row["kode"], row["versi"]),
        )


def _known_rules(context: Context, rows: Sequence[Row]) -> int:
    names = {f"{row['kode']}_v{row['versi']}" for row in rows}
    return len(readiness.adopted(context.by.organisation_id, names))


def _decide(context: Context, rows: Sequence[Row]) -> None:
    fresh = new_rows(rows, _decided(context, rows), _decision)
    found = Enrolment.objects.select_related("programme").filter(
        organisation_id=context.by.organisation_id,
        id__in=[enrolment_id(context, row["mitra"]) for row in fresh],
    )
    enrolments = {enrolment.id: enrolment for enrolment in found}
    sittings: dict[tuple[UUID, date], list[graduation.NewDecision]] = {}
    programmes: dict[UUID, Programme] = {}
    for row in fresh:
        enrolment = enrolments.get(enrolment_id(context, row["mitra"]))
        if enrolment is None:
            raise RowRefused(column="mitra", reason="bukan mitra program mana pun")
        programmes[enrolment.programme_id] = enrolment.programme
        sitting = sittings.setdefault((enrolment.programme_id, row["tanggal"]), [])
        sitting.append(
            graduation.NewDecision(
                id=row.id, party_id=enrolment.party_id, outcome=row["hasil"], reason=row["alasan"],
                sat=row["peserta_rapat"], rule=row["kriteria"], override_reason=row["alasan"],
            )
        )  # fmt: skip
    for (programme, on), decisions in sittings.items():
        graduation.decide_many(
            by=context.by, on=on, programme=programmes[programme], rows=decisions
        )


def _decided(context: Context, rows: Sequence[Row]) -> dict[UUID, Decision]:
    """The decisions on record by row, whoever recorded them."""
    found = {
        (one.party_id, one.on): one
        for one in Decision.objects.filter(
            organisation_id=context.by.organisation_id,
            party_id__in={context.id(PARTIES, row["mitra"]) for row in rows},
        )
    }
    keys = {row.id: (context.id(PARTIES, row["mitra"]), row["tanggal"]) for row in rows}
    return {row: found[key] for row, key in keys.items() if key in found}


def _decision(row: Row) -> Mapping[str, Any]:
    return {
        "outcome": row["hasil"],
        "reason": row["alasan"],
        "sat": row["peserta_rapat"],
        "rule": row["kriteria"],
    }


def _held_for_a_reason(values: Mapping[str, Any]) -> tuple[str, str] | None:
    if values["hasil"] == Decision.Outcome.HELD and not values["alasan"]:
        return "alasan", _("tuliskan mengapa mitra ini ditahan")
    return None


def _claims(context: Context, rows: Sequence[Row]) -> None:
    graduation.claim_many(
        by=context.by,
        on=context.on,
        claims=[
            Claim(
                id=row.id, code=row["kode"], programme_id=context.id("Program", row["program"]),
                **_claim(row),
            )
            for row in new_rows(rows, _claimed(context, rows), _claim)
        ],
    )  # fmt: skip


def _claimed(context: Context, rows: Sequence[Row]) -> dict[UUID, Claim]:
    found = {
        (one.programme_id, one.code): one
        for one in Claim.objects.filter(
            organisation_id=context.by.organisation_id, code__in={row["kode"] for row in rows}
        )
    }
    keys = {row.id: (context.id("Program", row["program"]), row["kode"]) for row in rows}
    return {row: found[key] for row, key in keys.items() if key in found}


def _claim(row: Row) -> Mapping[str, Any]:
    parameters: dict[str, Any] = {}
    if row["kolom"]:
        parameters = {"programme": row["program"], "column": row["kolom"]}
    if row["sektor"]:
        parameters["row"] = {"sector": row["sektor"]}
    if row["dibulatkan"]:
        parameters["rounded_to"] = row["dibulatkan"]
    return {
        "sentence": row["kalimat"],
        "figure": row["angka"],
        "text": row["teks"] or None,
        "unit": row["satuan"],
        "on": row["tanggal"],
        "published_in": row["terbit_di"],
        "url": row["alamat"],
        "report": row["laporan"],
        "parameters": parameters,
    }


def _says_one_thing(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """A claim is a figure or a text, and its address one that a reader may safely follow."""
    if (values["angka"] is None) == (not values["teks"]):
        return "angka", _("isi salah satu: angka atau teks")
    if values["angka"] is not None and values["angka"] != round(values["angka"], 2):
        return "angka", _("paling banyak dua angka di belakang koma")
    if values["alamat"] and not values["alamat"].startswith(("https://", "http://")):
        return "alamat", _("harus diawali https:// atau http://")
    return None


def _known_decisions(context: Context, rows: Sequence[Row]) -> int:
    return len(_decided(context, rows))


def _known_claims(context: Context, rows: Sequence[Row]) -> int:
    return len(_claimed(context, rows))


RULES = Register(
    sheet="Aturan kesiapan",
    about="Aturan kesiapan yang dipakai lembaga, dari yang disertakan.",
    space="Aturan kesiapan",
    key=("kode", "versi"),
    columns=(
        code("kode", "Misalnya contoh_mitra, contoh_kelompok, contoh_koperasi."),
        whole("versi", least=1, most=999),
        day("berlaku", "Hari mulai dipakai; kosong: hari impor.", is_required=False),
    ),
    table=RuleSet,
    write=_adopt,
    fields={"version": "versi"},
    known=_known_rules,
)
DECISION = Register(
    sheet="Keputusan kemandirian",
    about="Keputusan rapat atas setiap mitra: mandiri, atau ditahan dengan alasannya.",
    space="Keputusan kemandirian",
    key=("mitra", "tanggal"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        day("tanggal", "Hari rapat."),
        choice("hasil", OUTCOMES),
        text(
            "alasan", "Wajib bila ditahan, atau bila keputusan lain dari hasil aturan.",
            longest=300, is_required=False,
        ),
        text("peserta_rapat", "Siapa saja yang memutuskan.", longest=300),
        text(
            "kriteria", "Aturan yang dipakai, misalnya contoh_mitra_v1, atau sebutannya.",
            longest=40,
        ),
    ),
    table=Decision,
    write=_decide,
    check=_held_for_a_reason,
    fields={
        "outcome": "hasil", "reason": "alasan", "sat": "peserta_rapat", "rule": "kriteria",
        "override_reason": "alasan", "on": "tanggal", "party": "mitra",
    },
    known=_known_decisions,
)  # fmt: skip
CLAIM = Register(
    sheet="Klaim",
    about="Angka yang pernah diterbitkan; setiap angka diperiksa terhadap catatan.",
    space="Klaim",
    key=("program", "kode"),
    columns=(
        reference("program", "Program"),
        code("kode", "Kode klaim tanpa spasi."),
        text("kalimat", "Seperti diterbitkan.", longest=300),
        decimal("angka", "Angka yang diterbitkan.", 0, 10**15, is_required=False),
        text("teks", "Bila bukan angka, misalnya nama hari.", longest=60, is_required=False),
        text("satuan", "Misalnya mitra, IDR.", longest=20, is_required=False),
        day("tanggal", "Hari yang dimaksud klaim.", is_required=False),
        text("terbit_di", "Media atau lembaga yang menerbitkan."),
        text("alamat", "Alamat halamannya.", longest=400, is_required=False),
        code("laporan", "Kode laporan pembandingnya.", is_required=False, default=FACTS),
        code("kolom", "Kolom laporan itu; rows = banyaknya baris.", is_required=False, default=""),
        reference("sektor", "Sektor", "Hanya baris sektor ini.", is_required=False, default=""),
        whole("dibulatkan", "Kelipatan pembulatannya.", least=1, is_required=False),
    ),
    table=Claim,
    write=_claims,
    check=_says_one_thing,
    fields={
        "sentence": "kalimat", "figure": "angka", "text": "teks", "unit": "satuan", "on": "tanggal",
        "published_in": "terbit_di", "url": "alamat", "report": "laporan", "parameters": "kolom",
    },
    known=_known_claims,
)  # fmt: skip
