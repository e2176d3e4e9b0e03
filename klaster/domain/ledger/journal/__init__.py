"""The books as a plain-text journal that hledger or Beancount can check without Klaster.

Every unit is a commodity. An account is named by its class, organisation, book, fund and chart
line, and where the line keeps them apart by party ("P" and the last 16 digits of its id) and
contract ("K" likewise): stable, and nobody's name is in it. Balances are asserted at the end of
each month for what moved in it. Read month by month, so memory follows the accounts, not history.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from types import ModuleType
from typing import Any

from django.db import connection, transaction

from klaster.domain.ledger import models, queries
from klaster.domain.ledger.journal import beancount, hledger
from klaster.domain.ledger.journal.pieces import Entry, Posting
from klaster.rules.amount import to_text
from klaster.rules.calendar import add_months

FORMATS: dict[str, ModuleType] = {"hledger": hledger, "beancount": beancount}
_CLASSES = {
    "asset": "Assets",
    "custody": "Assets",
    "liability": "Liabilities",
    "net_assets": "Equity",
    "income": "Income",
    "source": "Income",
    "expense": "Expenses",
    "sink": "Expenses",
}
_CHUNK = 2_000


def text(books: Sequence[models.Book], form: str) -> Iterator[str]:
    """Yield the journal of some books in one of FORMATS, piece by piece."""
    writer = FORMATS[form]
    decimals = dict(models.Unit.objects.order_by("code").values_list("code", "decimals"))
    yield writer.head(decimals)
    for book in books:
        names = account_names(book)
        for name in dict.fromkeys(names.values()):
            yield writer.opening(book.opened_on.replace(day=1), name)
        for month in _months(book):
            touched: set[int] = set()
            for entry in _entries(book, month, names, decimals, touched):
                yield writer.entry(entry)
            yield writer.closing(month, _balances(book, month, names, decimals, touched))


def account_names(book: models.Book) -> dict[int, str]:
    """Return the journal's name of every account of a book; units share the name of their place.

    Two places that would be written alike are told apart by the number of the later account.
    """
    root = ":".join(_part(code) for code in (book.organisation.code, book.code))
    accounts = (
        models.Account.objects.filter(organisation_id=book.organisation_id, pool__book=book)
        .order_by("id")
        .values_list(
            "id", "pool__fund_id", "pool__fund__code", "line__category", "line__code",
            "line__name_id", "party_id", "contract_id",
        )
    )  # fmt: skip
    names: dict[int, str] = {}
    places: dict[str, tuple[Any, ...]] = {}
    for account, fund_id, fund, category, code, title, party, contract in accounts.iterator():
        parts = [_CLASSES[category], root, _part(fund), f"{code}-{_part(title)}"]
        parts += [f"P{party.hex[16:]}"] if party else []
        parts += [f"K{contract.hex[16:]}"] if contract else []
        name = ":".join(parts)
        place = (fund_id, code, party, contract)
        if places.setdefault(name, place) != place:
            name = f"{name}-{account}"
        names[account] = name
    return names


def _part(text: str) -> str:
    """Return text as both programs allow it in an account's name: a capital, then no signs."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
    return plain[:1].upper() + plain[1:]


def _months(book: models.Book) -> list[date]:
    """Return the first days of the months in which something was posted."""
    entries = models.Entry.objects.filter(organisation_id=book.organisation_id, book=book)
    return list(entries.order_by("month").values_list("month", flat=True).distinct())


_MONTH = """
select entry.id, entry.posting_date, entry.event_date, entry.kind, entry.memo,
       transfer.debit_id, transfer.credit_id, transfer.amount, pool.unit_id
  from ledger_entry entry
  join ledger_transfer transfer
    on transfer.entry_id = entry.id and transfer.organisation_id = entry.organisation_id
  join ledger_pool pool
    on pool.id = transfer.pool_id and pool.organisation_id = transfer.organisation_id
 where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
   and entry.month = %(month)s
 order by entry.posting_date, entry.id, transfer.n
"""


def _entries(
    book: models.Book,
    month: date,
    names: dict[int, str],
    decimals: dict[str, int],
    touched: set[int],
) -> Iterator[Entry]:
    parameters = {"organisation": book.organisation_id, "book": book.id, "month": month}
    for head, rows in groupby(_stream(_MONTH, parameters), key=lambda row: row[:5]):
        postings: list[Posting] = []
        for *_head, debit, credit, amount, unit in rows:
            touched.update((debit, credit))
            postings.append(Posting(names[debit], to_text(amount, decimals[unit]), unit))
            postings.append(Posting(names[credit], to_text(-amount, decimals[unit]), unit))
        entry_id, posting_date, event_date, kind, memo = head
        yield Entry(entry_id, posting_date, event_date, kind, memo, tuple(postings))


def _stream(query: str, parameters: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _balances(
    book: models.Book,
    month: date,
    names: dict[int, str],
    decimals: dict[str, int],
    touched: set[int],
) -> Iterator[Posting]:
    """Yield what the ledger says the touched accounts hold at the end of a month."""
    rows = queries.rows(
        "select account_id, balance, unit_id"
        " from ledger_balances(%(organisation)s, %(book)s, %(until)s)"
        " where account_id = any(%(touched)s) order by account_id",
        {
            "organisation": book.organisation_id,
            "book": book.id,
            "until": add_months(month, 0, anchor_day=31),
            "touched": list(touched),
        },
    )
    for account, balance, unit in rows:
        yield Posting(names[account], to_text(balance, decimals[unit]), unit)
