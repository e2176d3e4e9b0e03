"""The value every rule speaks to the ledger: an amount of one unit moved between two roles.

Rules name *roles* (`fund_cash`, `receivable`); the ledger finds the account that plays the role
in the chart of the book. Called by contract kinds, herds and the asset reform.
"""

from dataclasses import dataclass

RUPIAH = "IDR"


@dataclass(frozen=True, slots=True)
class Transfer:
    """`amount` (> 0, smallest step of `unit`) moves from role `credit` to role `debit`."""

    debit: str
    credit: str
    amount: int
    unit: str = RUPIAH

    def __post_init__(self) -> None:
        assert self.amount > 0, "a transfer moves something"
        assert self.debit != self.credit, "a transfer moves between two roles"


def moves(*wanted: tuple[str, str, int], unit: str = RUPIAH) -> tuple[Transfer, ...]:
    """Transfers from (debit, credit, amount), leaving out those that move nothing."""
    return tuple(
        Transfer(debit, credit, amount, unit) for debit, credit, amount in wanted if amount
    )
