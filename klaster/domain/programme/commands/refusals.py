"""Refusals that several commands of the programme share, and the checks that raise them."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from klaster.domain.access.acts import Actor
from klaster.domain.owned import Owned
from klaster.rules.refusal import Refused

M = TypeVar("M", bound=Owned)


class NotFound(Refused):
    code = "not_found"
    message = "{what} {id} tidak ada di lembaga Anda. Muat ulang halamannya."


class CodeTaken(Refused):
    code = "code_taken"
    message = "Kode {taken} sudah dipakai. Pilih kode lain."


class ProgrammeNotRunning(Refused):
    code = "programme_not_running"
    message = "{programme} sudah tidak berjalan, sehingga tidak dapat diubah."


def own(by: Actor, model: type[M], id: UUID, *, lock: bool = False) -> M:
    """Return the actor's own row, locked if it will be changed. Raises `NotFound`."""
    rows = model._default_manager.filter(organisation_id=by.organisation_id, id=id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound(what=model._meta.verbose_name, id=id)
    return row


def own_many(
    by: Actor, model: type[M], ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, M]:
    """Return the actor's own rows by id, locked in the order of ids. Raises `NotFound`."""
    rows = model._default_manager.filter(organisation_id=by.organisation_id, id__in=ids)
    found = {row.id: row for row in (rows.order_by("id").select_for_update() if lock else rows)}
    for missing in set(ids) - found.keys():
        raise NotFound(what=model._meta.verbose_name, id=missing)
    return found


def require_free(by: Actor, model: type[Model], id: UUID, **key: object) -> None:
    """Raise `CodeTaken` if another row of the organisation has the key."""
    taken = model._default_manager.filter(organisation_id=by.organisation_id, **key)
    if taken.exclude(id=id).exists():
        raise CodeTaken(taken=key["code"])
