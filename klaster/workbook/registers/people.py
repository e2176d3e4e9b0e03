"""Who takes part: mentors, groups, mitra with their numbers, and each mitra's path."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.programme import commands as programme
from klaster.domain.programme.models import Enrolment, EnrolmentStep, Group, Stage
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent, Party, PartyRole, Sex
from klaster.rules.wording import WEEKDAYS
from klaster.workbook.columns import (
    choice,
    code,
    day,
    digits,
    flag,
    reference,
    text,
    whole,
)
from klaster.workbook.register import Context, Register, Row, RowRefused

PARTIES = "Pihak"  # mentors, groups and mitra share their codes
SEXES = {sex.value: sex.value for sex in Sex}
DAYS = {name: number for number, name in enumerate(WEEKDAYS, 1)}
STAGES = {
    "layak": Stage.ELIGIBLE.value,
    "aktif": Stage.ACTIVE.value,
    "siap mandiri": Stage.READY.value,
    "mandiri": Stage.INDEPENDENT.value,
    "dipantau": Stage.FOLLOWED.value,
    "keluar": Stage.LEFT.value,
    "calon": Stage.CANDIDATE.value,
}
CONSENTS = {
    "setuju_data": Consent.Purpose.DATA.value,
    "setuju_pemantauan": Consent.Purpose.FOLLOW_UP.value,
    "setuju_koperasi": Consent.Purpose.SHARE_COOPERATIVE.value,
}


def enrolment_id(context: Context, code: str) -> UUID:
    """The id of the enrolment of the mitra with this code."""
    return context.id("Pendaftaran", code)


def places(context: Context) -> dict[UUID, tuple[UUID, UUID | None]]:
    """Sector and group (its party) of every mitra; a group stands for itself."""
    return context.once("places", lambda: _places(context))


def _places(context: Context) -> dict[UUID, tuple[UUID, UUID | None]]:
    own = {"organisation_id": context.by.organisation_id}
    groups = {group.id: group for group in Group.objects.filter(**own)}
    places: dict[UUID, tuple[UUID, UUID | None]] = {
        group.party_id: (group.sector_id, None) for group in groups.values()
    }
    for party, sector, group in Enrolment.objects.filter(**own).values_list(
        "party_id", "sector_id", "group_id"
    ):
        places[party] = (sector, groups[group].party_id if group else None)
    return places


def _mentors(context: Context, rows: Sequence[Row]) -> None:
    registry.enrol_many(
        by=context.by,
        on=context.on,
        rows=[
            registry.NewParty(
                id=row.id, kind=Party.Kind.PERSON.value, name=row["nama"],
                sex=row["jenis_kelamin"], phone=row["telepon"], since=row["mulai"],
                roles=(PartyRole.Role.MENTOR.value,), is_illustration=row["contoh"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _groups(context: Context, rows: Sequence[Row]) -> None:
    registry.enrol_many(
        by=context.by,
        on=context.on,
        rows=[
            registry.NewParty(
                id=row.id, kind=Party.Kind.GROUP.value, name=row["nama"], village=row["desa"],
                since=row["dibentuk"], is_illustration=row["contoh"],
            )
            for row in rows
        ],
    )  # fmt: skip
    programme.form_groups(
        by=context.by,
        on=context.on,
        rows=[
            programme.NewGroup(
                id=context.id("Kelompok", row["kode"]), party_id=row.id, name=row["nama"],
                sector_id=context.id("Sektor", row["sektor"]), village=row["desa"],
                weekday=row["hari"], every_weeks=row["tiap_minggu"], formed_on=row["dibentuk"],
                mentor_id=context.id(PARTIES, row["pendamping"]) if row["pendamping"] else None,
            )
            for row in rows
        ],
    )  # fmt: skip


def _mitra(context: Context, rows: Sequence[Row]) -> None:
    """A person with numbers and consents, then the enrolment in the sector of the group."""
    registry.enrol_many(
        by=context.by,
        on=context.on,
        rows=[
            registry.NewParty(
                id=row.id, kind=Party.Kind.PERSON.value, name=row["nama"],
                alias=row["panggilan"], birth_date=row["tanggal_lahir"],
                sex=row["jenis_kelamin"], village=row["desa"], hamlet=row["kampung"],
                phone=row["telepon"], nik=row["nik"], kk=row["no_kk"],
                since=row["tanggal_daftar"], roles=(PartyRole.Role.MITRA.value,),
                consents=tuple(kind for name, kind in CONSENTS.items() if row[name]),
                is_illustration=row["contoh"],
            )
            for row in rows
        ],
    )  # fmt: skip
    sectors = context.once("sectors", lambda: _sector_of_group(context))
    for number, row in enumerate(rows, 1):
        if context.id("Kelompok", row["kelompok"]) not in sectors:
            raise RowRefused(column="kelompok", reason=_("ini bukan kode kelompok"), row=number)
    programme.enrol_many(
        by=context.by,
        on=context.on,
        rows=[
            programme.NewEnrolment(
                id=enrolment_id(context, row["kode"]),
                party_id=row.id,
                sector_id=sectors[context.id("Kelompok", row["kelompok"])],
                group_id=context.id("Kelompok", row["kelompok"]),
                enrolled_on=row["tanggal_daftar"],
            )
            for row in rows
        ],
    )


def _sector_of_group(context: Context) -> dict[UUID, UUID]:
    groups = Group.objects.filter(organisation_id=context.by.organisation_id)
    return dict(groups.values_list("id", "sector_id"))


def _steps(context: Context, rows: Sequence[Row]) -> None:
    programme.move_enrolments(
        by=context.by,
        on=context.on,
        steps=[
            programme.NewStep(
                id=row.id, enrolment_id=enrolment_id(context, row["mitra"]),
                stage=row["tahap"], on=row["tanggal"], reason=row["alasan"],
            )
            for row in rows
        ],
    )  # fmt: skip


MENTOR = Register(
    sheet="Pendamping",
    about="Pendamping yang tinggal dan bertemu kelompok.",
    space=PARTIES,
    key=("kode",),
    columns=(
        code("kode", "Kode pendamping, misalnya P01."),
        text("nama"),
        choice("jenis_kelamin", SEXES, "L atau P."),
        digits("telepon", "Kolom teks, agar nol di depan tidak hilang.", longest=20),
        day("mulai", "Hari pertama mendampingi."),
        flag("contoh"),
    ),
    table=Party,
    write=_mentors,
    fields={"name": "nama", "sex": "jenis_kelamin", "phone": "telepon", "known_since": "mulai"},
)
GROUP = Register(
    sheet="Kelompok",
    about="Kelompok mitra: sektor, desa, hari pertemuan, pendamping.",
    space=PARTIES,
    key=("kode",),
    columns=(
        code("kode", "Kode kelompok, misalnya K01."),
        text("nama"),
        reference("sektor", "Sektor"),
        code("desa", "Kode wilayah desa, misalnya 36.02.06.2002.", longest=13),
        choice("hari", DAYS, "Hari pertemuan.", is_required=False),
        whole("tiap_minggu", "1 = setiap minggu, 2 = dua minggu sekali.", least=1, most=8),
        day("dibentuk"),
        reference("pendamping", PARTIES, sheets=("Pendamping",), is_required=False),
        flag("contoh"),
    ),
    table=Party,
    write=_groups,
    fields={
        "name": "nama", "village": "desa", "known_since": "dibentuk", "formed_on": "dibentuk",
        "weekday": "hari", "every_weeks": "tiap_minggu", "sector": "sektor",
    },
)  # fmt: skip
MITRA = Register(
    sheet="Mitra",
    about="Satu baris untuk setiap mitra. NIK, No KK, dan telepon harus kolom teks.",
    space=PARTIES,
    key=("kode",),
    columns=(
        code("kode", "Kode mitra, misalnya M001."),
        text("nama"),
        text("panggilan", "Nama sehari-hari.", is_required=False),
        choice("jenis_kelamin", SEXES, "L atau P."),
        day("tanggal_lahir", is_required=False),
        digits("nik", "16 angka, sebagai teks.", longest=20),
        digits("no_kk", "16 angka, sebagai teks.", longest=20),
        digits("telepon", "Sebagai teks.", longest=20),
        code("desa", "Kode wilayah desa.", longest=13),
        text("kampung", longest=100, is_required=False),
        reference("kelompok", PARTIES, sheets=("Kelompok",)),
        day("tanggal_daftar"),
        flag("setuju_data", "Menyetujui pencatatan datanya.", default=True),
        flag("setuju_pemantauan", "Menyetujui pemantauan setelah program."),
        flag("setuju_koperasi", "Menyetujui datanya dibagi dengan koperasi."),
        flag("contoh"),
    ),
    table=Party,
    write=_mitra,
    fields={
        "name": "nama", "alias": "panggilan", "sex": "jenis_kelamin", "phone": "telepon",
        "birth_date": "tanggal_lahir", "village": "desa", "hamlet": "kampung", "kk": "no_kk",
        "known_since": "tanggal_daftar", "group": "kelompok", "enrolled_on": "tanggal_daftar",
    },
)  # fmt: skip
STEP = Register(
    sheet="Perjalanan mitra",
    about="Perpindahan mitra dari calon sampai mandiri atau keluar; keluar dengan alasan.",
    space="Perjalanan mitra",
    key=("mitra", "tahap", "tanggal"),
    columns=(
        reference("mitra", PARTIES, sheets=("Mitra",)),
        choice("tahap", STAGES),
        day("tanggal"),
        text("alasan", "Wajib bila keluar.", longest=300, is_required=False),
    ),
    table=EnrolmentStep,
    write=_steps,
    fields={"stage": "tahap", "on": "tanggal", "reason": "alasan"},
    chain="mitra",
)
