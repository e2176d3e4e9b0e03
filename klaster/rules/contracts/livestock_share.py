"""Livestock sharing (gaduhan): the keeper raises the owner's animals for a share.

The placed animals stay the programme's (`managed_asset`, `with_keeper`); offspring is divided in
turn, or what it sells for is shared, and the gain on a placed animal too, by the rule set named
in the terms. A loss is the owner's unless the keeper was negligent or hid a sale.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from klaster.rules import amount, reading
from klaster.rules.contracts import folding, gaduhan, heads, kind, refusals
from klaster.rules.contracts.gaduhan import RULE_SETS, RuleSet
from klaster.rules.contracts.heads import Heads
from klaster.rules.contracts.kind import Event, Instalment, Kind, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

CODE = "livestock_share"

PLACED, OFFSPRING, OWNED = "placed", "offspring", "owned"
WHICH = {PLACED: "ternak gaduhan", OFFSPRING: "anak belum dibagi", OWNED: "milik mitra"}
FUND, KEEPER = "fund", "keeper"  # who received what a sale brought in
KEEPERS_FAULT = (heads.NEGLIGENCE, heads.UNREPORTED_SALE)


class NotDividedInTurn(Refused):
    """Offspring is to be divided, and the rule set shares its price or has ended."""

    code = "not_divided_in_turn"
    message = (
        "Pola {rule} tidak membagi anak ke-{n} secara bergilir. Catat penjualannya (sold) dan bagi "
        "hasilnya, atau jual induknya bila gilirannya sudah habis."
    )


class DivideFirst(Refused):
    """Offspring is to be sold jointly, and the rule set gives it to one side in turn."""

    code = "divide_first"
    message = "Pola {rule} membagi anak bergilir. Catat pembagiannya (divided) sebelum dijual."


class NotSettledYet(Refused):
    """The contract is to end while animals or money are still between the two sides."""

    code = "not_settled_yet"
    message = (
        "Masih ada {head} ekor pada mitra, piutang {receivable}, dan hak mitra {payable}. "
        "Bagi, jual atau kembalikan ternaknya dan selesaikan uangnya dahulu."
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """What is placed at which base value (smallest steps), and by which rule set it is shared."""

    species: str
    females: int
    males: int
    base_value: int
    rule: RuleSet
    common: Common


@dataclass(slots=True)
class Raising(folding.Standing):
    """What is in the keeper's hands, and what each side owes the other.

    `payable` is due to the keeper and the officer out of what the fund received.
    """

    placed: Heads = field(default_factory=Heads)
    offspring: Heads = field(default_factory=Heads)
    owned: Heads = field(default_factory=Heads)
    value: int = 0
    receivable: int = 0
    payable: int = 0
    divided: int = 0
    sales: int = 0


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: species, females, males, base_value, rule; raises `BadField`."""
    common = read_common(values)
    placed = heads.read(values)
    return Terms(
        species=reading.read_choice(values, "species", heads.SPECIES),
        females=placed.females,
        males=placed.males,
        base_value=reading.read_money(values, "base_value", common.decimals),
        rule=RULE_SETS[reading.read_choice(values, "rule", tuple(RULE_SETS))],
        common=common,
    )


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """No instalments: sharing follows births and sales."""
    return ()


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal."""
    return folding.apply(CODE, STEPS, terms, Raising(), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, Raising(), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """The placed animals by unit and, under IDR, their carrying value and cash due."""
    at = folding.fold(STEPS, terms, Raising(), history)
    money = at.value + at.receivable
    return at.placed.by_unit(terms.species) | ({RUPIAH: money} if money else {})


def in_custody(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Head by unit in the keeper's hands whose title has not passed, young ones included."""
    at = folding.fold(STEPS, terms, Raising(), history)
    return _custody(at).by_unit(terms.species)


