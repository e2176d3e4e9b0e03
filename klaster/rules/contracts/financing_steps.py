"""What each event of a financing contract does: transfers by role, settlements, status.

A kind lists the steps it allows (`STEPS` and its own) and calls `apply`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from klaster.rules import payoff, reading, settlement
from klaster.rules.contracts import financing, kind, refusals
from klaster.rules.contracts.financing import Position, Terms
from klaster.rules.contracts.kind import Event, Outcome
from klaster.rules.entry import Transfer, moves
from klaster.rules.refusal import Refused
from klaster.rules.wording import date_text, money_text

Step = Callable[[Position, Event], Outcome]


class NotWrittenOff(Refused):
    """A recovery where nothing has been written off."""

    code = "not_written_off"
    message = "Kontrak ini tidak dihapusbukukan. Catat penerimaan ini sebagai angsuran."


class PayOffInstead(Refused):
    """An instalment large enough to end the contract before its time."""

    code = "pay_off_instead"
    message = (
        "Jumlah ini melunasi sebelum waktunya. Catat sebagai pelunasan (paid_off) sebesar {due}; "
        "margin {waived} tidak boleh dipungut."
    )


def apply(
    steps: Mapping[str, Step], code: str, terms: Terms, history: Iterable[Event], event: Event
) -> Outcome:
    """Take the step named by the event from where the history has led."""
    step = steps.get(event.kind)
    if step is None:
        raise refusals.UnknownEvent(kind=code, event=event.kind, known=", ".join(steps))
    return step(financing.position(terms, history), event)


def replay(steps: Mapping[str, Step], terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant; the position is led through it once."""
    at = financing.begun(terms)
    for event in history:
        yield steps[event.kind](at.copy(), event)
        financing.follow(at, event)


def hand_over(at: Position, event: Event, origin: str) -> Outcome:
    """Principal leaves the role `origin` and becomes a receivable, with its margin deferred."""
    principal = at.terms.plan.principal
    require_pending(at)
    refusals.require_amount(event, principal, at.terms.common.decimals)
    margin = at.rows.margin_left
    transfers = moves(("receivable", origin, principal), ("receivable", "deferred_margin", margin))
    return Outcome(transfers, kind.ACTIVE)


def repaid(at: Position, event: Event) -> Outcome:
    """Cash comes in; the margin within it is earned.

    What would end the contract before its time is a pay-off: margin not used is not collected.
    """
    require_active(at, event)
    refusals.require_at_most(event, at.rows.left, at.terms.common.decimals)
    ending = payoff.early(at.rows, event.on)
    if ending.margin_waived and event.amount >= ending.due:
        raise PayOffInstead(
            due=money_text(ending.due, at.terms.common.decimals),
            waived=money_text(ending.margin_waived, at.terms.common.decimals),
        )
    settled = financing.settle(at, event)
    earned = sum(each.margin for each in settled)
    transfers = moves(
        ("fund_cash", "receivable", event.amount), ("deferred_margin", "margin_income", earned)
    )
    return Outcome(transfers, at.status, settled)


def paid_off(at: Position, event: Event) -> Outcome:
    """The whole rest is paid at once; the margin of the time not used is waived.

    Where margin was paid ahead, more may be waived than is still deferred: it is taken back
    from the income it was booked to.
    """
    require_active(at, event)
    ending = payoff.early(at.rows, event.on)
    refusals.require_amount(event, ending.due, at.terms.common.decimals)
    deferred = at.rows.margin_left
    from_deferred = min(ending.margin_waived, deferred)
    settled = settlement.settle_all(at.rows)
    transfers = moves(
        ("fund_cash", "receivable", ending.due),
        ("deferred_margin", "margin_income", deferred - from_deferred),
        ("deferred_margin", "receivable", from_deferred),
        ("margin_income", "receivable", ending.margin_waived - from_deferred),
    )
    return Outcome(transfers, kind.FULFILLED, settled)


