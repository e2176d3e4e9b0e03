"""The picture of the flow: what goes in comes out, and names cannot break the page."""

from klaster.reports.charts import sankey
from klaster.rules.wording import money_text

LINKS = [
    sankey.Link(1, "<b>Donatur</b>", "zakat", 700),
    sankey.Link(1, "lain", "zakat", 300),
    sankey.Link(2, "zakat", "qardh", 600),
    sankey.Link(2, "zakat", "hibah", 400),
]


def test_a_node_is_as_high_as_all_that_flows_through_it():
    nodes = sankey.layout(LINKS)
    assert nodes[2, "zakat"].amount == 1000
    into = nodes[1, "<b>Donatur</b>"].height + nodes[1, "lain"].height
    assert abs(nodes[2, "zakat"].height - into) < 0.01
    assert nodes[3, "qardh"].height > nodes[3, "hibah"].height


def test_the_picture_has_a_title_and_no_style_and_escapes_names():
    drawn = sankey.svg(LINKS, {}, money_text, "Aliran", "Dari donatur")
    assert "<title id=" in drawn
    assert "style" not in drawn
    assert "<b>" not in drawn
    assert drawn.count("<path") == len(LINKS)


def test_nothing_flowing_draws_nothing():
    assert sankey.svg([], {}, money_text, "Aliran", "") == ""
