"""The shape of a rule set, and rating figures by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Figures = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Band:
    """`score` for a ratio (percent) between `low` and `high`; None is no bound.

    Bands are tried in order, so a bound that two of them share belongs to the first. `is_open`
    leaves both bounds out.
    """

    score: int
    low: int | None = None
    high: int | None = None
    is_open: bool = False

    def holds(self, percent: Fraction) -> bool:
        """Say whether the ratio lies in this band."""
        if self.is_open and (percent == self.low or percent == self.high):
            return False
        return (self.low is None or percent >= self.low) and (
            self.high is None or percent <= self.high
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """`points` for every full `step` percent of the ratio, at most `most`."""

    step: int
    points: int
    most: int = 100


Scale = tuple[Band, ...] | Steps | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One ratio: Σ `over` / Σ `under` in percent, scored by `scale` (None: not published whole).

    `weight` counts within the whole rating where the rule set weighs indicators one by one.
    """

    code: str
    title: str
    aspect: str
    over: tuple[str, ...]
    under: tuple[str, ...]
    scale: Scale = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part of the rating and its weight in percent; `asked` is what no ledger can answer."""

    code: str
    title: str
    weight: int
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A name for totals from `low` percent on."""

    low: int
    name: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rating, as published; `missing` says in words what was not at hand.

    `best` is the highest score of one indicator. `grades` are empty where the bands of the total
    are unknown.
    """

    code: str
    title: str
    source: str
    best: int
    aspects: tuple[Aspect, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rated:
    """An indicator rated: percent (None: nothing to divide by) and score (None: unknown)."""

    indicator: Indicator
    percent: Fraction | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Rating:
    """All indicators, and the total in percent where every part of it is known.

    `known` and `of` are the weighted points reached and reachable by what is known.
    """

    rules: RuleSet
    rated: tuple[Rated, ...]
    total: Fraction | None
    known: Fraction
    of: Fraction
    grade: str | None


def rate(rules: RuleSet, figures: Figures) -> Rating:
    """Rate figures (rupiah by name) by a rule set.

    An NPF of 40 by a portfolio of 1,000 is 4 percent: four of four by Juknis 15/2021.
    """
    rated = tuple(_rate(each, figures) for each in rules.indicators)
    known = of = Fraction(0)
    for one in rated:
        if one.score is not None:
            known += Fraction(one.indicator.weight) * one.score / rules.best
            of += Fraction(one.indicator.weight)
    is_whole = not rules.missing and all(one.score is not None for one in rated)
    total = known * 100 / of if is_whole and of else None
    return Rating(rules, rated, total, known, of, _grade(rules.grades, total))


def _rate(indicator: Indicator, figures: Figures) -> Rated:
    under = sum(figures[name] for name in indicator.under)
    if under <= 0:
        return Rated(indicator, None, None)
    percent = Fraction(sum(figures[name] for name in indicator.over) * 100, under)
    return Rated(indicator, percent, _score(indicator.scale, percent))


def _score(scale: Scale, percent: Fraction) -> int | None:
    if scale is None:
        return None
    if isinstance(scale, Steps):
        steps = max(percent, Fraction(0)) // scale.step
        return min(int(steps) * scale.points, scale.most)
    return next((band.score for band in scale if band.holds(percent)), None)


def _grade(grades: Sequence[Grade], total: Fraction | None) -> str | None:
    if total is None:
        return None
    return next((grade.name for grade in grades if total >= grade.low), None)
