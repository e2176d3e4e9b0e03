"""Nobody is found in a published table: small counts are hidden and cannot be computed."""

from collections.abc import Hashable, Iterable

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from klaster.rules.suppression import THRESHOLD, hidden_in_list, hidden_in_table

Sums = list[tuple[list[Hashable], Hashable]]  # parts and their total
COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 60))
LISTS = st.lists(COUNTS, min_size=1, max_size=7)
TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def table_sums(rows: int, columns: int) -> Sums:
    of_rows = [([(r, c) for c in range(columns)], (r, columns)) for r in range(rows + 1)]
    of_columns = [([(r, c) for r in range(rows)], (rows, c)) for c in range(columns + 1)]
    return [*of_rows, *of_columns]


def with_totals(cells: list[list[int]]) -> dict[Hashable, int]:
    rows = [[*row, sum(row)] for row in cells]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    return {(r, c): count for r, row in enumerate(rows) for c, count in enumerate(row)}


def computed(
    counts: dict[Hashable, int], hidden: Iterable[Hashable], sums: Sums
) -> dict[Hashable, tuple[int, int | None]]:
    """The least and the greatest that each hidden count can be for who knows all the others.

    The reader also knows that zeros are shown, so that a hidden count is at least 1. A sum of this
    kind is a network, whose extremes are whole numbers.
    """
    unknown = {key: n for n, key in enumerate(hidden)}
    equations, right = [], []
    for parts, total in sums:
        row = numpy.zeros(len(unknown))
        known = 0
        for key, sign in [*((part, 1) for part in parts), (total, -1)]:
            if key in unknown:
                row[unknown[key]] += sign
            else:
                known -= sign * counts[key]
        equations.append(row)
        right.append(known)
    found: dict[Hashable, tuple[int, int | None]] = {}
    for key, n in unknown.items():
        least, most = (
            linprog(
                sign * numpy.eye(len(unknown))[n],
                A_eq=numpy.array(equations),
                b_eq=right,
                bounds=(1, 10**4),
            )
            for sign in (1, -1)
        )
        assert least.success
        assert most.success
        found[key] = (round(least.fun), round(-most.fun))
    return found


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_hidden_count_of_a_table_can_be_computed_from_what_is_shown(
    cells: list[list[int]],
) -> None:
    hidden, counts = hidden_in_table(cells), with_totals(cells)
    assert not any(0 < counts[key] < THRESHOLD for key in counts.keys() - hidden)
    for least, most in computed(counts, hidden, table_sums(len(cells), len(cells[0]))).values():
        assert most > least


@settings(max_examples=60, deadline=None)
@given(LISTS)
def test_no_hidden_count_of_a_list_can_be_computed_from_what_is_shown(row: list[int]) -> None:
    hidden = hidden_in_list(row)
    counts: dict[Hashable, int] = dict(enumerate([*row, sum(row)]))
    assert not any(0 < counts[key] < THRESHOLD for key in counts.keys() - hidden)
    sums: Sums = [(list(range(len(row))), len(row))]
    for least, most in computed(counts, hidden, sums).values():
        assert most > least


@settings(max_examples=100)
@given(TABLES)
def test_what_is_hidden_under_a_shown_total_is_never_few_together(cells: list[list[int]]) -> None:
    hidden, counts = hidden_in_table(cells), with_totals(cells)
    for parts, total in table_sums(len(cells), len(cells[0])):
        among = sum(counts[key] for key in parts if key in hidden)
        assert total in hidden or among == 0 or among >= THRESHOLD


@settings(max_examples=100)
@given(TABLES)
def test_only_what_is_about_somebody_is_hidden_and_nothing_without_need(
    cells: list[list[int]],
) -> None:
    hidden, counts = hidden_in_table(cells), with_totals(cells)
    assert all(counts[key] for key in hidden)
    assert bool(hidden) == any(0 < count < THRESHOLD for count in counts.values())
    assert hidden == hidden_in_table(cells)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([], set()),
        ([0, 0], set()),
        ([5, 60, 0], set()),
        ([30, 3, 7, 12], {1, 2}),
        ([30, 2, 3], {1, 2}),
        ([30, 1, 1], {0, 1, 2}),
        ([3, 0], {0, 2}),
        ([4, 40], {0, 1}),
    ],
)
def test_the_smallest_neighbour_is_hidden_with_a_small_count(
    counts: list[int], hidden: set[int]
) -> None:
    assert hidden_in_list(counts) == hidden


def test_a_count_of_a_table_is_hidden_with_a_rectangle_of_others() -> None:
    assert hidden_in_table([[3, 20], [10, 30], [9, 40]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert hidden_in_table([[30, 20], [10, 30]]) == frozenset()


def test_what_is_hidden_for_another_reason_is_not_told_by_the_rest_either() -> None:
    assert hidden_in_list([30, 20, 12], also=[0]) == {0, 2}
    assert hidden_in_list([30], also=[0, 1]) == {0, 1}
    assert (2, 2) in hidden_in_table([[30, 20], [10, 30]], also=[(2, 2)])
