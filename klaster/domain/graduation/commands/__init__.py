"""All that may be done towards independence: deciding on it, and the asset reform itself."""

from klaster.domain.graduation.commands.confirming import (
    ConfirmedThatDay,
    NewConfirmation,
    confirm_many,
)
from klaster.domain.graduation.commands.deciding import (
    NewDecision,
    OverriddenWithoutReason,
    claim_many,
    decide_many,
)
from klaster.domain.graduation.commands.leaving import (
    LeftBehind,
    NewDeed,
    NotReadyToLeave,
    Rehearsal,
    SectorWithoutDeed,
    exit_programme,
    rehearse,
)
from klaster.domain.graduation.commands.ruling import adopt_rules

__all__ = [
    "ConfirmedThatDay",
    "LeftBehind",
    "NewConfirmation",
    "NewDecision",
    "NewDeed",
    "NotReadyToLeave",
    "OverriddenWithoutReason",
    "Rehearsal",
    "SectorWithoutDeed",
    "adopt_rules",
    "claim_many",
    "confirm_many",
    "decide_many",
    "exit_programme",
    "rehearse",
]
