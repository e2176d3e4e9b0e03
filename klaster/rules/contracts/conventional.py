"""A loan brought along from a conventional institution, with its interest.

For comparison and migration only; a sharia book does not offer it. Interest is handled like a
margin: due with its row, earned when paid, not collected for time not used.
"""

from collections.abc import Iterable, Iterator

from klaster.rules.contracts import financing, financing_steps
from klaster.rules.contracts.financing import Position, Terms
from klaster.rules.contracts.kind import Event, Kind, Outcome


def disbursed(at: Position, event: Event) -> Outcome:
    """The fund's cash becomes a receivable, gross of the interest to come."""
    return financing_steps.hand_over(at, event, origin="fund_cash")


STEPS = {
    "disbursed": disbursed,
    **financing_steps.STEPS,
    "restructured": financing_steps.restructuring(financing.read_terms),
}


def apply(terms: Terms, history: tuple[Event, ...], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    return financing_steps.apply(STEPS, "conventional", terms, history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return financing_steps.replay(STEPS, terms, history)


KIND = Kind(
    code="conventional",
    terms_version=1,
    events=tuple(STEPS),
    read_terms=financing.read_terms,
    schedule=financing.schedule_of,
    apply=apply,
    replay=replay,
    owed=financing.owed,
    terms_now=financing.terms_now,
)
