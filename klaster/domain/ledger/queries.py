"""Reading the ledger: entries, balances, trial balance, account statements.

Amounts are debits less credits in the smallest step of their unit unless a name says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from klaster.domain.ledger import models
from klaster.domain.ledger.posting import Side
from klaster.rules.refusal import Refused


class NoSuchFund(Refused):
    code = "no_such_fund"
    message = "Dana {fund} tidak ada di lembaga Anda. Buka dananya dahulu."


@dataclass(frozen=True, slots=True)
class Move:
    """One transfer of an entry as a reader sees it."""

    n: int
    fund: UUID
    unit: str
    debit: Side
    credit: Side
    amount: int


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry with its transfers; sides name chart codes."""

    id: UUID
    book: models.Book
    kind: str
    event_date: date
    posting_date: date
    memo: str
    source: str | None
    lines: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """One row of a trial balance: fund × chart line × unit, parties and contracts added up."""

    fund: str
    code: str
    name: str
    category: str
    normal_side: int
    unit: str
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of an account statement: what an entry did and the balance after it."""

    entry: UUID
    event_date: date
    posting_date: date
    kind: str
    memo: str
    amount: int
    balance: int


def rows(query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a named-parameter query."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def book(organisation_id: UUID, code: str) -> models.Book | None:
    """Return a book of the organisation by code."""
    return models.Book.objects.filter(organisation_id=organisation_id, code=code).first()


def funds_of(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, models.Fund]:
    """Return an organisation's own funds with their books. Raises `NoSuchFund`."""
    wanted = set(ids)
    found = models.Fund.objects.select_related("book").filter(
        organisation_id=organisation_id, id__in=wanted
    )
    funds = {fund.id: fund for fund in found}
    for missing in sorted(wanted - funds.keys()):
        raise NoSuchFund(fund=missing)
    return funds


def entry(organisation_id: UUID, id: UUID) -> EntryRead | None:
    """Return an entry of the organisation with its transfers, or None."""
    return entries(organisation_id, [id]).get(id)


def entries(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, EntryRead]:
    """Return those of the organisation's entries with their transfers, by id, in two queries."""
    ids = list(ids)
    heads = (
        models.Entry.objects.select_related("book")
        .filter(organisation_id=organisation_id, id__in=ids)
        .order_by("id")
    )
    moves: dict[UUID, list[Move]] = defaultdict(list)
    found = (
        models.Transfer.objects.filter(organisation_id=organisation_id, entry_id__in=ids)
        .select_related("pool", "debit__line", "credit__line")
        .order_by("entry_id", "n")
    )
    for move in found:
        moves[move.entry_id].append(
            Move(
                n=move.n,
                fund=move.pool.fund_id,
                unit=move.pool.unit_id,
                debit=_side(move.debit),
                credit=_side(move.credit),
                amount=move.amount,
            )
        )
    return {
        head.id: EntryRead(
            id=head.id,
            book=head.book,
            kind=head.kind,
            event_date=head.event_date,
            posting_date=head.posting_date,
            memo=head.memo,
            source=head.source,
            lines=tuple(moves[head.id]),
        )
        for head in heads
    }


def _side(account: models.Account) -> Side:
    return Side(account.line.code, account.party_id, account.contract_id)


_TRIAL_BALANCE = """
select fund.code, line.code, line.name_id, line.category, line.normal_side, account.unit_id,
       sum(account.balance)::bigint
  from ledger_balances(%(organisation)s, %(book)s, %(until)s) account
  join ledger_fund fund on fund.id = account.fund_id and fund.organisation_id = %(organisation)s
  join ledger_chartline line on line.id = account.line_id
 group by fund.code, line.code, line.name_id, line.category, line.normal_side, account.unit_id
 order by account.unit_id <> 'IDR', account.unit_id, fund.code, line.code
"""


def trial_balance(book: models.Book, until: date) -> list[Balance]:
    """Return balances of a book up to and including a day, by fund, chart line and unit.

    Last checkpoint plus what came after: the cost follows the open month, not the history.
    """
    found = rows(
        _TRIAL_BALANCE,
        {"organisation": book.organisation_id, "book": book.id, "until": until},
    )
    return [Balance(*row) for row in found]


_MOVEMENTS = """
with moved as (
    select side.account, sum(side.amount)::bigint as amount
      from ledger_entry entry
      join ledger_transfer transfer
        on transfer.entry_id = entry.id and transfer.organisation_id = entry.organisation_id
      cross join lateral (values (transfer.debit_id, transfer.amount),
                                 (transfer.credit_id, -transfer.amount)) as side(account, amount)
     where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
       and entry.posting_date between %(first)s and %(last)s
       and entry.kind <> all(%(without)s)
     group by side.account
)
select pool.fund_id, line.code, line.role, line.category, pool.unit_id, sum(moved.amount)::bigint
  from moved
  join ledger_account account
    on account.id = moved.account and account.organisation_id = %(organisation)s
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
  join ledger_chartline line on line.id = account.line_id
 group by pool.fund_id, line.code, line.role, line.category, pool.unit_id
 order by pool.fund_id, line.code, pool.unit_id
"""
YEAR_CLOSED = "year.closed"  # the kind of the entry that takes a year's result off the accounts


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved on a chart line of a fund over a period: debits less credits."""

    fund: UUID
    code: str
    role: str | None
    category: str
    unit: str
    amount: int


def movements(book: models.Book, first: date, last: date) -> list[Movement]:
    """Return what moved on every line from `first` to `last`, leaving out the closing of a year."""
    found = rows(
        _MOVEMENTS,
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "first": first,
            "last": last,
            "without": [YEAR_CLOSED],
        },
    )
    return [Movement(*row) for row in found]


_SUB_BALANCES = """
select account.party_id, account.contract_id, account.fund_id, line.role, account.unit_id,
       account.balance
  from ledger_balances(%(organisation)s, %(book)s, %(until)s) account
  join ledger_chartline line on line.id = account.line_id
 where line.role = any(%(roles)s) and account.balance <> 0
