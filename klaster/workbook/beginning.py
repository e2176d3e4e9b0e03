"""Whose workbook this is and who imports it; the first one sets up the institution itself.

The institution is the one named, or the first row of kind "lembaga" on the sheet Lembaga; a later
workbook need not repeat that sheet. Called by the faces before `importing`, in the same
transaction, so that a refused workbook leaves nothing.
"""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from klaster.domain.access import commands as access
from klaster.domain.access import policy, queries
from klaster.domain.access.acts import Actor, new_id
from klaster.domain.access.models import Organisation, User
from klaster.rules.refusal import Refused
from klaster.workbook import opening
from klaster.workbook.register import Context, Row, organisation_id
from klaster.workbook.registers.organising import ORGANISATION
from klaster.workbook.rows import Faults, read


class InstitutionMissing(Refused):
    code = "institution_missing"
    message = (
        "Berkas ini tidak menyebut lembaga {wanted} di lembar Lembaga."
        " Tambahkan barisnya dengan jenis lembaga."
    )


def institution_code(path: Path, wanted: str = "") -> str:
    """The code of the institution whose workbook this is. Raises `InstitutionMissing`."""
    return str(_row(path, wanted)["kode"])


def importer(path: Path, on: date, username: str, wanted: str = "") -> Actor | None:
    """The user as an actor of the workbook's institution; None when nobody has set that up yet.

    A workbook that names none is for the only institution in which the user has a role. Raises
    `InstitutionMissing`, `NoSuchUser`.
    """
    user = User.objects.filter(username=username).first()
    try:
        code = wanted or institution_code(path)
    except InstitutionMissing:
        institution = _only_institution(user, on)
        if institution is None:
            raise
    else:
        institution = Organisation.objects.filter(code=code).first()
    if institution is None:
        return None
    if user is None:
        raise access.NoSuchUser(user=username)
    return queries.actor(user, institution.id, on, channel="cli")


def _only_institution(user: User | None, on: date) -> Organisation | None:
    if user is None:
        return None
    theirs = queries.organisations(user, on).filter(kind=Organisation.Kind.INSTITUTION)[:2]
    return theirs[0] if len(theirs) == 1 else None


def set_up(path: Path, on: date, username: str, password: str, wanted: str = "") -> Actor:
    """Create the institution of the workbook and an administrator, who is the actor returned.

    Raises `InstitutionMissing`, `NameTaken`, `PasswordTooShort`.
    """
    row = _row(path, wanted)
    institution = organisation_id(row["kode"])
    by = Actor(new_id(), institution, frozenset({policy.ADMIN}), channel="cli")
    access.create_organisation(
        by=by, on=on, id=institution, code=row["kode"], name=row["nama"], kind=row["jenis"],
        is_illustration=row["contoh"],
    )  # fmt: skip
    user = access.create_user(
        by=by, on=on, id=by.user_id, username=username, password=password,
        full_name=_("Pengelola {name}").format(name=row["nama"]),
    )  # fmt: skip
    access.grant_role(by=by, on=on, id=new_id(), user=user, role=policy.ADMIN)
    return by


def _row(path: Path, wanted: str) -> Row:
    book = opening.workbook(path)
    nobody = Actor(new_id(), new_id(), frozenset())
    context = Context(nobody, date.min, {ORGANISATION.space: {}})
    if ORGANISATION.sheet in book.extents:
        for row in read(book, ORGANISATION, context, Faults()):
            if row["jenis"] == Organisation.Kind.INSTITUTION and wanted in ("", row["kode"]):
                return row
    raise InstitutionMissing(wanted=wanted or "-")
