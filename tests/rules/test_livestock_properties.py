"""What holds for pass-on and gaduhan whatever happens, in whatever order."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules.contracts import KINDS, heads
from klaster.rules.contracts.gaduhan import RULE_SETS
from klaster.rules.contracts.kind import CANCELLED, FULFILLED, WRITTEN_OFF, Event
from tests.rules.happening import CAUSES, FEW, START, check_end, events, happen, paid_up
from tests.rules.story import balances

PASS_ON_TERMS = st.fixed_dictionaries(
    {
        "species": st.sampled_from(heads.SPECIES),
        "females": st.integers(1, 3),
        "males": FEW,
        "base_value": st.sampled_from(["0", "1", "1000000", "2999999"]),
        "owed_females": st.integers(1, 3),
        "owed_males": FEW,
        "deadline_months": st.just(24),
        "either_sex": st.booleans(),
        "cash_price": st.sampled_from(["0", "333333", "500000"]),
        "keeper_pct": st.sampled_from([0, 33, 100]),
        "twins": st.sampled_from(["all_count", "one_per_litter"]),
        "death_before_weaning": st.sampled_from(["still_owed", "waived"]),
        "dam_freed_by": st.sampled_from(["obligation_met", "first_pass_on"]),
        "losses": st.dictionaries(
            st.sampled_from(heads.CAUSES),
            st.sampled_from(["waived", "replace", "shared", "insured", "charged"]),
        ),
    }
)

PASS_ON_EVENTS = events(
    # Births, weaning and passing on more often, so that obligations are met as well.
    [*KINDS["pass_on"].events[1:-1], *["born", "weaned", "passed_on"] * 6, "substituted"],
    females=[0, 1, 1, 2],
    males=[0, 0, 1, 2],
    of=["placed", "unweaned", "weaned", "owned", "owed"],
    cause=CAUSES,
    reason=["Sebab"],
    litters=[1, 1, 2],
    **{"with": ["animal", "cash"]},
)


@settings(max_examples=60, deadline=None)
@given(PASS_ON_TERMS, PASS_ON_EVENTS)
def test_pass_on_holds_what_the_ledger_holds(values, wanted):
    placed = Event("placed", START)
    _, outcomes = happen("pass_on", values, placed, paid_up("pass_on", values, placed, wanted))
    assert outcomes[-1].status in (FULFILLED, WRITTEN_OFF)
    check_end(outcomes)


@settings(max_examples=60, deadline=None)
@given(PASS_ON_TERMS, PASS_ON_EVENTS)
def test_pass_on_counts_every_head_once(values, wanted):
    """Opening + births + brought in − deaths − out = closing, in each unit."""
    history, outcomes = happen("pass_on", values, Event("placed", START), wanted)
    for sex, key in (("F", "females"), ("M", "males")):
        unit = f"{values['species']}_{sex}"

        def told(*kinds: str, key: str = key, **data: str) -> int:
            return sum(
                event.data.get(key, 0)
                for event in history
                if event.kind in kinds
                and all(event.data.get(name, "owed") == value for name, value in data.items())
            )

        from_owned = told(*heads.LOSSES, of="owned")
        opening = values[key]
        arrived = told("born") + told("substituted", of="placed")
        left = told(*heads.LOSSES) - from_owned + told("passed_on", "returned")
        held = balances(outcomes)
        owned = held.get(("owned_by_keeper", unit), 0) + from_owned
        lost = 0
        if outcomes[-1].status == WRITTEN_OFF and history[-1].kind == "written_off":
            lost = sum(t.amount for t in outcomes[-1].transfers if t.unit == unit)
        closing = held.get(("with_keeper", unit), 0)
        assert opening + arrived - left - owned - lost == closing


@settings(max_examples=60, deadline=None)
@given(PASS_ON_TERMS)
def test_all_value_rolls_on_when_all_offspring_is_passed_on(values):
    values = {**values, "twins": "all_count"}
    owed = {"females": values["owed_females"], "males": values["owed_males"]}
    young = {sex: number for sex, number in owed.items() if number}
    one_by_one = [
        Event("passed_on", START, data={sex: 1}) for sex, number in young.items()
        for _ in range(number)
    ]  # fmt: skip
    wanted = [
        Event("born", START, data=young),
        Event("weaned", START, data=young),
        *one_by_one,
        Event("fulfilled", START),
    ]
    _, outcomes = happen("pass_on", values, Event("placed", START), wanted)
    assert len(outcomes) == len(wanted) + 1
    assert outcomes[-1].status == FULFILLED
    assert not [key for key in balances(outcomes) if key[1] == "IDR"]  # all is stock again
    rolled = [
        sum(t.amount for t in outcome.transfers if t.debit == "goods_stock")
        for outcome in outcomes[3:-1]
    ]
    assert sum(rolled) == int(values["base_value"])
    assert max(rolled) - min(rolled) <= 1


SHARE_TERMS = st.fixed_dictionaries(
    {
        "species": st.just("CATTLE"),
        "females": st.integers(1, 2),
        "males": FEW,
        "base_value": st.sampled_from(["0", "1", "1000000", "2999999"]),
        "rule": st.sampled_from(sorted(RULE_SETS)),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    SHARE_TERMS,
    events(
        [*KINDS["livestock_share"].events[1:-1], *["born", "divided", "sold", "paid_out"] * 3],
        females=[0, 1, 1, 2],
        males=[0, 0, 1],
        of=["placed", "offspring", "offspring", "owned"],
        cause=[None, None, None, *heads.CAUSES],
        received_by=["fund", "keeper"],
        reason=["Sebab"],
    ),
)
def test_gaduhan_holds_what_the_ledger_holds(values, wanted):
    placed = Event("placed", START)
    wanted = paid_up("livestock_share", values, placed, wanted)
    _, outcomes = happen("livestock_share", values, placed, wanted)
    held = balances(outcomes)
    assert not held.get(("payable_party", "IDR"), 0)  # all due was accepted, to the last rupiah
    assert not held.get(("receivable", "IDR"), 0)
    check_end(outcomes)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(RULE_SETS)), st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_sale_above_base_value_is_shared_to_the_last_rupiah(rule, base, gain):
    values = {"species": "CATTLE", "females": 1, "base_value": str(base), "rule": rule}
    placed = Event("placed", START)
    sale = Event("sold", START, base + gain, {"of": "placed", "females": 1})
    _, outcomes = happen("livestock_share", values, placed, [sale])
    held = balances(outcomes)
    assert held["fund_cash", "IDR"] == base + gain
    keeper, owner, officer = RULE_SETS[rule].gain_parts
    income = -held.get(("profit_share_income", "IDR"), 0)
    due = -held.get(("payable_party", "IDR"), 0)
    assert income + due == gain
    assert abs(income - Fraction(gain * owner, 100)) < 1
    assert abs(due - Fraction(gain * (keeper + officer), 100)) < 2

    # Whoever received the money, once it is settled each side has the same.
    for received_by in ("fund", "keeper"):
        told = Event("sold", START, sale.amount, {**sale.data, "received_by": received_by})
        ending = paid_up("livestock_share", values, placed, [told])
        _, outcomes = happen("livestock_share", values, placed, ending)
        assert outcomes[-1].status == FULFILLED
        settled = balances(outcomes)
        assert -settled.get(("profit_share_income", "IDR"), 0) == income
        assert settled["fund_cash", "IDR"] == base + income


def test_a_contract_not_begun_can_be_cancelled_and_then_nothing_more():
    values = {
        "species": "GOAT",
        "females": 1,
        "base_value": "1",
        "owed_females": 1,
        "deadline_months": 1,
    }
    cancelled = Event("cancelled", START, data={"reason": "Salah catat"})
    _, outcomes = happen("pass_on", values, cancelled, [Event("placed", START)])
    assert [outcome.status for outcome in outcomes] == [CANCELLED]


def test_an_animal_still_to_be_replaced_keeps_its_part_of_the_claim():
    values = {
        "species": "GOAT",
        "females": 2,
        "base_value": "2000000",
        "owed_females": 2,
        "deadline_months": 24,
    }
    one = {"of": "placed", "females": 1}
    wanted = [
        Event("lost", START, data={**one, "cause": "negligence"}),  # to be replaced
        Event("died", START, data=one),  # waived
    ]
    history, outcomes = happen("pass_on", values, Event("placed", START), wanted)
    assert balances(outcomes)["loss", "IDR"] == 1_000_000
    kind = KINDS["pass_on"]
    owed = kind.owed(kind.read_terms(values), history)
    assert owed == {"GOAT_F": 1, "IDR": 1_000_000}
