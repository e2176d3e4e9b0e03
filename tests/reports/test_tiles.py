"""The map of tiles: every village once, shaded by what is counted, in well-formed SVG."""

from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as some

from klaster.reports.charts import tiles

SVG = "{http://www.w3.org/2000/svg}"


def drawn(districts):
    return ElementTree.fromstring(tiles.svg(districts, "Desa", "Mitra per desa"))


def test_the_darkest_tile_has_the_most():
    assert [tiles.shade(count, 40) for count in (0, 1, 10, 11, 30, 40)] == [0, 1, 1, 2, 3, 4]


def test_a_village_is_a_link_with_its_whole_name():
    name = "Desa dengan nama yang panjang"
    root = drawn([("Leuwidamar", [tiles.Village(name, 3, "3 mitra", "/mitra/?desa=1&x")])])
    link = root.find(f"{SVG}a")
    assert link.get("href") == "/mitra/?desa=1&x"
    assert link.find(f"{SVG}title").text == f"{name}: 3 mitra"
    assert link.findall(f"{SVG}text")[0].text.endswith("…")


def test_nothing_to_count_is_no_picture():
    assert tiles.svg([], "a", "b") == tiles.svg([("x", [])], "a", "b") == ""


@given(some.lists(some.lists(some.integers(1, 500), max_size=9), min_size=1, max_size=5))
def test_no_two_tiles_touch(counts):
    districts = [
        (f"K{n}", [tiles.Village(f"D{n}.{m}", count, str(count)) for m, count in enumerate(row)])
        for n, row in enumerate(counts)
    ]
    if not any(counts):
        return
    rects = list(drawn(districts).iter(f"{SVG}rect"))
    assert len(rects) == sum(map(len, counts))
    spots = {(int(each.get("x")), int(each.get("y"))) for each in rects}
    assert len(spots) == len(rects)
    by_x = {}
    for x, y in spots:
        by_x.setdefault(x, []).append(y)
    for ys in map(sorted, by_x.values()):
        assert all(b - a >= tiles.HEIGHT + tiles.GAP for a, b in pairwise(ys))
