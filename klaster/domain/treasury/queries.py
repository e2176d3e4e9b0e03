"""Reading the treasury: cash book and bank book, counts, vouchers, the inventory. Rupiah."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.treasury.models import CashCount, FixedAsset, Voucher, Wear


@dataclass(frozen=True, slots=True)
class CashLine:
    """One line of the cash book: what came in (above zero) or went out, and what is there then.

    `number` is the voucher's, empty for what other acts moved (savings, sales, financing).
    """

    entry: UUID
    on: date
    number: str
    kind: str
    memo: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class CashBook:
    """What was there before a period, and every line of it."""

    opening: int
    lines: tuple[CashLine, ...]

    @property
    def closing(self) -> int:
        """What is there at the end."""
        return self.lines[-1].balance if self.lines else self.opening


@dataclass(frozen=True, slots=True)
class Carried:
    """One line of the inventory on a day: what it cost, what wore off, what it is carried at."""

    asset: FixedAsset
    worn: int

    @property
    def carrying(self) -> int:
        """Cost less wear."""
        return self.asset.cost - self.worn


def chart_code(cooperative: Cooperative, role: str) -> str:
    """The code of a role in the cooperative's chart."""
    return charts.find(cooperative.book.chart, role).code


_CASH_BOOK = """
select entry.id, entry.posting_date, entry.kind, entry.memo,
       coalesce(voucher.kind || '-' || voucher.year || '-' || lpad(voucher.n::text, 4, '0'), ''),
       sum(case when transfer.debit_id = account.id then transfer.amount
                else -transfer.amount end)::bigint
  from ledger_pool pool
  join ledger_account account
    on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
  join ledger_chartline line on line.id = account.line_id and line.role = %(place)s
  join ledger_transfer transfer
    on transfer.organisation_id = account.organisation_id
   and (transfer.debit_id = account.id or transfer.credit_id = account.id)
   and transfer.posting_date between %(first)s and %(last)s
  join ledger_entry entry
    on entry.id = transfer.entry_id and entry.organisation_id = transfer.organisation_id
  left join treasury_voucher voucher
    on voucher.id = entry.id and voucher.organisation_id = entry.organisation_id
 where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
 group by entry.id, entry.posting_date, entry.posted_at, entry.kind, entry.memo,
          voucher.kind, voucher.year, voucher.n
 order by entry.posting_date, entry.posted_at, entry.id
"""


def cash_book(
    cooperative: Cooperative, first: date, last: date, place: str = cash_box.CASH
) -> CashBook:
    """The cash book (or with `cash_box.BANK` the bank book) of all funds over a period."""
    book = cooperative.book
    opening = ledger.balance(book, place, date.fromordinal(first.toordinal() - 1))
    found = ledger.rows(
        _CASH_BOOK,
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "place": place,
            "first": first,
            "last": last,
        },
    )
    lines, balance = [], opening
    for entry, day, kind, memo, number, amount in found:
        if amount:
            balance += amount
            lines.append(CashLine(entry, day, number, kind, memo, amount, balance))
    return CashBook(opening, tuple(lines))


def vouchers(cooperative: Cooperative, first: date, last: date) -> QuerySet[Voucher]:
    """The vouchers of a period by kind and number."""
    return Voucher.objects.filter(
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        on__range=(first, last),
    ).order_by("kind", "year", "n")


def last_count(cooperative: Cooperative, on: date) -> CashCount | None:
    """The last count of the cash box up to and including a day."""
    return (
        CashCount.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative, on__lte=on
        )
        .order_by("-on", "-id")
        .first()
    )


def needs_count(cooperative: Cooperative, last: date) -> bool:
    """Whether the cash box must (again) be counted to end the month whose last day is `last`.

    A count of that month counts while it found just what the books hold at its end and no money
    moved after its day. An empty box needs none.
    """
    held = ledger.balance(cooperative.book, cash_box.CASH, last)
    count = last_count(cooperative, last)
    if count is None or count.on < last.replace(day=1):
        return held != 0
    after = cash_book(cooperative, date.fromordinal(count.on.toordinal() + 1), last)
    return count.counted != held or bool(after.lines)


def inventory(cooperative: Cooperative, on: date) -> list[Carried]:
    """What the cooperative owns for lasting use on a day, by number; what was given up is gone."""
    assets = FixedAsset.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        acquired_on__lte=on,
    ).order_by("number")
    worn: dict[UUID, int] = defaultdict(int)
    wear = Wear.objects.filter(
        organisation_id=cooperative.organisation_id,
        asset__cooperative=cooperative,
        counted_on__lte=on,
    )
    worn.update(dict(wear.values_list("asset_id").annotate(Sum("amount"))))
    return [Carried(asset, worn[asset.id]) for asset in assets]


@dataclass(frozen=True, slots=True)
class Untaken:
    """What an entry took into the fixed assets that no line of the inventory names yet."""

    entry: UUID
    on: date
    memo: str
    left: int


_TAKEN_IN = """
with taken as (
    select entry.id, entry.posting_date, entry.memo, sum(transfer.amount)::bigint as amount
      from ledger_entry entry
      join ledger_transfer transfer
        on transfer.entry_id = entry.id and transfer.organisation_id = entry.organisation_id
      join ledger_account debit
        on debit.id = transfer.debit_id and debit.organisation_id = transfer.organisation_id
      join ledger_chartline line on line.id = debit.line_id and line.role = 'fixed_asset'
     where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
       and entry.posting_date <= %(on)s and entry.reverses_id is null
     group by entry.id, entry.posting_date, entry.memo
)
select taken.id, taken.posting_date, taken.memo,
       (taken.amount - coalesce((
           select sum(asset.cost) from treasury_fixedasset asset
            where asset.organisation_id = %(organisation)s and asset.entry_id = taken.id
              and not (asset.is_struck and asset.origin = 'received')), 0))::bigint
  from taken
 order by taken.posting_date, taken.id
"""


def not_taken_up(cooperative: Cooperative, on: date) -> list[Untaken]:
    """What came into the fixed assets up to a day, as with a deed, and is not on the list."""
    found = ledger.rows(
        _TAKEN_IN,
        {"organisation": cooperative.organisation_id, "book": cooperative.book_id, "on": on},
    )
    return [Untaken(*row) for row in found if row[3] > 0]
