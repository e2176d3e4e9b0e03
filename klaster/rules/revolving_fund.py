"""The health of a revolving fund after hand-over: LAR, PAR and RR with their bands."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Exposure:
    """One contract of a revolving fund: who owes, how much, and how late; smallest steps."""

    group: str
    balance: int
    arrears: int
    instalments_late: int


@dataclass(frozen=True, slots=True)
class Health:
    """Measures of a revolving fund as exact ratios; None where nothing is outstanding.

    `loans_at_risk` (LAR): groups at least three instalments late / groups with a balance.
    `portfolio_at_risk` (PAR): balance of such contracts / balance.
    `repayment_rate` (RR): (balance - their arrears) / balance.
    """

    loans_at_risk: Fraction | None
    portfolio_at_risk: Fraction | None
    repayment_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Band:
    """A measure is satisfactory or minimum up to (or, `is_floor`, down to) these percents."""

    measure: str
    satisfactory_pct: int
    minimum_pct: int
    is_floor: bool = False


INSTALMENTS_AT_RISK = 3
SATISFACTORY, MINIMUM, INADEQUATE = "satisfactory", "minimum", "inadequate"
# Source: https://text-id.123dok.com/document/oz14l02vz (measuring a revolving fund's
# performance); the sign of the first band of LAR is lost in that scan and read as "at most".
BANDS = (
    Band("loans_at_risk", satisfactory_pct=10, minimum_pct=20),
    Band("portfolio_at_risk", satisfactory_pct=10, minimum_pct=20),
    Band("repayment_rate", satisfactory_pct=90, minimum_pct=80, is_floor=True),
)


def health(exposures: Iterable[Exposure]) -> Health:
    """LAR, PAR and RR of a fund's contracts on a day."""
    lent = [each for each in exposures if each.balance > 0]
    balance = sum(each.balance for each in lent)
    if not balance:
        return Health(None, None, None)
    risky = [each for each in lent if each.instalments_late >= INSTALMENTS_AT_RISK]
    return Health(
        loans_at_risk=Fraction(len({x.group for x in risky}), len({x.group for x in lent})),
        portfolio_at_risk=Fraction(sum(x.balance for x in risky), balance),
        repayment_rate=Fraction(balance - sum(x.arrears for x in risky), balance),
    )


def band(measure: str, value: Fraction) -> str:
    """satisfactory, minimum or inadequate: a PAR of 10 % is still satisfactory."""
    limits = next(each for each in BANDS if each.measure == measure)
    sign = -1 if limits.is_floor else 1
    pct = sign * value * 100
    if pct <= sign * limits.satisfactory_pct:
        return SATISFACTORY
    return MINIMUM if pct <= sign * limits.minimum_pct else INADEQUATE
