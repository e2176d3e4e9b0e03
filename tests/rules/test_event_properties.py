"""What holds for kinds settled by event whatever happens, in whatever order.

Events are drawn freely; those that the kind refuses are left out, as in life. Transfers move
between two roles, so that totals cannot drift: what is tested is that no role holds what it
cannot hold, and that the ledger and the contract agree about what is there.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from klaster.rules.contracts import KINDS, heads, livestock_share, pass_on
from klaster.rules.contracts.gaduhan import RULE_SETS
from klaster.rules.contracts.kind import ACTIVE, CANCELLED, FULFILLED, WRITTEN_OFF, Event, Outcome
from klaster.rules.refusal import Refused
from tests.rules.story import Balances, balances

START = date(2012, 1, 10)
FEW = st.integers(0, 2)
MONEY = (0, 0, 0, 0, 1, 333_333, 500_000, 1_000_000)
CAUSES = (None, *heads.CAUSES)


def happen(
    code: str, values: dict[str, Any], opening: Event, wanted: Sequence[Event]
) -> tuple[tuple[Event, ...], list[Outcome]]:
    """The accepted events and their outcomes; what is wanted falls on one day after another."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    history: tuple[Event, ...] = ()
    outcomes: list[Outcome] = []
    for days, event in enumerate((opening, *wanted)):
        event = Event(event.kind, START + timedelta(days=days), event.amount, event.data)
        try:
            outcome = kind.apply(terms, history, event)
        except Refused:
            continue
        history, outcomes = (*history, event), [*outcomes, outcome]
        if len(history) % 4 == 0:
            check_agreement(code, terms, history, balances(outcomes))
    check_agreement(code, terms, history, balances(outcomes))
    return history, outcomes


CLAIMS = ("managed_asset", "receivable", "investment", "salam_receivable")
NEVER_NEGATIVE = (*CLAIMS, "with_keeper", "owned_by_keeper", "produce_stock", "loss")


def check_agreement(code: str, terms: Any, history: tuple[Event, ...], held: Balances) -> None:
    """Nothing is held that is not there, and the contract owes what the ledger carries."""
    for (role, _), amount in held.items():
        assert amount >= 0 or role not in NEVER_NEGATIVE
    carried = sum(held.get((role, "IDR"), 0) for role in CLAIMS)
    assert KINDS[code].owed(terms, history).get("IDR", 0) == carried
    if code in ("pass_on", "livestock_share"):
        module = {"pass_on": pass_on, "livestock_share": livestock_share}[code]
        in_ledger = {unit: n for (role, unit), n in held.items() if role == "with_keeper"}
        assert module.in_custody(terms, history) == in_ledger


def check_end(outcomes: Sequence[Outcome]) -> None:
    """After the end nothing is left with the mitra, in rupiah or in head."""
    held = balances(outcomes)
    if outcomes[-1].status in (FULFILLED, WRITTEN_OFF):
        assert not any(role in (*CLAIMS, "with_keeper", "payable_party") for role, _ in held)


def events(
    kinds: Sequence[str], most: int = 40, amounts: Sequence[int] = MONEY, **data: Any
) -> st.SearchStrategy[list[Event]]:
    """Many events of `kinds` with data drawn from the given choices; None leaves a key out."""
    values = st.fixed_dictionaries(
        {name: st.sampled_from(choices) for name, choices in data.items()}
    )
    return st.lists(
        st.builds(
            Event,
            kind=st.sampled_from(list(kinds)),
            on=st.just(START),
            amount=st.sampled_from(amounts),
            data=values,
        ),
        min_size=most - 10,
        max_size=most,
    )


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


