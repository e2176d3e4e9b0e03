"""Lease (ijarah): rent for the use of an asset that stays the fund's until title passes.

With `passes_title` (ijarah muntahiya bit tamlik) it passes after the last rent. Rent is no debt
before it is billed; the asset wears off month by month as distribution of the fund.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from klaster.rules import amount, calendar, reading, settlement
from klaster.rules.contracts import folding, kind, refusals
from klaster.rules.contracts.kind import Event, Instalment, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

CODE = "lease"
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
class Leased(folding.Standing):
    """Where a lease stands while its history is folded; money in smallest steps."""

    rows: settlement.OpenRows = field(kw_only=True)
    depreciated: int = 0
    billed_rows: int = 0
    rent_owed: int = 0
    is_held: bool = False


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


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal when it may not happen."""
    return folding.apply(CODE, STEPS, terms, _new(terms), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, _new(terms), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Rent billed and not paid, in rupiah."""
    at = folding.fold(STEPS, terms, _new(terms), history)
    return {RUPIAH: at.rent_owed} if at.rent_owed else {}


def depreciation_due(terms: Terms, history: Iterable[Event], on: date) -> int:
    """Straight-line wear up to `on` that is not booked yet, by whole months since placement.

    1,200,000 over 12 months, placed 1 January, nothing booked: 200,000 on 15 March.
    """
    at = folding.fold(STEPS, terms, _new(terms), history)
    if at.handed_over_on is None or not at.is_held:
        return 0
    since = at.handed_over_on
    months = (on.year - since.year) * 12 + on.month - since.month
    if months > 0 and on < calendar.add_months(since, months):
        months -= 1
    used = Fraction(max(0, min(months, terms.useful_months)), terms.useful_months)
    worn = amount.round_to((terms.principal - terms.residual) * used)
    return max(0, worn - at.depreciated)


def _new(terms: Terms) -> Leased:
    return Leased(rows=settlement.open_rows(schedule(terms)))


def _placed(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    refusals.require_amount(event, terms.principal, terms.common.decimals)
    origin = refusals.require_origin(event)
    folding.begin(at, event)
    at.is_held = True
    return moves(("managed_asset", origin, event.amount))


def _billed(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    _require_held(at, event)
    if at.billed_rows == len(at.rows.rows):
        raise AllRentBilled
    refusals.require_amount(event, terms.rent, terms.common.decimals)
    at.billed_rows += 1
    at.rent_owed += event.amount
    return moves(("rent_receivable", "rent_income", event.amount))


def _repaid(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    folding.require_active(at, event)
    refusals.require_at_most(event, at.rent_owed, terms.common.decimals)
    at.settled = settlement.settle(at.rows, event.on, event.amount)
    at.rent_owed -= event.amount
    _end_if_nothing_is_left(at)
    return moves(("fund_cash", "rent_receivable", event.amount))


def _depreciated(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    _require_held(at, event)
    still = terms.principal - terms.residual - at.depreciated
    refusals.require_at_most(event, still, terms.common.decimals)
    at.depreciated += event.amount
    return moves(("asset_use", "accumulated_depreciation", event.amount))


def _title_passed(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    _require_held(at, event)
    if not terms.passes_title:
        raise TitleNotYet(why="akad ini tidak memuat perpindahan hak milik")
    if at.rows.left:
        left = money_text(at.rows.left, terms.common.decimals)
        raise TitleNotYet(why=f"sewa {left} belum lunas")
    refusals.require_amount(event, 0, terms.common.decimals)
    return _given_back(terms, at, "fund_distributed")


def _returned(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    _require_held(at, event)
    refusals.require_amount(event, 0, terms.common.decimals)
    return _given_back(terms, at, "goods_stock")


def _written_off(terms: Terms, at: Leased, event: Event) -> tuple[Transfer, ...]:
    folding.require_active(at, event)
    refusals.require_reason(event)
    carrying = terms.principal - at.depreciated if at.is_held else 0
    refusals.require_amount(event, carrying + at.rent_owed, terms.common.decimals)
    asset = _given_back(terms, at, "loss") if at.is_held else ()
    rent = moves(("loss", "rent_receivable", at.rent_owed))
    at.rent_owed, at.status = 0, kind.WRITTEN_OFF
    return (*asset, *rent)


def _given_back(terms: Terms, at: Leased, taken_to: str) -> tuple[Transfer, ...]:
    """The asset leaves at its carrying amount, with the wear booked against it."""
    at.is_held = False
    _end_if_nothing_is_left(at)
    return moves(
        ("accumulated_depreciation", "managed_asset", at.depreciated),
        (taken_to, "managed_asset", terms.principal - at.depreciated),
    )


def _end_if_nothing_is_left(at: Leased) -> None:
    """Rent owed outlives the return of the asset."""
    if not at.is_held and not at.rent_owed:
        at.status = kind.FULFILLED


def _require_held(at: Leased, event: Event) -> None:
    folding.require_active(at, event)
    if not at.is_held:
        raise AssetNotHeld


STEPS: Mapping[str, folding.Step] = {
    "placed": _placed,
    "billed": _billed,
    "repaid": _repaid,
    "depreciated": _depreciated,
    "title_passed": _title_passed,
    "returned": _returned,
    "written_off": _written_off,
    "cancelled": folding.cancelled,
}

KIND = kind.Kind(
    code=CODE,
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=schedule,
    apply=apply,
    replay=replay,
    owed=owed,
)
