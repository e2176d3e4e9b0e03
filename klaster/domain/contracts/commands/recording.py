"""Recording what happens to contracts: the rules say what it means, the ledger takes the value.

One event or tens of thousands take the same path: everything is loaded in a few queries, applied
in memory in the order of days, and written at once. An event sent twice is recorded once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command, require
from klaster.domain.assets import commands as assets
from klaster.domain.assets.models import Placement
from klaster.domain.contracts import history, lots
from klaster.domain.contracts.commands import signing
from klaster.domain.contracts.commands.refusals import locked
from klaster.domain.contracts.history import Case
from klaster.domain.contracts.models import Contract, Event, Instalment, Settlement, Terms
from klaster.domain.ledger import commands as ledger
from klaster.rules.amount import LARGEST
from klaster.rules.contracts import kind as kinds
from klaster.rules.contracts.kind import Outcome
from klaster.rules.entry import Transfer
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text

_ENTRIES = 1_000  # in one call of the ledger

# Events that give up value or change what was agreed, and the act that each one asks for.
DECISIONS = {
    "waived": "contracts.waive",
    "written_off": "contracts.write_off",
    "restructured": "contracts.restructure",
    "cancelled": "contracts.cancel",
}


class EventConflict(Refused):
    code = "event_conflict"
    message = (
        "Kejadian {event} sudah tercatat dengan isi yang lain. Periksa sebelum mengirim ulang."
    )


class BeforeSigning(Refused):
    code = "before_signing"
    message = "Kejadian {on} mendahului tanggal akad {signed}. Periksa tanggalnya."


class HandedOver(Refused):
    code = "handed_over"
    message = "Kontrak {number} sudah diserahkan kepada koperasi. Catat kejadiannya di sana."


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened to a contract; its id, made by the sender, is also its entry's.

    `amount` is rupiah. `data` holds JSON values only. `source` names the document or batch.
    """

    id: UUID
    contract: UUID
    kind: str
    on: date
    amount: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None


@command("contracts.record")
def record(*, by: Actor, on: date, new: NewEvent) -> Event:
    """Record one event, post what it moves, and return it with its `n` and the new status.

    Raises what the kind refuses, `NoSuchContract`, `EventConflict`, `BeforeSigning`, `HandedOver`,
    what the ledger refuses (`NotEnough`), and `NotAllowed` for a decision that is not the actor's.
    """
    return _record(by, [new])[0]


@command("contracts.record_many")
def record_many(*, by: Actor, on: date, rows: Sequence[NewEvent]) -> list[Event]:
    """Record events of any contracts, all or none, each contract's in the order of their days.

    Raises as `record` does; a refusal of one event has its number, from 1, in `data["row"]`.
    """
    return _record(by, rows)


@dataclass(slots=True)
class _Written:
    """Rows to store, gathered while events are applied."""

    events: list[Event] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    instalments: list[Instalment] = field(default_factory=list)
    entries: list[ledger.NewEntry] = field(default_factory=list)
    lots: list[assets.NewLot] = field(default_factory=list)
    turned: dict[UUID, date] = field(default_factory=dict)  # when its status last changed
    titles: dict[UUID, date] = field(default_factory=dict)
    ends: dict[UUID, tuple[date, str]] = field(default_factory=dict)


def _record(by: Actor, rows: Sequence[NewEvent]) -> list[Event]:
    for act in {DECISIONS[row.kind] for row in rows if row.kind in DECISIONS}:
        if by.act in ("contracts.record", "contracts.record_many"):
            require(by, act)
    contracts = locked(by, (row.contract for row in rows))
    before = _known(by, rows)
    new: dict[UUID, tuple[int, NewEvent]] = {}
    for number, row in enumerate(rows, 1):
        twin = before.get(row.id) or (row.id in new and new[row.id][1])
        if twin:
            _require_same(row, twin)
        else:
            new[row.id] = (number, row)
    touched = {row.contract for _, row in new.values()}
    cases = history.cases([contracts[each] for each in sorted(touched)])
    written = _Written()
    for number, row in sorted(new.values(), key=lambda each: each[1].on):
        try:
            before[row.id] = _apply(by, cases[row.contract], row, written)
        except Refused as refused:
            refused.data["row"] = number
            raise
    _store(by, cases.values(), written)
    return [before[row.id] for row in rows]


def _known(by: Actor, rows: Sequence[NewEvent]) -> dict[UUID, Event]:
    known: dict[UUID, Event] = {}
    for ids in history.batches(row.id for row in rows):
        found = Event.objects.filter(organisation_id=by.organisation_id, id__in=ids)
        known |= {event.id: event for event in found}
    return known


def _require_same(row: NewEvent, there: Event | NewEvent) -> None:
    contract = there.contract_id if isinstance(there, Event) else there.contract
    said = (contract, there.kind, there.on, there.amount, dict(there.data))
    if said != (row.contract, row.kind, row.on, row.amount, dict(row.data)):
        raise EventConflict(event=row.id)


