"""The BAZNAS Welfare Index (Indeks Kesejahteraan BAZNAS), version 1: three indices in one.

Weighted are the CIBEST welfare index, the modified human development index (education and health)
and the index of independence (kemandirian), each 0 to 1. Source: Pusat Kajian Strategis BAZNAS,
"Indeks Kesejahteraan BAZNAS", released on 17 October 2019; weights 0.50, 0.20 and 0.30 by its
decree 07/PUSKAS-BAZNAS/II/2020, taken for the whole of 2020. The weights before, 0.40, 0.40 and
0.20, are not checked against a publication. Version 2 (2024) is another index, of other parts.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klaster.rules.refusal import BadField


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each component counts from a day on; they add up to one."""

    valid_from: date
    cibest: Decimal
    hdi: Decimal
    independence: Decimal


LATEST = date(2020, 1, 1)
WEIGHTS = (
    Weights(date.min, Decimal("0.40"), Decimal("0.40"), Decimal("0.20")),
    Weights(LATEST, Decimal("0.50"), Decimal("0.20"), Decimal("0.30")),
)


def weights(on: date) -> Weights:
    """Return the weights in force on a day."""
    return [each for each in WEIGHTS if each.valid_from <= on][-1]


def index(cibest: Decimal, hdi: Decimal, independence: Decimal, on: date) -> Decimal:
    """Weigh the three components with the weights of a day; raises `BadField` outside 0 to 1.

    0.60, 0.70 and 0.50: 0.30 + 0.14 + 0.15 = 0.59 since 2020, 0.24 + 0.28 + 0.10 = 0.62 before.
    """
    for name, component in (("cibest", cibest), ("hdi", hdi), ("independence", independence)):
        if not 0 <= component <= 1:
            raise BadField(field=name, reason="harus {least} sampai {most}", least=0, most=1)
    held = weights(on)
    return held.cibest * cibest + held.hdi * hdi + held.independence * independence
