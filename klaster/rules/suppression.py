"""Which numbers of a table may be published, so that nobody is found in a small one.

Counts of 1 to 4 people are hidden, and with them as many others as it takes that no hidden count
can be computed from the rest and the totals. Money is hidden where the people are whom it belongs
to. Zero is shown: it is about nobody. Whoever shows numbers outside an organisation calls this.

The method is that of L. H. Cox, "Network models for complementary cell suppression", Journal of
the American Statistical Association 90(432), 1995: a table with totals is a circulation in a
network (each count an arc from its row to its column, each total an arc back), and what is hidden
can vary exactly where it lies on a cycle of hidden arcs. Tables that share counts are each safe
alone.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeVar

THRESHOLD = 5  # the smallest count that is shown, but for zero

Place = tuple[int, int]
Node = tuple[str, int]
Loss = tuple[int, int, int]  # grand totals, totals, people: what is hidden at a price
K = TypeVar("K", bound=Hashable)


def hidden_in_list(counts: Sequence[int], also: Iterable[int] = ()) -> frozenset[int]:
    """Return the positions to hide of counts that are shown with their total.

    Position `len(counts)` is the total. Counts are people, zero or more. `also` are positions that
    must be hidden for another reason. [30, 3, 7, 12] gives {1, 2}: with 3 alone hidden,
    52 - 30 - 7 - 12 would tell it.
    """
    total = len(counts)
    arcs = {n: _Arc(("row", 0), ("column", 0), count, 0) for n, count in enumerate(counts)}
    arcs[total] = _Arc(("column", 0), ("row", 0), sum(counts), 2)
    return _closed(arcs, also)


def hidden_in_table(cells: Sequence[Sequence[int]], also: Iterable[Place] = ()) -> frozenset[Place]:
    """Return the places (row, column) to hide of a table that is shown with all its totals.

    All rows are of one length. Row `len(cells)` holds the totals of columns, column
    `len(cells[0])` the totals of rows. `also` as for a list. [[3, 20], [10, 30], [9, 40]] gives
    {(0, 0), (0, 1), (1, 0), (1, 1)}: neither 3 nor what stands in its row and column follows
    from what is left.
    """
    rows, columns = len(cells), len(cells[0]) if cells else 0
    arcs = {
        (row, column): _Arc(("row", row), ("column", column), count, 0)
        for row, counts in enumerate(cells)
        for column, count in enumerate(counts)
    }
    of_rows = [sum(counts) for counts in cells]
    of_columns = [sum(counts) for counts in zip(*cells, strict=True)]
    for row, total in enumerate(of_rows):
        arcs[row, columns] = _Arc(("column", columns), ("row", row), total, 1)
    for column, total in enumerate(of_columns):
        arcs[rows, column] = _Arc(("column", column), ("row", rows), total, 1)
    arcs[rows, columns] = _Arc(("row", rows), ("column", columns), sum(of_rows), 2)
    return _closed(arcs, also)


@dataclass(frozen=True, slots=True)
class _Arc:
    """One number of a table between the two sums it stands in; `level` 0, or 1 and 2 for totals."""

    tail: Node
    head: Node
    count: int
    level: int

    @property
    def loss(self) -> Loss:
        """What hiding it costs: totals are kept as long as counts can be hidden instead."""
        return int(self.level == 2), int(self.level == 1), self.count

    def steps(self) -> tuple[tuple[Node, Node], ...]:
        """The ways it can vary by one: upwards, and downwards while it stays above zero."""
        up, down = (self.tail, self.head), (self.head, self.tail)
        return (up, down) if self.count > 1 else (up,)


def _closed(arcs: Mapping[K, _Arc], also: Iterable[K]) -> frozenset[K]:
    """The small ones, and others until each can vary and no sum of hidden ones is small."""
    known = {key: arc for key, arc in arcs.items() if arc.count}
    hidden = {key for key, arc in known.items() if arc.count < THRESHOLD}
    hidden |= known.keys() & set(also)
    settled: set[K] = set()  # can vary, and still can when more is hidden
    while not hidden <= settled:
        for key in [key for key in known if key in hidden]:
            if key not in settled:
                cycle = _cheapest_cycle(known, key, hidden)
                settled |= cycle
                hidden |= cycle
        hidden |= _beside_small_sums(known, hidden)
    return frozenset(hidden)


def _cheapest_cycle(arcs: Mapping[K, _Arc], key: K, hidden: set[K]) -> set[K]:
    """The cycle through an arc that costs least to hide; there is one, as totals are right."""
    found = [
        (loss, n, cycle)
        for n, (start, end) in enumerate(arcs[key].steps())
        for loss, cycle in _cheapest_path(arcs, key, hidden, start=end, end=start)
    ]
    return min(found)[2] | {key}


def _cheapest_path(
    arcs: Mapping[K, _Arc], without: K, hidden: set[K], *, start: Node, end: Node
) -> list[tuple[Loss, set[K]]]:
    """The arcs from one sum to another that cost least, by Dijkstra; nothing where there are none.

    Of paths that cost the same, the one found first in the order of the table.
    """
    leaving: dict[Node, list[tuple[Node, K, Loss]]] = {}
    for key, arc in arcs.items():
        if key != without:
            loss = (0, 0, 0) if key in hidden else arc.loss
            for tail, head in arc.steps():
                leaving.setdefault(tail, []).append((head, key, loss))
    tried = 0
    waiting: list[tuple[Loss, int, Node, tuple[K, ...]]] = [((0, 0, 0), tried, start, ())]
    reached: set[Node] = set()
    while waiting:
        so_far, _, node, path = heappop(waiting)
        if node == end:
            return [(so_far, set(path))]
        if node in reached:
            continue
        reached.add(node)
        for head, key, loss in leaving.get(node, ()):
            if head not in reached:
                tried += 1
                total, sums, people = (a + b for a, b in zip(so_far, loss, strict=True))
                heappush(waiting, ((total, sums, people), tried, head, (*path, key)))
    return []


def _beside_small_sums(arcs: Mapping[K, _Arc], hidden: set[K]) -> set[K]:
    """What else to hide where hidden ones add up to a small number that the rest would tell."""
    added: set[K] = set()
    for node in dict.fromkeys(node for arc in arcs.values() for node in (arc.tail, arc.head)):
        for mine, others in (("tail", "head"), ("head", "tail")):
            side = {key: arc for key, arc in arcs.items() if getattr(arc, mine) == node}
            if any(getattr(arcs[key], others) == node for key in hidden):
                continue  # what stands against them is hidden too
            told = sum(arc.count for key, arc in side.items() if key in hidden)
            left = [key for key in side if key not in hidden]
            if 0 < told < THRESHOLD and left:
                added.add(min(left, key=lambda key: arcs[key].loss))
    return added
