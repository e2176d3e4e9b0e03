"""The limit of a cooperative's financing to those who lead it and their families.

Related are officers, supervisors, the sharia board and the family recorded of each. Above the
limit a cooperative is warned, not stopped: the choice `related_party_pct` says how much.
"""

from dataclasses import dataclass

OWN_CAPITAL = (
    "savings_principal",
    "savings_mandatory",
    "reserve",
    "reserve_risk",
    "donated_capital",
)
OUTSTANDING = (
    "receivable",
    "deferred_margin",
    "rent_receivable",
    "salam_receivable",
    "investment",
    "managed_asset",
    "accumulated_depreciation",
)


@dataclass(frozen=True, slots=True)
class Related:
    """Financing to related parties, rupiah: `after` this one, and the most that is in order."""

    after: int
    limit: int

    @property
    def above(self) -> int:
        """Rupiah above the limit, 0 when it is kept."""
        return max(0, self.after - self.limit)


def related(outstanding: int, amount: int, own_capital: int, percent: int) -> Related:
    """What related parties would owe after one more financing, against the limit, rounded down.

    With 3,000,000 outstanding, 1,500,000 asked for and 40,000,000 of own capital at 10 %: 4,500,000
    against 4,000,000, so 500,000 above. No capital: no limit but zero.
    """
    return Related(outstanding + amount, max(0, own_capital) * percent // 100)
