"""`klaster calc`: exact text in and out; what is absurd is refused by the name of its field."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaster.rules import calc
from klaster.rules.refusal import BadField, Refused

QARDH: dict[str, Any] = {
    "kind": "qardh",
    "principal": "1000",
    "margin": "0",
    "annual_rate_pct": "0",
    "method": "none",
    "instalments": 6,
    "every": 1,
    "unit": "month",
    "start": "2023-09-01",
    "first_due": None,
    "grace_principal": 0,
    "grace_margin": 0,
    "rounding": "1",
    "decimals": 0,
    "anchor_day": None,
}
MURABAHAH: dict[str, Any] = {
    "kind": "murabahah",
    "principal": "100000000",
    "margin": "12000000",
    "method": "flat",
    "instalments": 12,
    "unit": "month",
    "start": "2023-01-01",
}
PAYOFF: dict[str, Any] = {"terms": MURABAHAH, "paid": ["9333333"] * 5, "on": "2023-06-20"}


def test_schedule_says_rows_and_totals() -> None:
    found = calc.schedule_json(QARDH)
    assert found["instalments"][0] == {
        "n": 1,
        "due": "2023-10-01",
        "principal": "167",
        "margin": "0",
        "total": "167",
        "outstanding": "833",
    }
    assert found["instalments"][-1]["outstanding"] == "0"
    assert found["totals"] == {"principal": "1000", "margin": "0", "total": "1000"}


def test_amounts_carry_the_decimals_of_the_terms() -> None:
    found = calc.schedule_json({**QARDH, "principal": "1000.5", "decimals": 2, "rounding": "0.5"})
    assert found["totals"]["principal"] == "1000.50"
    assert found["instalments"][0]["total"] == "167.00"


def test_published_pay_off_in_month_six() -> None:
    assert calc.payoff_json(PAYOFF) == {
        "on": "2023-06-20",
        "paid": "46666665",
        "outstanding": "65333335",
        "amount_due": "59333335",
        "margin_waived": "6000000",
    }


def test_payments_may_name_their_day() -> None:
    dated = [{"on": f"2023-0{n}-01", "amount": "9333333"} for n in range(2, 7)]
    assert calc.payoff_json({**PAYOFF, "paid": dated}) == calc.payoff_json(PAYOFF)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": None}, "kind"),
        ({"kind": "riba"}, "kind"),
        ({"kind": ["qardh"]}, "kind"),
        ({"principal": None}, "principal"),
        ({"principal": "-1"}, "principal"),
        ({"principal": "0"}, "principal"),
        ({"principal": "NaN"}, "principal"),
        ({"principal": "1e400"}, "principal"),
        ({"principal": float("inf")}, "principal"),
        ({"principal": True}, "principal"),
        ({"principal": 1000.0}, "principal"),
        ({"principal": "9" * 19}, "principal"),
        ({"principal": "1000.5"}, "principal"),
        ({"margin": "1"}, "margin"),
        ({"annual_rate_pct": "-1"}, "annual_rate_pct"),
        ({"annual_rate_pct": "1001"}, "annual_rate_pct"),
        ({"method": "balloon"}, "method"),
        ({"instalments": None}, "instalments"),
        ({"instalments": 0}, "instalments"),
        ({"instalments": 1201}, "instalments"),
        ({"instalments": True}, "instalments"),
        ({"instalments": "6"}, "instalments"),
        ({"instalments": Decimal("6.0")}, "instalments"),
        ({"every": 0}, "every"),
        ({"unit": "year"}, "unit"),
        ({"start": None}, "start"),
        ({"start": "2023-02-30"}, "start"),
        ({"start": "20230901"}, "start"),
        ({"start": "9999-12-01"}, "start"),
        ({"start": 20230901}, "start"),
        ({"every": 366, "instalments": 1200}, "every"),
        ({"first_due": "2023-08-31"}, "first_due"),
        ({"anchor_day": 32}, "anchor_day"),
        ({"anchor_day": 5, "unit": "week"}, "anchor_day"),
        ({"grace_principal": 6}, "grace_principal"),
        ({"grace_margin": -1}, "grace_margin"),
        ({"rounding": "0"}, "rounding"),
        ({"rounding": "1001"}, "rounding"),
        ({"rounding": "0.5"}, "rounding"),
        ({"rounding_mode": "up"}, "rounding_mode"),
        ({"decimals": 7}, "decimals"),
        ({"overpayment": "refund"}, "overpayment"),
        ({"allocation": "fees_first"}, "allocation"),
        ({"tanggung_renteng": 1}, "tanggung_renteng"),
        ({"calendar": {"weekday": 7}}, "calendar.weekday"),
        ({"calendar": {"holidays": ["besok"]}}, "calendar.holidays[0]"),
        ({"kind": "conventional", "method": "none", "annual_rate_pct": "6"}, "annual_rate_pct"),
        (
            {"kind": "murabahah", "method": "flat", "margin": "9", "annual_rate_pct": "6"},
            "annual_rate_pct",
        ),
        ({"kind": "grant"}, "kind"),
        ({"kind": "lease"}, "rent"),
    ],
)
def test_bad_terms_are_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as refused:
        calc.schedule_json({**QARDH, **change})
    assert refused.value.data["field"] == field
    assert field in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"terms": None}, "terms"),
        ({"terms": {**MURABAHAH, "principal": "x"}}, "terms.principal"),
        ({"terms": {**MURABAHAH, "kind": "grant"}}, "terms.kind"),
        ({"on": None}, "on"),
        ({"on": "2022-12-31"}, "on"),
        ({"paid": "9333333"}, "paid"),
        ({"paid": ["9333333", "-1"]}, "paid[1].amount"),
        ({"paid": [{"on": "2023-02-01"}]}, "paid[0].amount"),
        ({"paid": [{"on": "2023-06-21", "amount": "1"}]}, "paid[0].on"),
        ({"paid": ["112000001"]}, "paid[0].amount"),
    ],
)
def test_a_bad_pay_off_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as refused:
        calc.payoff_json({**PAYOFF, **change})
    assert refused.value.data["field"] == field


def test_an_array_is_answered_element_by_element() -> None:
    bad = {**QARDH, "principal": "-1"}
    found = calc.each(calc.schedule_json, [QARDH, bad, 5])
    assert found[0] == calc.schedule_json(QARDH)
    assert found[1] == {"error": "Isian principal: tidak boleh kurang dari 1"}
    assert found[2] == {"error": "Isian JSON: harus berupa objek JSON"}
    assert calc.each(calc.schedule_json, []) == []
    assert calc.each(calc.schedule_json, QARDH) == found[0]
    with pytest.raises(BadField):
        calc.each(calc.schedule_json, "[]")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted([*QARDH, "calendar", "rent"])), JSON, max_size=4))
def test_whatever_is_put_in_a_field_is_answered_or_refused(change: dict[str, Any]) -> None:
    try:
        found = calc.schedule_json({**QARDH, **change})
    except Refused:
        return
    json.dumps(found, allow_nan=False)
    assert found["instalments"][-1]["outstanding"].strip("0.") == ""
