"""The BAZNAS Welfare Index: a number worked by hand, dated weights, and what must hold always."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.refusal import BadField
from klaster.rules.scoring import welfare_index

BEFORE, SINCE = date(2019, 12, 31), date(2020, 1, 1)
PARTS = (Decimal("0.60"), Decimal("0.70"), Decimal("0.50"))
components = st.decimals(0, 1, places=4)
days = st.sampled_from([BEFORE, SINCE])


def test_the_weights_of_the_day_are_taken():
    assert welfare_index.index(*PARTS, SINCE) == Decimal("0.59")
    assert welfare_index.index(*PARTS, BEFORE) == Decimal("0.62")


@pytest.mark.parametrize("weights", welfare_index.WEIGHTS, ids=lambda held: str(held.valid_from))
def test_weights_add_up_to_one(weights):
    assert weights.cibest + weights.hdi + weights.independence == 1


def test_the_latest_weights_are_the_last():
    assert max(held.valid_from for held in welfare_index.WEIGHTS) == welfare_index.LATEST


@pytest.mark.parametrize("name", ["cibest", "hdi", "independence"])
@pytest.mark.parametrize("component", ["-0.01", "1.01"])
def test_a_component_that_is_no_index_is_refused_by_name(name, component):
    parts = dict(zip(("cibest", "hdi", "independence"), PARTS, strict=True))
    with pytest.raises(BadField) as refused:
        welfare_index.index(**(parts | {name: Decimal(component)}), on=SINCE)
    assert refused.value.data["field"] == name


@given(components, components, components, days)
def test_an_index_lies_between_its_components(cibest, hdi, independence, on):
    found = welfare_index.index(cibest, hdi, independence, on)
    assert min(cibest, hdi, independence) <= found <= max(cibest, hdi, independence)


@given(st.lists(components, min_size=3, max_size=3), st.integers(0, 2), components, days)
def test_a_better_component_makes_a_better_index(parts, which, other, on):
    low, high = sorted((parts[which], other))
    worse, better = (welfare_index.index(*_with(parts, which, each), on) for each in (low, high))
    assert (worse < better) is (low < high)


def _with(parts, which, value):
    return [value if n == which else part for n, part in enumerate(parts)]
