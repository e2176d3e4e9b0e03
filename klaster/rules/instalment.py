"""The two values of repayment: a row of a schedule, and what an event settled of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row of a schedule; money in the smallest step; `n` counts from 1."""

    n: int
    due_date: date
    principal: int
    margin: int = 0

    @property
    def total(self) -> int:
        """Principal and margin together."""
        return self.principal + self.margin


@dataclass(frozen=True, slots=True)
class Settlement:
    """How much of instalment `n` an event settled."""

    n: int
    principal: int
    margin: int = 0

    @property
    def total(self) -> int:
        """Principal and margin together."""
        return self.principal + self.margin
