"""CIBEST: the published counts come back, and the boundaries fall where the source puts them."""

import csv
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules.scoring import cibest
from klaster.rules.scoring.cibest import Household, Quadrant

LINE = Decimal(1_000)
DEVOUT, LAX = (4, 4, 4, 4, 4), (3, 3, 3, 3, 3)


def household(income: int, spiritual: tuple[int, ...] = DEVOUT) -> Household:
    return Household(Decimal(income), LINE, tuple(map(Decimal, spiritual)))


@pytest.mark.parametrize(
    ("income", "spiritual", "quadrant"),
    [
        (1_001, DEVOUT, Quadrant.WELFARE),
        (1_000, DEVOUT, Quadrant.MATERIAL_POVERTY),  # exactly on the line is poor
        (1_001, LAX, Quadrant.SPIRITUAL_POVERTY),  # exactly 3 is not above 3
        (1_000, LAX, Quadrant.ABSOLUTE_POVERTY),
        (1_001, (3, 3, 3, 3, 4), Quadrant.WELFARE),  # a mean of 3.2
        (1_001, (5, 5, 1, 2, 2), Quadrant.SPIRITUAL_POVERTY),  # a mean of 3
    ],
)
def test_boundaries(income, spiritual, quadrant):
    assert cibest.quadrant(household(income, spiritual)) is quadrant


def published() -> list[dict[str, str]]:
    folder = os.environ.get("KLASTER_FACTS_DIR")
    if not folder:
        return []
    with (Path(folder) / "cibest_published.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not published(), reason="KLASTER_FACTS_DIR names no folder of published facts")
@pytest.mark.parametrize("case", published(), ids=lambda case: case["id"])
def test_published_studies_come_back(case):
    counts = {}
    for when, letter in (("before", "b"), ("after", "a")):
        asked = []
        for short, income, spiritual in (
            ("w", 1_001, DEVOUT), ("pm", 900, DEVOUT), ("ps", 1_001, LAX), ("pa", 900, LAX),
        ):  # fmt: skip
            asked += [household(income, spiritual)] * int(case[f"{short}_{when}"])
        counts[when] = cibest.count(asked)
        assert counts[when].n == int(case["n"])
        for quadrant, index in counts[when].indices.items():
            assert round(index, 4) == Fraction(case[f"{cibest.INDICES[quadrant]}_{letter}"])
    changes = cibest.change(counts["before"], counts["after"])
    welfare = changes[Quadrant.WELFARE]
    assert round(welfare.points, 2) == Fraction(case["pp_change_W"])
    assert round(welfare.relative, 2) == Fraction(case["rel_change_W_pct"])
    poor = changes[Quadrant.MATERIAL_POVERTY]
    assert round(poor.relative, 2) == Fraction(case["rel_change_Pm_pct"])
    assert changes[Quadrant.ABSOLUTE_POVERTY].relative is None  # nobody was there before


weighted = st.builds(
    Household,
    st.integers(0, 3_000).map(Decimal),
    st.just(LINE),
    st.tuples(*[st.integers(1, 5).map(Decimal)] * 5),
    st.integers(0, 9).map(Decimal),
)


@given(st.lists(weighted, max_size=30))
def test_everyone_is_counted_once(households):
    counted = cibest.count(households)
    assert counted.n == len(households)
    assert sum(counted.counts.values()) == sum(each.weight for each in households)
    assert sum(counted.indices.values()) == (1 if sum(counted.counts.values()) else 0)


@given(st.lists(weighted, min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 5_000))
def test_more_income_never_makes_materially_poor(households, place, more):
    one = households[place % len(households)]
    richer = Household(one.income + more, one.line, one.spiritual)
    poor = (Quadrant.MATERIAL_POVERTY, Quadrant.ABSOLUTE_POVERTY)
    assert cibest.quadrant(one) in poor or cibest.quadrant(richer) not in poor
