"""All that may be done with applications: record families, ask, approve, turn down, withdraw."""

from klaster.domain.lending.commands.applying import AMOUNT_KEYS, apply_for, record_relative
from klaster.domain.lending.commands.deciding import (
    APPROVING,
    ApprovedAlready,
    Decided,
    MakerMayNotApprove,
    NotAnOfficer,
    OwnApplication,
    approve,
    reject,
    withdraw,
)

__all__ = [
    "AMOUNT_KEYS",
    "APPROVING",
    "ApprovedAlready",
    "Decided",
    "MakerMayNotApprove",
    "NotAnOfficer",
    "OwnApplication",
    "apply_for",
    "approve",
    "record_relative",
    "reject",
    "withdraw",
]
