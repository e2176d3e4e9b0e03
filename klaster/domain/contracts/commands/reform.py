"""Asset reform of contracts: they end with one organisation and go on with another as they were.

Called by the exit, which posts the value in both books; here only the contracts' own rows are
written. See `rules.contracts.reform`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import history
from klaster.domain.contracts.commands.refusals import locked, require_parties
from klaster.domain.contracts.history import Case
from klaster.domain.contracts.models import Contract, Event, Instalment, Settlement, Terms
from klaster.domain.ledger.models import Book
from klaster.rules.contracts import reform
from klaster.rules.identity import derived_id

OPEN = (Contract.Status.PENDING, Contract.Status.ACTIVE)
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Move:
    """A contract that leaves the actor's organisation and goes on in `there_book`'s.

    The event ids are those of the entries that the exit posts for it, one in each book; `source`
    is the number of the deed.
    """

    contract: Contract
    there_id: UUID
    there_book: Book
    there_fund_id: UUID
    there_party_id: UUID
    out_event_id: UUID
    in_event_id: UUID
    source: str
    there_group_id: UUID | None = None


@command("contracts.hand_over_many")
def hand_over_many(*, by: Actor, on: date, moves: Sequence[Move]) -> list[Contract]:
    """End contracts here and let them go on there; return the new ones. Sent twice, done once.

    Terms, schedule and past events are told anew in the receiver's own rows, so that what is owed
    follows from them there too; nothing is posted for them.
    """
    own = locked(by, (move.contract.id for move in moves))
    for owner in {move.there_book.organisation_id for move in moves}:
        theirs = [move for move in moves if move.there_book.organisation_id == owner]
        require_parties(owner, (move.there_party_id for move in theirs))
        require_parties(owner, (move.there_group_id for move in theirs if move.there_group_id))
    to_go = [move for move in moves if own[move.contract.id].status in OPEN]
    cases = history.cases([own[move.contract.id] for move in to_go])
    there = [_there(move, cases[move.contract.id].contract) for move in to_go]
    once.copy(there)
    once.copy([_left(by, on, move, cases[move.contract.id]) for move in to_go])
    for start in range(0, len(to_go), _BATCH):
        Contract.objects.filter(
            organisation_id=by.organisation_id,
            id__in=[move.contract.id for move in to_go[start : start + _BATCH]],
        ).update(status=Contract.Status.HANDED_OVER, closed_on=on)
    _retell(by, on, to_go, there, cases)
    return there


def _there(move: Move, contract: Contract) -> Contract:
    return Contract(
        id=move.there_id,
        organisation_id=move.there_book.organisation_id,
        number=contract.number,
        kind=contract.kind,
        party_id=move.there_party_id,
        group_id=move.there_group_id,
        book=move.there_book,
        fund_id=move.there_fund_id,
        signed_on=contract.signed_on,
        approved_by=contract.approved_by,
        status=contract.status,
    )


def _left(by: Actor, on: date, move: Move, case: Case) -> Event:
    return Event(
        id=move.out_event_id,
        organisation_id=by.organisation_id,
        contract=case.contract,
        n=case.n + 1,
        kind=reform.HANDED_OVER,
        on=on,
        data={"deed": move.source},
        status=Contract.Status.HANDED_OVER,
        is_posted=True,
        source=move.source,
        recorded_by=by.user_id,
    )


def _arrived(by: Actor, on: date, move: Move, contract: Contract, n: int) -> Event:
    return Event(
        id=move.in_event_id,
        organisation_id=contract.organisation_id,
        contract=contract,
        n=n,
        kind=reform.TAKEN_OVER,
        on=on,
        data={"deed": move.source},
        status=contract.status,
        is_posted=True,
        source=move.source,
        recorded_by=by.user_id,
    )


def _retell(
    by: Actor,
    on: date,
    moves: Sequence[Move],
    there: Sequence[Contract],
    cases: dict[UUID, Case],
) -> None:
    """Copy terms, schedule, standing events and what they settled, under ids of their own."""
    given = {
        "organisation_id": by.organisation_id,
        "contract_id__in": [move.contract.id for move in moves],
    }
    new = {move.contract.id: each for move, each in zip(moves, there, strict=True)}
    events: dict[UUID, Event] = {}
    arrived: list[Event] = []
    for move, contract in zip(moves, there, strict=True):
        case = cases[move.contract.id]
        events |= zip(case.ids, _told(by, contract, case, move.source), strict=True)
        arrived.append(_arrived(by, on, move, contract, len(case.ids) + 1))
    once.copy([*events.values(), *arrived])
    terms: dict[UUID, Terms] = {}
    for each in Terms.objects.filter(**given):
        contract = new[each.contract_id]
        own_id = history.terms_id(contract, each.version)
        event = events[each.event_id] if each.event_id else None
        terms[each.id] = _copy(each, own_id, contract=contract, event=event)
    once.copy(list(terms.values()))
    rows: dict[UUID, Instalment] = {}
    for row in Instalment.objects.filter(**given):
        contract, version = new[row.contract_id], terms[row.terms_id]
        own_id = history.instalment_id(contract, version.version, row.n)
        rows[row.id] = _copy(row, own_id, contract=contract, terms=version)
    once.copy(list(rows.values()))
    settled = Settlement.objects.filter(
        organisation_id=by.organisation_id, instalment__contract_id__in=list(new)
    )
    once.copy(
        [
            _copy(
                each,
                derived_id(on, events[each.event_id].id, each.id),
                event=events[each.event_id],
                instalment=rows[each.instalment_id],
            )
            for each in settled
            if each.event_id in events  # not those of an event taken back
        ]
    )


def _told(by: Actor, contract: Contract, case: Case, source: str) -> Iterator[Event]:
    standing = zip(case.ids, case.history, case.statuses, strict=True)
    for n, (event_id, event, status) in enumerate(standing, 1):
        yield Event(
            id=derived_id(event.on, contract.id, event_id),
            organisation_id=contract.organisation_id,
            contract=contract,
            n=n,
            kind=event.kind,
            on=event.on,
            amount=event.amount,
            data=dict(event.data),
            status=status,
            is_posted=False,
            source=source,
            recorded_by=by.user_id,
        )


def _copy(row: Any, id: UUID, **changed: Any) -> Any:
    """A row of the giver as one of the receiver's own; `changed` are its new relations."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.local_fields}
    for name in changed:
        fields.pop(f"{name}_id", None)
    owner = next(iter(changed.values())).organisation_id
    return type(row)(**{**fields, **changed, "id": id, "organisation_id": owner})
