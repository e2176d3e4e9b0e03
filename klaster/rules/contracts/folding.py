"""Kinds settled by event: where a contract stands is its history folded, step by step.

A step changes the standing and answers the transfers the event means; the history is replayed
through the same steps, so that there is one account of what an event does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from klaster.rules.contracts import kind, refusals
from klaster.rules.contracts.kind import Event, Outcome, Settlement
from klaster.rules.entry import Transfer
from klaster.rules.wording import date_text


@dataclass(slots=True)
class Standing:
    """What every such contract has; a kind adds what it holds and owes.

    `settled` is what the last step settled of the schedule, in kinds that have one.
    """

    status: str = kind.PENDING
    handed_over_on: date | None = None
    settled: tuple[Settlement, ...] = ()


S = TypeVar("S", bound=Standing)
Step = Callable[[Any, Any, Event], tuple[Transfer, ...]]


def fold(steps: Mapping[str, Step], terms: Any, at: S, history: Iterable[Event]) -> S:
    """`at`, a new standing, led through accepted events in the order they were accepted."""
    for event in history:
        steps[event.kind](terms, at, event)
    return at


def apply(
    code: str,
    steps: Mapping[str, Step],
    terms: Any,
    at: Standing,
    history: Iterable[Event],
    event: Event,
) -> Outcome:
    """Take the step named by the event from where the history leads the new standing `at`."""
    step = steps.get(event.kind)
    if step is None:
        raise refusals.UnknownEvent(kind=code, event=event.kind, known=", ".join(steps))
    if event.amount < 0:
        raise refusals.AmountNotPositive
    fold(steps, terms, at, history)
    at.settled = ()
    transfers = step(terms, at, event)
    return Outcome(transfers, at.status, at.settled)


def replay(
    steps: Mapping[str, Step], terms: Any, at: Standing, history: Iterable[Event]
) -> Iterator[Outcome]:
    """What each event of an accepted history meant, led through the new standing `at` once."""
    for event in history:
        at.settled = ()
        transfers = steps[event.kind](terms, at, event)
        yield Outcome(transfers, at.status, at.settled)


def cancelled(terms: object, at: Standing, event: Event) -> tuple[Transfer, ...]:
    """Undone before anything was handed over."""
    del terms
    if at.handed_over_on is not None:
        raise refusals.AlreadyDisbursed(on=date_text(at.handed_over_on))
    require_open(at)
    refusals.require_reason(event)
    at.status = kind.CANCELLED
    return ()


def begin(at: Standing, event: Event) -> None:
    """What the contract hands over, handed over once."""
    if at.handed_over_on is not None:
        raise refusals.AlreadyDisbursed(on=date_text(at.handed_over_on))
    require_open(at)
    at.handed_over_on = event.on
    at.status = kind.ACTIVE


def require_active(at: Standing, event: Event) -> None:
    """Refuse what comes before the hand-over or after the end."""
    if at.status not in (kind.PENDING, kind.ACTIVE):
        raise refusals.ContractEnded(status=at.status)
    if at.handed_over_on is None or event.on < at.handed_over_on:
        raise refusals.NotYetDisbursed(on=date_text(event.on))


def require_open(at: Standing) -> None:
    """Refuse what comes after the end."""
    if at.status not in (kind.PENDING, kind.ACTIVE):
        raise refusals.ContractEnded(status=at.status)


def part_of(value: int, count: int, of: int) -> int:
    """The part of `value` that `count` of `of` equal pieces carry; the last take the rest.

    `part_of(100, 1, 3)` is 33, then `part_of(67, 1, 2)` is 33 and `part_of(34, 1, 1)` is 34.
    """
    return value * count // of
