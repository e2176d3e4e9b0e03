"""Single acts on a contract, as a desk or a phone asks for them; each records one event.

Where the amount follows from the contract, the act works it out: a face need not, and cannot
disagree with the rules.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import queries
from klaster.domain.contracts.commands.recording import NewEvent, record
from klaster.domain.contracts.commands.refusals import locked
from klaster.domain.contracts.models import Contract, Event


@command("contracts.repay")
def repay(
    *, by: Actor, on: date, id: UUID, contract: UUID, amount: int, source: str | None = None
) -> Event:
    """Take `amount` rupiah in from the mitra; raises as `record` does."""
    new = NewEvent(id, contract, "repaid", on, amount, source=source)
    return record(by=by, on=on, new=new)


@command("contracts.pay_off")
def pay_off(*, by: Actor, on: date, id: UUID, contract: UUID) -> Event:
    """Take the whole rest in at once, less the margin of the time not used."""
    due = _amount_before(by, id) or queries.pay_off_due(_own(by, contract), on)
    return record(by=by, on=on, new=NewEvent(id, contract, "paid_off", on, due))


@command("contracts.waive")
def waive(*, by: Actor, on: date, id: UUID, contract: UUID, amount: int, reason: str) -> Event:
    """Forgive `amount` rupiah of the debt, oldest instalments first; the fund bears it."""
    new = NewEvent(id, contract, "waived", on, amount, {"reason": reason})
    return record(by=by, on=on, new=new)


@command("contracts.write_off")
def write_off(*, by: Actor, on: date, id: UUID, contract: UUID, reason: str) -> Event:
    """Give up as lost all that is left, in rupiah and in head."""
    left = _amount_before(by, id) or queries.write_off_amount(_own(by, contract))
    new = NewEvent(id, contract, "written_off", on, left, {"reason": reason})
    return record(by=by, on=on, new=new)


@command("contracts.restructure")
def restructure(
    *,
    by: Actor,
    on: date,
    id: UUID,
    contract: UUID,
    terms: Mapping[str, Any],
    reason: str,
) -> Event:
    """Agree on new terms for what is left; the debt never rises, the old terms stay readable."""
    data = {"terms": dict(terms), "reason": reason}
    return record(by=by, on=on, new=NewEvent(id, contract, "restructured", on, 0, data))


@command("contracts.cancel")
def cancel(*, by: Actor, on: date, id: UUID, contract: UUID, reason: str) -> Event:
    """Give a contract up before anything was handed over."""
    new = NewEvent(id, contract, "cancelled", on, 0, {"reason": reason})
    return record(by=by, on=on, new=new)


def _own(by: Actor, contract: UUID) -> Contract:
    return locked(by, [contract])[contract]


def _amount_before(by: Actor, id: UUID) -> int | None:
    """What this event moved when it was recorded before: the rest is no longer the same."""
    return (
        Event.objects.filter(organisation_id=by.organisation_id, id=id)
        .values_list("amount", flat=True)
        .first()
    )
