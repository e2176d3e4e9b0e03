"""What holds for profit share, salam and crop share whatever happens, in whatever order."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from klaster.rules.contracts import KINDS
from klaster.rules.contracts.kind import ACTIVE, FULFILLED, Event
from tests.rules.happening import START, check_end, events, happen
from tests.rules.story import balances

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
