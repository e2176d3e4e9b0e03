"""A small set of books for the tests of the ledger, and the same sums done in plain Python."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.ledger import charts, queries
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.registry.models import Party
from tests.conftest import actor_of, id_of

OPENED = date(2011, 1, 1)
LAST_DAY = date(2011, 12, 31)
UNITS = ("IDR", "SHEEP_F")
# (debit, credit): value runs one way through the floor-zero accounts.
MOVES = (
    ("fund_cash", "fund_received"),
    ("fund_cash", "group_cash"),
    ("group_cash", "fund_cash"),
    ("receivable", "fund_cash"),
    ("fund_distributed", "fund_cash"),
    ("fund_distributed", "receivable"),
    ("interfund", "fund_received"),
)


@dataclass(frozen=True)
class World:
    """One institution's book with two funds, three parties and two contracts."""

    by: Actor
    book: Book
    funds: tuple[Fund, ...]
    parties: tuple[UUID, ...]
    contracts: tuple[UUID, ...]

    def entry(self, move: "Move") -> NewEntry:
        """The move as an entry; the same move is the same entry."""
        fund, party = self.funds[move.fund].id, self.parties[move.party]
        contract = self.contracts[move.party % 2]
        debit, credit = (Side(role, party, contract) for role in move.roles)
        line = Line(fund, debit, credit, move.amount, move.unit)
        return NewEntry(id_of("move", move.name), self.book, "test", move.on, [line])


@dataclass(frozen=True)
class Move:
    """A transfer to be; `name` tells apart two that are otherwise alike."""

    name: int
    roles: tuple[str, str]
    fund: int
    party: int
    unit: str
    amount: int
    on: date


def moves(least: int = 1, most: int = 25) -> st.SearchStrategy[list[Move]]:
    """Lists of moves, each with a name of its own."""
    one = st.builds(
        Move,
        name=st.just(0),
        roles=st.sampled_from(MOVES),
        fund=st.integers(0, 1),
        party=st.integers(0, 2),
        unit=st.sampled_from(UNITS),
        amount=st.integers(1, 50) | st.just(1_714_661_978),
        on=st.dates(OPENED, date(2011, 6, 30)),
    )
    many = st.lists(one, min_size=least, max_size=most)
    return many.map(lambda them: [_renamed(move, n) for n, move in enumerate(them)])


def _renamed(move: Move, name: int) -> Move:
    return Move(name, move.roles, move.fund, move.party, move.unit, move.amount, move.on)


def build() -> World:
    """Make the world in the database that the test uses."""
    institution = Organisation.objects.create(
        id=id_of("world"), code="dunia", name="Lembaga Uji", kind="institution"
    )
    by = actor_of(institution)
    book = ledger.open_book(
        by=by, on=OPENED, id=id_of("book"), code="program", name="Program", chart="psak409"
    )
    funds = tuple(
        ledger.open_fund(
            by=by, on=OPENED, id=id_of("fund", code), book=book, code=code, name=code, kind=code
        )
        for code in ("zakat", "infak")
    )
    parties = tuple(
        Party.objects.create(
            id=id_of("party", n), organisation=institution, kind="group", name=f"Kelompok {n}",
            known_since=OPENED,
        ).id
        for n in range(3)
    )  # fmt: skip
    return World(by, book, funds, parties, (id_of("contract", 1), id_of("contract", 2)))


@dataclass
class Model:
    """What the ledger should hold, by sub-account: debits less credits."""

    world: World
    held: Counter = field(default_factory=Counter)

    def keys(self, move: Move):
        """The sub-accounts debited and credited."""
        entry = self.world.entry(move).lines[0]
        for side in (entry.debit, entry.credit):
            line = charts.find("psak409", side.role)
            yield (
                entry.fund, move.unit, line.code,
                side.party if line.needs_party else None,
                side.contract if line.needs_contract else None,
            )  # fmt: skip

    def allows(self, move: Move) -> bool:
        """Whether what leaves a floor-zero account is there."""
        for sign, key in zip((1, -1), self.keys(move), strict=True):
            line = charts.find("psak409", key[2])
            after = (self.held[key] + sign * move.amount) * line.normal_side
            if line.is_floor_zero and sign != line.normal_side and after < 0:
                return False
        return True

    def add(self, move: Move) -> None:
        debit, credit = self.keys(move)
        self.held[debit] += move.amount
        self.held[credit] -= move.amount

    def trial_balance(self):
        """{(fund code, chart code, unit): balance} of accounts that were ever touched."""
        codes = {fund.id: fund.code for fund in self.world.funds}
        totals: Counter = Counter()
        for (fund, unit, code, _party, _contract), amount in self.held.items():
            totals[codes[fund], code, unit] += amount
        return {key: amount for key, amount in totals.items() if amount}


def trial_balance(world: World, until: date = LAST_DAY):
    """The ledger's own trial balance in the same shape, rows of nothing left out."""
    rows = queries.trial_balance(world.book, until)
    return {(row.fund, row.code, row.unit): row.balance for row in rows if row.balance}


def headrooms_above_balance():
    """Floor-zero accounts that promise more than they hold."""
    return queries.rows(
        "select account.id, account.headroom, account.line_id from ledger_account account"
        " join ledger_chartline line on line.id = account.line_id"
        " where account.headroom > line.normal_side"
        "       * ledger_balance(account.id, account.organisation_id, 'infinity')",
        {},
    )
