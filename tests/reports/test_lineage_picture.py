"""The picture of a line of animals: generations side by side, no lot on another."""

from itertools import pairwise

from klaster.reports.charts.lineage import BOX, GAP, HEIGHT, STEP, Lot, layout, svg

LINE = [
    Lot("a", None, "Salamah", "4 Domba betina", 4),
    Lot("b", "a", "Yati", "3 Domba betina", 3),
    Lot("c", "b", "Dudung", "1 Domba betina", 1),
    Lot("d", "b", "<b>Eros</b>", "2 Domba betina", 2),
    Lot("e", "a", "Idris", "1 Domba betina", 1),
]


def test_each_generation_stands_right_of_the_one_before():
    spots = layout(LINE)
    assert [spots[lot].x // STEP for lot in "abcde"] == [0, 1, 2, 2, 1]
    assert spots["b"].x - spots["a"].x > BOX


def test_no_two_boxes_of_a_generation_touch():
    spots = layout(LINE)
    for x in {spot.x for spot in spots.values()}:
        tops = sorted(spot.y for spot in spots.values() if spot.x == x)
        assert all(below - above >= HEIGHT + GAP for above, below in pairwise(tops))


def test_a_lot_stands_halfway_down_those_it_led_to():
    spots = layout(LINE)
    assert spots["b"].y == (spots["c"].y + spots["d"].y) / 2


def test_a_lot_from_one_that_is_not_shown_is_first():
    assert layout([Lot("z", "elsewhere", "Ani", "1", 1)])["z"].x == 0


def test_a_band_is_as_thick_as_its_lot_is_large():
    drawn = svg(LINE, "Silsilah", "")
    assert 'stroke-width="10.5"' in drawn  # three head, of at most four: 14 × 3/4
    assert drawn.count("<path") == len(LINE) - 1


def test_names_cannot_break_the_page_and_no_lots_draw_nothing():
    assert "<b>" not in svg(LINE, "Silsilah", "")
    assert svg([], "Silsilah", "") == ""