def _placed(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    folding.begin(at, event)
    at.placed.add(Heads(terms.females, terms.males))
    at.value = terms.base_value
    return heads.moved("with_keeper", "stock", terms.species, at.placed) + moves(
        ("managed_asset", "goods_stock", terms.base_value)
    )


def _born(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    folding.require_active(at, event)
    young = heads.read(event.data)
    at.offspring.add(young)
    return heads.moved("with_keeper", "born", terms.species, young)


def _divided(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """One offspring goes to the side whose turn it is; the owner's is valued at the amount."""
    folding.require_active(at, event)
    young = heads.read(event.data)
    if young.total != 1:
        raise BadField(field="females", reason="bagi satu ekor setiap kali, menurut giliran")
    turn = terms.rule.turn(at.divided + 1)
    if turn is None:
        raise NotDividedInTurn(rule=terms.rule.code, n=at.divided + 1)
    at.offspring.take(young, terms.species, WHICH[OFFSPRING])
    at.divided += 1
    if turn == gaduhan.KEEPER:
        refusals.require_amount(event, 0, decimals=terms.common.decimals)
        at.owned.add(young)
        return heads.moved("owned_by_keeper", "with_keeper", terms.species, young)
    refusals.require_positive(event)
    return heads.moved("stock", "with_keeper", terms.species, young) + moves(
        ("goods_stock", "profit_share_income", event.amount)
    )


def _sold(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """A joint sale for `amount`: of offspring, or of placed animals above or below base value.

    A sale that the keeper hid (cause "unreported_sale") is a loss like any other.
    """
    if event.data.get("cause") is not None:
        return _gone(terms, at, event)
    folding.require_active(at, event)
    refusals.require_positive(event)
    animals = heads.read(event.data)
    of = reading.read_choice(event.data, "of", (PLACED, OFFSPRING))
    received_by = reading.read_choice(event.data, "received_by", (FUND, KEEPER), default=FUND)
    if of == OFFSPRING:
        parts = terms.rule.parts_of_sale(at.sales + 1, at.divided)
        if parts is None:
            raise DivideFirst(rule=terms.rule.code)
        at.offspring.take(animals, terms.species, WHICH[OFFSPRING])
        at.sales += 1
        capital, gain = 0, event.amount
    else:
        parts = terms.rule.gain_parts
        value = _take_placed(terms, at, animals)
        capital, gain = min(event.amount, value), event.amount - value
    keeper, owner, officer = amount.share_out(max(0, gain), parts)
    sold = heads.moved("sold", "with_keeper", terms.species, animals)
    short = moves(("loss", "managed_asset", -min(0, gain)))
    if received_by == KEEPER:
        # The keeper has kept the own part; the rest is due to the fund, the officer's part too.
        at.receivable += capital + owner + officer
        at.payable += officer
        return (
            sold
            + short
            + moves(
                ("receivable", "managed_asset", capital),
                ("receivable", "profit_share_income", owner),
                ("receivable", "payable_party", officer),
            )
        )
    at.payable += keeper + officer
    return (
        sold
        + short
        + moves(
            ("fund_cash", "managed_asset", capital),
            ("fund_cash", "profit_share_income", owner),
            ("fund_cash", "payable_party", keeper + officer),
        )
    )


def _gone(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """Animals died, were stolen, lost or slaughtered; `amount` is what still came in for them."""
    folding.require_active(at, event)
    animals = heads.read(event.data)
    of = reading.read_choice(event.data, "of", (PLACED, OFFSPRING, OWNED))
    custody = "owned_by_keeper" if of == OWNED else "with_keeper"
    left = heads.moved(heads.LOSSES[event.kind], custody, terms.species, animals)
    if of != PLACED:
        refusals.require_amount(event, 0, decimals=terms.common.decimals)
        held = at.owned if of == OWNED else at.offspring
        held.take(animals, terms.species, WHICH[of])
        return left
    is_keepers_fault = heads.read_cause(event.kind, event.data) in KEEPERS_FAULT
    value = _take_placed(terms, at, animals)
    cash = min(event.amount, value)
    charged = value - cash if is_keepers_fault else 0
    at.receivable += charged
    return left + moves(
        ("fund_cash", "managed_asset", cash),
        ("fund_cash", "profit_share_income", event.amount - cash),
        ("receivable", "managed_asset", charged),
        ("loss", "managed_asset", value - cash - charged),
    )


def _paid_out(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """The keeper, or the officer, receives the part due."""
    folding.require_active(at, event)
    refusals.require_at_most(event, at.payable, decimals=terms.common.decimals)
    at.payable -= event.amount
    return moves(("payable_party", "fund_cash", event.amount))


def _repaid(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """The keeper pays what is due to the fund."""
    folding.require_active(at, event)
    refusals.require_at_most(event, at.receivable, decimals=terms.common.decimals)
    at.receivable -= event.amount
    return moves(("fund_cash", "receivable", event.amount))


def _returned(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """Placed animals come back to the programme's stock at their carrying value."""
    folding.require_active(at, event)
    animals = heads.read(event.data)
    value = _take_placed(terms, at, animals)
    return heads.moved("stock", "with_keeper", terms.species, animals) + moves(
        ("goods_stock", "managed_asset", value)
    )


def _inspected(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """A count that moves nothing: what is missing gets its own event."""
    folding.require_active(at, event)
    heads.read(event.data, may_be_none=True)
    return ()


def _fulfilled(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """The end: every animal is divided, sold, returned or lost, and all money is settled."""
    folding.require_active(at, event)
    if _custody(at).total or at.receivable or at.payable:
        raise _not_settled(terms, at)
    at.status = kind.FULFILLED
    return ()


def _written_off(terms: Terms, at: Raising, event: Event) -> tuple[Transfer, ...]:
    """Animals and money due from the keeper are given up as lost, after others had their part."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    if at.payable:
        raise _not_settled(terms, at)
    lost, value, receivable = _custody(at), at.value, at.receivable
    at.placed, at.offspring, at.value, at.receivable = Heads(), Heads(), 0, 0
    at.status = kind.WRITTEN_OFF
    return heads.moved("lost", "with_keeper", terms.species, lost) + moves(
        ("loss", "managed_asset", value), ("loss", "receivable", receivable)
    )


def _take_placed(terms: Terms, at: Raising, animals: Heads) -> int:
    """`animals` are with the keeper no longer; the base value that goes with them."""
    value = folding.part_of(at.value, animals.total, max(at.placed.total, 1))
    at.placed.take(animals, terms.species, WHICH[PLACED])
    at.value -= value
    return value


def _not_settled(terms: Terms, at: Raising) -> NotSettledYet:
    return NotSettledYet(
        head=_custody(at).total,
        receivable=money_text(at.receivable, terms.common.decimals),
        payable=money_text(at.payable, terms.common.decimals),
    )


def _custody(at: Raising) -> Heads:
    held = Heads()
    held.add(at.placed)
    held.add(at.offspring)
    return held


STEPS: Mapping[str, folding.Step] = {
    "cancelled": folding.cancelled,
    "placed": _placed,
    "born": _born,
    "divided": _divided,
    **dict.fromkeys(heads.LOSSES, _gone),
    "sold": _sold,
    "paid_out": _paid_out,
    "repaid": _repaid,
    "returned": _returned,
    "inspected": _inspected,
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
