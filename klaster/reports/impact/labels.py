"""Words and figures that the reports on surveys share."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from klaster.domain.surveys.models import Line, Round
from klaster.reports.report import Row

# In the order of a mitra's time with the programme.
ROUNDS = dict(Round.choices)
LINES = dict(Line.Kind.choices)
# Real is at the prices of the month in which the programme began, in every report alike.
NOMINAL, REAL = "nominal", "real"
BASES = {NOMINAL: _("Harga berlaku"), REAL: _("Harga bulan awal program")}


def base_of(asked: Row, basis: str) -> str:
    """The month whose prices a row is told at, "2011-01"; "" at the prices of each day."""
    return f"{asked['began_on']:%Y-%m}" if basis == REAL else ""


def percent(part: Fraction) -> Decimal:
    """A part as per cent to two decimals: 19/71 is 26.76."""
    exact = 100 * part
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"))
