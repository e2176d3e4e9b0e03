"""The cooperatives that will carry on: founded, their members, officers, and legal standing.

These rows belong to the cooperative's own organisation. Whoever imports for an institution acts
for the cooperatives that this institution founded, and for no other: a cooperative's id is made
from the institution and the code, so another institution's is not found under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.access import commands as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Grant, Organisation
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.registry.models import Party
from klaster.rules.wording import date_text
from klaster.workbook.columns import choice, code, day, flag, reference, text
from klaster.workbook.register import (
    ORGANISATIONS,
    Context,
    Register,
    Row,
    RowRefused,
    new_rows,
)
from klaster.workbook.registers.people import PARTIES

COOPERATIVES = "Koperasi"
OFFICES = {office.value: office.value for office in Officer.Office}
FIRST_RULED = min(since for since, _least in cooperatives.FOUNDERS_LEAST)


def receiver(context: Context, code: str) -> Cooperative:
    """The cooperative that this institution founded under a code, with its book and fund."""
    return context.once(
        (COOPERATIVES, code),
        lambda: Cooperative.objects.select_related("book", "rolling_fund").get(
            organisation_id=context.id(ORGANISATIONS, code), id=context.id(COOPERATIVES, code)
        ),
    )


def _there(context: Context, organisation_id: UUID) -> Actor:
    """The importer, acting for a cooperative."""
    return replace(context.by, organisation_id=organisation_id)


def _found(context: Context, rows: Sequence[Row]) -> None:
    bodies = {row.id: context.id(ORGANISATIONS, row["kode"]) for row in rows}
    found = Cooperative.objects.filter(organisation_id__in=bodies.values(), id__in=bodies)
    before = {cooperative.id: cooperative for cooperative in found}
    for number, row in enumerate(rows, 1):
        if row.id not in before and _is_of_others(bodies[row.id]):
            reason = _("kode ini milik koperasi atau lembaga lain; pakai kode lain")
            raise RowRefused(column="kode", reason=reason, row=number)
        access.create_organisation(
            by=context.by, on=context.on, id=bodies[row.id], code=row["kode"], name=row["nama"],
            kind=Organisation.Kind.COOPERATIVE.value, is_illustration=row["contoh"],
        )  # fmt: skip
    for row in new_rows(rows, before, _founding):
        cooperatives.form(
            by=_there(context, bodies[row.id]), on=row["dibentuk"], id=row.id, name=row["nama"],
            sector=row["sektor"],
        )  # fmt: skip


def _founding(row: Row) -> Mapping[str, Any]:
    return {"name": row["nama"], "sector": row["sektor"], "formed_on": row["dibentuk"]}


def _is_of_others(body: UUID) -> bool:
    """Whether an organisation already is a cooperative, or has people who act for it."""
    return any(
        table.objects.filter(organisation_id=body).exists() for table in (Cooperative, Grant)
    )


def _admit(context: Context, rows: Sequence[Row]) -> None:
    standing = _standing(context, rows)
    joining: dict[tuple[str, date], list[Party]] = {}
    mitra = _mitra(context, rows)
    for number, row in enumerate(rows, 1):
        party, member = mitra.get(context.id(PARTIES, row["mitra"])), standing.get(row.id)
        if party is None or party.person_id is None:
            reason = _("hanya orang yang dapat menjadi anggota; isi kode dari lembar Mitra")
            raise RowRefused(column="mitra", reason=reason, row=number)
        if member is None:
            joining.setdefault((row["koperasi"], row["tanggal"]), []).append(party)
        elif member.joined_on != row["tanggal"]:
            reason = _("sudah tercatat {old}").format(old=date_text(member.joined_on))
            raise RowRefused(column="tanggal", reason=reason, row=number)
    for (cooperative_code, on), parties in joining.items():
        cooperative = receiver(context, cooperative_code)
        if on < cooperative.formed_on:
            raise RowRefused(column="tanggal", reason="mendahului hari koperasi dibentuk")
        cooperatives.admit_mitra(
            by=_there(context, cooperative.organisation_id), on=on, cooperative=cooperative,
            admissions=[cooperatives.Admission(party, on) for party in parties],
        )  # fmt: skip


def _mitra(context: Context, rows: Sequence[Row]) -> dict[UUID, Party]:
    return {
        party.id: party
        for party in Party.objects.filter(
            organisation_id=context.by.organisation_id,
            id__in=[context.id(PARTIES, row["mitra"]) for row in rows],
        )
    }


def _standing(context: Context, rows: Sequence[Row]) -> dict[UUID, Member]:
    """The memberships on record, by row; one that ended is that of its own day of joining."""
    mitra = _mitra(context, rows)
    persons = [party.person_id for party in mitra.values() if party.person_id]
    members = {
        name: queries.members_by_person(receiver(context, name), persons, with_ended=True)
        for name in {row["koperasi"] for row in rows}
    }
    found = {}
    for row in rows:
        party = mitra.get(context.id(PARTIES, row["mitra"]))
        member = (
            members[row["koperasi"]].get(party.person_id) if party and party.person_id else None
        )
        if member and (
            member.left_on is None
            or member.joined_on == row.values.get("tanggal", member.joined_on)
        ):
            found[row.id] = member
    return found


def _known_members(context: Context, rows: Sequence[Row]) -> int:
    return len(_standing(context, rows))


def _appoint(context: Context, rows: Sequence[Row]) -> None:
    standing = _standing(context, rows)
    for number, row in enumerate(rows, 1):
        cooperative = receiver(context, row["koperasi"])
        if row.id not in standing:
            reason = _("belum menjadi anggota; isi dahulu lembar Anggota")
            raise RowRefused(column="mitra", reason=reason, row=number)
        cooperatives.appoint(
            by=_there(context, cooperative.organisation_id), on=row["mulai"], id=row.id,
            cooperative=cooperative, party=standing[row.id].party, office=row["jabatan"],
        )  # fmt: skip


def _recognise(context: Context, rows: Sequence[Row]) -> None:
    before = _recognised(context, rows)
    for row in new_rows(rows, before, _recognition):
        cooperative = receiver(context, row["koperasi"])
        if row["tanggal"] < max(cooperative.formed_on, FIRST_RULED):
            reason = _("mendahului hari koperasi dibentuk, atau undang-undang perkoperasian")
            raise RowRefused(column="tanggal", reason=reason)
        cooperatives.recognise(
            by=_there(context, cooperative.organisation_id), on=row["tanggal"],
            cooperative=cooperative, number=row["nomor"],
        )  # fmt: skip


def _recognised(context: Context, rows: Sequence[Row]) -> dict[UUID, Cooperative]:
    found = {row.id: receiver(context, row["koperasi"]) for row in rows}
    return {row: cooperative for row, cooperative in found.items() if cooperative.legal_on}


def _recognition(row: Row) -> Mapping[str, Any]:
    return {"legal_on": row["tanggal"], "legal_number": row["nomor"]}


def _known_recognitions(context: Context, rows: Sequence[Row]) -> int:
    return len(_recognised(context, rows))


COOPERATIVE = Register(
    sheet=COOPERATIVES,
    about="Koperasi penerima, satu untuk setiap sektor; lembaga dan bukunya dibuka sekaligus.",
    space=COOPERATIVES,
    key=("kode",),
    columns=(
        code("kode", "Kode singkat tanpa spasi, misalnya koperasi-tani. Tidak pernah diubah."),
        text("nama", "Nama lengkap."),
        reference("sektor", "Sektor"),
        day("dibentuk", "Hari rapat pembentukan."),
        flag("contoh", "ya bila hanya contoh, bukan koperasi sungguhan."),
    ),
    table=Cooperative,
    write=_found,
    fields={
        "code": "kode", "name": "nama", "sector": "sektor", "formed_on": "dibentuk",
        "is_illustration": "contoh",
    },
    is_elsewhere=True,
)  # fmt: skip
MEMBER = Register(
    sheet="Anggota",
    about="Mitra yang menjadi anggota koperasi; mereka harus sudah setuju datanya dibagi.",
    space="Anggota",
    key=("koperasi", "mitra"),
    columns=(
        reference("koperasi", COOPERATIVES),
        reference("mitra", PARTIES, sheets=("Mitra",)),
        day("tanggal", "Hari diterima. Nomor anggota menurut urutan baris."),
    ),
    table=Member,
    write=_admit,
    known=_known_members,
    is_elsewhere=True,
)
OFFICER = Register(
    sheet="Pengurus",
    about="Ketua, sekretaris, bendahara, dan pengawas; dipilih dari anggota.",
    space="Pengurus",
    key=("koperasi", "mitra", "jabatan", "mulai"),
    columns=(
        reference("koperasi", COOPERATIVES),
        reference("mitra", PARTIES, sheets=("Mitra",)),
        choice("jabatan", OFFICES),
        day("mulai", "Hari pertama menjabat."),
    ),
    table=Officer,
    write=_appoint,
    fields={"office": "jabatan"},
    is_elsewhere=True,
)
RECOGNITION = Register(
    sheet="Badan hukum",
    about="Pengesahan koperasi sebagai badan hukum, setelah anggotanya cukup.",
    space="Badan hukum",
    key=("koperasi",),
    columns=(
        reference("koperasi", COOPERATIVES),
        day("tanggal", "Tanggal pengesahan."),
        text("nomor", "Nomor pengesahan.", longest=60),
    ),
    table=Cooperative,
    write=_recognise,
    fields={"legal_on": "tanggal", "legal_number": "nomor"},
    known=_known_recognitions,
    is_elsewhere=True,
)
