"""Salam: the price is paid ahead in full, the produce is delivered later.

Quantities are in the smallest step of the produce's unit. The price goes with the quantity: each
delivery settles its part, the last takes the rest. What cannot be delivered is substituted by
other produce, delivered later (`extended`), or refunded at the price paid.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from klaster.rules import reading
from klaster.rules.contracts import folding, kind, produce, refusals
from klaster.rules.contracts.kind import Event, Instalment, Kind, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import Refused
from klaster.rules.wording import date_text, number_text

CODE = "salam"


class MoreThanAgreed(Refused):
    """More is delivered, substituted or refunded than is still to come."""

    code = "more_than_agreed"
    message = (
        "Yang belum diserahkan tinggal {left} {unit}, dicatat {quantity}. "
        "Beli kelebihannya dengan kontrak lain."
    )


class NotLater(Refused):
    """An extension to a day that is not after the present due date."""

    code = "not_later"
    message = "Tanggal serah baru harus setelah {due}. Perbaiki tanggalnya (due_date)."


@dataclass(frozen=True, slots=True)
class Terms:
    """`quantity` of `unit` of the named quality, due on a day, for `price` (both smallest step)."""

    unit: str
    quantity: int
    quality: str
    price: int
    due_date: date
    common: Common


@dataclass(slots=True)
class Delivery(folding.Standing):
    """What is still to come, what was paid for it, and until when."""

    quantity: int = 0
    value: int = 0
    due_date: date = date.min


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: unit, quantity, quality, price, due_date; raises `BadField`."""
    common = read_common(values)
    return Terms(
        unit=produce.read_unit(values),
        quantity=produce.read_quantity(values),
        quality=reading.read_text(values, "quality"),
        price=reading.read_money(values, "price", common.decimals, least=1),
        due_date=reading.read_date(values, "due_date"),
        common=common,
    )


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """No instalments of money: produce is due, on `due_date`."""
    return ()


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal."""
    return folding.apply(CODE, STEPS, terms, _new(terms), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, _new(terms), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Produce still to come by unit and, under IDR, what was paid for it."""
    at = folding.fold(STEPS, terms, _new(terms), history)
    return {terms.unit: at.quantity, RUPIAH: at.value} if at.status == kind.ACTIVE else {}


def due_date(terms: Terms, history: Iterable[Event]) -> date:
    """The day of delivery as last agreed."""
    return folding.fold(STEPS, terms, _new(terms), history).due_date


def _new(terms: Terms) -> Delivery:
    return Delivery(due_date=terms.due_date)


def _disbursed(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """The whole price is paid, at once."""
    refusals.require_amount(event, terms.price, decimals=terms.common.decimals)
    folding.begin(at, event)
    at.quantity, at.value = terms.quantity, terms.price
    return moves(("salam_receivable", "fund_cash", terms.price))


def _delivered(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """`quantity` comes in, with a note on its `quality`."""
    folding.require_active(at, event)
    reading.read_text(event.data, "quality")
    quantity = produce.read_quantity(event.data)
    value = _settle(terms, at, quantity)
    return _received(terms.unit, quantity, value)


def _substituted(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """`quantity` of another `unit` comes in for `instead_of` of what was agreed."""
    folding.require_active(at, event)
    unit = produce.read_unit(event.data)
    quantity = produce.read_quantity(event.data)
    value = _settle(terms, at, produce.read_quantity(event.data, "instead_of"))
    return _received(unit, quantity, value)


def _extended(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """Delivery is put off to a later `due_date`, for a reason; the price stays."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    later = reading.read_date(event.data, "due_date")
    if later <= at.due_date:
        raise NotLater(due=date_text(at.due_date))
    at.due_date = later
    return ()


def _refunded(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """The price of `quantity` that cannot be delivered comes back, neither more nor less."""
    folding.require_active(at, event)
    quantity = produce.read_quantity(event.data)
    value = _settle(terms, at, quantity)
    refusals.require_amount(event, value, decimals=terms.common.decimals)
    return moves(("fund_cash", "salam_receivable", value))


def _written_off(terms: Terms, at: Delivery, event: Event) -> tuple[Transfer, ...]:
    """Produce that will not come and is not refunded is given up as lost."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    refusals.require_amount(event, at.value, decimals=terms.common.decimals)
    lost, at.quantity, at.value = at.value, 0, 0
    at.status = kind.WRITTEN_OFF
    return moves(("loss", "salam_receivable", lost))


def _settle(terms: Terms, at: Delivery, quantity: int) -> int:
    """`quantity` is owed no longer; the part of the price that goes with it."""
    if quantity > at.quantity:
        raise MoreThanAgreed(
            left=number_text(at.quantity), unit=terms.unit, quantity=number_text(quantity)
        )
    value = folding.part_of(at.value, quantity, at.quantity)
    at.quantity -= quantity
    at.value -= value
    if not at.quantity:
        at.status = kind.FULFILLED
    return value


def _received(unit: str, quantity: int, value: int) -> tuple[Transfer, ...]:
    return moves(("stock", "harvested", quantity), unit=unit) + moves(
        ("produce_stock", "salam_receivable", value)
    )


STEPS: Mapping[str, folding.Step] = {
    "cancelled": folding.cancelled,
    "disbursed": _disbursed,
    "delivered": _delivered,
    "substituted": _substituted,
    "extended": _extended,
    "refunded": _refunded,
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
