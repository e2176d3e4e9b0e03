"""What a cooperative's own books and records say, read by its founder while it consents.

The only place where monitoring crosses into another organisation's rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation import cooperative_inputs
from klaster.domain.graduation.models import Deed
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry, Unit
from klaster.domain.registry.models import Consent
from klaster.domain.surplus import queries as surplus
from klaster.rules.calendar import add_months
from klaster.rules.early_warning import Figure, Figures, Value

MONTHS_BETWEEN = 6  # of the two days that are compared
_HERD = ("with_keeper", "stock")


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of one receiving cooperative; None while it does not consent."""

    programme: str
    sector: str
    cooperative: str
    figures: Figures | None


def readings(organisation_id: UUID, on: date, programme: str | None = None) -> list[Reading]:
    """Return what the cooperatives that received a deed let be seen on a day, by sector.

    `programme` is a code; None is all. Some twenty queries for each that consents, one otherwise.
    """
    deeds = Deed.objects.filter(organisation_id=organisation_id, on__lte=on)
    if programme is not None:
        deeds = deeds.filter(programme__code=programme)
    found = deeds.select_related("programme", "sector", "receiver").order_by("sector__code", "id")
    return [
        Reading(
            deed.programme.code,
            deed.sector.code,
            deed.receiver.name,
            _figures(deed, on) if is_open(deed, on) else None,
        )
        for deed in found
    ]


def opened(cooperative: Cooperative, on: date) -> Consent | None:
    """Return the consent by which a cooperative opens its figures on a day, or None."""
    return _consents(cooperative.organisation_id, cooperative.id, on).first()


def is_open(deed: Deed, on: date) -> bool:
    """Say whether the receiver, a body under its own id in its registry, consents on a day."""
    return _consents(deed.receiver_id, deed.cooperative_id, on).exists()


def _consents(organisation_id: UUID, cooperative_id: UUID, on: date) -> QuerySet[Consent]:
    return Consent.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        organisation_id=organisation_id,
        party_id=cooperative_id,
        purpose=Consent.Purpose.SHARE_COOPERATIVE,
        given_on__lte=on,
    )


def _figures(deed: Deed, on: date) -> Figures:
    cooperative = Cooperative.objects.select_related("book").get(
        organisation_id=deed.receiver_id, id=deed.cooperative_id
    )
    earlier = add_months(on, -MONTHS_BETWEEN)
    now = _read(cooperative, on)
    before = _read(cooperative, earlier) if earlier >= cooperative.formed_on else {}
    figure = {name: Figure(now[name], before.get(name)) for name in now}
    return Figures(
        arrears=figure["arrears"],
        savings=figure["savings"],
        rat_held=figure["rat_held"],
        heads=figure["heads"],
        surplus=figure["surplus"],
    )


def _read(cooperative: Cooperative, on: date) -> Mapping[str, Value]:
    known = cooperative_inputs.gather(cooperative, on)
    return {
        "arrears": known["late_rp"],
        "savings": known["savings_rp"],
        "rat_held": known["rat_held"],
        "heads": _heads(cooperative, on),
        "surplus": _surplus(cooperative, on),
    }


def _heads(cooperative: Cooperative, on: date) -> int:
    animals = set(Unit.objects.filter(kind="animal").values_list("code", flat=True))
    held = ledger.sub_balances(cooperative.book, _HERD, on)
    return sum(part.balance for part in held if part.unit in animals)


def _surplus(cooperative: Cooperative, on: date) -> Value:
    """The result of the book year before; None while that year is not closed."""
    first, last = surplus.year_of(cooperative, on.year - 1)
    closed = Entry.objects.filter(
        organisation_id=cooperative.organisation_id,
        book=cooperative.book,
        kind=ledger.YEAR_CLOSED,
        posting_date__range=(first, last),
    )
    return surplus.result_of(cooperative, on.year - 1) if closed.exists() else None