def paid_up(code: str, values: dict[str, Any], opening: Event, wanted: list[Event]) -> list[Event]:
    """`wanted`, then what still has to be paid, given and passed on, then the end."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    history, outcomes = happen(code, values, opening, wanted)
    held = balances(outcomes)
    due = held.get(("receivable", "IDR"), 0)
    payable = -held.get(("payable_party", "IDR"), 0)
    owed = kind.owed(terms, history)
    young = {
        "females": owed.get(f"{values['species']}_F", 0),
        "males": owed.get(f"{values['species']}_M", 0),
    }
    ending = [
        Event("repaid", START, due),
        Event("paid_out", START, payable),
        Event("substituted", START, 0, {**young, "with": "animal"}),
    ]
    if code == "livestock_share":
        ending = [*ending[:2], Event("returned", START, 0, young)]
    return [*wanted, *ending, Event("fulfilled", START)]


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
    sale = Event("sold", START, base + gain, {"of": "placed", "females": 1})
    _, outcomes = happen("livestock_share", values, Event("placed", START), [sale])
    held = balances(outcomes)
    assert held["fund_cash", "IDR"] == base + gain
    keeper, owner, officer = RULE_SETS[rule].gain_parts
    income = -held.get(("profit_share_income", "IDR"), 0)
    due = -held.get(("payable_party", "IDR"), 0)
    assert income + due == gain
    assert abs(income - Fraction(gain * owner, 100)) < 1
    assert abs(due - Fraction(gain * (keeper + officer), 100)) < 2


PARTNERSHIPS = st.fixed_dictionaries(
    {
        "capital": st.integers(1, 10**9).map(str),
        "nisbah_owner": st.integers(1, 100),
        "nisbah_partner": st.integers(1, 100),
        "instalments": st.integers(1, 5),
        "unit": st.just("month"),
        "start": st.just("2012-01-10"),
    }
)


@st.composite
def partnerships(draw_from):
    form = draw_from(st.sampled_from(["mudharabah", "musyarakah", "musyarakah_menurun"]))
    values = {**draw_from(PARTNERSHIPS), "form": form}
    if form != "mudharabah":
        values["partner_capital"] = str(draw_from(st.integers(1, 10**9)))
    if form == "musyarakah_menurun":
        values["nisbah_by_capital"] = draw_from(st.booleans())
    return values


@settings(max_examples=100, deadline=None)
@given(
    partnerships(),
    events(
        [*KINDS["profit_share"].events[:-1], *["profit_reported", "capital_returned"] * 2],
        most=20,
        amounts=(1, 5_000, 333_333, 10_000_000),
        revenue=["0", "1000000", "2500001"],
        costs=["0", "1500000", "999999"],
        accepted=[True, True, False],
        negligence=[True, False],
        reason=["Sebab"],
    ),
)
def test_partnership_holds_what_the_ledger_holds(values, wanted):
    opening = Event("disbursed", START, int(values["capital"]))
    _, outcomes = happen("profit_share", values, opening, wanted)
    check_end(outcomes)
    # What is settled of the tranches is what left the investment, neither more nor less.
    settled = sum(each.principal for outcome in outcomes for each in outcome.settlements)
    gone = sum(
        move.amount
        for outcome in outcomes
        for move in outcome.transfers
        if move.credit == "investment"
    )
    assert settled == gone


@settings(max_examples=60, deadline=None)
@given(PARTNERSHIPS, st.integers(1, 10**12))
def test_nisbah_shares_add_up_to_the_profit(values, profit):
    """The two sides, each told from its own end, share the profit to the last step."""
    report = Event(
        "profit_reported", START, 0, {"revenue": str(profit), "costs": "0", "accepted": True}
    )
    opening = Event("disbursed", START, int(values["capital"]))
    _, outcomes = happen("profit_share", {**values, "form": "mudharabah"}, opening, [report])
    share = -balances(outcomes).get(("profit_share_income", "IDR"), 0)
    owner, partner = values["nisbah_owner"], values["nisbah_partner"]
    assert abs(share - Fraction(profit * owner, owner + partner)) <= Fraction(1, 2)
    assert 0 <= profit - share <= profit


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 10**6),
    st.integers(1, 10**9),
    st.lists(
        st.tuples(st.sampled_from(["delivered", "substituted", "refunded"]), st.integers(1, 10**6)),
        max_size=8,
    ),
)
def test_salam_settles_the_price_with_the_quantity(quantity, price, parts):
    values = {
        "unit": "RICE_KG",
        "quantity": quantity,
        "quality": "baik",
        "price": str(price),
        "due_date": "2012-04-30",
    }
    left, value = quantity, price
    wanted = []
    for kind, part in [*parts, ("delivered", quantity)]:
        part = min(part, left)
        if not part:
            break
        worth = value * part // left
        left, value = left - part, value - worth
        data = {"quality": "baik", "quantity": part, "unit": "CORN_KG", "instead_of": part}
        wanted.append(Event(kind, START, worth if kind == "refunded" else 0, data))
    _, outcomes = happen("salam", values, Event("disbursed", START, price), wanted)
    assert len(outcomes) == len(wanted) + 1
    assert outcomes[-1].status == (FULFILLED if not left else ACTIVE)
    check_end(outcomes)


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "form": st.just("muzaraah"),
            "unit": st.just("RICE_KG"),
            "inputs": st.just("2000000"),
            "inputs_first": st.booleans(),
            "part_programme": st.integers(0, 100),
            "part_farmer": st.integers(1, 100),
            "part_landowner": st.integers(0, 100),
            "farmer_bears_pct": st.integers(0, 100),
        }
    ),
    events(
        [*KINDS["crop_share"].events[:-1], *["harvested", "repaid", "inputs_given"] * 2],
        most=15,
        quantity=[1, 7, 333, 5000],
        price=["1", "3000", "4999"],
        reason=["Sebab"],
        negligence=[True, False],
        **{"in": ["kg", "cash"], "from": ["fund_cash", "goods_stock"]},
    ),
)
def test_crop_share_holds_what_the_ledger_holds(values, wanted):
    opening = Event("inputs_given", START, 1_000_000, {"from": "fund_cash"})
    _, outcomes = happen("crop_share", values, opening, wanted)
    check_end(outcomes)


@pytest.mark.parametrize("settled_in", ["kg", "cash"])
@settings(max_examples=60, deadline=None)
@given(quantity=st.integers(1, 10**6), price=st.integers(1, 10**5), part=st.integers(0, 100))
@example(quantity=188, price=9052, part=0)  # 110 kg would leave a part of the inputs behind
def test_a_harvest_gives_the_inputs_back_first(settled_in, quantity, price, part):
    values = {
        "form": "mukhabarah",
        "unit": "RICE_KG",
        "inputs": "1000000",
        "inputs_first": True,
        "part_programme": part,
        "part_farmer": 100,
    }
    opening = Event("inputs_given", START, 1_000_000, {"from": "fund_cash"})
    harvest = Event(
        "harvested", START, 0, {"quantity": quantity, "price": str(price), "in": settled_in}
    )
    _, outcomes = happen("crop_share", values, opening, [harvest])
    held = balances(outcomes)
    worth = quantity * price
    assert held.get(("investment", "IDR"), 0) == max(0, 1_000_000 - worth)
    income = -held.get(("profit_share_income", "IDR"), 0)
    fair = Fraction(max(0, worth - 1_000_000) * part, part + 100)
    assert abs(income - fair) <= (price if settled_in == "kg" else 1)


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