def _apply(by: Actor, case: Case, row: NewEvent, written: _Written) -> Event:
    contract = case.contract
    if row.on < contract.signed_on:
        raise BeforeSigning(on=date_text(row.on), signed=date_text(contract.signed_on))
    if case.status == Contract.Status.HANDED_OVER:
        raise HandedOver(number=contract.number)
    if row.amount > LARGEST:
        raise BadField(field="amount", reason="lebih dari 18 angka")
    event = kinds.Event(row.kind, row.on, row.amount, row.data)
    outcome = case.kind.apply(case.terms, case.history, event)
    version = case.version
    if outcome.status != case.status:
        written.turned[contract.id] = row.on
    case.add(row.id, event, outcome.status)
    stored = Event(
        id=row.id,
        organisation_id=contract.organisation_id,
        contract_id=contract.id,
        n=case.n,
        kind=row.kind,
        on=row.on,
        amount=row.amount,
        data=dict(row.data),
        status=outcome.status,
        is_posted=bool(outcome.transfers),
        source=row.source,
        recorded_by=by.user_id,
    )
    written.events.append(stored)
    written.settlements.extend(
        Settlement(
            id=derived_id(row.on, row.id, "settlement", each.n),
            organisation_id=contract.organisation_id,
            event_id=row.id,
            instalment_id=history.instalment_id(contract, version, each.n),
            principal=each.principal,
            margin=each.margin,
        )
        for each in outcome.settlements
    )
    if outcome.transfers:
        written.entries.append(_entry(contract, stored, outcome.transfers))
    if row.kind == history.RESTRUCTURED:
        _renew(case, stored, written)
    _place(case, row.id, event, outcome, written)
    return stored


def _entry(contract: Contract, event: Event, transfers: Iterable[Transfer]) -> ledger.NewEntry:
    return ledger.NewEntry(
        id=event.id,
        book=contract.book,
        kind=f"{contract.kind}.{event.kind}",
        on=event.on,
        lines=[
            ledger.Line(
                contract.fund_id,
                ledger.Side(each.debit, contract.party_id, contract.id),
                ledger.Side(each.credit, contract.party_id, contract.id),
                each.amount,
                each.unit,
            )
            for each in transfers
        ],
        memo=str(event.data.get("reason", ""))[:300],
        source=f"contract:{contract.number}:{event.n}",
    )


def _renew(case: Case, event: Event, written: _Written) -> None:
    """The next version of the terms with its schedule."""
    data = event.data["terms"]
    version = case.version
    terms = signing.terms_row(case.contract, version, data, event.on, event.id)
    rows = case.kind.schedule(case.kind.terms_now(case.terms, case.history))
    written.terms.append(terms)
    written.instalments.extend(signing.instalments(case.contract, terms, rows))


def _place(case: Case, id: UUID, event: kinds.Event, outcome: Outcome, written: _Written) -> None:
    """What the event means for the lots of the contract: placed, theirs now, at an end."""
    contract = case.contract
    written.lots.extend(lots.handed_over(contract, id, event, outcome))
    passes = any(each.debit == "owned_by_keeper" for each in outcome.transfers)
    if event.kind == "title_passed" or (passes and event.kind != "divided"):
        written.titles.setdefault(contract.id, event.on)
    if outcome.status == kinds.WRITTEN_OFF:
        written.ends[contract.id] = (event.on, Placement.End.WRITTEN_OFF)
    elif outcome.status == kinds.FULFILLED:
        end = Placement.End.RETURNED if event.kind == "returned" else Placement.End.FULFILLED
        written.ends[contract.id] = (event.on, end)


def _store(by: Actor, cases: Iterable[Case], written: _Written) -> None:
    once.copy(written.events)
    once.copy(written.terms)
    once.copy(written.instalments)
    once.copy(written.settlements)
    _set_statuses(by, cases, written.turned)
    for start in range(0, len(written.entries), _ENTRIES):
        entries = written.entries[start : start + _ENTRIES]
        ledger.post_many(by=by, on=entries[-1].on, entries=entries)
    _keep_lots(by, written)


def _set_statuses(by: Actor, cases: Iterable[Case], days: Mapping[UUID, date]) -> None:
    """One update for each status and day, since many contracts end on the same meeting day."""
    by_state: dict[tuple[str, date | None], list[UUID]] = defaultdict(list)
    for case in cases:
        contract = case.contract
        if case.status == contract.status:
            continue
        is_open = case.status in (Contract.Status.PENDING, Contract.Status.ACTIVE)
        contract.closed_on = None if is_open else days[contract.id]
        contract.status = case.status
        by_state[contract.status, contract.closed_on].append(contract.id)
    for (status, closed_on), ids in by_state.items():
        Contract.objects.filter(organisation_id=by.organisation_id, id__in=ids).update(
            status=status, closed_on=closed_on
        )


def _keep_lots(by: Actor, written: _Written) -> None:
    if not written.events:
        return
    day = written.events[-1].on
    assets.record_lots(by=by, on=day, rows=written.lots)
    assets.pass_titles(by=by, on=day, days=written.titles)
    assets.end_lots(by=by, on=day, ends=written.ends)
