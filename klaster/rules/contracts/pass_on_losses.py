"""Animals of a pass-on that are gone without being passed on: who bears what is lost.

Offspring beyond the obligation is the keeper's own to sell or lose. A *placed* animal carries
its part of the claim and of what is owed: both end with it, and the contract says for each
cause who bears the rupiah, or both stay and the keeper brings another animal (`replace`).
"""

from klaster.rules import amount, reading
from klaster.rules.contracts import folding, heads, kind
from klaster.rules.contracts.heads import Heads
from klaster.rules.contracts.kind import Event
from klaster.rules.contracts.pass_on_refusals import SoldBeforeObligation
from klaster.rules.contracts.pass_on_terms import (
    CHARGED,
    INSURED,
    REPLACE,
    SHARED,
    WAIVED,
    WAIVED_EACH,
    Keeping,
    Terms,
)
from klaster.rules.entry import Transfer, moves
from klaster.rules.refusal import BadField

PLACED, UNWEANED, WEANED, OWNED = "placed", "unweaned", "weaned", "owned"
CLASSES = (PLACED, UNWEANED, WEANED, OWNED)
WHICH = {
    PLACED: "ternak bergulir",
    UNWEANED: "anak belum sapih",
    WEANED: "anak sudah sapih",
    OWNED: "milik mitra",
}


def gone(terms: Terms, at: Keeping, event: Event) -> tuple[Transfer, ...]:
    """Animals of the class `data["of"]` died, were stolen, lost, sold or slaughtered.

    `event.amount` is what came in for a placed animal (meat, sale): it goes to the fund first.
    """
    folding.require_active(at, event)
    of = reading.read_choice(event.data, "of", CLASSES)
    animals = heads.read(event.data)
    if event.amount and of != PLACED:
        raise BadField(field="amount", reason="hasil anak milik mitra tidak masuk kas dana")
    held = {PLACED: at.placed, UNWEANED: at.unweaned, WEANED: at.weaned, OWNED: at.owned}[of]
    before = at.placed.total + at.to_replace.total
    held.take(animals, terms.species, WHICH[of])
    if event.kind == "sold" and of in (UNWEANED, WEANED):
        _require_enough_left(terms, at, event, animals)
    custody = "owned_by_keeper" if of == OWNED else "with_keeper"
    left = heads.moved(heads.LOSSES[event.kind], custody, terms.species, animals)
    if of == PLACED:
        left += _bear(terms, at, event, animals, before)
    elif of == UNWEANED and event.kind == "died" and terms.death_before_weaning == WAIVED_EACH:
        left += moves(("loss", "managed_asset", release(at, covered(terms, at, animals))))
    close_if_empty(at, kind.WRITTEN_OFF)
    return left


def end_part(at: Keeping, count: int, of: int) -> int:
    """The claim and the obligation of `count` of `of` placed animals end; the claim's rupiah."""
    at.owed.females -= folding.part_of(at.owed.females, count, of)
    at.owed.males -= folding.part_of(at.owed.males, count, of)
    value = folding.part_of(at.value, count, of)
    at.value -= value
    return value


def covered(terms: Terms, at: Keeping, animals: Heads) -> Heads:
    """What of the obligation `animals` can stand for: by sex, or of either sex where agreed."""
    females = min(animals.females, at.owed.females)
    males = min(animals.males, at.owed.males)
    if terms.either_sex:
        spare_females, spare_males = animals.females - females, animals.males - males
        females += min(spare_males, at.owed.females - females)
        males += min(spare_females, at.owed.males - males)
    return Heads(females, males)


def release(at: Keeping, part: Heads) -> int:
    """`part` is owed no longer; the rupiah of the claim that goes with it."""
    if not part.total:
        return 0
    value = folding.part_of(at.value, part.total, at.owed.total)
    at.owed.females -= part.females
    at.owed.males -= part.males
    at.value -= value
    return value


def close_if_empty(at: Keeping, status: str) -> None:
    """Once nothing is held, owed or due, the contract is over."""
    if not (at.in_custody.total or at.owed.total or at.value or at.receivable):
        at.status = status


def _bear(
    terms: Terms, at: Keeping, event: Event, animals: Heads, before: int
) -> tuple[Transfer, ...]:
    """The rupiah of `animals` out of `before` placed, borne as the contract says."""
    consequence = WAIVED  # an agreed sale: what it does not bring in is the fund's loss
    if event.kind != "sold" or event.data.get("cause") is not None:
        consequence = terms.losses[heads.read_cause(event.kind, event.data)]
    if consequence == REPLACE:
        if event.amount:
            raise BadField(
                field="amount", reason="mitra wajib mengganti ternaknya; hasilnya milik mitra"
            )
        at.to_replace.add(animals)
        return ()
    value = end_part(at, animals.total, before)
    cash = min(event.amount, value)
    rest = value - cash
    by_keeper = {CHARGED: rest, SHARED: amount.share_out(rest, _shares(terms))[0]}.get(
        consequence, 0
    )
    by_pool = rest if consequence == INSURED else 0
    at.receivable += by_keeper
    return moves(
        ("fund_cash", "managed_asset", cash),
        ("fund_cash", "profit_share_income", event.amount - cash),
        ("receivable", "managed_asset", by_keeper),
        ("risk_pool", "managed_asset", by_pool),
        ("loss", "managed_asset", rest - by_keeper - by_pool),
    )


def _shares(terms: Terms) -> tuple[int, int]:
    return terms.keeper_pct, 100 - terms.keeper_pct


def _require_enough_left(terms: Terms, at: Keeping, event: Event, sold: Heads) -> None:
    if event.data.get("cause") == heads.UNREPORTED_SALE:
        return
    females = at.unweaned.females + at.weaned.females
    males = at.unweaned.males + at.weaned.males
    if terms.either_sex:
        is_short = females + males < at.owed.total
    else:
        is_short = bool(
            (sold.females and females < at.owed.females) or (sold.males and males < at.owed.males)
        )
    if is_short:
        raise SoldBeforeObligation(owed=at.owed.total)
