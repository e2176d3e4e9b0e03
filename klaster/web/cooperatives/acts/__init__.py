"""All that may be done in a cooperative, one small form per act."""

from klaster.web.cooperatives.acts import (
    closing,
    inventory,
    lending,
    meetings,
    members,
    organisation,
    savings,
    surplus,
    trade,
    treasury,
)

FORMS = (
    *savings.FORMS,
    *lending.FORMS,
    *members.FORMS,
    *treasury.FORMS,
    *inventory.FORMS,
    *trade.FORMS,
    *closing.FORMS,
    *surplus.FORMS,
    *meetings.FORMS,
    *organisation.FORMS,
    *savings.ON_LEAVING,
)
