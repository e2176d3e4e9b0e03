"""One cooperative of the story while it is told: who acts for it, its members, its chance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from klaster.demo.cooperatives.profiles import Profile
from klaster.domain.access.acts import Actor
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.rules.calendar import add_months
from klaster.rules.identity import derived_id

Due = tuple[date, int]  # when it is to be paid, rupiah

SEED = 20160312
EXAMPLE = "(contoh)"


@dataclass(slots=True)
class Life:
    """What is known so far. `treasurer` records; `approvers` are others, each with their office.

    `patience` says of a member how often dues are paid when they can be; `late` are months of
    mandatory savings not yet paid, `voluntary` the rupiah that a member may still draw. `rests`
    are what is still to come, by contract, in the order of days; `debts` of the shop's
    buyers, `stock` whole units in the shop.
    """

    cooperative: Cooperative
    profile: Profile
    chance: Random
    members: list[Member]
    treasurer: Actor
    approvers: list[tuple[Actor, Officer]] = field(default_factory=list)
    patience: dict[UUID, float] = field(default_factory=dict)
    principal: dict[UUID, int] = field(default_factory=dict)
    late: dict[UUID, int] = field(default_factory=dict)
    voluntary: dict[UUID, int] = field(default_factory=dict)
    rests: dict[UUID, list[Due]] = field(default_factory=dict)
    debts: dict[UUID, int] = field(default_factory=dict)
    stock: dict[UUID, int] = field(default_factory=dict)

    def id(self, on: date, *parts: object) -> UUID:
        """The id of something that happens on a day."""
        return derived_id(on, self.cooperative.id, "life", *parts)

    def some(self, count: int) -> list[Member]:
        """So many members by chance."""
        return self.chance.sample(self.members, min(count, len(self.members)))


def last_day(month: date) -> date:
    """The last day of the month of a day."""
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = add_months(month, 1)
