"""What qardh, murabahah and conventional loans share: an instalment plan that is paid down.

The receivable is gross (principal and margin); margin not yet earned stands against it as
`deferred_margin`. Here are terms and position; `financing_steps` says what each event does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from klaster.rules import calendar, reading, schedule, settlement
from klaster.rules.contracts import kind
from klaster.rules.contracts.kind import Event, Instalment, Settlement
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import BadField

HIGHEST_RATE_PCT = 1000


@dataclass(frozen=True, slots=True)
class Terms:
    """An instalment plan and how its payments are handled."""

    plan: schedule.Plan
    common: Common


@dataclass(slots=True)
class Position:
    """Where a contract stands after its history; it changes while the history is folded.

    `rows` belong to the terms in force. `lost_principal` and `lost_margin` are what was written
    off and has not been recovered; `goods` what was bought and is not yet delivered.
    """

    terms: Terms
    rows: settlement.OpenRows
    handed_over_on: date | None = None
    is_cancelled: bool = False
    lost_principal: int = 0
    lost_margin: int = 0
    goods: int = 0

    @property
    def status(self) -> str:
        """One of `kind.STATUSES`; a write-off recovered in full counts as fulfilled."""
        if self.handed_over_on is None:
            return kind.CANCELLED if self.is_cancelled else kind.PENDING
        if self.rows.left:
            return kind.ACTIVE
        return kind.WRITTEN_OFF if self.lost_principal + self.lost_margin else kind.FULFILLED

    def copy(self) -> "Position":
        """The same position, to be changed apart from this one."""
        rows = self.rows
        own = replace(rows, principal=[*rows.principal], margin=[*rows.margin])
        return replace(self, rows=own)


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from the JSON of an instalment plan; raises `BadField` naming the field."""
    common = read_common(values)
    principal = reading.read_money(values, "principal", common.decimals, least=1)
    if common.rounding > principal:
        raise BadField(field="rounding", reason="tidak boleh melebihi pokok (principal)")
    timing = calendar.read_timing(values)
    most_grace = timing.instalments - 1
    plan = schedule.Plan(
        timing=timing,
        principal=principal,
        method=reading.read_choice(values, "method", schedule.METHODS, default=schedule.NONE),
        margin=reading.read_money(values, "margin", common.decimals, default=0),
        annual_rate_pct=reading.read_decimal(
            values, "annual_rate_pct", least=0, most=HIGHEST_RATE_PCT, default=Decimal(0)
        ),
        grace_principal=reading.read_int(values, "grace_principal", 0, most_grace, default=0),
        grace_margin=reading.read_int(values, "grace_margin", 0, most_grace, default=0),
    )
    _check_margin(plan)
    terms = Terms(plan, common)
    schedule_of(terms)  # a plan that cannot be laid out is refused now, not at its first payment
    return terms


def schedule_of(terms: Terms) -> tuple[Instalment, ...]:
    """The rows of the plan."""
    return schedule.rows(terms.plan, terms.common.rounding, terms.common.rounding_mode)


def begun(terms: Terms) -> Position:
    """The position at signing: nothing handed over, nothing settled."""
    return Position(terms, settlement.open_rows(schedule_of(terms)))


def position(terms: Terms, history: Iterable[Event]) -> Position:
    """Fold `history` (accepted events, in the order they were accepted) once."""
    at = begun(terms)
    paid = 0
    for event in history:
        if event.kind == "repaid" and at.terms.common.overpayment == settlement.NEXT:
            paid += event.amount  # rows settle in order, so the sum settles what each would
            continue
        settlement.advance(at.rows, paid, at.terms.common.allocation)
        paid = 0
        follow(at, event)
    settlement.advance(at.rows, paid, at.terms.common.allocation)
    return at


def follow(at: Position, event: Event) -> None:
    """Lead the position through one accepted event."""
    match event.kind:
        case "repaid":
            settle(at, event)
        case "waived":
            settlement.settle(at.rows, event.on, event.amount, at.terms.common.allocation)
        case "paid_off":
            settlement.settle_all(at.rows)
        case "disbursed":
            at.handed_over_on = event.on
        case "restructured":
            at.terms = read_terms(event.data["terms"])
            at.rows = settlement.open_rows(schedule_of(at.terms))
        case "written_off":
            at.lost_principal, at.lost_margin = at.rows.principal_left, at.rows.margin_left
            settlement.settle_all(at.rows)
        case "recovered":
            of_principal = min(event.amount, at.lost_principal)
            at.lost_principal -= of_principal
            at.lost_margin -= event.amount - of_principal
        case "cancelled":
            at.is_cancelled = True
        case "goods_bought":
            at.goods += event.amount


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Rupiah still to be paid (gross), nothing before hand-over or after the end."""
    at = position(terms, history)
    return {RUPIAH: at.rows.left} if at.status == kind.ACTIVE else {}


def terms_now(terms: Terms, history: Iterable[Event]) -> Terms:
    """The terms in force: as signed, or those of the last restructuring."""
    return position(terms, history).terms


def settle(at: Position, event: Event) -> tuple[Settlement, ...]:
    """Take the event's amount off the open rows as the terms say."""
    common = at.terms.common
    return settlement.settle(
        at.rows, event.on, event.amount, common.allocation, common.overpayment, common.rounding
    )


def _check_margin(plan: schedule.Plan) -> None:
    if plan.margin and plan.annual_rate_pct:
        raise BadField(field="annual_rate_pct", reason="isi margin saja atau persentase saja")
    if plan.method == schedule.NONE and (plan.margin or plan.annual_rate_pct):
        field = "margin" if plan.margin else "annual_rate_pct"
        raise BadField(field=field, reason="tidak dapat dipakai dengan method none")
