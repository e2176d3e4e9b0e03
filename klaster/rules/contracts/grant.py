"""Grant (hibah): title passes to the mitra at placement, and nothing is owed.

The fund's money or goods are distributed at once; animals given are counted as the keeper's own
while the programme monitors them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from klaster.rules import reading
from klaster.rules.contracts import folding, heads, kind, refusals
from klaster.rules.contracts.kind import Event, Instalment, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import Transfer, moves
from klaster.rules.refusal import BadField

CODE = "grant"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is given: `principal` in smallest steps of money, and head of `species` (None: none)."""

    principal: int
    species: str | None
    females: int
    males: int
    common: Common


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: principal, and species, females, males where animals are given."""
    common = read_common(values)
    principal = reading.read_money(values, "principal", common.decimals, default=0)
    if values.get("species") is None:
        if not principal:
            raise BadField(field="principal", reason="harus lebih dari nol bila tanpa ternak")
        return Terms(principal, None, 0, 0, common)
    species = reading.read_choice(values, "species", heads.SPECIES)
    given = heads.read(values)
    return Terms(principal, species, given.females, given.males, common)


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """Nothing comes back."""
    return ()


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    return folding.apply(CODE, STEPS, terms, folding.Standing(), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, folding.Standing(), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Nothing, ever."""
    return {}


def _placed(terms: Terms, at: folding.Standing, event: Event) -> tuple[Transfer, ...]:
    """What is given is handed over with its title, and the contract is fulfilled."""
    folding.begin(at, event)
    refusals.require_amount(event, terms.principal, terms.common.decimals)
    at.status = kind.FULFILLED
    money: tuple[Transfer, ...] = ()
    if terms.principal:
        money = moves(("fund_distributed", refusals.require_origin(event), terms.principal))
    if terms.species is None:
        return money
    given = heads.Heads(terms.females, terms.males)
    return money + heads.moved("owned_by_keeper", "stock", terms.species, given)


STEPS: Mapping[str, folding.Step] = {"placed": _placed, "cancelled": folding.cancelled}

KIND = kind.Kind(
    code=CODE,
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=schedule,
    apply=apply,
    replay=replay,
    owed=owed,
)
