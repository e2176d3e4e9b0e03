"""Murabahah: goods are bought first, then sold at cost and an agreed, disclosed margin.

Early pay-off waives the margin of the time not used (Fatwa DSN-MUI 153/2022). Ta'zir falls only
on one who is able and delays, and goes to the social fund; ta'widh covers real direct cost only.
Neither changes the debt.
"""

from collections.abc import Iterable, Iterator

from klaster.rules.contracts import financing, financing_steps, refusals
from klaster.rules.contracts.financing import Position, Terms
from klaster.rules.contracts.kind import PENDING, Event, Kind, Outcome
from klaster.rules.entry import moves
from klaster.rules.refusal import Refused
from klaster.rules.settlement import overdue
from klaster.rules.wording import date_text, money_text


class GoodsNotBought(Refused):
    """What is sold must first be owned: the goods bought are not yet worth the agreed cost."""

    code = "goods_not_bought"
    message = (
        "Barang yang sudah dibeli baru {bought} dari harga pokok {cost}. "
        "Catat pembelian barangnya dahulu."
    )


class GoodsAboveCost(Refused):
    """More is bought than the cost agreed with the mitra."""

    code = "goods_above_cost"
    message = (
        "Pembelian {amount} melebihi harga pokok yang disepakati; sisanya {left}. "
        "Sepakati harga baru dengan mitra lebih dahulu."
    )


class FineOfUnable(Refused):
    """Ta'zir is for the able who delay; others are given time."""

    code = "fine_of_unable"
    message = "Ta'zir hanya bagi yang mampu namun menunda. Beri kelonggaran atau ubah akadnya."


class NothingOverdue(Refused):
    """A fine or a cost of delay where no instalment is late."""

    code = "nothing_overdue"
    message = "Tidak ada angsuran yang lewat jatuh tempo pada {on}. Denda tidak dapat dicatat."


class EvidenceMissing(Refused):
    """Ta'widh without saying which direct cost was really borne."""

    code = "evidence_missing"
    message = "Tulis bukti biaya nyata yang dikeluarkan; ta'widh tanpa bukti tidak dapat dicatat."


def goods_bought(at: Position, event: Event) -> Outcome:
    """Cash becomes goods in stock, up to the agreed cost."""
    financing_steps.require_pending(at)
    still_to_buy = at.terms.plan.principal - at.goods
    refusals.require_positive(event)
    if event.amount > still_to_buy:
        decimals = at.terms.common.decimals
        raise GoodsAboveCost(
            amount=money_text(event.amount, decimals), left=money_text(still_to_buy, decimals)
        )
    return Outcome(moves(("goods_stock", "fund_cash", event.amount)), PENDING)


def disbursed(at: Position, event: Event) -> Outcome:
    """The goods are delivered: cost and margin become the mitra's debt, the margin deferred."""
    cost = at.terms.plan.principal
    if at.goods < cost:
        decimals = at.terms.common.decimals
        raise GoodsNotBought(bought=money_text(at.goods, decimals), cost=money_text(cost, decimals))
    return financing_steps.hand_over(at, event, origin="goods_stock")


def fined(at: Position, event: Event) -> Outcome:
    """Ta'zir paid by an able mitra who is late (`data["able"]` is true): to the social fund."""
    _require_overdue(at, event)
    if event.data.get("able") is not True:
        raise FineOfUnable
    return Outcome(moves(("fund_cash", "social_fund", event.amount)), at.status)


def cost_recovered(at: Position, event: Event) -> Outcome:
    """Ta'widh: a direct cost of the delay, named in `data["evidence"]`, is paid back."""
    _require_overdue(at, event)
    if not refusals.has_words(event.data.get("evidence")):
        raise EvidenceMissing
    return Outcome(moves(("fund_cash", "cost_recovery", event.amount)), at.status)


def _require_overdue(at: Position, event: Event) -> None:
    financing_steps.require_active(at, event)
    refusals.require_positive(event)
    if not overdue(at.rows, event.on):
        raise NothingOverdue(on=date_text(event.on))


STEPS = {
    "goods_bought": goods_bought,
    "disbursed": disbursed,
    **financing_steps.STEPS,
    "restructured": financing_steps.restructuring(financing.read_terms),
    "fined": fined,
    "cost_recovered": cost_recovered,
}


def apply(terms: Terms, history: tuple[Event, ...], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    return financing_steps.apply(STEPS, "murabahah", terms, history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return financing_steps.replay(STEPS, terms, history)


KIND = Kind(
    code="murabahah",
    terms_version=1,
    events=tuple(STEPS),
    read_terms=financing.read_terms,
    schedule=financing.schedule_of,
    apply=apply,
    replay=replay,
    owed=financing.owed,
    terms_now=financing.terms_now,
)
