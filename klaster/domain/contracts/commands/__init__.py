"""All that may be done with contracts: sign, record, decide, roll on, hand over; group savings."""

from klaster.domain.contracts.commands.collecting import (
    CashDiffers,
    GroupCashMissing,
    NothingCollected,
    collect,
)
from klaster.domain.contracts.commands.group_cash import (
    NotGroupCash,
    Saving,
    save_to_group,
    save_to_group_many,
    withdraw_from_group,
)
from klaster.domain.contracts.commands.recording import (
    BeforeSigning,
    EventConflict,
    HandedOver,
    NewEvent,
    record,
    record_many,
)
from klaster.domain.contracts.commands.reform import Move, hand_over_many
from klaster.domain.contracts.commands.refusals import (
    NoSuchContract,
    NoSuchParty,
    ReasonMissing,
)
from klaster.domain.contracts.commands.rolling import pass_on
from klaster.domain.contracts.commands.signing import (
    NewContract,
    NotInShariaBook,
    NumberTaken,
    sign,
    sign_many,
)
from klaster.domain.contracts.commands.undoing import NoSuchEvent, NotTheLast, StaysAsAgreed, undo
from klaster.domain.contracts.commands.verbs import (
    cancel,
    pay_off,
    repay,
    restructure,
    waive,
    write_off,
)

__all__ = [
    "BeforeSigning",
    "CashDiffers",
    "EventConflict",
    "GroupCashMissing",
    "HandedOver",
    "Move",
    "NewContract",
    "NewEvent",
    "NoSuchContract",
    "NoSuchEvent",
    "NoSuchParty",
    "NotGroupCash",
    "NotInShariaBook",
    "NotTheLast",
    "NothingCollected",
    "NumberTaken",
    "ReasonMissing",
    "Saving",
    "StaysAsAgreed",
    "cancel",
    "collect",
    "hand_over_many",
    "pass_on",
    "pay_off",
    "record",
    "record_many",
    "repay",
    "restructure",
    "save_to_group",
    "save_to_group_many",
    "sign",
    "sign_many",
    "undo",
    "waive",
    "withdraw_from_group",
    "write_off",
]
