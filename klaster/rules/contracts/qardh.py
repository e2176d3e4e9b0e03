"""Qardh (qardhul hasan): the principal comes back, nothing more.

No margin and no penalty; a waiver or write-off needs a reason and charges the fund.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from klaster.rules.contracts import financing, financing_steps
from klaster.rules.contracts.financing import Position, Terms
from klaster.rules.contracts.kind import Event, Kind, Outcome
from klaster.rules.refusal import BadField


class MarginRefused(BadField):
    """A qardh that asks for more than was lent."""

    code = "qardh_margin_refused"


def read_terms(values: Mapping[str, Any]) -> Terms:
    """An instalment plan without any margin; raises `BadField`."""
    terms = financing.read_terms(values)
    for field, value in (
        ("margin", terms.plan.margin),
        ("annual_rate_pct", terms.plan.annual_rate_pct),
    ):
        if value:
            raise MarginRefused(field=field, reason="qardh hanya mengembalikan pokok; isi 0")
    return terms


def disbursed(at: Position, event: Event) -> Outcome:
    """The fund's cash becomes a receivable from the mitra."""
    return financing_steps.hand_over(at, event, origin="fund_cash")


STEPS = {
    "disbursed": disbursed,
    **financing_steps.STEPS,
    "restructured": financing_steps.restructuring(read_terms),
}


def apply(terms: Terms, history: tuple[Event, ...], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    return financing_steps.apply(STEPS, "qardh", terms, history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return financing_steps.replay(STEPS, terms, history)


KIND = Kind(
    code="qardh",
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=financing.schedule_of,
    apply=apply,
    replay=replay,
    owed=financing.owed,
    terms_now=financing.terms_now,
)
