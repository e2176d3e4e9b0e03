"""One line of animals as an SVG of our own: from the lot first placed to the last family.

Generations stand in columns from left to right. Looks come from `klaster.css` by class name.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from html import escape

BOX, HEIGHT, GAP, STEP = 216, 46, 14, 268  # pixels: a box, the gap under it, one generation
LONGEST = 27  # letters that fit a box; the whole name is in its title
WIDEST = 14  # pixels of the band of the largest lot


@dataclass(frozen=True, slots=True)
class Lot:
    """Animals placed with a family: its name, a line about them, their head, where they come from.

    `came_from` None, or of no lot given: the first of the line.
    """

    id: Hashable
    came_from: Hashable | None
    name: str
    said: str
    head: int


@dataclass(frozen=True, slots=True)
class Spot:
    """The left and top of a lot's box."""

    x: int
    y: float


def layout(lots: Sequence[Lot]) -> dict[Hashable, Spot]:
    """Place the lots: each right of the one it came from, and halfway down those it led to."""
    known = {lot.id for lot in lots}
    led_to: dict[Hashable | None, list[Hashable]] = {}
    for lot in lots:
        parent = lot.came_from if lot.came_from in known else None
        led_to.setdefault(parent, []).append(lot.id)
    spots: dict[Hashable, Spot] = {}
    rows = 0

    def place(lot: Hashable, generation: int) -> float:
        nonlocal rows
        below = [place(each, generation + 1) for each in led_to.get(lot, ())]
        if below:
            y = (below[0] + below[-1]) / 2
        else:
            y = float(rows * (HEIGHT + GAP))
            rows += 1
        spots[lot] = Spot(generation * STEP, y)
        return y

    for first in led_to.get(None, ()):
        place(first, 0)
    return spots


def svg(lots: Sequence[Lot], title: str, description: str) -> str:
    """The picture; "" for no lots."""
    if not lots:
        return ""
    spots = layout(lots)
    width = max(spot.x for spot in spots.values()) + BOX + 2
    height = max(spot.y for spot in spots.values()) + HEIGHT + 2
    most = max(lot.head for lot in lots)
    bands = [
        _band(spots[lot.came_from], spots[lot.id], max(1.5, WIDEST * lot.head / most))
        for lot in lots
        if lot.came_from in spots
    ]
    boxes = [_box(lot, spots[lot.id]) for lot in lots]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lineage" role="img" '
        f'width="{width}" height="{height:.0f}" viewBox="-1 -1 {width} {height:.0f}" '
        f'aria-labelledby="lineage-title lineage-desc">'
        f'<title id="lineage-title">{escape(title)}</title>'
        f'<desc id="lineage-desc">{escape(description)}</desc>{"".join(bands + boxes)}</svg>'
    )


def _band(origin: Spot, target: Spot, width: float) -> str:
    """As thick as the lot it leads to is large."""
    left, top, right, end = origin.x + BOX, origin.y, target.x, target.y
    middle, half = (left + right) / 2, HEIGHT / 2
    return (
        f'<path d="M{left},{top + half:.1f}C{middle:.1f},{top + half:.1f} '
        f'{middle:.1f},{end + half:.1f} {right},{end + half:.1f}" stroke-width="{width:.1f}"/>'
    )


def _box(lot: Lot, spot: Spot) -> str:
    css = "later" if spot.x else "first"
    x, y = spot.x, spot.y
    return (
        f"<g><title>{escape(f'{lot.name}, {lot.said}')}</title>"
        f'<rect class="{css}" x="{x}" y="{y:.1f}" width="{BOX}" height="{HEIGHT}" rx="6"/>'
        f'<text class="name" x="{x + 10}" y="{y + 19:.1f}">{escape(_cut(lot.name))}</text>'
        f'<text class="said" x="{x + 10}" y="{y + 35:.1f}">{escape(lot.said)}</text></g>'
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
