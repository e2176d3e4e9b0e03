"""How long what was begun lasts: Kaplan-Meier curves, their intervals and medians, log-rank test.

Time is in whole units of any kind, as long as they are the same: days, or the months at which
everybody is looked up. Who was lost from sight is censored when last seen: still counted until
then, and never counted as a failure. Counts and shares are exact fractions; only logarithms and
roots are rounded. Called by the queries and reports of monitoring.

Sources: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations",
Journal of the American Statistical Association 53, 1958; M. Greenwood, "The errors of sampling of
the survivorship tables", Reports on Public Health and Medical Subjects 33, 1926; N. Mantel,
"Evaluation of survival data and two new rank order statistics arising in its consideration",
Cancer Chemotherapy Reports 50(3), 1966.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

DIGITS = 50  # of every logarithm, root and series below
Z_95 = Decimal("1.95996398454005423552459443052055")  # 97.5 % of the normal distribution


@dataclass(frozen=True, slots=True)
class Spell:
    """One watched from time 0: until the event happened, or (not `is_ended`) until last seen."""

    time: int
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Point:
    """The curve from one time on: `survival` is the share still going, exact.

    `at_risk` were watched up to then; of them `events` ended and `censored` were seen last.
    `variance` is Greenwood's, of the share. `low` and `high` bound it with 95 % confidence; they
    are None where the share is 0 and no interval is defined.
    """

    time: int
    at_risk: int
    events: int
    censored: int
    survival: Fraction
    variance: Fraction
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class LogRank:
    """The test that groups end alike: chi-square, its degrees of freedom, and the chance p.

    p is None where nothing can be compared (fewer than two groups ever at risk together).
    """

    statistic: Fraction
    degrees: int
    p: Decimal | None


def kaplan_meier(spells: Sequence[Spell]) -> tuple[Point, ...]:
    """Return the curve: time 0, then every time at which something ended or was seen last.

    S = Π (1 - d/n) over the times so far (Kaplan and Meier):
    of 10 businesses one closed on day 90 and one was last seen on day 180; one more closed on day
    365 leaves 9/10 · 7/8 = 63/80. Greenwood's variance is S² Σ d/(n(n - d)); the interval is the
    log-log ("exponential Greenwood") one: exp(-exp(ln(-ln S) ± z √Σ / ln S)).
    """
    ended = Counter(spell.time for spell in spells if spell.is_ended)
    unseen = Counter(spell.time for spell in spells if not spell.is_ended)
    points = []
    at_risk, survival, spread = len(spells), Fraction(1), Fraction(0)
    for time in sorted({0} | ended.keys() | unseen.keys()):
        events = ended[time]
        if events:
            survival *= Fraction(at_risk - events, at_risk)
        if events and survival:
            spread += Fraction(events, at_risk * (at_risk - events))
        low, high = _interval(survival, spread)
        points.append(
            Point(
                time=time,
                at_risk=at_risk,
                events=events,
                censored=unseen[time],
                survival=survival,
                variance=survival**2 * spread,
                low=low,
                high=high,
            )
        )
        at_risk -= events + unseen[time]
    return tuple(points)


def median(points: Sequence[Point]) -> int | None:
    """The first time at which half or fewer still go on; None when that was not reached."""
    return next((point.time for point in points if point.survival <= Fraction(1, 2)), None)


def log_rank(groups: Mapping[str, Sequence[Spell]]) -> LogRank:
    """Test whether the groups end alike (Mantel; variance hypergeometric, unweighted).

    χ² = Z' V⁻ Z with Z the events observed less those expected. The degrees of freedom are the
    rank of V, so that a group never at risk beside another takes none. For A 1 2 3 and B 4 5 6
    days, all ended: observed 3 of A, expected 1/2 + 2/5 + 1/4 = 1.15; V = 0.6775; χ² = 5.0517,
    p = 0.0246.
    """
    surplus, spread = _against_expectation(list(groups.values()))
    statistic, degrees = _quadratic_form(spread, surplus)
    return LogRank(statistic, degrees, chi_square_p(statistic, degrees) if degrees else None)


def chi_square_p(statistic: Fraction, degrees: int) -> Decimal:
    """The chance of a chi-square of `degrees` at or above `statistic`: 0.0500 at 3.8415 of one.

    1 - P(a, x) with a = degrees/2, x = statistic/2, by the series
    P = xᵃ e⁻ˣ / Γ(a + 1) · Σ xⁿ / ((a + 1) … (a + n)) of the incomplete gamma function. Above 400,
    where the chance is below 10⁻⁴⁰ for any use here, 0.
    """
    if statistic <= 0:
        return Decimal(1)
    if statistic > 400 + degrees:
        return Decimal(0)
    with localcontext(prec=2 * DIGITS):
        a, x = Decimal(degrees) / 2, _decimal(statistic / 2)
        term = total = Decimal(1)
        n = 0
        while term > total.scaleb(-DIGITS):
            n += 1
            term *= x / (a + n)
            total += term
        below = (a * x.ln() - x).exp() / _gamma_above(degrees) * total
        return max(Decimal(0), 1 - below)


def _gamma_above(degrees: int) -> Decimal:
    """Γ(degrees/2 + 1), from Γ(1) = 1 or Γ(1/2) = √π."""
    if degrees % 2 == 0:
        value, step = Decimal(1), Decimal(1)
    else:
        value, step = _pi().sqrt(), Decimal("0.5")
    while step < Decimal(degrees) / 2 + 1:
        value *= step
        step += 1
    return value


def _pi() -> Decimal:
    """π by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239)."""
    return 16 * _arctan_of_inverse(5) - 4 * _arctan_of_inverse(239)


def _arctan_of_inverse(number: int) -> Decimal:
    total, power, n = Decimal(0), 1 / Decimal(number), 0
    while power > Decimal(1).scaleb(-2 * DIGITS):
        total += (-1) ** n * power / (2 * n + 1)
        power /= number * number
        n += 1
    return total


def _interval(survival: Fraction, spread: Fraction) -> tuple[Decimal | None, Decimal | None]:
    if not survival:
        return None, None
    if not spread:
        return Decimal(1), Decimal(1)
    with localcontext(prec=DIGITS):
        log = _decimal(survival).ln()
        width = Z_95 * _decimal(spread).sqrt() / log
        middle = (-log).ln()
        return (-(middle - width).exp()).exp(), (-(middle + width).exp()).exp()


def _against_expectation(
    groups: Sequence[Sequence[Spell]],
) -> tuple[list[Fraction], list[list[Fraction]]]:
    """Events observed less expected in each group, and the covariance of these differences."""
    surplus = [Fraction(0) for _ in groups]
    spread = [[Fraction(0) for _ in groups] for _ in groups]
    for at_risk, ended in _days_with_events(groups):
        n, d = sum(at_risk), sum(ended)
        for i, own in enumerate(at_risk):
            surplus[i] += ended[i] - Fraction(own * d, n)
            for j, other in enumerate(at_risk):
                if n > 1:
                    share = Fraction(d * (n - d) * own, n * n * (n - 1))
                    spread[i][j] += share * (n * (i == j) - other)
    return surplus, spread


def _days_with_events(
    groups: Sequence[Sequence[Spell]],
) -> Iterator[tuple[list[int], list[int]]]:
    """By group: how many were at risk and how many ended, on each day on which any did."""
    ended = [Counter(spell.time for spell in group if spell.is_ended) for group in groups]
    leaving = [Counter(spell.time for spell in group) for group in groups]
    at_risk = [len(group) for group in groups]
    for day in sorted(set().union(*leaving)):
        if any(group[day] for group in ended):
            yield list(at_risk), [group[day] for group in ended]
        at_risk = [number - group[day] for number, group in zip(at_risk, leaving, strict=True)]


def _quadratic_form(
    matrix: Sequence[Sequence[Fraction]], vector: Sequence[Fraction]
) -> tuple[Fraction, int]:
    """Return x' M⁻ x and the rank of M, by elimination; M is a covariance and x in its range."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    form, rank = Fraction(0), 0
    for i, row in enumerate(rows):
        if not row[i]:
            continue  # of a covariance: the whole row is nothing
        form += row[-1] ** 2 / row[i]
        rank += 1
        for below in rows[i + 1 :]:
            factor = below[i] / row[i]
            below[:] = [own - factor * other for own, other in zip(below, row, strict=True)]
    return form, rank


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