"""


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """What one sub-account holds."""

    party: UUID | None
    contract: UUID | None
    fund: UUID
    role: str
    unit: str
    balance: int


def sub_balances(book: models.Book, roles: Sequence[str], until: date) -> list[PartyBalance]:
    """Return the sub-accounts of some roles that hold anything up to and including a day."""
    found = rows(
        _SUB_BALANCES,
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "until": until,
            "roles": list(roles),
        },
    )
    return [PartyBalance(*row) for row in found]


def balance(
    book: models.Book, role: str, until: date, fund: UUID | None = None, unit: str = "IDR"
) -> int:
    """Return what a role holds in a book (or one fund of it), up to and including a day."""
    return sum(
        part.balance
        for part in sub_balances(book, [role], until)
        if part.unit == unit and fund in (None, part.fund)
    )


_BROUGHT_BACK = """
select source.contract_id, sum(transfer.amount)::bigint
  from ledger_pool pool
  join ledger_account cash
    on cash.pool_id = pool.id and cash.organisation_id = pool.organisation_id
  join ledger_chartline line on line.id = cash.line_id and line.role = 'fund_cash'
  join ledger_transfer transfer
    on transfer.debit_id = cash.id and transfer.posting_date <= %(until)s
  join ledger_account source
    on source.id = transfer.credit_id and source.organisation_id = transfer.organisation_id
 where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
   and pool.fund_id = %(fund)s and source.contract_id is not null
 group by source.contract_id
"""


def brought_back(book: models.Book, fund: UUID, until: date) -> dict[UUID, int]:
    """Return the cash that each contract has paid into a fund, up to and including a day."""
    found = rows(
        _BROUGHT_BACK,
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "fund": fund,
            "until": until,
        },
    )
    return dict(found)


# Materialised: the opening balance is added up once, not for every row.
_STATEMENT = """
with opening as materialized (
    select ledger_balance(%(account)s, %(organisation)s, %(since)s::date - 1) as balance
)
select entry.id, entry.event_date, entry.posting_date, entry.kind, entry.memo,
       movement.amount,
       (opening.balance
        + sum(movement.amount) over (order by movement.posting_date, entry.id, movement.n))::bigint
  from (
    select transfer.entry_id, transfer.n, transfer.posting_date, transfer.amount
      from ledger_transfer transfer
     where transfer.debit_id = %(account)s
       and transfer.posting_date between %(since)s and %(until)s
    union all
    select transfer.entry_id, transfer.n, transfer.posting_date, -transfer.amount
      from ledger_transfer transfer
     where transfer.credit_id = %(account)s
       and transfer.posting_date between %(since)s and %(until)s
  ) movement
  join ledger_entry entry
    on entry.id = movement.entry_id and entry.organisation_id = %(organisation)s
 cross join opening
 order by movement.posting_date, entry.id, movement.n
"""


def statement(account: models.Account, since: date, until: date) -> list[Statement]:
    """Return what moved on one account between two days, with the balance after each."""
    found = rows(
        _STATEMENT,
        {
            "account": account.id,
            "organisation": account.organisation_id,
            "since": since,
            "until": until,
        },
    )
    return [Statement(*row) for row in found]


def first_open_month(book: models.Book) -> date:
    """Return the month that can be closed next: after the last closed one, or the opening."""
    last = (
        models.Period.objects.filter(
            organisation_id=book.organisation_id, book=book, status=models.Period.Status.CLOSED
        )
        .order_by("-month")
        .values_list("month", flat=True)
        .first()
    )
    if last is None:
        return book.opened_on.replace(day=1)
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


_BELOW_FLOOR = """
select line.name_id, account.unit_id, sum(account.balance * line.normal_side)::bigint
  from ledger_balances(%(organisation)s, %(book)s, %(until)s) account
  join ledger_chartline line on line.id = account.line_id
 where line.is_floor_zero and account.balance * line.normal_side < 0
 group by line.name_id, account.unit_id
 order by line.name_id, account.unit_id
"""


def below_floor(book: models.Book, until: date) -> list[tuple[str, str, int]]:
    """Return (name, unit, amount) of floor-zero lines with accounts below zero on a day."""
    return rows(
        _BELOW_FLOOR, {"organisation": book.organisation_id, "book": book.id, "until": until}
    )
