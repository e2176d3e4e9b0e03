"""What holds whatever is posted, in whatever order, however often: against sums in plain Python."""

from collections import Counter
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import posting, queries, seals
from klaster.domain.ledger.models import Entry, Transfer
from tests.conftest import id_of
from tests.ledger.world import (
    LAST_DAY,
    OPENED,
    Model,
    build,
    headrooms_above_balance,
    moves,
    trial_balance,
)

with_database = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def world(db):
    return build()


@contextmanager
def undone():
    """Each example leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(world, *moves, by_one_call=False):
    """Post the moves; return those that were refused for want of balance."""
    entries = [world.entry(move) for move in moves]
    if by_one_call:
        ledger.post_many(by=world.by, on=OPENED, entries=entries)
        return []
    refused = []
    for move, entry in zip(moves, entries, strict=True):
        try:
            ledger.post_many(by=world.by, on=OPENED, entries=[entry])
        except posting.NotEnough:
            refused.append(move)
    return refused


def accepted(world, moves):
    """The moves that a floor lets through, one after the other, and what then is held."""
    model = Model(world)
    through = []
    for move in moves:
        if model.allows(move):
            model.add(move)
            through.append(move)
    return through, model


@with_database
@given(moves=moves())
def test_books_balance_and_refusals_are_those_of_the_floor(world, moves):
    with undone():
        refused = send(world, *moves)
        through, model = accepted(world, moves)
        assert refused == [move for move in moves if move not in through]
        found = trial_balance(world)
        assert found == model.trial_balance()
        assert set(by_pool(found).values()) <= {0}
        assert headrooms_above_balance() == []


def by_pool(balances):
    totals = Counter()
    for (fund, _code, unit), amount in balances.items():
        totals[fund, unit] += amount
    return totals


@with_database
@given(moves=moves(), data=st.data())
def test_sent_twice_is_sent_once(world, moves, data):
    through, model = accepted(world, moves)
    again = data.draw(st.permutations(through))
    cuts = data.draw(st.integers(0, len(again)))
    with undone():
        assert send(world, *through) == []
        send(world, *again[:cuts], by_one_call=True)
        send(world, *again[cuts:])
        assert trial_balance(world) == model.trial_balance()
        assert Entry.objects.count() == Transfer.objects.count() == len(through)


@with_database
@given(moves=moves(), data=st.data())
def test_order_of_arrival_does_not_matter(world, moves, data):
    """Books and seals are the same; a refused entry is sent again after those it waits for."""
    through, model = accepted(world, moves)
    months = [date(2011, month, 1) for month in range(1, 7)]
    digests = []
    for order in (through, data.draw(st.permutations(through))):
        with undone():
            waiting = order
            while waiting:
                refused = send(world, *waiting)
                assert len(refused) < len(waiting)
                waiting = refused
            assert trial_balance(world) == model.trial_balance()
            digests.append([seals.digest(world.book, month, "") for month in months])
    assert digests[0] == digests[1]


@with_database
@given(
    moves=moves(most=15),
    closings=st.lists(st.integers(1, 3) | st.just(-1) | st.just(-3), min_size=1, max_size=6),
)
def test_checkpoints_change_no_balance(world, moves, closings):
    """Postings between random closes (n months) and reopenings (of the last n months)."""
    with undone():
        share = len(moves) // len(closings) + 1
        for n, closing in enumerate(closings):
            send(world, *moves[n * share : (n + 1) * share])
            for _ in range(closing):
                close_next(world)
            if closing < 0:
                reopen(world, -closing)
        for until in (date(2011, 1, 31), date(2011, 2, 14), date(2011, 4, 30), LAST_DAY):
            assert trial_balance(world, until) == raw_balance(world, until)
        assert seals.breaches(world.book) == []


def close_next(world):
    month = queries.first_open_month(world.book)
    try:
        ledger.close_period(by=world.by, on=OPENED, book=world.book, month=month)
    except ledger.ControlsRed:
        assert queries.below_floor(world.book, date(month.year, month.month, 28))


def reopen(world, months):
    first_open = queries.first_open_month(world.book)
    since = max(OPENED, date(first_open.year, max(1, first_open.month - months), 1))
    if since < first_open:
        ledger.reopen_period(
            by=world.by, on=OPENED, book=world.book, month=since, reason="uji coba"
        )


def raw_balance(world, until):
    """Balances as the transfers give them, without any function of the ledger."""
    codes = {fund.id: fund.code for fund in world.funds}
    totals = Counter()
    rows = Transfer.objects.filter(posting_date__lte=until).values_list(
        "pool__fund_id", "pool__unit_id", "debit__line__code", "credit__line__code", "amount"
    )
    for fund, unit, debit, credit, amount in rows:
        totals[codes[fund], debit, unit] += amount
        totals[codes[fund], credit, unit] -= amount
    return {key: amount for key, amount in totals.items() if amount}


@with_database
@given(moves=moves(least=2), data=st.data())
def test_reversed_entries_leave_nothing(world, moves, data):
    """Undone from the last to the first, so that no floor stands in the way."""
    through, _model = accepted(world, moves)
    kept = data.draw(st.integers(0, len(through)))
    with undone():
        send(world, *through)
        for move in reversed(through[kept:]):
            ledger.reverse(
                by=world.by, on=date(2011, 7, 1), id=id_of("back", move.name),
                entry=world.entry(move).id, reason="salah",
            )  # fmt: skip
        _through, model = accepted(world, through[:kept])
        assert trial_balance(world) == model.trial_balance()
