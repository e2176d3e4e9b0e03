"""A leased asset wears off by the month; what is granted is gone at once."""

from datetime import date
from typing import Any

import pytest

from klaster.rules.contracts import KINDS, lease
from klaster.rules.contracts.kind import Event
from klaster.rules.refusal import BadField, Refused
from tests.rules.story import balances, on, play

LEASE = {
    "principal": "1200000",
    "rent": "100000",
    "useful_months": 12,
    "instalments": 3,
    "unit": "month",
    "start": "2012-01-01",
}
PLACED = Event("placed", on("2012-01-31"), 1200000, {"from": "goods_stock"})


@pytest.mark.parametrize(
    ("day", "worn"),
    [
        ("2012-01-31", 0),
        ("2012-02-28", 0),  # the month of a 31st is whole on the last of February
        ("2012-02-29", 100000),
        ("2012-03-30", 100000),
        ("2012-03-31", 200000),
        ("2014-01-01", 1200000),
    ],
)
def test_wear_is_straight_by_whole_months(day: str, worn: int) -> None:
    terms = lease.read_terms(LEASE)
    assert lease.depreciation_due(terms, (PLACED,), on(day)) == worn


def test_wear_already_booked_is_not_due_again() -> None:
    terms = lease.read_terms(LEASE)
    booked = Event("depreciated", on("2012-02-29"), 100000)
    assert lease.depreciation_due(terms, (PLACED, booked), on("2012-04-01")) == 100000
    assert lease.depreciation_due(terms, (), on("2012-04-01")) == 0


def test_a_lost_asset_is_charged_at_its_carrying_amount_with_the_rent() -> None:
    outcomes = play(
        "lease",
        LEASE,
        [
            PLACED,
            Event("billed", on("2012-02-29"), 100000),
            Event("depreciated", on("2012-02-29"), 100000),
            Event("written_off", on("2012-03-01"), 1200000, {"reason": "Hanyut"}),
        ],
    )
    assert balances(outcomes) == {
        ("goods_stock", "IDR"): -1200000,
        ("asset_use", "IDR"): 100000,
        ("rent_income", "IDR"): -100000,
        ("loss", "IDR"): 1200000,
    }


def test_wear_never_exceeds_the_cost_less_residual() -> None:
    kind = KINDS["lease"]
    terms = kind.read_terms({**LEASE, "residual": "200000"})
    with pytest.raises(Refused, match=r"Rp 1\.000\.000"):
        kind.apply(terms, (PLACED,), Event("depreciated", date(2012, 2, 29), 1000001))


@pytest.mark.parametrize(
    ("code", "values", "field"),
    [
        ("lease", {**LEASE, "rent": "0"}, "rent"),
        ("lease", {**LEASE, "rent": "999999999999999999"}, "rent"),
        ("lease", {**LEASE, "residual": "1200001"}, "residual"),
        ("lease", {**LEASE, "useful_months": 0}, "useful_months"),
        ("lease", {**LEASE, "passes_title": "ya"}, "passes_title"),
        ("grant", {}, "principal"),
        ("grant", {"species": "GOAT"}, "females"),
        ("grant", {"species": "NAGA", "females": 1}, "species"),
    ],
)
def test_bad_terms_are_refused_by_field(code: str, values: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as refused:
        KINDS[code].read_terms(values)
    assert refused.value.data["field"] == field


def test_animals_alone_can_be_granted() -> None:
    outcomes = play("grant", {"species": "GOAT", "females": 2}, [Event("placed", on("2012-05-01"))])
    assert balances(outcomes) == {("owned_by_keeper", "GOAT_F"): 2, ("stock", "GOAT_F"): -2}
