"""Zakat on a harvest: advice to the farmer, never a charge.

Due when the harvest reaches the nisab of 653 kg of unhusked rice (5 wasaq as BAZNAS reckons it);
5 % where the water was paid for or pumped, 10 % where rain or a free stream gave it.
"""

from dataclasses import dataclass
from fractions import Fraction

from klaster.rules.amount import FLOOR, round_to

NISAB_KG = 653
IRRIGATED_PCT, RAIN_FED_PCT = 5, 10


@dataclass(frozen=True, slots=True)
class Advice:
    """Kilograms (and their worth in rupiah) that are due; zero below the nisab."""

    is_due: bool
    pct: int
    due_kg: int
    due_rupiah: int


def advice(harvest_kg: int, is_irrigated: bool, price_per_kg: int = 0) -> Advice:
    """What is due on a harvest of unhusked rice, whole kilograms, the fraction left to the farmer.

    1,200 kg irrigated at 5,000: 5 % = 60 kg, worth 300,000. 652 kg: nothing. 653 kg rain-fed:
    10 % = 65 kg. `price_per_kg` in rupiah, 0 where it is not known.
    """
    assert harvest_kg >= 0, "a harvest is not negative"
    assert price_per_kg >= 0, "a price is not negative"
    pct = IRRIGATED_PCT if is_irrigated else RAIN_FED_PCT
    if harvest_kg < NISAB_KG:
        return Advice(False, pct, 0, 0)
    due = round_to(Fraction(harvest_kg * pct, 100), 1, FLOOR)
    return Advice(True, pct, due, due * price_per_kg)
