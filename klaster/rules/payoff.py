"""Paying off early: the margin of the time not used is not collected.

Source: Fatwa DSN-MUI 153/2022 (the discount for a murabahah debt paid before its time is due,
not a favour). The period in which the payment falls counts as used.
"""

from dataclasses import dataclass
from datetime import date

from klaster.rules import settlement


@dataclass(frozen=True, slots=True)
class Payoff:
    """What ends a contract on a day: `due` is paid, `margin_waived` is not."""

    due: int
    margin_waived: int


def early(rows: settlement.OpenRows, on: date) -> Payoff:
    """The pay-off of `rows` on the day `on`, in smallest steps.

    Cost 100,000,000 and margin 12,000,000 over 12 months: paid off in month 6, the margin of
    months 7 to 12 is waived, 6,000,000. Margin paid ahead counts against what is due; where
    more of it was paid than is left to pay, nothing is due and nothing is paid back.
    """
    current = settlement.current_index(rows.rows, on)
    not_used = sum(row.margin for row in rows.rows[current + 1 :])
    margin_waived = min(not_used, rows.left)
    return Payoff(due=rows.left - margin_waived, margin_waived=margin_waived)
