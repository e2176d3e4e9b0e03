"""Lineage: generations, families reached, turns per year."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.rules import lineage
from klaster.rules.lineage import Placement

START = date(2011, 1, 1)


def placed(id, parent=None, family=None, on=START, head=1):
    return Placement(id, parent, family or f"family {id}", on, head)


# Ewe A → B and C; B → D; E stands alone and comes to a family that D's line already reached.
STORY = [
    placed("D", "B", on=date(2013, 1, 1)),
    placed("A"),
    placed("B", "A", on=date(2012, 1, 1)),
    placed("C", "A", on=date(2012, 6, 1)),
    placed("E", family="family D"),
]


def test_each_pass_is_one_generation_later():
    assert lineage.generations(STORY) == {"A": 1, "B": 2, "C": 2, "D": 3, "E": 1}


def test_families_are_counted_once_per_line_and_once_over_all():
    assert lineage.families_reached(STORY) == {"A": 4, "E": 1}
    assert lineage.multiplier(STORY) == Fraction(4, 2)


def test_multiplier_counts_head_not_placements():
    assert lineage.multiplier([placed("A", head=4), placed("B", "A")]) == Fraction(1, 2)
    assert lineage.multiplier([]) == 0


def test_turns_are_passes_per_head_and_year():
    pair = [placed("A"), placed("B", "A", on=date(2012, 1, 1)), placed("C", "A")]
    assert lineage.turns_per_year(pair, date(2015, 1, 1)) == Fraction(2, 4)
    assert lineage.turns_per_year(pair, START) == 0


def test_a_pass_after_the_day_does_not_count_yet():
    pair = [placed("A"), placed("B", "A", on=date(2014, 1, 1))]
    assert lineage.turns_per_year(pair, date(2013, 1, 1)) == 0


@pytest.mark.parametrize("line", [[placed("B", "A")], [placed("A", "B"), placed("B", "A")]])
def test_a_line_without_beginning_is_refused(line):
    with pytest.raises(lineage.UnknownParent):
        lineage.generations(line)


def test_a_very_long_line_is_followed():
    line = [placed(0), *(placed(n, n - 1) for n in range(1, 20_000))]
    assert lineage.generations(list(reversed(line)))[19_999] == 20_000


@given(st.lists(st.integers(0, 30), max_size=30))
def test_order_of_placements_does_not_matter(parents):
    line = [placed(0)]
    line += [placed(n, min(parent, n - 1), family=parent) for n, parent in enumerate(parents, 1)]
    assert lineage.generations(line) == lineage.generations(line[::-1])
    assert lineage.families_reached(line) == lineage.families_reached(line[::-1])
    assert lineage.families_reached(line)[0] == lineage.multiplier(line)
