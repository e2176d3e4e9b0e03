"""Passing offspring on: it leaves one family and, if the next is ready, arrives at another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import queries
from klaster.domain.contracts.commands.recording import NewEvent, record
from klaster.domain.contracts.commands.refusals import locked
from klaster.domain.contracts.commands.signing import NewContract, sign
from klaster.domain.contracts.models import Event
from klaster.rules.identity import derived_id


@command("contracts.pass_on")
def pass_on(
    *,
    by: Actor,
    on: date,
    id: UUID,
    contract: UUID,
    animals: Mapping[str, Any],
    to: NewContract | UUID | None = None,
) -> Event:
    """Record that a family passed offspring on and, with `to`, that the next family received it.

    `animals` is the event's data: females, males, age_months or weight_kg. `to` is a contract
    signed before, or one to sign now: its `base_value` is then the part of the claim that rolls
    on, unless given. The next family's lot knows where it came from, and the family leaves the
    queue. Without `to` the offspring waits in the programme's stock.
    """
    passed = NewEvent(id, contract, "passed_on", on, 0, animals)
    if isinstance(to, NewContract):
        value = queries.rolled_value(locked(by, [contract])[contract], passed.id, on, animals)
        terms = {"base_value": str(value), **to.terms}
        to = sign(by=by, on=on, new=replace(to, terms=terms, signed_on=to.signed_on or on)).id
    event = record(by=by, on=on, new=passed)
    if to is not None:
        placed = NewEvent(
            derived_id(on, id, "placed"), to, "placed", on, 0, {"came_from": str(contract)}
        )
        record(by=by, on=on, new=placed)
    return event
