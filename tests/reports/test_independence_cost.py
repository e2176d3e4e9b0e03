"""What independence cost: spending of the ledger by mitra whose last decision is independent."""

from datetime import date

import pytest

from klaster.domain.graduation.models import Decision
from klaster.reports import catalogue
from klaster.reports.run import run
from tests.conftest import id_of
from tests.reports import story


@pytest.fixture
def told(by):
    return story.tell(by)


def _decide(told, name, on, outcome):
    Decision.objects.create(
        id=id_of("decision", name, on), organisation_id=told.by.organisation_id,
        programme=told.programme, party_id=id_of("party", name), on=on, outcome=outcome,
        reason="alasan", sat="Koordinator", rule="uji_v1", inputs={},
    )  # fmt: skip


def costs(told, on=story.END):
    report = catalogue.find("independence_cost")
    result = run(report, organisation=told.by.organisation_id, on=on)
    assert result.agrees, result.check
    return {row["sector"]: (row["spent"], row["independent"], row["cost"]) for row in result.rows}


def test_each_sector_is_divided_by_its_own_and_shared_costs_only_by_all(told):
    """Trade: 1,000,000 lent, 1,200,000 of goods, 750,000 given. Shared: 1,500,000 of mentoring.

    Sheep: 4,000,000 and 4,800,000, and the lamb of 1,000,000 passed on. One of each sector.
    """
    _decide(told, "Ani", date(2012, 6, 2), "independent")
    assert costs(told) == {
        "": (1_500_000, None, None),
        "dagang": (2_950_000, 1, 2_950_000),
        "ternak": (9_800_000, 1, 9_800_000),
        "*": (14_250_000, 2, 7_125_000),
    }


def test_who_was_held_after_all_is_not_independent(told):
    _decide(told, "Darma", date(2012, 6, 20), "held")
    assert costs(told)["*"] == (14_250_000, 0, None)


def test_on_a_day_before_all_decisions_nothing_is_divided(told):
    assert costs(told, date(2012, 5, 31))["dagang"] == (2_950_000, 0, None)
