"""Our schedules beside the published test tables of another system.

`KLASTER_FACTS_DIR` names the folder that holds `schedules.json`; without it there is nothing to
compare with. Dates and, per row, what is due and what is left must agree to the cent.
"""

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from klaster.rules.calc import schedule_json

FACTS = os.environ.get("KLASTER_FACTS_DIR")
UNITS = {"months": "month", "weeks": "week", "days": "day"}
# The other system rounds interest and principal of flat plans to the multiple each on its own;
# we round the instalment the member pays, so only what is due and the balance can agree.
SPLIT_DIFFERS_ON_PURPOSE = "flat"
# Its equal-principal plans ignore the product's rounding multiple and are exact to the cent.
EXACT_TO_THE_CENT = ("F09",)


def published() -> list[Mapping[str, Any]]:
    if FACTS is None:
        return []
    found = json.loads((Path(FACTS) / "schedules.json").read_text(encoding="utf-8"))
    cases: list[Mapping[str, Any]] = found["cases"]
    return cases


def method(terms: Mapping[str, Any]) -> str:
    if not Decimal(terms.get("annual_rate_pct", "0")):
        return "none"
    if terms["interest_method"] == "flat":
        return "flat"
    is_equal_principal = terms["amortization"] == "equal_principal_payments"
    return "declining_equal_principal" if is_equal_principal else "declining_equal_instalments"


def ours(case: Mapping[str, Any]) -> dict[str, Any]:
    terms = case["terms"]
    rounding = "0.01" if case["id"] in EXACT_TO_THE_CENT else terms.get("installment_multiple_of")
    return schedule_json(
        {
            "kind": "conventional",
            "principal": terms.get("principal", "1000.00"),
            "annual_rate_pct": terms.get("annual_rate_pct", "0"),
            "method": method(terms),
            "instalments": terms["installments"],
            "every": terms["every"],
            "unit": UNITS[terms["every_unit"]],
            "start": terms["start_date"],
            "first_due": terms.get("first_due_date"),
            "grace_principal": terms["grace_principal"],
            "grace_margin": terms["grace_interest"],
            "rounding": rounding or "0.01",
            "decimals": terms["money_decimals"],
        }
    )


@pytest.mark.skipif(FACTS is None, reason="KLASTER_FACTS_DIR does not name the published tables")
@pytest.mark.parametrize("case", published(), ids=lambda case: case["id"])
def test_schedule_agrees_with_the_published_table(case: Mapping[str, Any]) -> None:
    rows = [row for row in case["expected"] if row["kind"] == "installment"]
    mine = ours(case)["instalments"]
    assert [row["due"] for row in mine] == [row["due_date"] for row in rows]
    if case["kind"] == "due_dates_only":
        return
    assert [row["total"] for row in mine] == [row["due"] for row in rows]
    left = Decimal(case["terms"]["principal"])
    for published_row, row in zip(rows, mine, strict=True):
        left -= Decimal(published_row["principal"])
        assert Decimal(row["outstanding"]) == left
        if method(case["terms"]) != SPLIT_DIFFERS_ON_PURPOSE:
            assert row["principal"] == published_row["principal"]
            assert row["margin"] == published_row["interest"]
