"""Lease (ijarah): rent for the use of an asset that stays the fund's until title passes.

With `passes_title` (ijarah muntahiya bit tamlik) it passes after the last rent. Rent is no debt
before it is billed; the asset wears off month by month as distribution of the fund.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from klaster.rules import amount, calendar, reading, settlement
from klaster.rules.contracts import kind, refusals
from klaster.rules.contracts.kind import Event, Instalment, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import date_text, money_text

LONGEST_USE = 600  # months


class AllRentBilled(Refused):
    """Every row of the plan has been billed."""

    code = "all_rent_billed"
    message = "Seluruh sewa sudah ditagih. Catat perpanjangan sebagai kontrak baru."


class TitleNotYet(Refused):
    """Title passes when the terms say so and all rent is paid."""

    code = "title_not_yet"
    message = "Hak milik belum dapat beralih: {why}."


class AssetNotHeld(Refused):
    """The asset is back already."""

    code = "asset_not_held"
    message = "Barang sewaan sudah dikembalikan. Yang tersisa hanya penagihan sewa."


@dataclass(frozen=True, slots=True)
class Terms:
    """An asset of `principal` (its cost) rented at `rent` a period; money in smallest steps."""

    timing: calendar.Timing
    principal: int
    rent: int
    residual: int
    useful_months: int
    passes_title: bool
    common: Common


@dataclass(slots=True)
class Position:
    """Where a lease stands while its history is folded; money in smallest steps."""

    rows: settlement.OpenRows
    placed_on: date | None = None
    depreciated: int = 0
    billed_rows: int = 0
    rent_owed: int = 0
    is_held: bool = False
    is_written_off: bool = False

    @property
    def status(self) -> str:
        """One of `kind.STATUSES`; rent owed outlives the return of the asset."""
        if self.placed_on is None:
            return kind.PENDING
        if self.is_written_off:
            return kind.WRITTEN_OFF
        return kind.ACTIVE if self.is_held or self.rent_owed else kind.FULFILLED


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: principal, rent, residual, useful_months, passes_title, and the timing."""
    common = read_common(values)
    principal = reading.read_money(values, "principal", common.decimals, least=1)
    residual = reading.read_money(values, "residual", common.decimals, default=0)
    if residual > principal:
        raise BadField(field="residual", reason="tidak boleh melebihi harga barang (principal)")
    terms = Terms(
        timing=calendar.read_timing(values),
        principal=principal,
        rent=reading.read_money(values, "rent", common.decimals, least=1),
        residual=residual,
        useful_months=reading.read_int(values, "useful_months", least=1, most=LONGEST_USE),
        passes_title=reading.read_flag(values, "passes_title", default=False),
        common=common,
    )
    if terms.rent * terms.timing.instalments > amount.LARGEST:
        raise BadField(field="rent", reason="jumlah sewa melampaui 18 angka")
    schedule(terms)
    return terms


@lru_cache(maxsize=1024)
def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """One row of rent (as margin: it returns no principal) per period."""
    dates = calendar.due_dates(terms.timing)
    return tuple(Instalment(n, due, 0, terms.rent) for n, due in enumerate(dates, start=1))


def depreciation_due(terms: Terms, history: Iterable[Event], on: date) -> int:
    """Straight-line wear up to `on` that is not booked yet, by whole months since placement.

    1,200,000 over 12 months, placed 1 January, nothing booked: 200,000 on 15 March.
    """
    at = position(terms, history)
    if at.placed_on is None or not at.is_held:
        return 0
    months = (on.year - at.placed_on.year) * 12 + on.month - at.placed_on.month
    if months > 0 and on < calendar.add_months(at.placed_on, months):
        months -= 1
    used = Fraction(max(0, min(months, terms.useful_months)), terms.useful_months)
    worn = amount.round_to((terms.principal - terms.residual) * used)
    return max(0, worn - at.depreciated)


def position(terms: Terms, history: Iterable[Event]) -> Position:
    """Fold `history` (accepted events, in the order they were accepted) once."""
    at = Position(settlement.open_rows(schedule(terms)))
    for event in history:
        match event.kind:
            case "placed":
                at.placed_on, at.is_held = event.on, True
            case "billed":
                at.billed_rows += 1
                at.rent_owed += event.amount
            case "repaid":
                at.rent_owed -= event.amount
                settlement.settle(at.rows, event.on, event.amount)
            case "depreciated":
                at.depreciated += event.amount
            case "title_passed" | "returned":
                at.is_held = False
            case "written_off":
                at.is_held, at.rent_owed, at.is_written_off = False, 0, True
    return at


