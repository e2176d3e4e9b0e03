"""The PPI: what ten simple answers say of how likely a household is poor.

Points of a scorecard add up to a score of 0 to 100, and a table gives the likelihood (per cent)
that a household of that score is below each of several poverty lines. The share of poor in a group
is the mean of the likelihoods, never the likelihood of the mean score. Source and figures:
`ppi_indonesia_2010`.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from klaster.rules import reading
from klaster.rules.refusal import BadField
from klaster.rules.scoring import ppi_indonesia_2010 as card

QUESTIONS = tuple(card.POINTS)
LINES = card.LINES
HIGHEST = 100

_LOWEST_OF_BANDS = tuple(card.LIKELIHOODS)
_TABLE = tuple(
    dict(zip(LINES, map(Decimal, figures.split()), strict=True))
    for figures in card.LIKELIHOODS.values()
)


def score(answers: Mapping[str, str]) -> int:
    """Add up the points of the letters answered to q1 to q10; other keys are left alone.

    Raises `BadField` with the question that was not answered or has no such option. Four members
    (11), all children at school (2), and A everywhere else (0): 13.
    """
    return sum(
        points[reading.read_choice(answers, question, tuple(points))]
        for question, points in card.POINTS.items()
    )


def likelihoods(of: int) -> Mapping[str, Decimal]:
    """Per cent of households with this score that are below each line.

    Raises `BadField` for a score that is not 0 to 100. A score of 13: nl100 48.4, nl150 87.9.
    """
    if not 0 <= of <= HIGHEST:
        raise BadField(field="score", reason="harus {least} sampai {most}", least=0, most=HIGHEST)
    return _TABLE[bisect_right(_LOWEST_OF_BANDS, of) - 1]


def likelihood(of: int, line: str) -> Decimal:
    """Per cent of households with this score that are below one of LINES."""
    return likelihoods(of)[line]


def rate(scores: Sequence[int], line: str) -> Fraction:
    """Per cent of at least one household below a line: the mean of their likelihoods.

    Scores 0 and 60 by nl100: (66.3 + 0.1) / 2 = 33.2; of their mean score, 30, it would be 10.3.
    """
    return sum((Fraction(likelihood(each, line)) for each in scores), Fraction(0)) / len(scores)
