"""Reading the mitra's books: turnover and margin by cycle, return on what was placed, zakat.

Turnover is money in and own use; the margin is turnover less money out. The value of a harvest or
of stock is no turnover until it is sold or used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet, Sum

from klaster.domain.assets.models import Placement
from klaster.domain.enterprises.models import Cycle, Enterprise, Record
from klaster.rules import harvest_zakat
from klaster.rules.amount import round_to

RICE = "RICE_KG"


@dataclass(frozen=True, slots=True)
class CycleResult:
    """What one cycle brought: rupiah, and kilograms of rice harvested (0 where none)."""

    cycle: Cycle
    money_in: int
    own_use: int
    money_out: int
    harvest_kg: int

    @property
    def turnover(self) -> int:
        """Sold and used at home."""
        return self.money_in + self.own_use

    @property
    def margin(self) -> int:
        """Turnover less what was paid."""
        return self.turnover - self.money_out


@dataclass(frozen=True, slots=True)
class Return:
    """Margin of a party's enterprises against the cost of what was placed with it, on a day.

    `pct` is the margin in per cent of the cost, one decimal; None where nothing was placed.
    """

    party: UUID
    margin: int
    placed: int
    pct: Decimal | None


def of_party(organisation_id: UUID, party_id: UUID) -> QuerySet[Enterprise]:
    """A party's enterprises, the running ones first."""
    return Enterprise.objects.filter(organisation_id=organisation_id, party_id=party_id).order_by(
        "ended_on", "started_on", "id"
    )


def results(organisation_id: UUID, enterprises: Sequence[UUID], until: date) -> list[CycleResult]:
    """What each cycle of some enterprises brought up to a day, in the order of their start."""
    own = {"organisation_id": organisation_id}
    cycles = Cycle.objects.filter(
        **own, enterprise_id__in=enterprises, started_on__lte=until
    ).order_by("started_on", "id")
    records = Record.objects.filter(
        **own, cycle__enterprise_id__in=enterprises, on__lte=until
    ).exclude(what=Record.What.STOCK)
    money = {
        (cycle, what): amount
        for cycle, what, amount in records.values_list("cycle_id", "what").annotate(Sum("amount"))
    }
    rice = dict(
        records.filter(what=Record.What.HARVEST, unit=RICE)
        .values_list("cycle_id")
        .annotate(Sum("quantity"))
    )
    return [
        CycleResult(
            cycle,
            money_in=money.get((cycle.id, Record.What.MONEY_IN), 0),
            own_use=money.get((cycle.id, Record.What.OWN_USE), 0),
            money_out=money.get((cycle.id, Record.What.MONEY_OUT), 0),
            harvest_kg=rice.get(cycle.id, 0),
        )
        for cycle in cycles
    ]


def margins(
    organisation_id: UUID, parties: Sequence[UUID], first: date, last: date
) -> dict[UUID, int]:
    """Return turnover less money out over a period by party, both days included; one query.

    Rupiah. Whoever wrote nothing down in the period is left out: that is not a margin of zero.
    """
    found: dict[UUID, int] = {}
    for party, what, amount in (
        Record.objects.filter(
            organisation_id=organisation_id, cycle__enterprise__party_id__in=parties,
            on__gte=first, on__lte=last,
        )
        .values_list("cycle__enterprise__party_id", "what")
        .annotate(Sum("amount"))
    ):  # fmt: skip
        if what in (Record.What.MONEY_IN, Record.What.OWN_USE):
            found[party] = found.get(party, 0) + amount
        elif what == Record.What.MONEY_OUT:
            found[party] = found.get(party, 0) - amount
    return found


def returns(organisation_id: UUID, parties: Sequence[UUID], until: date) -> list[Return]:
    """The return on placed assets of parties up to a day, in the order given; two queries."""
    own = {"organisation_id": organisation_id}
    margins: dict[UUID, int] = {}
    for party, what, amount in (
        Record.objects.filter(**own, cycle__enterprise__party_id__in=parties, on__lte=until)
        .values_list("cycle__enterprise__party_id", "what")
        .annotate(Sum("amount"))
    ):
        if what in (Record.What.MONEY_IN, Record.What.OWN_USE):
            margins[party] = margins.get(party, 0) + amount
        elif what == Record.What.MONEY_OUT:
            margins[party] = margins.get(party, 0) - amount
    placed = dict(
        Placement.objects.filter(**own, party_id__in=parties, placed_on__lte=until)
        .exclude(end=Placement.End.UNDONE)
        .values_list("party_id")
        .annotate(Sum("cost"))
    )
    return [_return(party, margins.get(party, 0), placed.get(party, 0)) for party in parties]


def _return(party: UUID, margin: int, placed: int) -> Return:
    if not placed:
        return Return(party, margin, placed, None)
    return Return(party, margin, placed, Decimal(round_to(Fraction(margin * 1000, placed))) / 10)


def zakat(result: CycleResult, price_per_kg: int = 0) -> harvest_zakat.Advice | None:
    """Advice on zakat for a cycle's rice; None where it is not known how it was watered."""
    if not result.harvest_kg or result.cycle.is_irrigated is None:
        return None
    return harvest_zakat.advice(result.harvest_kg, result.cycle.is_irrigated, price_per_kg)
