"""Grant (hibah): title passes to the mitra at placement, and nothing is owed.

The fund's money or goods are distributed at once; animals given are counted as the keeper's own
while the programme monitors them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klaster.rules import reading
from klaster.rules.contracts import kind, refusals
from klaster.rules.contracts.kind import Event, Instalment, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import Transfer, moves
from klaster.rules.refusal import BadField

MOST_HEAD = 10_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What is given: `principal` in smallest steps of money, `head` as (unit, count) pairs."""

    principal: int
    head: tuple[tuple[str, int], ...]
    common: Common


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: principal, and head such as {"GOAT_F": 2} where animals are given."""
    common = read_common(values)
    head = reading.as_mapping(values.get("head") or {}, "head")
    with reading.within("head"):
        counts = tuple((unit, reading.read_int(head, unit, 1, MOST_HEAD)) for unit in sorted(head))
    principal = reading.read_money(values, "principal", common.decimals, default=0)
    if not principal and not counts:
        raise BadField(
            field="principal", reason="harus lebih dari nol bila tidak ada ternak (head)"
        )
    return Terms(principal, counts, common)


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """Nothing comes back."""
    return ()


def apply(terms: Terms, history: tuple[Event, ...], event: Event) -> Outcome:
    """The one event: what is given is placed, and the contract is fulfilled."""
    if event.kind != "placed":
        raise refusals.UnknownEvent(kind="grant", event=event.kind, known="placed")
    if history:
        raise refusals.ContractEnded(status=kind.FULFILLED)
    refusals.require_amount(event, terms.principal, terms.common.decimals)
    money: tuple[Transfer, ...] = ()
    if terms.principal:
        origin = refusals.require_origin(event)
        money = moves(("fund_distributed", origin, terms.principal))
    head = (Transfer("owned_by_keeper", "stock", count, unit) for unit, count in terms.head)
    return Outcome((*money, *head), kind.FULFILLED)


def owed(terms: Terms, history: tuple[Event, ...]) -> Mapping[str, int]:
    """Nothing, ever."""
    return {}


KIND = kind.Kind(
    code="grant",
    terms_version=1,
    events=("placed",),
    read_terms=read_terms,
    schedule=schedule,
    apply=apply,
    owed=owed,
)
