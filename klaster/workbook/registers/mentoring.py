"""Mentoring as it was kept on paper: meetings and trainings with who was absent, and visits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.mentoring import commands as mentoring
from klaster.domain.mentoring.models import Session, Visit
from klaster.domain.registry.models import Party
from klaster.workbook.columns import CODE_LENGTH, choice, day, reference, text
from klaster.workbook.register import Context, Register, Row, RowRefused
from klaster.workbook.registers.people import PARTIES

KINDS = {"pertemuan": Session.Kind.MEETING.value, "pelatihan": Session.Kind.TRAINING.value}
_SEPARATOR = ";"
_MOST_ABSENT = 100  # of one group


def absent_codes(row: Row | Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of a cell "M001; M002"."""
    return tuple(code for part in row["tidak_hadir"].split(_SEPARATOR) if (code := part.strip()))


def _sessions(context: Context, rows: Sequence[Row]) -> None:
    known = _sessions_on_record(context, rows)
    _require_people(context, rows)
    mentoring.meet_many(
        by=context.by,
        on=context.on,
        rows=[
            mentoring.NewSession(
                id=known.get(row.id, row.id), group_id=context.id("Kelompok", row["kelompok"]),
                kind=row["jenis"], on=row["tanggal"], topic=row["topik"],
                mentor_id=_mentor(context, row),
                absent=[context.id(PARTIES, code) for code in absent_codes(row)],
            )
            for row in rows
        ],
    )  # fmt: skip


def _visits(context: Context, rows: Sequence[Row]) -> None:
    known = _visits_on_record(context, rows)
    mentoring.visit_many(
        by=context.by,
        on=context.on,
        rows=[
            mentoring.NewVisit(
                id=known.get(row.id, row.id), party_id=context.id(PARTIES, row["mitra"]),
                on=row["tanggal"], mentor_id=_mentor(context, row), topic=row["topik"],
                note=row["catatan"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _mentor(context: Context, row: Row) -> UUID | None:
    return context.id(PARTIES, row["pendamping"]) if row["pendamping"] else None


def _require_people(context: Context, rows: Sequence[Row]) -> None:
    """Refuse the first row whose absent are no parties at all, by their code."""
    named = {code: context.id(PARTIES, code) for row in rows for code in absent_codes(row)}
    found = set(
        Party.objects.filter(
            organisation_id=context.by.organisation_id, id__in=set(named.values())
        ).values_list("id", flat=True)
    )
    for number, row in enumerate(rows, 1):
        for code in absent_codes(row):
            if named[code] not in found:
                reason = _("{code} bukan kode mitra").format(code=code)
                raise RowRefused(column="tidak_hadir", reason=reason, row=number)


def _sessions_on_record(context: Context, rows: Sequence[Row]) -> dict[UUID, UUID]:
    """The sessions on record by row, whoever recorded them."""
    keys = {
        (context.id("Kelompok", row["kelompok"]), row["tanggal"], row["jenis"]): row.id
        for row in rows
    }
    found = Session.objects.filter(
        organisation_id=context.by.organisation_id, on__in={on for _group, on, _kind in keys}
    ).values_list("group_id", "on", "kind", "id")
    return {keys[key]: session for *parts, session in found if (key := tuple(parts)) in keys}


def _visits_on_record(context: Context, rows: Sequence[Row]) -> dict[UUID, UUID]:
    keys: dict[tuple[UUID, date, UUID | None], UUID] = {
        (context.id(PARTIES, row["mitra"]), row["tanggal"], _mentor(context, row)): row.id
        for row in rows
    }
    found = Visit.objects.filter(
        organisation_id=context.by.organisation_id, on__in={on for _party, on, _mentor in keys}
    ).values_list("party_id", "on", "mentor_id", "id")
    return {keys[key]: visit for *parts, visit in found if (key := tuple(parts)) in keys}


def _known_sessions(context: Context, rows: Sequence[Row]) -> int:
    return len(_sessions_on_record(context, rows))


def _known_visits(context: Context, rows: Sequence[Row]) -> int:
    return len(_visits_on_record(context, rows))


def _absent_once(values: Mapping[str, Any]) -> tuple[str, str] | None:
    codes = absent_codes(values)
    if len(codes) > _MOST_ABSENT:
        return "tidak_hadir", _("paling banyak {most} kode").format(most=_MOST_ABSENT)
    for code in codes:
        if len(code) > CODE_LENGTH or any(mark.isspace() or mark == "," for mark in code):
            return "tidak_hadir", _('pisahkan kode dengan titik koma, misalnya "M001;M002"')
        if codes.count(code) > 1:
            return "tidak_hadir", _("{code} tertulis dua kali").format(code=code)
    return None


SESSION = Register(
    sheet="Pertemuan",
    about="Pertemuan dan pelatihan kelompok; anggota yang tidak disebut dianggap hadir.",
    space="Pertemuan",
    key=("kelompok", "tanggal", "jenis"),
    columns=(
        reference("kelompok", PARTIES, sheets=("Kelompok",)),
        day("tanggal"),
        choice("jenis", KINDS, is_required=False, default=Session.Kind.MEETING.value),
        text("topik"),
        reference("pendamping", PARTIES, sheets=("Pendamping",), is_required=False),
        text(
            "tidak_hadir", "Kode mitra, dipisah titik koma: M001;M002.", longest=2000,
            is_required=False,
        ),
    ),
    table=Session,
    write=_sessions,
    check=_absent_once,
    fields={
        "group": "kelompok", "kind": "jenis", "on": "tanggal", "topic": "topik",
        "mentor": "pendamping", "absent": "tidak_hadir",
    },
    known=_known_sessions,
)  # fmt: skip
VISIT = Register(
    sheet="Kunjungan",
    about="Kunjungan pendamping atau kader ke rumah atau tempat usaha mitra.",
    space="Kunjungan",
    key=("mitra", "tanggal", "pendamping"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        day("tanggal"),
        reference("pendamping", PARTIES, sheets=("Pendamping",), is_required=False),
        text("topik"),
        text("catatan", longest=1000, is_required=False),
    ),
    table=Visit,
    write=_visits,
    fields={
        "party": "mitra", "on": "tanggal", "mentor": "pendamping", "topic": "topik",
        "note": "catatan",
    },
    known=_known_visits,
)  # fmt: skip
