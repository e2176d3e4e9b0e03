"""Villages as tiles: a map without geography, as an SVG of our own, one tile a village.

Tiles of a subdistrict stand together; the darker a tile, the more of what is counted. Village
borders are published in too many versions to draw one as the truth. Looks come from `klaster.css`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

TILE, HEIGHT, GAP = 148, 58, 8  # pixels: a tile, the space around it
HEAD = 26  # pixels above the tiles of a subdistrict, for its name
ACROSS = 4  # tiles in a row
LONGEST = 19  # letters that fit a tile; the whole name is in its title
SHADES = 4


@dataclass(frozen=True, slots=True)
class Village:
    """A village: its name, how many there are, the same in words, and the page behind it or ""."""

    name: str
    count: int
    said: str
    url: str = ""


def shade(count: int, most: int) -> int:
    """From 1 for the fewest to `SHADES` for the most; 0 for none. 30 of 40 is shade 3."""
    return -(-count * SHADES // most) if count else 0


def svg(districts: Sequence[tuple[str, Sequence[Village]]], title: str, description: str) -> str:
    """The picture of (subdistrict, its villages); "" for none."""
    most = max((each.count for _name, villages in districts for each in villages), default=0)
    if not most:
        return ""
    parts, top = [], 0
    for name, villages in districts:
        parts.append(f'<text class="name" x="0" y="{top + HEAD - 9}">{escape(name)}</text>')
        top += HEAD
        for n, village in enumerate(villages):
            x, y = n % ACROSS * (TILE + GAP), top + n // ACROSS * (HEIGHT + GAP)
            parts.append(_tile(village, x, y, shade(village.count, most)))
        top += -(-len(villages) // ACROSS) * (HEIGHT + GAP) + GAP
    width = ACROSS * (TILE + GAP) - GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tile-map" role="group" '
        f'viewBox="-1 -1 {width + 2} {top}" width="{width + 2}" height="{top}" '
        f'aria-labelledby="tiles-title tiles-desc">'
        f'<title id="tiles-title">{escape(title)}</title>'
        f'<desc id="tiles-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _tile(village: Village, x: int, y: int, depth: int) -> str:
    name = village.name
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    drawn = (
        f"<title>{escape(name)}: {escape(village.said)}</title>"
        f'<rect class="shade-{depth}" x="{x}" y="{y}" width="{TILE}" height="{HEIGHT}" rx="6"/>'
        f'<text class="on-{depth}" x="{x + 10}" y="{y + 24}">{escape(short)}</text>'
        f'<text class="said on-{depth}" x="{x + 10}" y="{y + 43}">{escape(village.said)}</text>'
    )
    return f'<a href="{escape(village.url)}">{drawn}</a>' if village.url else f"<g>{drawn}</g>"
