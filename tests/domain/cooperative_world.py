"""A small cooperative for tests: its organisation, its actor, members with savings plans."""

from dataclasses import dataclass, replace
from datetime import date

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.ledger.queries import trial_balance
from klaster.domain.registry import commands as registry
from klaster.domain.savings import commands as savings
from tests.conftest import actor_of, id_of

FOUNDED = date(2014, 1, 1)
NAMES = ("Ani", "Budi", "Cici", "Dedi", "Euis", "Fajar", "Gina", "Hadi", "Iyah", "Jaja")


@dataclass
class World:
    by: Actor
    cooperative: Cooperative
    members: dict[str, Member]

    def id(self, *parts: object):
        return id_of(self.cooperative.id, *parts)

    def save(self, name: str, kind: str, amount: int, on: date, via: str = "fund_cash"):
        return savings.deposit(
            by=self.by, on=on, id=self.id("save", name, kind, amount, on),
            cooperative=self.cooperative, member=self.members[name].id, kind=kind, amount=amount,
            via=via,
        )  # fmt: skip

    def balances(self, on: date, unit: str = "IDR") -> dict[str, int]:
        """Chart code → debits less credits, of all funds, what is zero left out."""
        found: dict[str, int] = {}
        for row in trial_balance(self.cooperative.book, on):
            if row.unit == unit and row.balance:
                found[row.code] = found.get(row.code, 0) + row.balance
        return {code: balance for code, balance in found.items() if balance}


def found(code: str = "kop", names=NAMES, plan: tuple[int, int] = (100_000, 10_000)) -> World:
    """Found a cooperative of `names`, all members from the first day."""
    body = Organisation.objects.create(
        id=id_of("body", code), code=code, name=f"Koperasi {code}", kind="cooperative"
    )
    by = actor_of(body)
    cooperative = cooperatives.form(
        by=by, on=FOUNDED, id=id_of("cooperative", code), name=body.name, sector="umkm"
    )
    parties = registry.enrol_many(
        by=by, on=FOUNDED,
        rows=[
            registry.NewParty(id=id_of(code, name), kind="person", name=name, since=FOUNDED)
            for name in names
        ],
    )  # fmt: skip
    members = cooperatives.admit(by=by, on=FOUNDED, cooperative=cooperative, parties=parties)
    for office, member in zip(Officer.Office.values, members, strict=False):
        cooperatives.appoint(
            by=by, on=FOUNDED, id=id_of(code, office), cooperative=cooperative,
            party=member.party, office=office,
        )  # fmt: skip
    if plan[0] or plan[1]:
        savings.set_plan(
            by=by, on=FOUNDED, cooperative=cooperative, principal=plan[0], mandatory=plan[1],
            basis="Rapat pendirian",
        )  # fmt: skip
    return World(by, cooperative, dict(zip(names, members, strict=True)))


def as_role(world: World, *roles: str) -> World:
    """The same world with fewer roles."""
    return replace(world, by=replace(world.by, roles=frozenset(roles)))
