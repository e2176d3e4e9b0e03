"""Pass-on of livestock (perguliran ternak): the keeper owes offspring, then owns the dam.

The programme places animals it owns; the keeper passes offspring on to the next family until
the obligation is met, and then title to all that is left passes to the keeper. Until then the
animals, and every animal born, are counted as `with_keeper`. In rupiah the claim stands as
`managed_asset`; it rolls on with the offspring, an equal part with each one still owed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from klaster.rules import calendar, reading
from klaster.rules.contracts import folding, heads, kind, pass_on_losses, refusals
from klaster.rules.contracts.heads import Heads
from klaster.rules.contracts.kind import Event, Instalment, Kind, Outcome
from klaster.rules.contracts.pass_on_losses import WHICH
from klaster.rules.contracts.pass_on_refusals import (
    CashNotAgreed,
    DamNotFree,
    NoFemaleHeld,
    ObligationAlreadyMet,
    ObligationNotMet,
    OffspringNotWeaned,
    OffspringTooSmall,
    OnePerLitter,
)
from klaster.rules.contracts.pass_on_terms import (
    FIRST_PASS_ON,
    ONE_PER_LITTER,
    Keeping,
    Terms,
    new_keeping,
    read_terms,
)
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField
from klaster.rules.wording import money_text

CODE = "pass_on"

ANIMAL, CASH = "animal", "cash"  # what is given instead of an offspring


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """No instalments: the obligation is met by events, before `deadline`."""
    del terms
    return ()


def deadline(terms: Terms, history: Iterable[Event]) -> date | None:
    """The day by which all offspring should have been passed on; None before placement."""
    placed_on = next((event.on for event in history if event.kind == "placed"), None)
    return placed_on and calendar.add_months(placed_on, terms.deadline_months)


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal."""
    return folding.apply(CODE, STEPS, terms, new_keeping(terms), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, new_keeping(terms), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Offspring still owed by unit and, under IDR, the claim: its carrying value and cash due."""
    at = folding.fold(STEPS, terms, new_keeping(terms), history)
    if at.status != kind.ACTIVE:
        return {}
    money = at.value + at.receivable
    return at.owed.by_unit(terms.species) | ({RUPIAH: money} if money else {})


def in_custody(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Head by unit in the keeper's hands whose title has not passed, young ones included."""
    at = folding.fold(STEPS, terms, new_keeping(terms), history)
    return at.in_custody.by_unit(terms.species)


def _placed(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """All animals of the contract, taken from the programme's stock at their base value."""
    folding.begin(at, event)
    at.placed.add(Heads(terms.females, terms.males))
    at.value = terms.base_value
    return heads.moved("with_keeper", "stock", terms.species, at.placed) + moves(
        ("managed_asset", "goods_stock", terms.base_value)
    )


def _mated(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    del terms
    folding.require_active(at, event)
    _require_female(at)
    return ()


def _inspected(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """A count (`females`, `males`) that moves nothing: what is missing gets its own event."""
    del terms
    folding.require_active(at, event)
    heads.read(event.data, may_be_none=True)
    return ()


def _born(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Live births of `litters` (1 unless given) litters."""
    folding.require_active(at, event)
    _require_female(at)
    young = heads.read(event.data)
    at.litters += reading.read_int(event.data, "litters", 1, young.total, default=1)
    at.unweaned.add(young)
    return heads.moved("with_keeper", "born", terms.species, young)


def _weaned(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    folding.require_active(at, event)
    young = heads.read(event.data)
    at.unweaned.take(young, terms.species, WHICH[pass_on_losses.UNWEANED])
    at.weaned.add(young)
    return ()


def _passed_on(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Offspring comes into the programme's stock for the next family, with its part of the claim.

    `age_months` and `weight_kg` are of the youngest and lightest of them.
    """
    folding.require_active(at, event)
    young = heads.read(event.data)
    value = _discharge(terms, at, young)
    if young.females > at.weaned.females or young.males > at.weaned.males:
        raise OffspringNotWeaned(weaned=at.weaned.total)
    _require_grown(terms, event)
    at.passed += young.total
    if terms.twins == ONE_PER_LITTER and at.passed > at.litters:
        raise OnePerLitter(litters=at.litters)
    at.weaned.take(young, terms.species, WHICH[pass_on_losses.WEANED])
    return heads.moved("stock", "with_keeper", terms.species, young) + moves(
        ("goods_stock", "managed_asset", value)
    )


def _substituted(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Another animal, or cash at the agreed price, instead of owed offspring.

    With `of` "placed" it is the animal the keeper brings for a placed one that is to be replaced.
    """
    folding.require_active(at, event)
    animals = heads.read(event.data)
    instead = reading.read_choice(event.data, "with", (ANIMAL, CASH))
    if reading.read_choice(event.data, "of", ("owed", "placed"), default="owed") == "placed":
        if instead == CASH:
            raise BadField(field="with", reason="ternak bergulir diganti dengan ternak (animal)")
        at.to_replace.take(animals, terms.species, "wajib diganti")
        at.placed.add(animals)
        return heads.moved("with_keeper", "acquired", terms.species, animals)
    value = _discharge(terms, at, animals)
    if instead == ANIMAL:
        return heads.moved("stock", "acquired", terms.species, animals) + moves(
            ("goods_stock", "managed_asset", value)
        )
    if not terms.cash_price:
        raise CashNotAgreed
    refusals.require_amount(event, terms.cash_price * animals.total, decimals=terms.common.decimals)
    covered = min(event.amount, value)
    return moves(
        ("fund_cash", "managed_asset", covered),
        ("fund_cash", "profit_share_income", event.amount - covered),
        ("loss", "managed_asset", value - covered),
    )


def _waived(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Offspring owed that is owed no longer, for a reason: the fund bears its part."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    value = _discharge(terms, at, heads.read(event.data))
    return moves(("loss", "managed_asset", value))


def _repaid(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Cash for a placed animal that was charged to the keeper."""
    folding.require_active(at, event)
    refusals.require_at_most(event, at.receivable, decimals=terms.common.decimals)
    at.receivable -= event.amount
    pass_on_losses.close_if_empty(at, kind.FULFILLED)
    return moves(("fund_cash", "receivable", event.amount))


def _returned(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """The keeper gives placed animals back; their part of the claim and obligation ends."""
    folding.require_active(at, event)
    animals = heads.read(event.data)
    before = at.placed.total + at.to_replace.total
    at.placed.take(animals, terms.species, WHICH[pass_on_losses.PLACED])
    value = pass_on_losses.end_part(at, animals.total, before)
    pass_on_losses.close_if_empty(at, kind.FULFILLED)
    return heads.moved("stock", "with_keeper", terms.species, animals) + moves(
        ("goods_stock", "managed_asset", value)
    )


def _title_passed(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """The placed animals become the keeper's before the end; what is owed stays owed."""
    folding.require_active(at, event)
    is_free = at.passed if terms.dam_freed_by == FIRST_PASS_ON else not at.owed.total
    if not is_free:
        raise DamNotFree
    animals, at.placed = at.placed, Heads()
    at.owned.add(animals)
    return heads.moved("owned_by_keeper", "with_keeper", terms.species, animals)


def _fulfilled(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """All is met: title to every animal left passes to the keeper."""
    folding.require_active(at, event)
    if at.owed.total or at.receivable:
        raise ObligationNotMet(
            owed=at.owed.total, money=money_text(at.receivable, terms.common.decimals)
        )
    at.status = kind.FULFILLED
    kept, value = _emptied(at)
    return heads.moved("owned_by_keeper", "with_keeper", terms.species, kept) + moves(
        ("fund_distributed", "managed_asset", value)
    )


def _written_off(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Animals and claim are given up as lost."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    at.status = kind.WRITTEN_OFF
    receivable, at.receivable = at.receivable, 0
    lost, value = _emptied(at)
    return heads.moved("lost", "with_keeper", terms.species, lost) + moves(
        ("loss", "managed_asset", value), ("loss", "receivable", receivable)
    )


def _emptied(at: Keeping) -> tuple[Heads, int]:
    """What was in custody and what was left of the claim; both are gone afterwards."""
    held, value = at.in_custody, at.value
    at.placed, at.unweaned, at.weaned, at.owed, at.value = Heads(), Heads(), Heads(), Heads(), 0
    return held, value


def _discharge(terms: Terms, at: Keeping, animals: Heads) -> int:
    """`animals` stand for as many owed; the rupiah of the claim that goes with them."""
    part = pass_on_losses.covered(terms, at, animals)
    if part.total < animals.total:
        raise ObligationAlreadyMet(owed=at.owed.total, asked=animals.total)
    return pass_on_losses.release(at, part)


def _require_female(at: Keeping) -> None:
    if not at.in_custody.females + at.owned.females:
        raise NoFemaleHeld


def _require_grown(terms: Terms, event: Event) -> None:
    """Either the minimum age or the minimum weight is enough, where one is asked for."""
    if not (terms.min_age_months or terms.min_weight_kg):
        return
    months = reading.read_int(event.data, "age_months", 0, 240, default=0)
    kg = reading.read_decimal(event.data, "weight_kg", 0, 2000, default=Decimal(0))
    is_old = terms.min_age_months and months >= terms.min_age_months
    is_heavy = terms.min_weight_kg and kg >= terms.min_weight_kg
    if not (is_old or is_heavy):
        raise OffspringTooSmall(months=terms.min_age_months or "-", kg=terms.min_weight_kg or "-")


STEPS: Mapping[str, folding.Step] = {
    "cancelled": folding.cancelled,
    "placed": _placed,
    "mated": _mated,
    "born": _born,
    "weaned": _weaned,
    "passed_on": _passed_on,
    "substituted": _substituted,
    "waived": _waived,
    **dict.fromkeys(heads.LOSSES, pass_on_losses.gone),
    "inspected": _inspected,
    "repaid": _repaid,
    "returned": _returned,
    "title_passed": _title_passed,
    "fulfilled": _fulfilled,
    "written_off": _written_off,
}

KIND = Kind(
    code=CODE,
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=schedule,
    apply=apply,
    replay=replay,
    owed=owed,
)
