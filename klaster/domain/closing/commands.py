"""Ending a month in one act: bills, wear, provision, savers' profit, the year's result, the seal;
and closing the months of a programme's book.

Either everything is done and the month is sealed, or nothing is and it is said what is missing.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from klaster.domain.access.acts import Actor, command, new_id
from klaster.domain.assets import commands as assets
from klaster.domain.closing import controls
from klaster.domain.closing.models import MonthEnd
from klaster.domain.contracts import queries as contracts
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.models import Book, Entry, Fund, Seal
from klaster.domain.savings import commands as savings
from klaster.domain.treasury import commands as treasury
from klaster.domain.treasury import queries as treasury_read
from klaster.rules import provision
from klaster.rules.calendar import add_months
from klaster.rules.entry import RUPIAH
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused
from klaster.rules.wording import month_text


class CashNotCounted(Refused):
    code = "cash_not_counted"
    message = "Kas {month} belum dihitung. Catat hasil hitung kas akhir bulan, lalu ulangi."


class MonthNotOver(Refused):
    code = "month_not_over"
    message = "Bulan {month} belum berakhir. Tutuplah pada hari terakhirnya atau sesudahnya."


class EndsOtherwise(Refused):
    code = "month_ends_otherwise"
    message = "Buku koperasi ditutup dengan tutup bulan koperasi (klaster month-end)."


MOST_SAID = 5  # problems in one message


@dataclass(frozen=True, slots=True)
class Result:
    """What one fund earned in a year: income less expenses by chart line, in rupiah."""

    fund: Fund
    lines: tuple[tuple[str, int], ...]

    @property
    def surplus(self) -> int:
        """Income less expenses; a loss is negative."""
        return -sum(balance for _, balance in self.lines)


@command("closing.month_end")
def month_end(*, by: Actor, on: date, cooperative: Cooperative, month: date) -> MonthEnd:
    """End the next open month of the cooperative's book, the book year with it where it ends.

    `month` is any day of it; `on` the day on which it is done. Raises `MonthNotNext`,
    `MonthNotOver`, `CashNotCounted`, `ControlsRed`.
    """
    return _end(by, on, cooperative, month.replace(day=1))


@command("closing.rehearse_month_end")
def rehearse_month_end(*, by: Actor, on: date, cooperative: Cooperative, month: date) -> MonthEnd:
    """Do the whole month end and take it back: what it would do, or what it would refuse."""
    with transaction.atomic():
        ended = _end(by, on, cooperative, month.replace(day=1))
        transaction.set_rollback(True)
    return ended


@command("closing.close_books")
def close_books(*, by: Actor, on: date, book: Book, until: date) -> list[Seal]:
    """Close every open month of a programme's book up to that of `until`: wear, controls, seals.

    None that is closed already is closed again. Raises `ControlsRed`, and `EndsOtherwise` for the
    book of a cooperative, whose month has more to it.
    """
    cooperative = cooperatives.of_organisation(book.organisation_id)
    if cooperative is not None and cooperative.book_id == book.id:
        raise EndsOtherwise()
    last = add_months(until.replace(day=1), 1) - timedelta(days=1)
    if ledger_read.first_open_month(book) > last:
        return []
    assets.depreciate(by=by, on=on, book=book, until=last)
    _require_controls(book)
    seals = []
    while (month := ledger_read.first_open_month(book)) <= last:
        seals.append(ledger.close_period(by=by, on=on, book=book, month=month))
    return seals


def _end(by: Actor, on: date, cooperative: Cooperative, month: date) -> MonthEnd:
    last = add_months(month, 1) - timedelta(days=1)
    book = cooperative.book
    first = ledger_read.first_open_month(book)
    if month != first:
        raise ledger.MonthNotNext(month=f"{month:%Y-%m}", first=f"{first:%Y-%m}")
    if on < last:
        raise MonthNotOver(month=month_text(month))
    if treasury_read.needs_count(cooperative, last):
        raise CashNotCounted(month=month_text(month))
    _require_controls(book)
    bills = savings.bill(by=by, on=last, cooperative=cooperative)
    wear = treasury.depreciate(by=by, on=last, cooperative=cooperative, until=last)
    provided = _provide(by, cooperative, last)
    share = savings.share_profit(
        by=by,
        on=last,
        id=derived_id(last, cooperative.id, "profit share"),
        cooperative=cooperative,
        first=max(month, cooperative.formed_on),
        last=last,
    )
    is_year_end = last.month % 12 == (book.fiscal_year_start - 1) % 12
    result = _close_year(by, cooperative, last) if is_year_end else None
    seal = ledger.close_period(by=by, on=on, book=book, month=month)
    return MonthEnd.objects.create(
        id=new_id(),
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        month=month,
        ended_on=on,
        bills=bills,
        wear=wear,
        provision=provided,
        profit_shared=share.amount,
        result=result,
        seal=seal.digest,
    )


def _require_controls(book: Book) -> None:
    if found := controls.problems(book):
        raise ledger.ControlsRed(problems="; ".join(found[:MOST_SAID]))


def _provide(by: Actor, cooperative: Cooperative, last: date) -> int:
    """Bring the allowance to what the table asks for; return what stands set aside."""
    book = cooperative.book
    table = provision.TABLES[cooperatives.choice(cooperative, "provision", last)]
    rule_set = cooperatives.choice(cooperative, "collectability", last)
    balances: dict[str, int] = defaultdict(int)
    not_ended = Q(closed_on=None) | Q(closed_on__gt=last)
    financing = list(contracts.of_organisation(book.organisation_id).filter(not_ended, book=book))
    for standing in contracts.arrears(financing, last, rule_set):
        balances[standing.collectability] += standing.arrears.balance
    needed = provision.required(table, balances)
    change = needed + ledger_read.balance(book, "allowance", last)
    if change:
        cost, allowance = ledger.Side("provision_cost"), ledger.Side("allowance")
        debit, credit = (cost, allowance) if change > 0 else (allowance, cost)
        ledger.post(
            by=by,
            on=last,
            id=_next_id(cooperative, last, "provision"),
            book=book,
            kind="closing.provided",
            lines=[ledger.Line(cooperative.rolling_fund_id, debit, credit, abs(change))],
            memo=table.source,
        )
    return needed


def results(cooperative: Cooperative, last: date) -> list[Result]:
    """What stands on the income and expense lines of every fund on a day: the year so far."""
    funds = {
        fund.code: fund
        for fund in Fund.objects.filter(
            organisation_id=cooperative.organisation_id, book=cooperative.book
        )
    }
    lines: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in ledger_read.trial_balance(cooperative.book, last):
        if row.category in ("income", "expense") and row.unit == RUPIAH and row.balance:
            lines[row.fund].append((row.code, row.balance))
    return [Result(funds[code], tuple(found)) for code, found in sorted(lines.items())]


def _close_year(by: Actor, cooperative: Cooperative, last: date) -> int:
    """Take the year's result off the accounts, onto the surplus not yet distributed."""
    main = cooperative.rolling_fund_id
    lines: list[ledger.Line] = []
    undistributed, between = ledger.Side("undistributed"), ledger.Side("interfund")
    total = 0
    for result in results(cooperative, last):
        fund = result.fund.id
        for code, balance in result.lines:
            lines.append(_from(fund, ledger.Side(code), undistributed, balance))
        total += result.surplus
        if fund != main and result.surplus:
            lines.append(_from(fund, between, undistributed, result.surplus))
            lines.append(_from(main, undistributed, between, result.surplus))
    if lines:
        ledger.post(
            by=by,
            on=last,
            id=_next_id(cooperative, last, "year"),
            book=cooperative.book,
            kind=ledger_read.YEAR_CLOSED,
            lines=lines,
            memo=str(last.year),
        )
    return total


def _from(fund: UUID, source: ledger.Side, target: ledger.Side, balance: int) -> ledger.Line:
    """Move a balance (debits less credits) of `source` to `target`."""
    debit, credit = (target, source) if balance > 0 else (source, target)
    return ledger.Line(fund, debit, credit, abs(balance))


def _next_id(cooperative: Cooperative, last: date, what: str) -> UUID:
    """The id of this closing's entry: a month ended again after reopening has another."""
    candidates = (derived_id(last, cooperative.id, what, n) for n in count())
    posted = Entry.objects.filter(organisation_id=cooperative.organisation_id)
    return next(each for each in candidates if not posted.filter(id=each).exists())
