"""Follow-ups after the exit as cadres keep them on paper: who was found, how the business is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring.models import FollowUp
from klaster.domain.programme.models import Enrolment
from klaster.rules.follow_up import DUE_MONTHS
from klaster.workbook.columns import choice, day, reference, text, whole
from klaster.workbook.register import Context, Register, Row, RowRefused, new_rows
from klaster.workbook.registers.people import PARTIES, enrolment_id

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
    programmes: dict[UUID, UUID] = dict(
        Enrolment.objects.filter(
            organisation_id=context.by.organisation_id,
            id__in=[enrolment_id(context, row["mitra"]) for row in fresh],
        ).values_list("party_id", "programme_id")
    )
    new = []
    for row in fresh:
        party = context.id(PARTIES, row["mitra"])
        if party not in programmes:
            reason = _("bukan mitra program mana pun")
            raise RowRefused(column="mitra", reason=reason, row=numbers[row.id])
        new.append(
            monitoring.NewFollowUp(
                id=row.id, programme_id=programmes[party], party_id=party,
                due_month=row["bulan_ke"], **_content(row),
            )
        )  # fmt: skip
    monitoring.record_many(by=context.by, on=context.on, rows=new)


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
    keys = {row.id: (context.id(PARTIES, row["mitra"]), row["bulan_ke"]) for row in rows}
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
    about="Mitra yang dilihat kembali setelah serah terima, satu baris setiap bulan jatuh tempo.",
    space="Pemantauan",
    key=("mitra", "bulan_ke"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        whole("bulan_ke", "3, 6, 12, 24, 36, atau 84 bulan setelah serah terima.", least=1),
        day("tanggal", "Hari mitra dicari."),
        choice("hasil", OUTCOMES),
        choice("usaha", BUSINESSES, "Wajib bila ditemukan.", is_required=False, default=""),
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
