"""What the pages of the books read, in a few queries each whatever the length of the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from klaster.domain.access.models import User
from klaster.domain.contracts.models import Contract, Event
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Account, Book, Entry, Fund, Period, Seal, Transfer
from klaster.domain.registry.models import Party
from klaster.rules.entry import RUPIAH

_MONTHS = """
with moved as (
    select date_trunc('month', posting_date)::date as month,
           sum(greatest(amount, 0))::bigint as debit, sum(greatest(-amount, 0))::bigint as credit
      from (
        select transfer.posting_date, transfer.amount
          from ledger_account account
          join ledger_transfer transfer
            on transfer.debit_id = account.id
           and transfer.organisation_id = account.organisation_id
         where account.organisation_id = %(organisation)s and account.pool_id = %(pool)s
           and account.line_id = %(line)s and transfer.posting_date <= %(until)s
        union all
        select transfer.posting_date, -transfer.amount
          from ledger_account account
          join ledger_transfer transfer
            on transfer.credit_id = account.id
           and transfer.organisation_id = account.organisation_id
         where account.organisation_id = %(organisation)s and account.pool_id = %(pool)s
           and account.line_id = %(line)s and transfer.posting_date <= %(until)s
      ) movement
     group by 1
)
select month, debit, credit, (sum(debit - credit) over (order by month))::bigint as balance
  from moved
 order by month desc
"""


@dataclass(frozen=True, slots=True)
class Month:
    """What moved on an account line in a month, and its balance (debits less credits) after."""

    month: date
    debit: int
    credit: int
    balance: int


@dataclass(frozen=True, slots=True)
class Movement:
    """One transfer as one account line sees it: `amount` above zero is a debit."""

    transfer: Transfer
    account: Account
    other: Account
    amount: int
    contract: Contract | None

    @property
    def is_debit(self) -> bool:
        """True where the account received."""
        return self.amount > 0

    @property
    def party(self) -> Party | None:
        """Whose movement it is: the account's, the other account's, or the contract's party."""
        of_contract = self.contract.party if self.contract else None
        return self.account.party or self.other.party or of_contract


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with its transfers, whose hand wrote it, and how its month stands."""

    entry: Entry
    transfers: tuple[Transfer, ...]
    actor: str
    contracts: dict[UUID, Contract]
    period: Period | None
    reversed_by: Entry | None


def books(organisation_id: UUID) -> list[tuple[Book, int, date | None]]:
    """Return an organisation's books, each with how many months are closed and the last of them."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    closed = {
        book: (count, last)
        for book, count, last in Period.objects.filter(**own, status=Period.Status.CLOSED)
        .values_list("book_id")
        .annotate(Count("id"), Max("month"))
    }
    found = Book.objects.filter(**own).order_by("opened_on", "code")
    return [(book, *closed.get(book.id, (0, None))) for book in found]


def months(book: Book, fund: Fund, line_id: str, unit: str, until: date) -> list[Month]:
    """Return an account line of a fund and unit by month, the latest first."""
    pool = _pool(book, fund, unit)
    given = {
        "organisation": book.organisation_id, "pool": pool, "line": line_id, "until": until,
    }  # fmt: skip
    return [Month(*row) for row in ledger.rows(_MONTHS, given)] if pool else []


def movements(book: Book, fund: Fund, line_id: str, unit: str) -> QuerySet[Transfer]:
    """Return the transfers on an account line of a fund and unit, with both sides."""
    on_line = Q(debit__line_id=line_id) | Q(credit__line_id=line_id)
    return _with_sides(
        Transfer.objects.filter(
            on_line,
            organisation_id=book.organisation_id,
            pool__fund=fund,
            pool__unit_id=unit,
        )
    )


def seen_from(line_id: str, transfers: list[Transfer]) -> list[Movement]:
    """Return transfers as one account line sees them; between two of its accounts, both ways."""
    contracts = contracts_of(transfers)
    by_entry = contracts_by_entry([each.entry for each in transfers])
    found = []
    for each in transfers:
        for account, other, sign in (
            (each.debit, each.credit, 1),
            (each.credit, each.debit, -1),
        ):
            if account.line_id == line_id:
                named = account.contract_id or other.contract_id
                contract = contracts.get(named) if named else by_entry.get(each.entry_id)
                found.append(Movement(each, account, other, sign * each.amount, contract))
    return found


