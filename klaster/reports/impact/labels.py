"""Words and figures that the reports on surveys share."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

# In the order of a mitra's time with the programme.
ROUNDS = {
    "before": _("Sebelum program"),
    "yearly": _("Tahunan"),
    "exit": _("Saat pelepasan"),
    "after": _("Setelah program"),
}
LINES = {
    "needs": _("Survei kebutuhan hidup"),
    "bps": _("Garis kemiskinan BPS"),
    "nishab": _("Nishab zakat"),
    "had_kifayah": _("Had kifayah"),
}


def percent(part: Fraction) -> Decimal:
    """A part as per cent to two decimals: 19/71 is 26.76."""
    exact = 100 * part
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"))
