"""The entries of one deed in both books: what leaves the institution arrives at the cooperative.

Pure translation of an estate into entries; `commands.exit` posts them all by one call. Every id is
derived from the deed, so the same exit sent twice is done once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.estate import Estate, Lot
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Book
from klaster.rules.contracts import reform
from klaster.rules.entry import RUPIAH, Transfer
from klaster.rules.identity import derived_id

DONATED = "donated_capital"
CONDITIONAL = "conditional_liability"
MEMBERS_SAVINGS = "savings_special"
CREDIT_ROLES = (DONATED, CONDITIONAL, MEMBERS_SAVINGS)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A thing that is already a mitra's own and is brought into the cooperative (state C).

    The cooperative credits `fair_value` rupiah as the deed's `contribution_role` says; the
    institution posts rupiah nothing. `contract_id` is the contract it came by, when the programme
    still counts it in kind.
    """

    party_id: UUID
    description: str
    unit: str
    quantity: int
    fair_value: int
    condition: str = "baik"
    contract_id: UUID | None = None
    fund_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """All that one deed passes, between which books.

    `members` and `groups` are the same people and groups over there, by their ids here.
    """

    deed_id: UUID
    on: date
    number: str
    credit_role: str
    contribution_role: str
    book: Book
    cooperative: Cooperative
    estate: Estate
    members: Mapping[UUID, UUID]
    groups: Mapping[UUID, UUID]
    contributions: tuple[Contribution, ...]
    fair_values: Mapping[UUID, int]

    @property
    def parties(self) -> dict[UUID, UUID]:
        """Members and groups over there, by their ids here."""
        return {**self.members, **self.groups}

    def id_of(self, *parts: object) -> UUID:
        """The id of a part of this deed."""
        return derived_id(self.on, self.deed_id, *parts)

    def there(self, lot: Lot) -> UUID:
        """The id of a lot's contract, or of a shared asset, in the cooperative's own rows."""
        return self.id_of("contract", lot.contract_id)

    def fair_value(self, lot: Lot) -> int:
        """Rupiah at which the cooperative takes a shared asset up: as valued, or as carried."""
        return self.fair_values.get(lot.contract_id, lot.value)


def given(passing: Passing) -> list[NewEntry]:
    """The institution's entries."""
    entries = [
        _entry(
            passing,
            passing.book,
            passing.id_of("out", lot.contract_id),
            f"out:{lot.contract_id}",
            [
                _line(lot.fund_id, move, lot.party_id, lot.contract_id)
                for move in reform.hand_over(lot.holdings)
            ],
        )
        for lot in passing.estate.lots
    ]
    for fund_id, holdings in passing.estate.funds.items():
        lines = [_line(fund_id, move) for move in reform.hand_over(holdings)]
        entries.append(
            _entry(passing, passing.book, passing.id_of("out", fund_id), f"out:{fund_id}", lines)
        )
    for (fund_id, party_id), amount in passing.estate.group_cash.items():
        line = Line(fund_id, Side("group_cash", party_id), Side("fund_cash"), amount)
        key = f"out:{fund_id}:{party_id}"
        entries.append(_entry(passing, passing.book, passing.id_of(key), key, [line]))
    for n, one in enumerate(passing.contributions):
        if one.contract_id and one.fund_id:
            line = Line(
                one.fund_id,
                Side(reform.GIVEN_IN_KIND),
                Side("owned_by_keeper", one.party_id, one.contract_id),
                one.quantity,
                one.unit,
            )
            key = f"out:contribution:{n}"
            entries.append(_entry(passing, passing.book, passing.id_of(key), key, [line]))
    return entries


def received(passing: Passing) -> list[NewEntry]:
    """The cooperative's entries, in its rolling fund."""
    fund_id = passing.cooperative.rolling_fund_id
    entries = [_lot_received(passing, lot) for lot in passing.estate.lots]
    for source_id, holdings in passing.estate.funds.items():
        moves = reform.take_over(holdings, _fund_credit(passing))
        lines = [_line(fund_id, move) for move in moves]
        entries.append(_own_entry(passing, f"in:{source_id}", lines))
    for (source_id, party_id), amount in passing.estate.group_cash.items():
        saver = Side("savings_voluntary", passing.members[party_id])
        line = Line(fund_id, Side("fund_cash"), saver, amount)
        entries.append(_own_entry(passing, f"in:{source_id}:{party_id}", [line]))
    for n, one in enumerate(passing.contributions):
        credit = Side(passing.contribution_role, passing.members[one.party_id])
        lines = [Line(fund_id, Side("fixed_asset"), credit, one.fair_value)]
        if one.unit != RUPIAH:
            arrives = Transfer("stock", reform.RECEIVED_IN_KIND, one.quantity, one.unit)
            lines.append(_line(fund_id, arrives))
        entries.append(_own_entry(passing, f"in:contribution:{n}", lines))
    return entries


def _lot_received(passing: Passing, lot: Lot) -> NewEntry:
    """A contract goes on as it was; a shared asset becomes the cooperative's own at fair value.

    Either stays with whom it is.
    """
    fund_id = passing.cooperative.rolling_fund_id
    lines = []
    holdings = lot.holdings
    credit = passing.credit_role if lot.party_id in passing.members else _fund_credit(passing)
    if lot.contract is None:
        holdings = tuple(one for one in holdings if one.unit != RUPIAH)
        if fair_value := passing.fair_value(lot):
            lines.append(Line(fund_id, Side("fixed_asset"), Side(credit), fair_value))
    party_id = passing.parties[lot.party_id]
    lines += [
        _line(fund_id, move, party_id, passing.there(lot))
        for move in reform.take_over(holdings, credit)
    ]
    return _own_entry(passing, f"in:{lot.contract_id}", lines)


def _fund_credit(passing: Passing) -> str:
    """What no single member brought is credited to none."""
    return DONATED if passing.credit_role == MEMBERS_SAVINGS else passing.credit_role


def _line(
    fund_id: UUID, move: Transfer, party: UUID | None = None, contract: UUID | None = None
) -> Line:
    return Line(
        fund_id,
        Side(move.debit, party, contract),
        Side(move.credit, party, contract),
        move.amount,
        move.unit,
    )


def _own_entry(passing: Passing, key: str, lines: Iterable[Line]) -> NewEntry:
    return _entry(passing, passing.cooperative.book, passing.id_of(key), key, lines)


def _entry(passing: Passing, book: Book, id: UUID, key: str, lines: Iterable[Line]) -> NewEntry:
    kind = reform.HANDED_OVER if book == passing.book else reform.TAKEN_OVER
    return NewEntry(
        id,
        book,
        kind,
        passing.on,
        tuple(lines),
        memo=passing.number,
        source=f"deed:{passing.deed_id}:{key}",
    )
