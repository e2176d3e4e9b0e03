"""What the lines of the trail speak of: the page of a subject, where there is one, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from klaster.domain.contracts.models import Contract, Event
from klaster.domain.owned import Owned
from klaster.domain.programme.models import Enrolment, Group, Programme
from klaster.domain.registry.models import Consent, Membership, Party, PartyRole
from klaster.domain.surveys.models import Instrument

# (rows, page, field of the id in its address, field of its name)
_PAGES: tuple[tuple[type[Owned], str, str, str], ...] = (
    (Party, "mitra_file", "id", "name"),
    (PartyRole, "mitra_file", "party_id", "party__name"),
    (Membership, "mitra_file", "party_id", "party__name"),
    (Consent, "mitra_file", "party_id", "party__name"),
    (Enrolment, "mitra_file", "party_id", "party__name"),
    (Contract, "contract", "id", "number"),
    (Event, "contract", "contract_id", "contract__number"),
    (Group, "group", "id", "party__name"),
    (Programme, "programme", "id", "name"),
    (Instrument, "survey", "id", "code"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What something was done to: its name and its page."""

    name: str
    url: str


def known(organisation_id: UUID, ids: Iterable[UUID | None]) -> dict[UUID | None, Subject]:
    """Return the subjects that have a page, by the id in the trail."""
    wanted = [each for each in ids if each is not None]
    first, *others = (_rows(organisation_id, wanted, *each) for each in _PAGES)
    return {
        subject: Subject(name, reverse(page, args=[at]))
        for subject, page, at, name in first.union(*others, all=True)
    }


def _rows(
    organisation_id: UUID, ids: list[UUID], model: type[Owned], page: str, at: str, name: str
) -> QuerySet:
    rows = model._default_manager.filter(organisation_id=organisation_id, id__in=ids)
    text = CharField()
    return rows.order_by().values_list(
        "id", Value(page, output_field=text), at, Cast(name, output_field=text)
    )
