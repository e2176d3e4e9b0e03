"""Words and figures that the reports on surveys share."""

from decimal import Decimal
from fractions import Fraction

from klaster.domain.surveys.models import Line, Round

# In the order of a mitra's time with the programme.
ROUNDS = dict(Round.choices)
LINES = dict(Line.Kind.choices)


def percent(part: Fraction) -> Decimal:
    """A part as per cent to two decimals: 19/71 is 26.76."""
    exact = 100 * part
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"))
