"""Whatever happens to contracts, in whatever order it arrives: events and ledger say the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import history, queries
from klaster.domain.contracts.models import Contract, Event, Instalment, Settlement
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.rules.refusal import Refused
from tests.domain.world import LATER, MURABAHAH, PASS_ON, QARDH, World, build

SIGNED = date(2011, 3, 1)
ROLES = ("receivable", "deferred_margin", "managed_asset", "with_keeper", "owned_by_keeper",
         "fund_cash", "stock")  # fmt: skip
A_FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

days = st.integers(1, 500).map(lambda n: SIGNED + timedelta(days=n))
amounts = st.sampled_from([1, 40_000, 100_000, 110_000, 350_000, 1_000_000, 1_320_000])
reasons = {"reason": "paceklik"}
payments = st.one_of(
    st.tuples(st.just("repaid"), days, amounts, st.just({})),
    st.tuples(st.just("repaid"), days, amounts, st.just({})),
    st.tuples(st.just("waived"), days, amounts, st.just(reasons)),
    st.tuples(st.just("written_off"), days, amounts, st.just(reasons)),
    st.tuples(st.just("recovered"), days, amounts, st.just({})),
    st.tuples(st.just("paid_off"), days, amounts, st.just({})),
)
sheep = st.fixed_dictionaries({"females": st.integers(0, 2), "males": st.integers(0, 1)})
herding = st.tuples(
    st.sampled_from(
        ["born", "born", "weaned", "weaned", "passed_on", "died", "stolen", "sold", "title_passed",
         "waived", "returned", "fulfilled", "inspected"]
    ),
    days,
    st.just(0),
    st.builds(
        lambda head, of, cause: {**head, "of": of, "cause": cause, **reasons},
        sheep,
        st.sampled_from(["placed", "unweaned", "weaned"]),
        st.sampled_from(["natural_death", "theft", "negligence", "unreported_sale"]),
    ),
)  # fmt: skip


@pytest.fixture
def world(by) -> World:
    return build(by, ewes=6)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards: one example leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def three(world: World) -> dict[str, Contract]:
    """A qardh, a murabahah and a pass-on, handed over."""
    there = {
        "qardh": world.sign("qardh", "QH-1", SIGNED, QARDH, "Ani"),
        "murabahah": world.sign("murabahah", "MB-1", SIGNED, MURABAHAH, "Budi"),
        "pass_on": world.sign("pass_on", "PG-1", SIGNED, PASS_ON, "Cici"),
    }
    world.record(there["qardh"], "disbursed", SIGNED, 1_000_000)
    world.record(there["murabahah"], "goods_bought", SIGNED, 1_200_000)
    world.record(there["murabahah"], "disbursed", SIGNED, 1_200_000)
    world.record(there["pass_on"], "placed", SIGNED)
    return there


def rows_of(world: World, contract: Contract, happened: list) -> list[contracts.NewEvent]:
    """The events in the order of their days, as they would be told."""
    in_order = sorted(happened, key=lambda each: each[1])
    return [
        world.event(contract, what, on, amount, name=n, **data)
        for n, (what, on, amount, data) in enumerate(in_order)
    ]


def accepted(world: World, rows: list[contracts.NewEvent]) -> list[contracts.NewEvent]:
    """Record one by one; return those that were not refused."""
    taken = []
    for row in rows:
        try:
            contracts.record(by=world.by, on=LATER, new=row)
        except Refused:
            continue
        taken.append(row)
    return taken


def state(world: World) -> tuple:
    """All that matters afterwards, as values."""
    held = sorted(
        (str(each.contract), str(each.party), each.role, each.unit, each.balance)
        for each in ledger.sub_balances(world.book, ROLES, LATER)
    )
    statuses = sorted(Contract.objects.values_list("number", "status", "closed_on"))
    events = sorted(Event.objects.values_list("id", "n", "status"))
    settled = sorted(Settlement.objects.values_list("event_id", "instalment_id", "principal"))
    return held, sorted(world.balances().items()), statuses, events, settled


@A_FEW
@given(st.lists(payments, max_size=8), st.lists(payments, max_size=8),
       st.lists(herding, max_size=10))  # fmt: skip
def test_events_and_ledger_agree_after_any_sequence(world, loans, sales, herds):
    with undone():
        there = three(world)
        for kind, happened in (("qardh", loans), ("murabahah", sales), ("pass_on", herds)):
            accepted(world, rows_of(world, there[kind], happened))
        assert queries.differences(world.book, LATER) == []
        for contract in Contract.objects.exclude(kind="pass_on"):
            case = history.case(contract)
            left = sum(row.left for row in queries.schedule(contract))
            assert left == case.kind.owed(case.terms, case.history).get("IDR", 0)
        for row in Instalment.objects.all():
            settled = row.settlements.all()
            assert 0 <= sum(each.principal for each in settled) <= row.principal
            assert 0 <= sum(each.margin for each in settled) <= row.margin


@A_FEW
@given(st.lists(payments, max_size=6), st.lists(payments, max_size=6),
       st.lists(herding, max_size=8), st.randoms(use_true_random=False))  # fmt: skip
def test_order_of_arrival_of_different_contracts_does_not_matter(world, loans, sales, herds, mix):
    with undone():
        told = []
        with undone():
            there = three(world)
            for kind, happened in (("qardh", loans), ("murabahah", sales), ("pass_on", herds)):
                told.append(accepted(world, rows_of(world, there[kind], happened)))
            one_by_one = state(world)
        three(world)
        mixed = []
        while any(told):
            mixed.append(mix.choice([rows for rows in told if rows]).pop(0))
        contracts.record_many(by=world.by, on=LATER, rows=mixed)
        assert state(world) == one_by_one


@A_FEW
@given(st.lists(payments, max_size=6), st.integers(0, 6))
def test_a_batch_sent_again_with_more_adds_only_what_is_new(world, loans, cut):
    with undone():
        with undone():
            there = three(world)
            rows = accepted(world, rows_of(world, there["qardh"], loans))
        three(world)
        contracts.record_many(by=world.by, on=LATER, rows=rows[:cut])
        contracts.record_many(by=world.by, on=LATER, rows=rows)
        once = state(world)
        contracts.record_many(by=world.by, on=LATER, rows=rows)
        assert state(world) == once
        assert Event.objects.count() == len(rows) + 4
        assert Entry.objects.filter(kind="qardh.repaid").count() == sum(
            row.kind == "repaid" for row in rows
        )


@A_FEW
@given(st.lists(payments, min_size=1, max_size=6))
def test_taking_back_the_last_event_restores_what_was_before(world, loans):
    with undone():
        there = three(world)
        rows = rows_of(world, there["qardh"], loans)
        accepted(world, rows[:-1])
        before = state(world)[:3]
        last = accepted(world, rows[-1:])
        if last:
            contracts.undo(
                by=world.by, on=LATER, id=last[0].contract, event=last[0].id, reason="salah"
            )
        assert state(world)[:3] == before
        assert queries.differences(world.book, LATER) == []
