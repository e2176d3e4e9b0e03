"""Advice on harvest zakat: nothing below 653 kg, 5 % irrigated, 10 % rain-fed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.harvest_zakat import NISAB_KG, advice


@pytest.mark.parametrize(
    ("kg", "is_irrigated", "due"),
    [(652, True, 0), (653, True, 32), (653, False, 65), (1_200, True, 60), (0, False, 0)],
)
def test_worked_numbers(kg, is_irrigated, due):
    assert advice(kg, is_irrigated).due_kg == due


@given(st.integers(0, 10**9), st.booleans(), st.integers(0, 10**6))
def test_rain_fed_owes_twice_as_much_and_never_more_than_a_tenth(kg, is_irrigated, price):
    told = advice(kg, is_irrigated, price)
    assert told.is_due == (kg >= NISAB_KG)
    assert 0 <= told.due_kg * 10 <= kg
    assert told.due_rupiah == told.due_kg * price
    assert advice(kg, False).due_kg - 2 * advice(kg, True).due_kg in (0, 1)
