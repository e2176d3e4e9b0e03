"""Contracts settled by event, driven by events drawn freely.

Events that the kind refuses are left out, as in life. Transfers move between two roles, so that
totals cannot drift: what is checked is that no role holds what it cannot hold, and that the
ledger and the contract agree about what is there.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from klaster.rules.contracts import KINDS, heads, livestock_share, pass_on
from klaster.rules.contracts.kind import FULFILLED, WRITTEN_OFF, Event, Outcome
from klaster.rules.refusal import Refused
from tests.rules.story import Balances, balances

START = date(2012, 1, 10)
FEW = st.integers(0, 2)
MONEY = (0, 0, 0, 0, 1, 333_333, 500_000, 1_000_000)
CAUSES = (None, *heads.CAUSES)


def happen(
    code: str, values: dict[str, Any], opening: Event, wanted: Sequence[Event]
) -> tuple[tuple[Event, ...], list[Outcome]]:
    """The accepted events and their outcomes; what is wanted falls on one day after another."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    history: tuple[Event, ...] = ()
    outcomes: list[Outcome] = []
    for days, event in enumerate((opening, *wanted)):
        event = Event(event.kind, START + timedelta(days=days), event.amount, event.data)
        try:
            outcome = kind.apply(terms, history, event)
        except Refused:
            continue
        history, outcomes = (*history, event), [*outcomes, outcome]
        if len(history) % 4 == 0:
            check_agreement(code, terms, history, balances(outcomes))
    check_agreement(code, terms, history, balances(outcomes))
    assert list(kind.replay(terms, history)) == outcomes
    return history, outcomes


CLAIMS = ("managed_asset", "receivable", "investment", "salam_receivable")
NEVER_NEGATIVE = (*CLAIMS, "with_keeper", "owned_by_keeper", "produce_stock", "loss")


def check_agreement(code: str, terms: Any, history: tuple[Event, ...], held: Balances) -> None:
    """Nothing is held that is not there, and the contract owes what the ledger carries."""
    for (role, _), amount in held.items():
        assert amount >= 0 or role not in NEVER_NEGATIVE
    carried = sum(held.get((role, "IDR"), 0) for role in CLAIMS)
    assert KINDS[code].owed(terms, history).get("IDR", 0) == carried
    if code in ("pass_on", "livestock_share"):
        module = {"pass_on": pass_on, "livestock_share": livestock_share}[code]
        in_ledger = {unit: n for (role, unit), n in held.items() if role == "with_keeper"}
        assert module.in_custody(terms, history) == in_ledger


def check_end(outcomes: Sequence[Outcome]) -> None:
    """After the end nothing is left with the mitra, in rupiah or in head."""
    held = balances(outcomes)
    if outcomes[-1].status in (FULFILLED, WRITTEN_OFF):
        assert not any(role in (*CLAIMS, "with_keeper", "payable_party") for role, _ in held)


def events(
    kinds: Sequence[str], most: int = 40, amounts: Sequence[int] = MONEY, **data: Any
) -> st.SearchStrategy[list[Event]]:
    """Many events of `kinds` with data drawn from the given choices; None leaves a key out."""
    values = st.fixed_dictionaries(
        {name: st.sampled_from(choices) for name, choices in data.items()}
    )
    return st.lists(
        st.builds(
            Event,
            kind=st.sampled_from(list(kinds)),
            on=st.just(START),
            amount=st.sampled_from(amounts),
            data=values,
        ),
        min_size=most - 10,
        max_size=most,
    )


def paid_up(code: str, values: dict[str, Any], opening: Event, wanted: list[Event]) -> list[Event]:
    """`wanted`, then what still has to be paid, given and passed on, then the end."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    history, outcomes = happen(code, values, opening, wanted)
    held = balances(outcomes)
    due = held.get(("receivable", "IDR"), 0)
    payable = -held.get(("payable_party", "IDR"), 0)
    owed = kind.owed(terms, history)
    young = {
        "females": owed.get(f"{values['species']}_F", 0),
        "males": owed.get(f"{values['species']}_M", 0),
    }
    ending = [
        Event("repaid", START, due),
        Event("paid_out", START, payable),
        Event("substituted", START, 0, {**young, "with": "animal"}),
    ]
    if code == "livestock_share":
        ending = [*ending[:2], Event("returned", START, 0, young)]
    return [*wanted, *ending, Event("fulfilled", START)]
