"""A small world for tests of contracts: one book, one fund with money and sheep, some families."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.assets import commands as assets
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Contract, Event
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.registry.models import Party
from tests.conftest import id_of

OPENED = date(2011, 1, 1)
LATER = date(2099, 12, 31)


@dataclass(frozen=True)
class World:
    """One organisation at work; every call names things, ids follow from the names."""

    by: Actor
    book: Book
    fund: Fund

    def party(self, name: str) -> UUID:
        """A family of that name."""
        row, _ = Party.objects.get_or_create(
            id=id_of(self.by.organisation_id, "party", name),
            organisation_id=self.by.organisation_id,
            defaults={"kind": "household", "name": name, "known_since": OPENED},
        )
        return row.id

    def new(self, kind: str, number: str, signed_on: date, terms: dict, party: str = "Ani"):
        """A contract to sign."""
        return contracts.NewContract(
            id=id_of(self.by.organisation_id, "contract", number),
            number=number,
            kind=kind,
            party=self.party(party),
            fund=self.fund.id,
            terms=terms,
            signed_on=signed_on,
        )

    def sign(self, kind: str, number: str, on: date, terms: dict, party: str = "Ani") -> Contract:
        """A contract, signed."""
        new = self.new(kind, number, on, terms, party)
        return contracts.sign(by=self.by, on=on, new=new)

    def event(
        self, contract: Contract, kind: str, on: date, amount: int = 0, /, name: object = 0, **data
    ) -> contracts.NewEvent:
        """An event to record; `name` tells two of the same kind and day apart."""
        return contracts.NewEvent(
            id_of(contract.id, kind, on, name), contract.id, kind, on, amount, data
        )

    def record(self, contract: Contract, kind: str, on: date, *amount: int, **data: Any) -> Event:
        """An event, recorded."""
        new = self.event(contract, kind, on, *amount, **data)
        return contracts.record(by=self.by, on=on, new=new)

    def balances(self, until: date = LATER) -> dict[tuple[str, str], int]:
        """The trial balance by (chart code, unit), without what is zero."""
        rows = queries.trial_balance(self.book, until)
        return {(row.code, row.unit): row.balance for row in rows if row.balance}

    def held(self, role: str, unit: str = "IDR") -> int:
        """What a role of the fund holds."""
        return queries.balance(self.book, role, LATER, unit=unit)


def build(by: Actor, cash: int = 500_000_000, ewes: int = 0, rams: int = 0) -> World:
    """A programme's book whose zakat fund has received `cash` and bought sheep at 1,000,000."""
    book = ledger.open_book(
        by=by, on=OPENED, id=id_of(by.organisation_id, "book"), code="program", name="Program",
        chart="psak409",
    )  # fmt: skip
    fund = ledger.open_fund(
        by=by, on=OPENED, id=id_of(by.organisation_id, "fund"), book=book, code="zakat",
        name="Zakat", kind="zakat",
    )  # fmt: skip
    ledger.post(
        by=by, on=OPENED, id=id_of(by.organisation_id, "in"), book=book, kind="donation",
        lines=[ledger.Line(
            fund.id, ledger.Side("fund_cash"), ledger.Side("fund_received"), cash
        )],
    )  # fmt: skip
    numbers = count()
    for unit, quantity in (("SHEEP_F", ewes), ("SHEEP_M", rams)):
        if quantity:
            purchase = assets.Purchase(
                id_of(by.organisation_id, "sheep", next(numbers)), fund.id, unit, quantity,
                quantity * 1_000_000, OPENED,
            )  # fmt: skip
            assets.buy(by=by, on=OPENED, new=purchase)
    return World(by, book, fund)


QARDH = {
    "principal": "1000000",
    "instalments": 10,
    "every": 1,
    "unit": "week",
    "start": "2011-03-01",
    "rounding": "1000",
}
MURABAHAH = {
    "principal": "1200000",
    "margin": "120000",
    "method": "flat",
    "instalments": 12,
    "every": 1,
    "unit": "month",
    "start": "2011-03-01",
    "rounding": "1000",
}
PASS_ON = {
    "species": "SHEEP",
    "females": 2,
    "males": 0,
    "base_value": "2000000",
    "owed_females": 2,
    "owed_males": 0,
    "deadline_months": 24,
}
