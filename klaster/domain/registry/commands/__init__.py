"""All that may be done to the parties of an organisation, by capability."""

from klaster.domain.registry.commands.bonds import (
    end_role,
    give_consent,
    give_consent_many,
    give_role,
    give_role_to_many,
    join,
    join_many,
    leave,
    leave_many,
    withdraw_consent,
)
from klaster.domain.registry.commands.enrol import NewParty, correct, enrol, enrol_many
from klaster.domain.registry.commands.merging import keep_apart, merge, undo_merge
from klaster.domain.registry.commands.numbers import record_number, renew_ciphers, unmask
from klaster.domain.registry.commands.refusals import (
    AlreadyMerged,
    NoSuchBond,
    NoSuchParty,
    NotAGroup,
    ReasonMissing,
)

__all__ = [
    "AlreadyMerged",
    "NewParty",
    "NoSuchBond",
    "NoSuchParty",
    "NotAGroup",
    "ReasonMissing",
    "correct",
    "end_role",
    "enrol",
    "enrol_many",
    "give_consent",
    "give_consent_many",
    "give_role",
    "give_role_to_many",
    "join",
    "join_many",
    "keep_apart",
    "leave",
    "leave_many",
    "merge",
    "record_number",
    "renew_ciphers",
    "undo_merge",
    "unmask",
    "withdraw_consent",
]
