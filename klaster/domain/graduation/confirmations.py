"""Receivables and what mitra said of them: what is owed, the last confirmation, what lacks one.

A confirmation counts towards an exit from the first day of the last full month before it: mentors
need the weeks of a round of meetings, and nobody should sign for what stood half a year ago.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.contracts.models import Contract
from klaster.domain.graduation.estate import Estate
from klaster.domain.graduation.models import Confirmation
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book
from klaster.rules.calendar import add_months
from klaster.rules.entry import RUPIAH

# What a mitra owes and can be asked about. Capital placed with them is no debt until it is due.
RECEIVABLES = ("receivable", "rent_receivable", "salam_receivable")


@dataclass(frozen=True, slots=True)
class Receivable:
    """A contract on which something is owed, how much in rupiah, and its last confirmation."""

    contract: Contract
    owed: int
    confirmation: Confirmation | None


def counts_since(on: date) -> date:
    """The first day from which a confirmation counts on `on`: 2014-02-01 for 2014-03-06."""
    return add_months(on.replace(day=1), -1)


def receivables(estates: Iterable[Estate], on: date) -> list[Receivable]:
    """Return what is owed in some estates on a day, in the order of the contracts' numbers."""
    contracts: dict[UUID, Contract] = {}
    owed: dict[UUID, int] = defaultdict(int)
    for lot in (lot for held in estates for lot in held.lots):
        for one in lot.holdings:
            if lot.contract and one.role in RECEIVABLES and one.unit == RUPIAH:
                contracts[lot.contract_id] = lot.contract
                owed[lot.contract_id] += one.amount
    said = last(contracts.values(), on)
    open_ones = [contract for contract in contracts.values() if owed[contract.id]]
    return [
        Receivable(contract, owed[contract.id], said.get(contract.id))
        for contract in sorted(open_ones, key=lambda one: one.number)
    ]


def last(contracts: Collection[Contract], on: date) -> dict[UUID, Confirmation]:
    """Return the last confirmation that counts on a day, by contract; of others nothing."""
    if not contracts:
        return {}
    (organisation_id,) = {one.organisation_id for one in contracts}
    found = Confirmation.objects.filter(
        organisation_id=organisation_id,
        contract_id__in=[one.id for one in contracts],
        on__range=(counts_since(on), on),
    )
    return {one.contract_id: one for one in found.order_by("on")}


def book_says(contracts: Iterable[Contract], on: date) -> Mapping[UUID, int]:
    """Return the rupiah that the books show as owed on contracts on a day; absent: nothing."""
    books: dict[UUID, Book] = {one.book_id: one.book for one in contracts}
    owed: dict[UUID, int] = defaultdict(int)
    for book in books.values():
        for part in ledger.sub_balances(book, RECEIVABLES, on):
            if part.contract and part.unit == RUPIAH:
                owed[part.contract] += part.balance
    return owed
