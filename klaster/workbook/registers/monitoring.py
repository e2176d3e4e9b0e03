"""Follow-ups after the exit as cadres keep them on paper: who was found, how the business is.

A row is of a mitra, a group or a cooperative: exactly one of the three codes is filled in.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.graduation.models import Deed
from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring.models import FollowUp
from klaster.domain.programme.models import Enrolment, Group
from klaster.rules.follow_up import DUE_MONTHS
from klaster.workbook.columns import choice, day, reference, text, whole
from klaster.workbook.register import (
    ORGANISATIONS,
    Context,
    Register,
    Row,
    RowRefused,
    new_rows,
)
from klaster.workbook.registers.cooperatives import COOPERATIVES
from klaster.workbook.registers.people import PARTIES

WHO = ("mitra", "kelompok", "koperasi")
OUTCOMES = {
    "ditemukan": FollowUp.Outcome.FOUND.value,
    "tidak ditemukan": FollowUp.Outcome.LOST.value,
}
BUSINESSES = {
    "berjalan": FollowUp.Business.RUNNING.value,
    "berubah": FollowUp.Business.CHANGED.value,
    "tutup": FollowUp.Business.CLOSED.value,
    "bekerja": FollowUp.Business.MOVED_INTO_WORK.value,
}


def _follow_up(context: Context, rows: Sequence[Row]) -> None:
    numbers = {row.id: number for number, row in enumerate(rows, 1)}
    fresh = new_rows(rows, _recorded(context, rows), _content)
    programmes = _programmes(context, {_party(context, row) for row in fresh})
    new = []
    for row in fresh:
        party = _party(context, row)
        if party not in programmes:
            column = next(name for name in WHO if row[name])
            reason = _("tidak termasuk program mana pun")
            raise RowRefused(column=column, reason=reason, row=numbers[row.id])
        new.append(
            monitoring.NewFollowUp(
                id=row.id, programme_id=programmes[party], party_id=party,
                due_month=row["bulan_ke"], **_content(row),
            )
        )  # fmt: skip
    monitoring.record_many(by=context.by, on=context.on, rows=new)


def _party(context: Context, row: Row) -> UUID:
    """The party a row is about: a cooperative is known by the id of its organisation."""
    if row["koperasi"]:
        return context.id(ORGANISATIONS, row["koperasi"])
    return context.id(PARTIES, row["mitra"] or row["kelompok"])


def _programmes(context: Context, parties: Collection[UUID]) -> dict[UUID, UUID]:
    """The programme of each mitra, group and receiver among `parties`, in three queries."""
    own = {"organisation_id": context.by.organisation_id}
    enrolled = Enrolment.objects.filter(**own, party__id__any=parties)
    working = Group.objects.filter(**own, party__id__any=parties)
    received = Deed.objects.filter(**own, receiver_id__in=parties)
    return {
        **dict(enrolled.values_list("party_id", "programme_id")),
        **dict(working.values_list("party_id", "sector__programme_id")),
        **dict(received.values_list("receiver_id", "programme_id")),
    }


def _content(row: Row) -> Mapping[str, Any]:
    return {
        "on": row["tanggal"],
        "outcome": row["hasil"],
        "business": row["usaha"],
        "reason": row["alasan"],
        "note": row["catatan"],
    }


def _recorded(context: Context, rows: Sequence[Row]) -> dict[UUID, FollowUp]:
    """The follow-ups on record by row, whoever recorded them."""
    keys = {row.id: (_party(context, row), row["bulan_ke"]) for row in rows}
    found = {
        (one.party_id, one.due_month): one
        for one in FollowUp.objects.filter(
            organisation_id=context.by.organisation_id,
            party_id__in={party for party, _month in keys.values()},
        )
    }
    return {row: found[key] for row, key in keys.items() if key in found}


def _known(context: Context, rows: Sequence[Row]) -> int:
    return len(_recorded(context, rows))


def _says_one_thing(values: Mapping[str, Any]) -> tuple[str, str] | None:
    if sum(bool(values[name]) for name in WHO) != 1:
        return "mitra", _("isi salah satu saja: mitra, kelompok, atau koperasi")
    if values["bulan_ke"] not in DUE_MONTHS:
        months = ", ".join(map(str, DUE_MONTHS))
        return "bulan_ke", _("pilih salah satu: {choices}").format(choices=months)
    is_found = values["hasil"] == FollowUp.Outcome.FOUND
    if is_found and not values["usaha"]:
        return "usaha", _("tuliskan keadaan usahanya bila ditemukan")
    if not is_found and values["usaha"]:
        return "usaha", _("kosongkan bila tidak ditemukan")
    if not is_found and not values["alasan"]:
        return "alasan", _("tuliskan mengapa tidak ditemukan")
    return None


FOLLOW_UP = Register(
    sheet="Pemantauan",
    about="Siapa yang dilihat kembali setelah serah terima, satu baris setiap bulan jatuh tempo.",
    space="Pemantauan",
    key=("mitra", "kelompok", "koperasi", "bulan_ke"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",), is_required=False, default=""),
        reference("kelompok", PARTIES, sheets=("Kelompok",), is_required=False, default=""),
        reference("koperasi", COOPERATIVES, is_required=False, default=""),
        whole("bulan_ke", "3, 6, 12, 24, 36, atau 84 bulan setelah serah terima.", least=1),
        day("tanggal", "Hari dicari."),
        choice("hasil", OUTCOMES),
        choice(
            "usaha", BUSINESSES,
            "Wajib bila ditemukan. Kelompok berjalan bila masih bertemu, koperasi bila masih "
            "melayani anggota; keduanya hanya berjalan atau tutup.",
            is_required=False, default="",
        ),
        text("alasan", "Wajib bila tidak ditemukan.", longest=300, is_required=False),
        text("catatan", "Misalnya pekerjaannya.", longest=300, is_required=False),
    ),
    table=FollowUp,
    write=_follow_up,
    check=_says_one_thing,
    fields={
        "due_month": "bulan_ke", "on": "tanggal", "outcome": "hasil", "business": "usaha",
        "reason": "alasan", "note": "catatan", "party": "mitra",
    },
    known=_known,
)  # fmt: skip
