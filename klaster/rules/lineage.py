"""Lineage of passed-on animals: generations, families reached per first animal, turns per year.

Pure functions over placements, whatever stores them. Ratios are exact fractions; a report says
how it rounds them.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from klaster.rules.refusal import Refused

DAYS_PER_YEAR = Fraction(1461, 4)


class UnknownParent(Refused):
    """A placement comes from one that is not there, or in the end from itself."""

    code = "unknown_parent"
    message = "Penyerahan {placement} berasal dari {parent} yang tidak ada. Perbaiki asalnya."


@dataclass(frozen=True, slots=True)
class Placement:
    """`head` animals placed with a family on a day, out of what `parent` passed on.

    `parent` None: bought or given from outside, the first of its line.
    """

    id: Hashable
    parent: Hashable | None
    family: Hashable
    on: date
    head: int = 1


def generations(placements: Iterable[Placement]) -> dict[Hashable, int]:
    """The generation of each placement by its id: 1 for the first of a line, then 2, 3, …"""
    return {each: generation for each, (_, generation) in _lines(placements).items()}


def families_reached(placements: Sequence[Placement]) -> dict[Hashable, int]:
    """For each first placement, by id: the different families its line has reached, itself too."""
    lines = _lines(placements)
    families: dict[Hashable, set[Hashable]] = {}
    for each in placements:
        families.setdefault(lines[each.id][0], set()).add(each.family)
    return {root: len(reached) for root, reached in families.items()}


def multiplier(placements: Sequence[Placement]) -> Fraction:
    """Different families reached per animal first placed; 0 where nothing has been placed.

    Two ewes placed with two families that passed on to three more: 5 families / 2 head = 5/2.
    """
    first = sum(each.head for each in placements if each.parent is None)
    families = {each.family for each in placements}
    return Fraction(len(families), first) if first else Fraction(0)


def turns_per_year(placements: Sequence[Placement], on: date) -> Fraction:
    """Head passed on by day `on` per head first placed and year since; 0 on the first day.

    One ewe placed on 1 January 2011 and two passed on by 1 January 2013: 2 / 2 years, about 1.
    """
    years = sum(
        each.head * (on - each.on).days / DAYS_PER_YEAR
        for each in placements
        if each.parent is None and each.on < on
    )
    passed = sum(each.head for each in placements if each.parent is not None and each.on <= on)
    return passed / years if years else Fraction(0)


def _lines(placements: Iterable[Placement]) -> dict[Hashable, tuple[Hashable, int]]:
    """By id of each placement: the id of the first of its line, and its generation."""
    by_id = {each.id: each for each in placements}
    lines: dict[Hashable, tuple[Hashable, int]] = {}
    for start in by_id.values():
        at, later = start, []  # `later`: from `start` back to what is known already
        while at.id not in lines:
            if at.parent is None:
                lines[at.id] = (at.id, 1)
                break
            later.append(at)
            parent = by_id.get(at.parent)
            if parent is None or len(later) > len(by_id):
                raise UnknownParent(placement=at.id, parent=at.parent)
            at = parent
        root, generation = lines[at.id]
        for each in reversed(later):
            generation += 1
            lines[each.id] = (root, generation)
    return lines
