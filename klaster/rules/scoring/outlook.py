"""Outlook: how a mitra sees the own strength and the others, in red, yellow and green.

Five statements a mitra judges by himself (1 to 5) and the part of meetings attended, each a light
in the manner of the Poverty Stoplight. The bounds are this product's own choice, not a published
scale: never compare the lights with those of others, and always show the answers' counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

STATEMENTS = ("confidence", "initiative", "saving_habit", "leadership", "helping")
ATTENDANCE, OVERALL = "attendance", "overall"
ITEMS = (*STATEMENTS, ATTENDANCE, OVERALL)
_ANSWERS = ("1", "2", "3", "4", "5")


class Light(StrEnum):
    """What is shown of one item; unknown is not a colour and is never counted as one."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which value an item is yellow and green, by day; attendance is per cent.

    Overall is red from `reds` red items, green from `greens` green ones without any red.
    """

    valid_from: date
    answer_yellow: int
    answer_green: int
    attendance_yellow: int
    attendance_green: int
    reds: int
    greens: int


BOUNDS = (Bounds(date.min, 3, 4, 50, 75, 2, 5),)


def bounds(on: date) -> Bounds:
    """Return the bounds in force on a day."""
    return [each for each in BOUNDS if each.valid_from <= on][-1]


def lights(answers: Mapping[str, str], attended: Fraction | None, held: Bounds) -> dict[str, Light]:
    """Return the light of every one of ITEMS; what was not answered is unknown.

    `attended` is per cent of the meetings held, None where none were recorded. Answers 4, 4, 5, 4
    and 3 with 80 per cent attended: five green, one yellow, overall green.
    """
    found = {name: _of_answer(answers.get(name), held) for name in STATEMENTS}
    found[ATTENDANCE] = _of(attended, held.attendance_yellow, held.attendance_green)
    return {**found, OVERALL: _overall(found, held)}


def _of_answer(answer: str | None, held: Bounds) -> Light:
    given = Fraction(answer) if answer in _ANSWERS else None
    return _of(given, held.answer_yellow, held.answer_green)


def _of(value: Fraction | None, yellow: int, green: int) -> Light:
    if value is None:
        return Light.UNKNOWN
    return Light.GREEN if value >= green else Light.YELLOW if value >= yellow else Light.RED


def _overall(found: Mapping[str, Light], held: Bounds) -> Light:
    """The colour of all items; unknown where it depends on an item that is not known."""
    worst, best = (
        _together([unknown if one is Light.UNKNOWN else one for one in found.values()], held)
        for unknown in (Light.RED, Light.GREEN)
    )
    return worst if worst is best else Light.UNKNOWN


def _together(colours: list[Light], held: Bounds) -> Light:
    reds = colours.count(Light.RED)
    if reds >= held.reds:
        return Light.RED
    is_green = not reds and colours.count(Light.GREEN) >= held.greens
    return Light.GREEN if is_green else Light.YELLOW
