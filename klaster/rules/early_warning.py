"""Signs that what was handed over is slipping, while something can still be done.

Pure rules over figures; each has a code, plain words (Indonesian, see docs/decisions/0002) and a
threshold with the day it holds from. The thresholds are the product's own choice, not a published
standard: every warning says the figures it was raised on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

Value = Decimal | int | bool | str | None  # None or text: not known, or not applicable


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that holds from a day until the next one of its code."""

    code: str
    value: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class Figure:
    """One input on the day looked at and half a year before."""

    now: Value = None
    before: Value = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one sector or cooperative; unknown figures raise no sign.

    `follow_ups_missed` and `follow_ups_due` count windows that are past; `closed` and `found` are
    businesses as last found. `arrears`, `savings` and `surplus` (of the year before) are rupiah,
    `heads` animals.
    """

    arrears: Figure = Figure()
    savings: Figure = Figure()
    rat_held: Figure = Figure()
    heads: Figure = Figure()
    surplus: Figure = Figure()
    follow_ups_missed: int = 0
    follow_ups_due: int = 0
    closed: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: what it is called, in words, on what figures, and beyond which bound (percent)."""

    code: str
    words: str
    now: int
    before: int
    bound: int


_FIRST = date(2000, 1, 1)
THRESHOLDS = (
    Threshold("arrears_rising", 10, _FIRST),  # percent more than half a year before
    Threshold("savings_falling", 10, _FIRST),  # percent less
    Threshold("herd_shrinking", 20, _FIRST),  # percent fewer
    Threshold("follow_up_missed", 20, _FIRST),  # percent of those due
    Threshold("businesses_closing", 20, _FIRST),  # percent of those found
)
WORDS = {
    "arrears_rising": "Tunggakan naik dalam enam bulan",
    "savings_falling": "Simpanan turun dalam enam bulan",
    "herd_shrinking": "Ternak berkurang dalam enam bulan",
    "no_annual_meeting": "RAT tahun buku yang lalu belum dilaksanakan",
    "no_surplus": "Tahun buku yang lalu tanpa SHU",
    "follow_up_missed": "Pemantauan banyak yang terlewat",
    "businesses_closing": "Banyak usaha yang tutup",
}


def threshold(code: str, on: date, thresholds: Sequence[Threshold] = THRESHOLDS) -> int:
    """The bound of a code in force on a day: the latest at or before it."""
    own = [each for each in thresholds if each.code == code and each.valid_from <= on]
    return max(own, key=lambda each: each.valid_from).value


def signs(
    figures: Figures, on: date, thresholds: Sequence[Threshold] = THRESHOLDS
) -> tuple[Sign, ...]:
    """Return the signs of a day, in the order of `WORDS`.

    A bound must be passed: savings down from 1,000,000 to 900,000 (10 %) are no warning yet, to
    899,999 they are.
    """
    found = [
        _change("arrears_rising", figures.arrears, on, thresholds, _rise),
        _change("savings_falling", figures.savings, on, thresholds, _fall),
        _change("herd_shrinking", figures.heads, on, thresholds, _fall),
        _no_annual_meeting(figures),
        _no_surplus(figures),
        _share(
            "follow_up_missed", figures.follow_ups_missed, figures.follow_ups_due, on, thresholds
        ),
        _share("businesses_closing", figures.closed, figures.found, on, thresholds),
    ]
    return tuple(each for each in found if each is not None)


def _change(
    code: str,
    figure: Figure,
    on: date,
    thresholds: Sequence[Threshold],
    change: Callable[[int, int], Fraction],
) -> Sign | None:
    now, before = figure.now, figure.before
    if not (_is_number(now) and _is_number(before)):
        return None
    bound = threshold(code, on, thresholds)
    first, last = int(before or 0), int(now or 0)
    if change(first, last) <= bound:
        return None
    return Sign(code, WORDS[code], last, first, bound)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _rise(before: int, now: int) -> Fraction:
    """Percent that was added; from nothing to something is a hundred."""
    if before <= 0:
        return Fraction(100 if now > 0 else 0)
    return Fraction(100 * (now - before), before)


def _fall(before: int, now: int) -> Fraction:
    return Fraction(100 * (before - now), before) if before > 0 else Fraction(0)


def _no_annual_meeting(figures: Figures) -> Sign | None:
    if figures.rat_held.now is not False:
        return None
    return Sign("no_annual_meeting", WORDS["no_annual_meeting"], 0, 1, 0)


def _no_surplus(figures: Figures) -> Sign | None:
    now = figures.surplus.now
    if not _is_number(now) or int(now or 0) > 0:
        return None
    return Sign("no_surplus", WORDS["no_surplus"], int(now or 0), 0, 0)


def _share(
    code: str, part: int, whole: int, on: date, thresholds: Sequence[Threshold]
) -> Sign | None:
    bound = threshold(code, on, thresholds)
    if not whole or Fraction(100 * part, whole) <= bound:
        return None
    return Sign(code, WORDS[code], part, whole, bound)
