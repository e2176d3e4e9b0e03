"""All that is done about organisations, users, roles, and acts that wait for a second person."""

from klaster.domain.access.commands.proposing import (
    AlreadyDecided,
    NoLongerFits,
    NoSuchProposal,
    OwnProposal,
    approve,
    propose,
    reject,
    withdraw,
)
from klaster.domain.access.commands.setting_up import (
    NameTaken,
    NoSuchGrant,
    NoSuchUser,
    PasswordTooShort,
    RoleUnknown,
    UserOfOthers,
    create_organisation,
    create_user,
    deactivate_user,
    grant_role,
    revoke_role,
    set_password,
)

__all__ = [
    "AlreadyDecided",
    "NameTaken",
    "NoLongerFits",
    "NoSuchGrant",
    "NoSuchProposal",
    "NoSuchUser",
    "OwnProposal",
    "PasswordTooShort",
    "RoleUnknown",
    "UserOfOthers",
    "approve",
    "create_organisation",
    "create_user",
    "deactivate_user",
    "grant_role",
    "propose",
    "reject",
    "revoke_role",
    "set_password",
    "withdraw",
]