def apply(terms: Terms, history: tuple[Event, ...], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    step = STEPS.get(event.kind)
    if step is None:
        raise refusals.UnknownEvent(kind="lease", event=event.kind, known=", ".join(STEPS))
    at = position(terms, history)
    if event.kind != "placed":
        if at.placed_on is None or event.on < at.placed_on:
            raise refusals.NotYetDisbursed(on=date_text(event.on))
        if at.status != kind.ACTIVE:
            raise refusals.ContractEnded(status=at.status)
    return step(terms, at, event)


def _placed(terms: Terms, at: Position, event: Event) -> Outcome:
    if at.placed_on is not None:
        raise refusals.AlreadyDisbursed(on=date_text(at.placed_on))
    refusals.require_amount(event, terms.principal, terms.common.decimals)
    origin = refusals.require_origin(event)
    return Outcome(moves(("managed_asset", origin, event.amount)), kind.ACTIVE)


def _billed(terms: Terms, at: Position, event: Event) -> Outcome:
    _require_held(at)
    if at.billed_rows == len(at.rows.rows):
        raise AllRentBilled
    refusals.require_amount(event, terms.rent, terms.common.decimals)
    return Outcome(moves(("rent_receivable", "rent_income", event.amount)), kind.ACTIVE)


def _repaid(terms: Terms, at: Position, event: Event) -> Outcome:
    refusals.require_at_most(event, at.rent_owed, terms.common.decimals)
    settled = settlement.settle(at.rows, event.on, event.amount)
    at.rent_owed -= event.amount
    return Outcome(moves(("fund_cash", "rent_receivable", event.amount)), at.status, settled)


def _depreciated(terms: Terms, at: Position, event: Event) -> Outcome:
    _require_held(at)
    refusals.require_at_most(
        event, terms.principal - terms.residual - at.depreciated, terms.common.decimals
    )
    transfers = moves(("fund_distributed", "accumulated_depreciation", event.amount))
    return Outcome(transfers, kind.ACTIVE)


def _title_passed(terms: Terms, at: Position, event: Event) -> Outcome:
    _require_held(at)
    if not terms.passes_title:
        raise TitleNotYet(why="akad ini tidak memuat perpindahan hak milik")
    if at.rows.left:
        left = money_text(at.rows.left, terms.common.decimals)
        raise TitleNotYet(why=f"sewa {left} belum lunas")
    refusals.require_amount(event, 0, terms.common.decimals)
    return Outcome(_derecognised(terms, at, "fund_distributed"), kind.FULFILLED)


def _returned(terms: Terms, at: Position, event: Event) -> Outcome:
    _require_held(at)
    refusals.require_amount(event, 0, terms.common.decimals)
    at.is_held = False
    return Outcome(_derecognised(terms, at, "goods_stock"), at.status)


def _written_off(terms: Terms, at: Position, event: Event) -> Outcome:
    refusals.require_reason(event)
    carrying = terms.principal - at.depreciated if at.is_held else 0
    refusals.require_amount(event, carrying + at.rent_owed, terms.common.decimals)
    asset = _derecognised(terms, at, "loss") if at.is_held else ()
    rent = moves(("loss", "rent_receivable", at.rent_owed))
    return Outcome((*asset, *rent), kind.WRITTEN_OFF)


def _require_held(at: Position) -> None:
    if not at.is_held:
        raise AssetNotHeld


def _derecognised(terms: Terms, at: Position, taken_to: str) -> tuple[Transfer, ...]:
    """The asset leaves at its carrying amount, with the wear booked against it."""
    return moves(
        ("accumulated_depreciation", "managed_asset", at.depreciated),
        (taken_to, "managed_asset", terms.principal - at.depreciated),
    )


def owed(terms: Terms, history: tuple[Event, ...]) -> Mapping[str, int]:
    """Rent billed and not paid, in rupiah."""
    rent = position(terms, history).rent_owed
    return {RUPIAH: rent} if rent else {}


STEPS: Mapping[str, Callable[[Terms, Position, Event], Outcome]] = {
    "placed": _placed,
    "billed": _billed,
    "repaid": _repaid,
    "depreciated": _depreciated,
    "title_passed": _title_passed,
    "returned": _returned,
    "written_off": _written_off,
}

KIND = kind.Kind(
    code="lease",
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=schedule,
    apply=apply,
    owed=owed,
)
