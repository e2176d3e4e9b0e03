"""What changed between two rounds of the same households, and how sure one may be of it.

Values are whole numbers or fractions, so that sums, medians and means of money are exact and equal
changes are seen to be equal. Only what is no money anybody has (quantiles, bounds, chances) is a
float. A change is not an impact: that takes a comparison group (`difference_in_differences`).

Sources: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1(6), 1945;
B. L. Welch, "The generalization of 'Student's' problem when several different population variances
are involved", Biometrika 34, 1947.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import atan, cos, erfc, exp, lgamma, pi, sqrt, tan
from typing import TypeAlias

EXACT_UP_TO = 25  # pairs; beyond, the normal approximation of the signed-rank test is close
_STEPS = 2000  # of Simpson's rule: ten digits of a quantile

Amount: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True)
class Bounds:
    """A mean and the interval that covers it with 95 % confidence, in the unit of the values."""

    mean: Fraction
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's test that nothing changed: `statistic` is the smaller rank sum, of `n` changed."""

    n: int
    statistic: Fraction
    p: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Paired values before and after, in their unit.

    `n` are the pairs; `only_before` and `only_after` lack the other value and count nowhere else.
    Medians and means are None without pairs; `change` is None with fewer than two, and
    `signed_rank` is None where no pair changed.
    """

    n: int
    only_before: int
    only_after: int
    median_before: Fraction | None
    median_after: Fraction | None
    mean_before: Fraction | None
    mean_after: Fraction | None
    change: Bounds | None
    signed_rank: SignedRank | None


def compare(values: Iterable[tuple[Amount | None, Amount | None]]) -> Comparison:
    """Compare each one's value before with the value after; None means not known.

    Changes of 100, 200, 300, 400, -50 and 250: mean 200, standard deviation √25,000, interval
    200 ± 2.5706 · √(25,000/6) = 34.1 to 365.9; of the ranks only 1 is of a fall, p = 4/64.
    """
    asked = list(values)
    pairs = [(b, a) for b, a in asked if b is not None and a is not None]
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    changes = [a - b for b, a in pairs]
    return Comparison(
        n=len(pairs),
        only_before=sum(b is not None and a is None for b, a in asked),
        only_after=sum(b is None and a is not None for b, a in asked),
        median_before=median(before) if pairs else None,
        median_after=median(after) if pairs else None,
        mean_before=mean(before) if pairs else None,
        mean_after=mean(after) if pairs else None,
        change=bounds(changes) if len(pairs) > 1 else None,
        signed_rank=signed_rank(changes) if any(changes) else None,
    )


def median(values: Sequence[Amount]) -> Fraction:
    """The middle of one or more values, or halfway between the middle two: 3 of 1, 2, 4, 9."""
    ordered = sorted(values)
    return Fraction(ordered[len(ordered) // 2] + ordered[(len(ordered) - 1) // 2]) / 2


def mean(values: Sequence[Amount]) -> Fraction:
    """The sum of one or more values, shared out equally: 4 of 1, 2, 4, 9."""
    return Fraction(sum(values)) / len(values)


def bounds(values: Sequence[Amount]) -> Bounds:
    """Return the mean of two or more values with its 95 % interval by Student's t.

    1, 2, 4, 9 give 4 ± 3.1824 · √(38/3 / 4), from -1.66 to 9.66. Values all equal leave no width.
    """
    return _bounds(mean(values), _spread(values), len(values) - 1)


def difference_in_differences(changes: Sequence[Amount], others: Sequence[Amount]) -> Bounds:
    """Return by how much more the changes of mitra are than those of the comparison group.

    Both have two or more. The interval is Welch's, for groups that vary differently: changes of
    3, 5, 7 against 1, 1, 4 differ by 3, variances of the means 4/3 and 1, with
    (4/3 + 1)² / ((4/3)²/2 + 1/2) = 3.92 degrees of freedom.
    """
    own, other = _spread(changes), _spread(others)
    apart = own**2 / (len(changes) - 1) + other**2 / (len(others) - 1)
    degrees = float((own + other) ** 2 / apart) if apart else 1.0
    return _bounds(mean(changes) - mean(others), own + other, degrees)


def signed_rank(changes: Sequence[Amount]) -> SignedRank:
    """Test that changes, of which one or more is not zero, are as likely up as down.

    Wilcoxon's: who did not change is left out, equal sizes share the mean of their ranks. Exact
    for up to 25 changes without either; else by the normal curve, the variance less Σ(t³ - t)/48
    for t of one size, without correction for continuity. Of -50, 100, 200, 250, 300, 400 the rank
    sums are 1 and 20, p = 2 · 2/2⁶.
    """
    moved = [Fraction(change) for change in changes if change]
    sizes = Counter(abs(change) for change in moved)
    ranks: dict[Fraction, Fraction] = {}
    n = 0
    for size in sorted(sizes):
        ranks[size] = n + Fraction(sizes[size] + 1, 2)
        n += sizes[size]
    fallen = sum((ranks[-change] for change in moved if change < 0), Fraction(0))
    statistic = min(fallen, Fraction(n * (n + 1), 2) - fallen)
    if n <= EXACT_UP_TO and len(sizes) == len(changes):
        return SignedRank(n, statistic, _exact_chance(n, int(statistic)), True)
    ties = sum(count**3 - count for count in sizes.values())
    variance = Fraction(n * (n + 1) * (2 * n + 1), 24) - Fraction(ties, 48)
    distance = float(Fraction(n * (n + 1), 4) - statistic) / sqrt(variance)
    return SignedRank(n, statistic, erfc(distance / sqrt(2)), False)


def t_quantile(degrees: float) -> float:
    """The value that 97.5 % of Student's t of one or more degrees of freedom lie below.

    2.2281 for ten. With t = √ν tan θ the share from 0 to t is c ∫ cosᵛ⁻¹ over 0 to θ, with
    c = Γ((ν + 1)/2) / (√π Γ(ν/2)): integrated by Simpson's rule, solved by Newton's method, which
    from below the value (1.95, less than the normal's) climbs to it as the density only falls.
    """
    scale = exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(pi)
    angle = atan(1.95 / sqrt(degrees))
    for _ in range(60):
        step = (0.475 / scale - _area(angle, degrees - 1)) / _cosine(angle, degrees - 1)
        angle += step
        if abs(step) < 1e-14:
            break
    return sqrt(degrees) * tan(angle)


def _area(angle: float, power: float) -> float:
    """The integral of cosᵖ from 0 to an angle."""
    width = angle / _STEPS
    heights = [_cosine(n * width, power) for n in range(_STEPS + 1)]
    inner = 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return width / 3 * (heights[0] + inner + heights[-1])


def _cosine(angle: float, power: float) -> float:
    return float(cos(angle) ** power)


def _bounds(middle: Fraction, spread: Fraction, degrees: float) -> Bounds:
    """`spread` is the variance of the mean."""
    width = t_quantile(degrees) * sqrt(spread) if spread else 0.0
    return Bounds(middle, float(middle) - width, float(middle) + width)


def _spread(values: Sequence[Amount]) -> Fraction:
    """The variance of the mean of two or more values: s²/n."""
    middle = mean(values)
    squares = sum(((value - middle) ** 2 for value in values), Fraction(0))
    return squares / (len(values) * (len(values) - 1))


def _exact_chance(n: int, statistic: int) -> float:
    """Twice the share of the 2ⁿ ways to sign the ranks 1 to n whose sum is at most `statistic`."""
    ways = [1] + [0] * statistic
    for rank in range(1, n + 1):
        for total in range(statistic, rank - 1, -1):
            ways[total] += ways[total - rank]
    return float(min(Fraction(1), Fraction(2 * sum(ways), 2**n)))
