"""Eight writers at once, each with a connection of its own and real commits."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import posting, queries, seals
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Entry, Transfer
from tests.conftest import id_of
from tests.ledger.world import OPENED, build, headrooms_above_balance, trial_balance

WRITERS = 8


@pytest.fixture
def world(own_database):
    return build()


def together(work: Callable, writers: int = WRITERS) -> list:
    """The results of `work(n)` by that many threads that start at the same moment."""
    start = Barrier(writers)

    def run(n: int):
        try:
            connection.ensure_connection()
            start.wait()
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        results = list(pool.map(run, range(writers)))
    _wait_until_alone()
    return results


def _wait_until_alone() -> None:
    """A closed connection leaves a process behind for a moment, which keeps the database in use."""
    others = (
        "select count(*) from pg_stat_activity where datname = current_database()"
        " and backend_type = 'client backend' and usename = current_user"
        " and pid <> pg_backend_pid()"
    )
    give_up_at = time.monotonic() + 20
    while queries.rows(others, {}) != [(0,)] and time.monotonic() < give_up_at:
        time.sleep(0.05)


def cash(world, name, amount, *, spent=False, fund=0, on=OPENED):
    pair = ("fund_distributed", "fund_cash") if spent else ("fund_cash", "fund_received")
    line = Line(world.funds[fund].id, Side(pair[0]), Side(pair[1]), amount)
    return NewEntry(id_of("cash", name), world.book, "test", on, [line])


def post(world, *entries):
    """True if posted, False if refused for want of balance."""
    try:
        ledger.post_many(by=world.by, on=OPENED, entries=entries)
    except posting.NotEnough:
        return False
    return True


def test_no_floor_is_broken(world):
    """Single entries and batches over two funds and three members, in and out, by chance."""

    def work(n):
        chance = random.Random(n)
        done = Counter()
        for step in range(40):
            batch = []
            for part in range(chance.choice((1, 1, 3))):
                fund, spent = chance.randrange(2), chance.random() < 0.6
                amount = chance.randint(1, 30)
                batch.append(cash(world, (n, step, part), amount, spent=spent, fund=fund))
            if post(world, *batch):
                done.update({entry.id: 1 for entry in batch})
        return done

    acknowledged = sum(together(work), Counter())
    posted = set(Entry.objects.values_list("id", flat=True))
    assert posted == set(acknowledged)
    assert len(posted) > 50
    assert headrooms_above_balance() == []
    held = trial_balance(world)
    assert [row for row in held.items() if row[0][1] == "1101" and row[1] < 0] == []
    assert sum(held.values()) == 0


def test_the_last_rupiah_leaves_once(world):
    """Cash for exactly twenty, wanted by eight writers ten times each."""
    assert post(world, cash(world, "in", 20))
    answers = together(
        lambda n: [post(world, cash(world, (n, k), 1, spent=True)) for k in range(10)]
    )
    assert sum(map(sum, answers)) == 20
    assert queries.balance(world.book, "fund_cash", OPENED) == 0


def test_one_entry_sent_by_all_at_once_is_posted_once_and_answered_to_all(world):
    """Also when it takes all that there is, so that whoever comes second finds nothing left."""
    for turn in range(10):
        assert post(world, cash(world, ("in", turn), 7))
        spending = cash(world, ("out", turn), 7, spent=True)
        answers = together(lambda _n, entry=spending: post(world, entry))
        assert answers == [True] * WRITERS
    assert Transfer.objects.count() == 20


def test_batches_that_overlap_in_any_order_are_posted_once(world):
    entries = [cash(world, n, 5, fund=n % 2) for n in range(30)]

    def work(n):
        mine = random.Random(n).sample(entries, 20)
        return post(world, *mine)

    assert together(work) == [True] * WRITERS
    assert Entry.objects.count() == Transfer.objects.count() <= 30


def test_a_month_closed_under_load_seals_all_that_counts_in_it(world):
    """Whatever is acknowledged stands in the seal of January or counts in February."""
    january = date(2011, 1, 1)

    def work(n):
        if n == 0:
            while Entry.objects.count() < 60:
                pass
            return ledger.close_period(by=world.by, on=OPENED, book=world.book, month=january)
        return [post(world, cash(world, (n, k), 5)) for k in range(30)]

    seal, *answers = together(work)
    assert all(map(all, answers))
    counted = Counter(Entry.objects.values_list("month", flat=True))
    assert counted.total() == 30 * (WRITERS - 1)
    assert counted[january] == len(seal.entry_ids) >= 60
    assert counted[date(2011, 2, 1)] > 0
    assert seals.breaches(world.book) == []