def contracts_of(transfers: list[Transfer]) -> dict[UUID, Contract]:
    """Return the contracts that transfers name, by id, in one query."""
    sides = [side for each in transfers for side in (each.debit, each.credit)]
    ids = {side.contract_id for side in sides if side.contract_id}
    if not ids:
        return {}
    found = Contract.objects.filter(organisation_id=transfers[0].organisation_id, id__in=ids)
    return {contract.id: contract for contract in found.select_related("party")}


def contracts_by_entry(entries: Sequence[Entry]) -> dict[UUID, Contract]:
    """Return the contract whose event an entry posts (both bear one id), by entry, in one query."""
    if not entries:
        return {}
    events = Event.objects.filter(
        organisation_id=entries[0].organisation_id, id__in={entry.id for entry in entries}
    )
    return {event.id: event.contract for event in events.select_related("contract__party")}


def amounts_of(entries: Sequence[Entry]) -> dict[UUID, list[tuple[str, int]]]:
    """Return what the transfers of each entry add up to, by unit, rupiah first; one query."""
    amounts: dict[UUID, list[tuple[str, int]]] = {}
    if entries:
        sums = (
            Transfer.objects.filter(
                organisation_id=entries[0].organisation_id,
                entry_id__in=[entry.id for entry in entries],
            )
            .values_list("entry_id", "pool__unit_id")
            .annotate(Sum("amount"))
        )
        for entry_id, unit, amount in sums:
            amounts.setdefault(entry_id, []).append((unit, amount))
    for each in amounts.values():
        each.sort(key=lambda pair: (pair[0] != RUPIAH, pair[0]))
    return amounts


def entry(organisation_id: UUID, id: UUID) -> EntryPage | None:
    """Return an entry of the organisation for its page, in six queries, or None."""
    found = (
        Entry.objects.filter(organisation_id=organisation_id, id=id)
        .select_related("book", "reverses")
        .first()
    )
    if found is None:
        return None
    own = Transfer.objects.filter(organisation_id=organisation_id, entry_id=id)
    transfers = list(_with_sides(own).order_by("n"))
    months = Period.objects.filter(
        organisation_id=organisation_id, book_id=found.book_id, month=found.month
    )
    actor = User.objects.filter(id=found.actor_id).values_list("full_name", flat=True).first()
    back = Entry.objects.filter(organisation_id=organisation_id, reverses_id=id).first()
    return EntryPage(
        found, tuple(transfers), actor or "", contracts_of(transfers), months.first(), back
    )


def entries(book: Book, until: date) -> QuerySet[Entry]:
    """Return a book's entries up to a day."""
    return Entry.objects.filter(
        organisation_id=book.organisation_id, book=book, posting_date__lte=until
    )


def periods(book: Book) -> list[tuple[Period, Seal | None]]:
    """Return a book's months, the latest first, each with its whole seal if it has one."""
    own: dict[str, Any] = {"organisation_id": book.organisation_id}
    found = list(Period.objects.filter(book=book, **own).order_by("-month"))
    seals = Seal.objects.filter(period__book=book, is_broken=False, **own)
    by_period = {seal.period_id: seal for seal in seals.defer("entry_digests")}
    return [(period, by_period.get(period.id)) for period in found]


def _pool(book: Book, fund: Fund, unit: str) -> int | None:
    rows = ledger.rows(
        "select id from ledger_pool where organisation_id = %(organisation)s"
        " and fund_id = %(fund)s and unit_id = %(unit)s",
        {"organisation": book.organisation_id, "fund": fund.id, "unit": unit},
    )
    return rows[0][0] if rows else None


def _with_sides(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return transfers.select_related(
        "entry", "pool__fund", "debit__line", "debit__party", "credit__line", "credit__party"
    )
