"""Balances and statements while the books grow: history, and other organisations beside ours."""

import functools
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import books, load, measure
from bench.measure import Result
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries
from klaster.domain.ledger.models import Account
from klaster.project import database

NAME = "klaster_bench_read"
TODAY = date(2024, 12, 20)
RAW = """
select account, unit_id, sum(amount)
  from (select debit_id as account, pool_id, amount from ledger_transfer
        union all
        select credit_id, pool_id, -amount from ledger_transfer) side
  join ledger_pool pool on pool.id = side.pool_id
 group by account, unit_id
"""


def run(is_quick: bool) -> list[Result]:
    """Three sizes of history, three numbers of neighbours, three numbers of members."""
    sizes = (10_000, 50_000, 100_000) if is_quick else (100_000, 1_000_000, 10_000_000)
    neighbours = (2, 5, 10) if is_quick else (10, 100, 1_000)
    members = (50, 100, 200) if is_quick else (500, 1_500, 5_000)
    return [*_history(sizes), *_neighbours(neighbours), *_close(members)]


def _history(sizes: tuple[int, ...]) -> list[Result]:
    results, current = [], {}
    for size in sizes:
        books.fresh(NAME)
        load.history(NAME, size)
        _by, book, _fund = books.known()
        current[size] = measure.best(lambda book=book: queries.trial_balance(book, TODAY), 5)
        with database.connect(NAME) as plain:
            raw = measure.best(lambda plain=plain: plain.execute(RAW).fetchall(), 2)
        bar = 0.06 if size == sizes[1] else None
        results += [
            Result(f"trial balance, {size:,} transfers", current[size] * 1000, "ms"),
            Result(f"raw two-sided sum, {size:,} transfers", raw * 1000, "ms"),
            Result(f"trial balance / raw, {size:,}", current[size] / raw, "×", bar, False),
        ]
    grown = current[sizes[2]] / current[sizes[1]]
    results.append(Result(f"trial balance, {sizes[2]:,} / {sizes[1]:,}", grown, "×", 2.0, False))
    return results + _statement()


def _statement() -> list[Result]:
    """One member's month in the largest of the histories."""
    account = Account.objects.filter(line__role="group_cash").first()
    since = TODAY.replace(day=1)
    with CaptureQueriesContext(connection) as seen:
        queries.statement(account, since, TODAY)
    span = measure.best(lambda: queries.statement(account, since, TODAY), 20)
    return [
        Result("member statement, one month: queries", len(seen), "queries", 3, False),
        Result("member statement, one month", span * 1000, "ms", 5.0, False),
    ]


def _neighbours(numbers: tuple[int, ...]) -> list[Result]:
    spans, buffers = [], []
    for number in numbers:
        books.fresh(NAME)
        load.organisations(NAME, number)
        _by, book, _fund = books.known()
        spans.append(measure.best(lambda book=book: queries.trial_balance(book, TODAY), 10))
        buffers.append(load.buffers(NAME, book, TODAY))
    return [
        Result(f"one organisation among {numbers[0]}", spans[0] * 1000, "ms"),
        Result(f"one organisation among {numbers[2]}", spans[2] * 1000, "ms"),
        Result("its time when others grow a hundredfold", spans[2] / spans[0], "×", 1.5, False),
        Result("its buffers likewise", buffers[2] / buffers[0], "×", 1.5, False),
    ]


def _close(numbers: tuple[int, ...]) -> list[Result]:
    """Close a month in which each member saved twice: controls, checkpoints and seal."""
    spans = []
    for number in numbers:
        books.fresh(NAME)
        load.cooperative(NAME, number)
        by, book, _fund = books.known()
        month = queries.first_open_month(book)
        close = functools.partial(ledger.close_period, by=by, on=TODAY, book=book, month=month)
        spans.append(measure.best(close, 1))
    return [
        Result(f"month close, {numbers[1]:,} members", spans[1], "s"),
        Result(f"month close, {numbers[2]:,} members", spans[2], "s", 10, False),
        Result(f"month close, {numbers[2]:,} / {numbers[0]:,} members", spans[2] / spans[0], "×"),
    ]
