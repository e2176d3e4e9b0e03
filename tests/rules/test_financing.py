"""What holds for every history of a financing contract, whatever happens in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules import payoff, settlement
from klaster.rules.contracts import KINDS, financing, refusals
from klaster.rules.contracts.financing_steps import PayOffInstead
from klaster.rules.contracts.kind import ACTIVE, CANCELLED, FULFILLED, WRITTEN_OFF, Event, Outcome
from klaster.rules.contracts.qardh import MarginRefused
from klaster.rules.refusal import BadField, Refused
from tests.rules.story import balances, on, play

START = date(2012, 1, 1)
LAZY = settings(max_examples=80, deadline=None)
QARDH = {"principal": "1000", "instalments": 5, "unit": "month", "start": "2012-01-01"}
MURABAHAH = {
    "principal": "100000000",
    "margin": "12000000",
    "method": "flat",
    "instalments": 12,
    "unit": "month",
    "start": "2023-01-01",
}


@st.composite
def contracts(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[tuple[str, int, int]]]:
    """A kind, its terms, and attempts (event kind, day, amount in percent of what is left)."""
    code = draw(st.sampled_from(("qardh", "murabahah", "conventional")))
    instalments = draw(st.integers(1, 24))
    values: dict[str, Any] = {
        "principal": str(draw(st.integers(1, 10**7))),
        "instalments": instalments,
        "unit": draw(st.sampled_from(("week", "month"))),
        "start": START.isoformat(),
        "overpayment": draw(st.sampled_from(settlement.OVERPAYMENTS)),
        "allocation": draw(st.sampled_from(settlement.ALLOCATIONS)),
    }
    if code != "qardh":
        values["method"] = draw(st.sampled_from(("flat", "declining_equal_instalments")))
        values["margin"] = str(draw(st.integers(0, 10**6)))
    kinds = st.sampled_from(("repaid", "repaid", "repaid", "waived", "written_off", "recovered"))
    attempts = st.tuples(kinds, st.integers(0, 400), st.integers(1, 110))
    return code, values, draw(st.lists(attempts, max_size=10))


def opening(code: str, principal: int) -> list[Event]:
    bought = [Event("goods_bought", START, principal)] if code == "murabahah" else []
    return [*bought, Event("disbursed", START, principal)]


def lived(
    code: str, values: dict[str, Any], attempts: list[tuple[str, int, int]]
) -> tuple[financing.Terms, list[Event], list[Outcome]]:
    """Terms, the accepted events and their outcomes."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    history, outcomes = [], []
    tries = opening(code, terms.plan.principal)
    for name, day, percent in attempts:
        tries.append(Event(name, START + timedelta(days=day), percent, {"reason": "Contoh"}))
    for i, event in enumerate(tries):
        if i >= len(tries) - len(attempts):
            left = kind.owed(terms, tuple(history)).get("IDR", 0)
            whole = event.kind == "written_off"
            amount = left if whole else max(1, left * event.amount // 100)
            event = Event(event.kind, event.on, amount, event.data)
        try:
            outcome = kind.apply(terms, tuple(history), event)
        except Refused:
            continue
        history.append(event)
        outcomes.append(outcome)
    assert list(kind.replay(terms, history)) == outcomes
    return terms, history, outcomes


@LAZY
@given(contracts())
def test_receivable_in_the_ledger_is_what_is_owed(
    drawn: tuple[str, dict[str, Any], list[tuple[str, int, int]]],
) -> None:
    terms, history, outcomes = lived(*drawn)
    owed = KINDS[drawn[0]].owed(terms, tuple(history)).get("IDR", 0)
    net = balances(outcomes)
    assert net.get(("receivable", "IDR"), 0) == owed
    deferred = -net.get(("deferred_margin", "IDR"), 0)
    left = financing.position(terms, history).rows
    assert deferred == left.margin_left
    assert net.get(("goods_stock", "IDR"), 0) == 0


@LAZY
@given(contracts())
def test_settlements_of_payments_and_waivers_add_up(
    drawn: tuple[str, dict[str, Any], list[tuple[str, int, int]]],
) -> None:
    terms, history, outcomes = lived(*drawn)
    by_row: dict[int, int] = {}
    for event, outcome in zip(history, outcomes, strict=True):
        settled = sum(each.total for each in outcome.settlements)
        if event.kind in ("repaid", "waived", "written_off"):
            assert settled == event.amount
        for each in outcome.settlements:
            by_row[each.n] = by_row.get(each.n, 0) + each.total
    rows = KINDS[drawn[0]].schedule(terms)
    assert all(by_row.get(row.n, 0) <= row.total for row in rows)


@LAZY
@given(contracts())
def test_status_says_whether_anything_is_left(
    drawn: tuple[str, dict[str, Any], list[tuple[str, int, int]]],
) -> None:
    terms, history, outcomes = lived(*drawn)
    owed = KINDS[drawn[0]].owed(terms, tuple(history)).get("IDR", 0)
    assert outcomes[-1].status == financing.position(terms, history).status
    assert (outcomes[-1].status == ACTIVE) == (owed > 0)


@LAZY
@given(contracts(), st.integers(0, 900))
def test_pay_off_never_exceeds_what_is_owed_and_ends_the_contract(
    drawn: tuple[str, dict[str, Any], list[tuple[str, int, int]]], day: int
) -> None:
    terms, history, outcomes = lived(*drawn)
    at = financing.position(terms, history)
    if at.status != ACTIVE:
        return
    when = START + timedelta(days=day)
    ending = payoff.early(at.rows, when)
    assert 0 <= ending.due <= at.rows.left == ending.due + ending.margin_waived
    last = KINDS[drawn[0]].apply(terms, tuple(history), Event("paid_off", when, ending.due))
    net = balances([*outcomes, last])
    assert last.status == FULFILLED
    assert ("receivable", "IDR") not in net
    assert ("deferred_margin", "IDR") not in net


@LAZY
@given(contracts())
def test_qardh_earns_nothing(
    drawn: tuple[str, dict[str, Any], list[tuple[str, int, int]]],
) -> None:
    _, values, attempts = drawn
    values = {k: v for k, v in values.items() if k not in ("method", "margin")}
    _, _, outcomes = lived("qardh", values, attempts)
    roles = {role for role, _ in balances(outcomes)}
    assert roles <= {"fund_cash", "receivable", "loss"}


def test_published_early_pay_off_waives_six_million() -> None:
    kind = KINDS["murabahah"]
    terms = kind.read_terms(MURABAHAH)
    rows = kind.schedule(terms)
    events = [
        Event("goods_bought", on("2023-01-01"), 100000000),
        Event("disbursed", on("2023-01-01"), 100000000),
        *(Event("repaid", row.due_date, row.total) for row in rows[:5]),
    ]
    ending = payoff.early(financing.position(terms, events).rows, on("2023-06-20"))
    assert ending.margin_waived == 6000000
    outcomes = play(
        "murabahah", MURABAHAH, [*events, Event("paid_off", on("2023-06-20"), 59333335)]
    )
    assert balances(outcomes) == {
        ("fund_cash", "IDR"): 6000000,
        ("margin_income", "IDR"): -6000000,
    }


def test_margin_paid_ahead_is_taken_back_from_income_at_pay_off() -> None:
    """Ten rows paid on the first day: pay-off that day keeps the margin of one month only."""
    kind = KINDS["murabahah"]
    rows = kind.schedule(kind.read_terms(MURABAHAH))
    ahead = sum(row.total for row in rows[:10])
    outcomes = play(
        "murabahah",
        MURABAHAH,
        [
            Event("goods_bought", on("2023-01-01"), 100000000),
            Event("disbursed", on("2023-01-01"), 100000000),
            Event("repaid", on("2023-01-02"), ahead),
            Event("paid_off", on("2023-01-02"), 101000000 - ahead),
        ],
    )
    assert balances(outcomes)[("margin_income", "IDR")] == -1000000


def test_an_instalment_that_ends_a_murabahah_early_must_be_a_pay_off() -> None:
    kind = KINDS["murabahah"]
    terms = kind.read_terms(MURABAHAH)
    day = on("2023-01-01")
    history = (Event("goods_bought", day, 100000000), Event("disbursed", day, 100000000))
    with pytest.raises(PayOffInstead, match=r"Rp 101\.000\.000"):
        kind.apply(terms, history, Event("repaid", day, 112000000))
    last_row = kind.schedule(terms)[-1]
    on_time = Event("repaid", last_row.due_date, 112000000)
    assert kind.apply(terms, history, on_time).status == FULFILLED


@pytest.mark.parametrize("field", ["margin", "annual_rate_pct"])
def test_qardh_with_a_margin_is_refused(field: str) -> None:
    with pytest.raises(MarginRefused) as refused:
        KINDS["qardh"].read_terms({**QARDH, "method": "flat", field: "12"})
    assert refused.value.data["field"] == field


def test_a_restructuring_names_the_wrong_field_of_the_new_terms() -> None:
    kind = KINDS["qardh"]
    terms = kind.read_terms(QARDH)
    history = (Event("disbursed", START, 1000),)
    for new, field in (
        (None, "terms"),
        ({**QARDH, "instalments": 0}, "terms.instalments"),
        ({**QARDH, "margin": "5", "method": "flat"}, "terms.margin"),
    ):
        event = Event("restructured", START, 0, {"reason": "Panen gagal", "terms": new})
        with pytest.raises(BadField) as refused:
            kind.apply(terms, history, event)
        assert refused.value.data["field"] == field


def test_a_restructuring_neither_raises_nor_forgets_the_debt() -> None:
    kind = KINDS["qardh"]
    terms = kind.read_terms(QARDH)
    history = (Event("disbursed", START, 1000), Event("repaid", START, 400))
    for principal, refusal in (
        ("601", refusals.RestructureRaisesDebt),
        ("599", refusals.RestructureDropsDebt),
    ):
        new = {**QARDH, "principal": principal}
        event = Event("restructured", START, 0, {"reason": "Panen gagal", "terms": new})
        with pytest.raises(refusal):
            kind.apply(terms, history, event)
    new = {**QARDH, "principal": "600", "instalments": 10}
    event = Event("restructured", START, 0, {"reason": "Panen gagal", "terms": new})
    assert kind.apply(terms, history, event).transfers == ()
    assert kind.owed(terms, (*history, event)) == {"IDR": 600}
    assert len(kind.schedule(kind.terms_now(terms, (*history, event)))) == 10


def test_a_write_off_recovered_in_full_is_fulfilled() -> None:
    reason = {"reason": "Mitra pindah"}
    outcomes = play(
        "qardh",
        QARDH,
        [
            Event("disbursed", START, 1000),
            Event("written_off", START, 1000, reason),
            Event("recovered", START, 400),
            Event("recovered", START, 600),
        ],
    )
    assert [each.status for each in outcomes] == [ACTIVE, WRITTEN_OFF, WRITTEN_OFF, FULFILLED]
    assert balances(outcomes) == {}


def test_recovery_undoes_the_loss_before_it_earns_the_margin() -> None:
    values = {**MURABAHAH, "principal": "1000", "margin": "120"}
    day = on("2023-01-01")
    outcomes = play(
        "murabahah",
        values,
        [
            Event("goods_bought", day, 1000),
            Event("disbursed", day, 1000),
            Event("written_off", day, 1120, {"reason": "Mitra pindah"}),
            Event("recovered", day, 1050),
            Event("recovered", day, 70),
        ],
    )
    assert [each.status for each in outcomes[-2:]] == [WRITTEN_OFF, FULFILLED]
    assert balances(outcomes) == {("fund_cash", "IDR"): 120, ("margin_income", "IDR"): -120}
    terms = KINDS["murabahah"].read_terms(values)
    for recovered, status in ((1000, WRITTEN_OFF), (1120, FULFILLED)):
        history = (
            Event("disbursed", day, 1000),
            Event("written_off", day, 1120, {"reason": "Mitra pindah"}),
            Event("recovered", day, recovered),
        )
        assert financing.position(terms, history).status == status


def test_nothing_is_repaid_before_the_hand_over() -> None:
    kind = KINDS["qardh"]
    terms = kind.read_terms(QARDH)
    with pytest.raises(refusals.NotYetDisbursed):
        kind.apply(terms, (), Event("repaid", START, 100))
    history = (Event("disbursed", START, 1000),)
    with pytest.raises(refusals.NotYetDisbursed):
        kind.apply(terms, history, Event("repaid", START - timedelta(days=1), 100))


@pytest.mark.parametrize("code", ["qardh", "murabahah", "conventional", "lease", "grant"])
def test_a_contract_is_cancelled_only_before_the_hand_over(code: str) -> None:
    kind = KINDS[code]
    terms = kind.read_terms({**QARDH, "rent": "10", "useful_months": 12})
    cancelled = Event("cancelled", START, 0, {"reason": "Mitra mengundurkan diri"})
    assert kind.apply(terms, (), cancelled).status == CANCELLED
    placing = "disbursed" if "disbursed" in kind.events else "placed"
    hand_over = Event(placing, START, 1000, {"from": "fund_cash"})
    with pytest.raises(refusals.ContractEnded):
        kind.apply(terms, (cancelled,), hand_over if code != "murabahah" else cancelled)
    history = opening(code, 1000)[:-1] if code == "murabahah" else []
    with pytest.raises(refusals.AlreadyDisbursed):
        kind.apply(terms, (*history, hand_over), cancelled)
