"""What a contract kind is: terms, a schedule, and a pure step from event to outcome.

A kind is one module beside this one: a frozen `Terms`, `schedule(terms)` and
`apply(terms, history, event)`. All kinds share the tables, commands and pages of
`domain/contracts`; what differs between a loan, a herd and a harvest lives only here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from klaster.rules.entry import Transfer
from klaster.rules.instalment import Instalment as Instalment
from klaster.rules.instalment import Settlement as Settlement

PENDING = "pending"  # signed, nothing handed over yet
ACTIVE = "active"  # something is owed or held
FULFILLED = "fulfilled"  # all that was promised has been done
WRITTEN_OFF = "written_off"  # what was left has been charged to the fund
CANCELLED = "cancelled"  # undone before anything was handed over
STATUSES = (PENDING, ACTIVE, FULFILLED, WRITTEN_OFF, CANCELLED)

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a contract.

    `amount` is money in the currency's smallest step (0 where none moves); `data` holds what else
    the kind asks for (head by unit, kilograms, cause, reason), as JSON values.
    """

    kind: str
    on: date
    amount: int = 0
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event means: value moved, instalments settled, and the status it leaves behind."""

    transfers: tuple[Transfer, ...]
    status: str
    settlements: tuple[Settlement, ...] = ()


def as_signed(terms: Any, history: tuple[Event, ...]) -> Any:
    """The terms in force of a kind that is never restructured: those that were signed."""
    return terms


@dataclass(frozen=True, slots=True)
class Kind:
    """A contract kind as the rest of the product sees it.

    `read_terms(mapping)` makes `Terms` from JSON values (amounts are strings in rupiah) or raises
    `BadField`; `schedule(terms)` may be empty (kinds settled by event); `apply` raises a named
    `Refused` when the event may not happen; `events` lists the event kinds `apply` understands.
    `replay(terms, history)` gives the outcome of every event of an accepted history, as `apply`
    did when it was accepted, in time that grows with the events and not with their square.
    `owed(terms, history)` is what is still outstanding as {unit: amount}: money under "IDR".
    `terms_now(terms, history)` are the terms in force: those last agreed in a restructuring.
    """

    code: str
    terms_version: int
    events: tuple[str, ...]
    read_terms: Callable[[Mapping[str, Any]], Any]
    schedule: Callable[[Any], tuple[Instalment, ...]]
    apply: Callable[[Any, tuple[Event, ...], Event], Outcome]
    replay: Callable[[Any, Iterable[Event]], Iterator[Outcome]]
    owed: Callable[[Any, tuple[Event, ...]], Mapping[str, int]]
    terms_now: Callable[[Any, tuple[Event, ...]], Any] = as_signed
