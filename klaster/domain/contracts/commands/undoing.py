"""Taking the last event of a contract back, when it was recorded by mistake."""

from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.assets import commands as assets
from klaster.domain.contracts import history
from klaster.domain.contracts.commands.refusals import ReasonMissing, locked
from klaster.domain.contracts.models import Contract, Event, Settlement
from klaster.domain.ledger import commands as ledger
from klaster.rules.contracts import reform
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused


class NoSuchEvent(Refused):
    code = "no_such_event"
    message = "Kejadian {event} tidak ada di lembaga Anda. Muat ulang kontraknya."


class NotTheLast(Refused):
    code = "not_the_last"
    message = (
        "Hanya kejadian terakhir kontrak {number} yang dapat dibatalkan. "
        "Batalkan dahulu yang sesudahnya."
    )


class StaysAsAgreed(Refused):
    code = "stays_as_agreed"
    message = (
        "Perubahan akad dan penyerahan kepada koperasi tidak dapat dibatalkan. "
        "Buat perubahan akad yang baru."
    )


@command("contracts.undo")
def undo(*, by: Actor, on: date, id: UUID, event: UUID, reason: str) -> Event:
    """Take back an event, the last one of its contract: its entry is reversed, both stay visible.

    Raises `NoSuchEvent`, `NotTheLast`, `StaysAsAgreed`, and what the ledger refuses.
    """
    if not reason.strip():
        raise ReasonMissing
    own = Event.objects.filter(organisation_id=by.organisation_id)
    before = own.filter(id=id).first()
    if before is not None and before.data == {"event": str(event), "reason": reason}:
        return before
    mistaken = own.filter(id=event).first()
    if mistaken is None:
        raise NoSuchEvent(event=event)
    contract = locked(by, [mistaken.contract_id])[mistaken.contract_id]
    case = history.case(contract)
    reformed = own.filter(contract=contract, kind__in=reform.EVENTS, n__gte=mistaken.n)
    if mistaken.kind == history.RESTRUCTURED or reformed.exists():
        raise StaysAsAgreed
    if not case.ids or case.ids[-1] != event:
        raise NotTheLast(number=contract.number)
    undone = _take_back(by, on, id, case, mistaken, reason)
    if mistaken.is_posted:
        ledger.reverse(by=by, on=on, id=id, entry=event, reason=reason)
    return undone


def _take_back(
    by: Actor, on: date, id: UUID, case: history.Case, mistaken: Event, reason: str
) -> Event:
    contract = case.contract
    status = case.statuses[-2] if len(case.statuses) > 1 else Contract.Status.PENDING
    is_open = status in (Contract.Status.PENDING, Contract.Status.ACTIVE)
    undone = Event.objects.create(
        id=id,
        organisation_id=by.organisation_id,
        contract=contract,
        n=case.n + 1,
        kind=history.UNDONE,
        on=on,
        data={"event": str(mistaken.id), "reason": reason},
        status=status,
        is_posted=mistaken.is_posted,
        recorded_by=by.user_id,
    )
    settled = Settlement.objects.filter(organisation_id=by.organisation_id, event=mistaken)
    Settlement.objects.bulk_create(
        Settlement(
            id=derived_id(on, id, "settlement", each.instalment_id),
            organisation_id=by.organisation_id,
            event=undone,
            instalment_id=each.instalment_id,
            principal=-each.principal,
            margin=-each.margin,
        )
        for each in settled
    )
    Contract.objects.filter(organisation_id=by.organisation_id, id=contract.id).update(
        status=status, closed_on=None if is_open else case.history[-2].on
    )
    assets.undo_lots(
        by=by,
        on=on,
        contract=contract.id,
        placed_by=mistaken.id,
        is_open=is_open,
        placed_on=mistaken.on,
    )
    return undone
