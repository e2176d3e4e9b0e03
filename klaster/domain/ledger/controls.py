"""The standing controls that need the ledger alone; each names what it found, or nothing.

Apps above add controls of their own; the reports gather all of them. Run at close, nightly, and by
`klaster check-books`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from klaster.domain.ledger import models, queries, seals
from klaster.rules.calendar import add_months


@dataclass(frozen=True, slots=True)
class Control:
    """One question to a set of books: `find` returns what contradicts it, in plain words."""

    code: str
    title: Any
    find: Callable[[models.Book], list[str]]


_POOLS = """
select fund.code, account.unit_id, sum(account.balance)::bigint
  from ledger_balances(%(organisation)s, %(book)s, 'infinity') account
  join ledger_fund fund on fund.id = account.fund_id and fund.organisation_id = %(organisation)s
 group by fund.code, account.unit_id
having sum(account.balance) <> 0
 order by fund.code, account.unit_id
"""


def _unbalanced_pools(book: models.Book) -> list[str]:
    return [f"{fund} {unit}: {amount}" for fund, unit, amount in _ask(_POOLS, book)]


def _floors_broken(book: models.Book) -> list[str]:
    months = models.Period.objects.filter(organisation_id=book.organisation_id, book=book)
    return [
        f"{month:%Y-%m} {name}: {amount} {unit}"
        for month in months.order_by("month").values_list("month", flat=True)
        for name, unit, amount in queries.below_floor(book, add_months(month, 0, anchor_day=31))
    ]


_HEADROOMS = """
select line.name_id, account.unit_id, there.headroom, account.balance * line.normal_side
  from ledger_balances(%(organisation)s, %(book)s, 'infinity') account
  join ledger_account there
    on there.id = account.account_id and there.organisation_id = %(organisation)s
  join ledger_chartline line on line.id = account.line_id
 where there.headroom > account.balance * line.normal_side
 order by account.account_id
"""


def _headrooms_above_balance(book: models.Book) -> list[str]:
    return [
        f"{name}: {headroom} > {balance} {unit}"
        for name, unit, headroom, balance in _ask(_HEADROOMS, book)
    ]


def _seals_broken(book: models.Book) -> list[str]:
    return [
        gettext("{month}: jurnal {entry} {what}").format(
            month=f"{breach.month:%Y-%m}", entry=breach.entry or "-", what=gettext(breach.what)
        )
        for breach in seals.breaches(book)
    ]


_EMPTY = """
select entry.id
  from ledger_entry entry
 where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
   and not exists (select from ledger_transfer transfer
                    where transfer.entry_id = entry.id
                      and transfer.organisation_id = entry.organisation_id)
 order by entry.id
"""


def _entries_without_transfers(book: models.Book) -> list[str]:
    return [str(entry) for (entry,) in _ask(_EMPTY, book)]


_MISPLACED = """
select entry.id, transfer.n
  from ledger_entry entry
  join ledger_transfer transfer
    on transfer.entry_id = entry.id and transfer.organisation_id = entry.organisation_id
  join ledger_pool pool
    on pool.id = transfer.pool_id and pool.organisation_id = transfer.organisation_id
 where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
   and (transfer.posting_date <> entry.posting_date or pool.book_id <> entry.book_id)
 order by entry.id, transfer.n
"""


def _transfers_misplaced(book: models.Book) -> list[str]:
    return [f"{entry} {n}" for entry, n in _ask(_MISPLACED, book)]


_CHECKPOINTS = """
with last as (
    select max(period.month) as month
      from ledger_period period
     where period.organisation_id = %(organisation)s and period.book_id = %(book)s
       and period.status = 'closed'
), account as (
    select account.id
      from ledger_pool pool
      join ledger_account account
        on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
     where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
), summed as (
    select side.account, sum(side.amount)::bigint as balance
      from last
      join ledger_transfer transfer
        on transfer.posting_date < last.month + interval '1 month'
      cross join lateral (values (transfer.debit_id, transfer.amount),
                                 (transfer.credit_id, -transfer.amount)) as side(account, amount)
     where transfer.organisation_id = %(organisation)s
     group by side.account
), kept as (
    select checkpoint.account_id as account, checkpoint.balance
      from last
      join ledger_checkpoint checkpoint
        on checkpoint.month = last.month and checkpoint.organisation_id = %(organisation)s
)
select account.id, coalesce(kept.balance, 0), coalesce(summed.balance, 0)
  from account
  left join kept on kept.account = account.id
  left join summed on summed.account = account.id
 where coalesce(kept.balance, 0) <> coalesce(summed.balance, 0)
 order by account.id
"""


def _checkpoints_wrong(book: models.Book) -> list[str]:
    return [f"{account}: {kept} ≠ {summed}" for account, kept, summed in _ask(_CHECKPOINTS, book)]


def _ask(query: str, book: models.Book) -> list[tuple[Any, ...]]:
    return queries.rows(query, {"organisation": book.organisation_id, "book": book.id})


CONTROLS = (
    Control("pools", gettext_lazy("Setiap dana seimbang dalam setiap satuan"), _unbalanced_pools),
    Control(
        "floors", gettext_lazy("Tidak ada saldo di bawah nol pada akhir bulan"), _floors_broken
    ),
    Control(
        "headroom",
        gettext_lazy("Batas pengeluaran tidak melebihi saldo"),
        _headrooms_above_balance,
    ),
    Control("seals", gettext_lazy("Segel bulan yang ditutup masih cocok"), _seals_broken),
    Control("empty", gettext_lazy("Setiap jurnal mempunyai isi"), _entries_without_transfers),
    Control(
        "places", gettext_lazy("Isi jurnal tercatat di buku dan tanggalnya"), _transfers_misplaced
    ),
    Control(
        "checkpoints",
        gettext_lazy("Saldo bulan terakhir yang ditutup dapat dijumlahkan ulang"),
        _checkpoints_wrong,
    ),
)
