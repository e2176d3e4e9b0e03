"""All that may be done with members' savings: bill, keep, share profit, pay out on leaving."""

from klaster.domain.savings.commands.billing import bill, set_plan
from klaster.domain.savings.commands.keeping import (
    HeldWhileMember,
    NoSuchMember,
    Saving,
    deposit,
    keep_many,
    withdraw,
)
from klaster.domain.savings.commands.leaving import StillOwes, leave, pass_to_heir
from klaster.domain.savings.commands.sharing import SharedAlready, share_profit

__all__ = [
    "HeldWhileMember",
    "NoSuchMember",
    "Saving",
    "SharedAlready",
    "StillOwes",
    "bill",
    "deposit",
    "keep_many",
    "leave",
    "pass_to_heir",
    "set_plan",
    "share_profit",
    "withdraw",
]
