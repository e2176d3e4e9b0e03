"""What goods cost when they leave the store: the moving average of all that lies there.

Perpetual: what comes in changes the average, what goes out does not. Source: SAK EP, weighted
average cost, taken anew at every receipt.
"""

from dataclasses import dataclass
from fractions import Fraction

from klaster.rules.amount import round_to


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies in the store of one item: `quantity` in the unit's smallest steps, rupiah."""

    quantity: int = 0
    value: int = 0

    def after(self, quantity: int, value: int) -> "Stock":
        """The stock after so much came in (or, below zero, went out)."""
        return Stock(self.quantity + quantity, self.value + value)


def cost_of(stock: Stock, quantity: int) -> int:
    """Rupiah that `quantity` steps cost, 0 to all there is; the last one takes what is left.

    Of 20 sacks worth 2,200,000 (10 at 100,000, then 10 at 120,000) five cost 550,000.
    """
    assert 0 <= quantity <= stock.quantity, "nobody takes what is not there"
    if not quantity:
        return 0
    return round_to(Fraction(stock.value * quantity, stock.quantity))


def part_of(total: int, quantity: int, before: int, more: int) -> int:
    """Rupiah of `total` for `quantity` that fall on `more` after `before`: parts add up exactly.

    1,000 for 3, given back one by one: 333, 334, 333.
    """
    assert 0 <= before <= before + more <= quantity, "no more comes back than went"
    upto = round_to(Fraction(total * (before + more), quantity))
    return upto - round_to(Fraction(total * before, quantity))
