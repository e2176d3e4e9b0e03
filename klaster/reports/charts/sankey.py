"""The flow of assets as an SVG of our own: a pure layout of links between neighbouring stages.

Looks come from `klaster.css` by class name; on paper, where no style sheet reaches, `PAPER`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

WIDTH, HEIGHT, GAP, BAR = 980, 520, 16, 12
TEXT = 30  # pixels that a label of two lines needs
LABEL = 150  # to the right of the last stage
PAPER = (
    "<style>text{font:12px 'Libertinus Serif'}.amount{font-size:10.5px;fill:#56635a}"
    "rect{fill:#14532d}path{fill:#14532d;opacity:.2}"
    ".from-returned,.to-returned{fill:#92400e}.to-lost{fill:#a3231b}</style>"
)


@dataclass(frozen=True, slots=True)
class Link:
    """An amount that goes from a node of a stage (from 1) to a node of the next."""

    stage: int
    origin: str
    target: str
    amount: int


@dataclass(slots=True)
class Node:
    """A bar: its column, top and height in pixels; `out` and `into` are how far it is used."""

    x: float
    y: float
    height: float
    amount: int
    out: float = 0
    into: float = 0


Key = tuple[int, str]


def layout(links: Sequence[Link]) -> dict[Key, Node]:
    """Place the nodes: each as high as the larger of what comes in and goes out."""
    comes: dict[Key, int] = {}
    goes: dict[Key, int] = {}
    for link in links:
        origin, target = (link.stage, link.origin), (link.stage + 1, link.target)
        goes[origin] = goes.get(origin, 0) + link.amount
        comes[target] = comes.get(target, 0) + link.amount
    amounts = {
        key: max(comes.get(key, 0), goes.get(key, 0)) for key in dict.fromkeys([*goes, *comes])
    }
    columns: dict[int, list[Key]] = {}
    for key in sorted(amounts, key=lambda each: (each[0], -amounts[each], each[1])):
        columns.setdefault(key[0], []).append(key)
    scale = min(
        (HEIGHT - GAP * (len(keys) - 1)) / max(1, sum(amounts[key] for key in keys))
        for keys in columns.values()
    )
    step = (WIDTH - LABEL - BAR) / max(1, len(columns) - 1)
    nodes: dict[Key, Node] = {}
    for at, stage in enumerate(sorted(columns)):
        y = 0.0
        for key in columns[stage]:
            height = max(1.0, amounts[key] * scale)
            nodes[key] = Node(at * step, y, height, amounts[key])
            y += max(height + GAP, TEXT)
    return nodes


def svg(
    links: Sequence[Link],
    names: Mapping[str, Any],
    money: Any,
    title: str,
    description: str,
    style: str = "",
) -> str:
    """The picture; `names` says codes in words and `money` writes an amount."""
    links = [link for link in links if link.amount > 0]
    if not links:
        return ""
    nodes = layout(links)
    scale = {key: node.height / node.amount if node.amount else 0 for key, node in nodes.items()}
    bottom = max(node.y + max(node.height, TEXT) for node in nodes.values())
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="sankey" role="img" '
            f'viewBox="0 -6 {WIDTH} {bottom + 12:.0f}" aria-labelledby="sankey-title sankey-desc">'
            f'<title id="sankey-title">{escape(title)}</title>'
            f'<desc id="sankey-desc">{escape(description)}</desc>{style}'
        )
    ]
    ordered = sorted(
        links,
        key=lambda one: (
            one.stage,
            nodes[one.stage, one.origin].y,
            nodes[one.stage + 1, one.target].y,
        ),
    )
    for link in ordered:
        origin, target = (link.stage, link.origin), (link.stage + 1, link.target)
        parts.append(_band(link, nodes[origin], nodes[target], scale[origin], names, money))
    for (_, name), node in nodes.items():
        said = escape(str(names.get(name, name)))
        top = node.y + min(node.height / 2, 18) + 2
        parts.append(
            f'<rect class="to-{_css(name)}" x="{node.x:.1f}" y="{node.y:.1f}" width="{BAR}" '
            f'height="{node.height:.1f}"/>'
            f'<text x="{node.x + BAR + 5:.1f}" y="{top:.1f}">{said}</text>'
            f'<text class="amount" x="{node.x + BAR + 5:.1f}" y="{top + 13:.1f}">'
            f"{escape(money(node.amount))}</text>"
        )
    return "".join([*parts, "</svg>"])


def _band(
    link: Link, origin: Node, target: Node, scale: float, names: Mapping[str, Any], money: Any
) -> str:
    width = link.amount * scale
    top, end = origin.y + origin.out, target.y + target.into
    origin.out += width
    target.into += width
    left, right = origin.x + BAR, target.x
    middle = (left + right) / 2
    said = f"{names.get(link.origin, link.origin)} → {names.get(link.target, link.target)}: "
    return (
        f'<path class="from-{_css(link.origin)} to-{_css(link.target)}" '
        f'd="M{left:.1f},{top:.1f}C{middle:.1f},{top:.1f} {middle:.1f},{end:.1f} '
        f"{right:.1f},{end:.1f}V{end + width:.1f}C{middle:.1f},{end + width:.1f} "
        f'{middle:.1f},{top + width:.1f} {left:.1f},{top + width:.1f}Z">'
        f"<title>{escape(said + money(link.amount))}</title></path>"
    )


def _css(name: str) -> str:
    return name if name.replace("_", "").isalpha() and name.islower() else "named"
