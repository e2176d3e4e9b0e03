"""Contracts with all that the rules ask for: their terms as signed and what has happened since.

Loaded for many contracts in a few queries; the commands then apply events in memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from klaster.domain.contracts.models import Contract, Event, Terms
from klaster.rules import contracts as kinds
from klaster.rules.contracts import reform
from klaster.rules.contracts.kind import Event as Happened
from klaster.rules.contracts.kind import Kind
from klaster.rules.identity import derived_id

UNDONE = "undone"  # takes back the event before it
RESTRUCTURED = "restructured"
_BATCH = 5_000


@dataclass(slots=True)
class Case:
    """A contract and where it stands; it changes while events are applied.

    `history` is what the rules see: events in the order they were accepted, without those taken
    back and those of an asset reform, which belong to no kind. `ids` and `statuses` (after each of
    them) run beside it. `n` is the number of the last event of any kind, `version` that of the
    terms in force.
    """

    contract: Contract
    kind: Kind
    terms: Any
    history: tuple[Happened, ...] = ()
    ids: list[UUID] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    n: int = 0
    version: int = 1
    is_handed_over: bool = False

    @property
    def status(self) -> str:
        """The status after the last event, before any of them: pending."""
        if self.is_handed_over:
            return Contract.Status.HANDED_OVER
        return self.statuses[-1] if self.statuses else Contract.Status.PENDING

    def add(self, id: UUID, event: Happened, status: str) -> None:
        """Take in an event that the rules have just accepted."""
        self.n += 1
        self.statuses.append(status)
        self.history = (*self.history, event)
        self.ids.append(id)
        self.version += event.kind == RESTRUCTURED


def terms_id(contract: Contract, version: int) -> UUID:
    """The id of a version of a contract's terms."""
    return derived_id(contract.signed_on, contract.id, "terms", version)


def instalment_id(contract: Contract, version: int, n: int) -> UUID:
    """The id of row `n` of the schedule of a version of a contract's terms."""
    return derived_id(contract.signed_on, contract.id, "instalment", version, n)


def batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Ids in lists that fit into one query, each id once, in order."""
    once = sorted(set(ids))
    for start in range(0, len(once), _BATCH):
        yield once[start : start + _BATCH]


def cases(contracts: Sequence[Contract]) -> dict[UUID, Case]:
    """Return the cases of contracts of one organisation, by contract id."""
    if not contracts:
        return {}
    organisation_id = contracts[0].organisation_id
    terms: dict[UUID, Any] = {}
    events: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for ids in batches(contract.id for contract in contracts):
        terms |= Terms.objects.filter(
            organisation_id=organisation_id, contract_id__in=ids, version=1
        ).values_list("contract_id", "data")
        rows = Event.objects.filter(organisation_id=organisation_id, contract_id__in=ids)
        for contract_id, *row in rows.order_by("contract_id", "n").values_list(
            "contract_id", "id", "kind", "on", "amount", "data", "status"
        ):
            events[contract_id].append(tuple(row))
    return {
        contract.id: _case(contract, terms[contract.id], events[contract.id])
        for contract in contracts
    }


def case(contract: Contract) -> Case:
    """Return one contract's case."""
    return cases([contract])[contract.id]


def _case(contract: Contract, terms: Any, rows: Sequence[tuple[Any, ...]]) -> Case:
    rules = kinds.KINDS[contract.kind]
    there = Case(contract, rules, rules.read_terms(terms))
    events: list[Happened] = []
    for event_id, what, on, amount, data, status in rows:
        there.n += 1
        if what == UNDONE:
            events.pop()
            there.ids.pop()
            there.statuses.pop()
            continue
        if what in reform.EVENTS:
            there.is_handed_over = what == reform.HANDED_OVER
            continue
        there.statuses.append(status)
        events.append(Happened(what, on, amount, data))
        there.ids.append(event_id)
    there.history = tuple(events)
    there.version += sum(event.kind == RESTRUCTURED for event in events)
    return there
