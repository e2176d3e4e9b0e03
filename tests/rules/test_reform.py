"""The asset reform moves balances whole: what leaves one book arrives in the other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.contracts import reform
from klaster.rules.contracts.reform import Holding
from klaster.rules.entry import Transfer

HOLDINGS = st.lists(
    st.builds(
        Holding,
        role=st.sampled_from(["receivable", "deferred_margin", "managed_asset"]),
        unit=st.just("IDR"),
        amount=st.integers(-(10**12), 10**12),
    )
    | st.builds(
        Holding,
        role=st.just("with_keeper"),
        unit=st.sampled_from(["SHEEP_F", "SHEEP_M"]),
        amount=st.integers(0, 500),
    ),
    unique_by=lambda one: (one.role, one.unit),
)


def effect(transfers) -> Counter:
    total: Counter = Counter()
    for move in transfers:
        total[move.debit, move.unit] += move.amount
        total[move.credit, move.unit] -= move.amount
    return total


@given(HOLDINGS)
def test_handing_over_leaves_nothing_behind(holdings):
    after = effect(reform.hand_over(holdings))
    for one in holdings:
        assert after[one.role, one.unit] == -one.amount


@given(HOLDINGS)
def test_what_is_distributed_is_what_the_receiver_is_credited_with(holdings):
    given_away = effect(reform.hand_over(holdings))
    received = effect(reform.take_over(holdings, "donated_capital"))
    for one in holdings:
        assert received[one.role, one.unit] == one.amount
    assert given_away["asset_reform", "IDR"] == reform.value(holdings)
    assert received["donated_capital", "IDR"] == -reform.value(holdings)
    for unit in ("SHEEP_F", "SHEEP_M"):
        assert given_away["handed_over", unit] == -received["received_over", unit]


def test_murabahah_leaves_at_its_cost():
    holdings = [Holding("receivable", "IDR", 1_200), Holding("deferred_margin", "IDR", -200)]
    assert effect(reform.hand_over(holdings))["asset_reform", "IDR"] == 1_000


def test_wear_leaves_against_its_asset_so_that_the_fund_gives_what_was_left():
    barn = [
        Holding("managed_asset", "IDR", 48_000_000),
        Holding("accumulated_depreciation", "IDR", -18_000_000),
    ]
    assert reform.hand_over(barn) == (
        Transfer("accumulated_depreciation", "managed_asset", 18_000_000),
        Transfer("asset_reform", "managed_asset", 30_000_000),
    )
    assert reform.take_over(barn, "donated_capital") == (
        Transfer("managed_asset", "accumulated_depreciation", 18_000_000),
        Transfer("managed_asset", "donated_capital", 30_000_000),
    )
