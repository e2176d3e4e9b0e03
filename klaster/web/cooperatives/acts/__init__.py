"""All that may be done in a cooperative, one small form per act."""

from klaster.web.cooperatives.acts import (
    closing,
    founding,
    inventory,
    lending,
    meetings,
    members,
    organisation,
    savings,
    surplus,
    trade,
    trade_debts,
    treasury,
)
from klaster.web.shared.acting import ActForm

FORMS: tuple[type[ActForm], ...] = (
    *savings.FORMS,
    *lending.FORMS,
    *members.FORMS,
    *treasury.FORMS,
    *inventory.FORMS,
    *trade.FORMS,
    *trade_debts.FORMS,
    *closing.FORMS,
    *surplus.FORMS,
    *meetings.FORMS,
    *organisation.FORMS,
    *founding.FORMS,
    *savings.ON_LEAVING,
)