def waived(at: Position, event: Event) -> Outcome:
    """A part of the debt is forgiven, oldest rows first: its principal is the fund's loss."""
    require_active(at, event)
    refusals.require_reason(event)
    refusals.require_at_most(event, at.rows.left, at.terms.common.decimals)
    settled = settlement.settle(at.rows, event.on, event.amount, at.terms.common.allocation)
    principal = sum(each.principal for each in settled)
    return Outcome(_given_up(principal, event.amount - principal), at.status, settled)


def written_off(at: Position, event: Event) -> Outcome:
    """All that is left is given up as lost; margin never earned is no loss."""
    require_active(at, event)
    refusals.require_reason(event)
    refusals.require_amount(event, at.rows.left, at.terms.common.decimals)
    transfers = _given_up(at.rows.principal_left, at.rows.margin_left)
    return Outcome(transfers, kind.WRITTEN_OFF, settlement.settle_all(at.rows))


def recovered(at: Position, event: Event) -> Outcome:
    """Money comes in after the write-off: it undoes the loss first, then earns the margin."""
    if at.status != kind.WRITTEN_OFF:
        require_active(at, event)
        raise NotWrittenOff
    lost = at.lost_principal + at.lost_margin
    refusals.require_at_most(event, lost, at.terms.common.decimals)
    of_principal = min(event.amount, at.lost_principal)
    transfers = moves(
        ("fund_cash", "loss", of_principal),
        ("fund_cash", "margin_income", event.amount - of_principal),
    )
    return Outcome(transfers, kind.FULFILLED if event.amount == lost else kind.WRITTEN_OFF)


def restructuring(read_terms: Callable[[Mapping[str, Any]], Terms]) -> Step:
    """The step to new terms, read by the kind's own `read_terms` from `data["terms"]`.

    The new principal is what is left of the old; the margin may fall, never rise.
    """

    def restructured(at: Position, event: Event) -> Outcome:
        require_active(at, event)
        refusals.require_reason(event)
        values = reading.read_mapping(event.data, "terms")
        with reading.within("terms"):
            new = read_terms(values)
        margin = sum(row.margin for row in financing.schedule_of(new))
        before, after = at.rows.left, new.plan.principal + margin
        decimals = at.terms.common.decimals
        if new.plan.principal > at.rows.principal_left or after > before:
            raise refusals.RestructureRaisesDebt(
                left=money_text(before, decimals), new=money_text(after, decimals)
            )
        if new.plan.principal < at.rows.principal_left:
            raise refusals.RestructureDropsDebt(
                left=money_text(at.rows.principal_left, decimals),
                new=money_text(new.plan.principal, decimals),
            )
        transfers = moves(("deferred_margin", "receivable", before - after))
        return Outcome(transfers, kind.ACTIVE)

    return restructured


def cancelled(at: Position, event: Event) -> Outcome:
    """Undone before anything was handed over; goods already bought stay in stock."""
    require_pending(at)
    refusals.require_reason(event)
    return Outcome((), kind.CANCELLED)


def require_pending(at: Position) -> None:
    """Refuse what comes after the hand-over or after a cancellation."""
    if at.handed_over_on is not None:
        raise refusals.AlreadyDisbursed(on=date_text(at.handed_over_on))
    if at.is_cancelled:
        raise refusals.ContractEnded(status=kind.CANCELLED)


def require_active(at: Position, event: Event) -> None:
    """Refuse what comes before the hand-over or after the end."""
    if at.is_cancelled:
        raise refusals.ContractEnded(status=at.status)
    if at.handed_over_on is None or event.on < at.handed_over_on:
        raise refusals.NotYetDisbursed(on=date_text(event.on))
    if at.status != kind.ACTIVE:
        raise refusals.ContractEnded(status=at.status)


def _given_up(principal: int, margin: int) -> tuple[Transfer, ...]:
    return moves(("loss", "receivable", principal), ("deferred_margin", "receivable", margin))


STEPS: Mapping[str, Step] = {
    "repaid": repaid,
    "paid_off": paid_off,
    "waived": waived,
    "written_off": written_off,
    "recovered": recovered,
    "cancelled": cancelled,
}
