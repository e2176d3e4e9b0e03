"""Crop sharing (muzara'ah, mukhabarah; "yarnen"): inputs first, the harvest shared by ratio.

The programme buys inputs (`investment`). With `inputs_first` (yarnen, paid at harvest) the harvest
first gives them back, then the rest is shared; without it the whole harvest is shared and each
side bears what it put in. The programme's part comes in kilograms or in cash.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from klaster.rules import amount, reading
from klaster.rules.contracts import folding, kind, produce, refusals
from klaster.rules.contracts.kind import Event, Instalment, Kind, Outcome
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

CODE = "crop_share"

MUZARAAH, MUKHABARAH = "muzaraah", "mukhabarah"  # seed from the owner of the land, or the tenant
KG, CASH = "kg", "cash"
MOST_PARTS = 10_000


class InputsAboveAgreed(Refused):
    """More inputs are bought than the contract allows."""

    code = "inputs_above_agreed"
    message = "Sarana produksi menurut akad tinggal {left}, dicatat {amount}. Ubah akadnya dahulu."


class SeasonOver(Refused):
    """Inputs or a harvest after the season was ended."""

    code = "season_over"
    message = "Musim ini sudah ditutup. Catat pada kontrak musim berikutnya."


@dataclass(frozen=True, slots=True)
class Terms:
    """Up to how much is put into inputs, and how a harvest in `unit` is shared.

    `parts` are the programme's and the farmer's, 40 and 60 for 40:60; a third, the owner's of the
    land, may follow. Yarnen without a share of the harvest has 0 and 100. Of inputs that the
    harvest of the season does not give back, the farmer bears `farmer_bears_pct`.
    """

    form: str
    unit: str
    inputs: int
    inputs_first: bool
    parts: tuple[int, ...]
    common: Common
    farmer_bears_pct: int = 0


@dataclass(slots=True)
class Season(folding.Standing):
    """Inputs bought, what of them no harvest has given back, and cash due from the farmer."""

    bought: int = 0
    invested: int = 0
    receivable: int = 0
    is_over: bool = False


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON: form, unit, inputs, inputs_first, and the parts; raises `BadField`."""
    common = read_common(values)
    return Terms(
        form=reading.read_choice(values, "form", (MUZARAAH, MUKHABARAH)),
        unit=produce.read_unit(values),
        inputs=reading.read_money(values, "inputs", common.decimals, least=1),
        inputs_first=reading.read_flag(values, "inputs_first", default=False),
        parts=(
            reading.read_int(values, "part_programme", 0, MOST_PARTS),
            reading.read_int(values, "part_farmer", 1, MOST_PARTS),
            reading.read_int(values, "part_landowner", 0, MOST_PARTS, default=0),
        ),
        common=common,
        farmer_bears_pct=reading.read_int(values, "farmer_bears_pct", 0, 100, default=0),
    )


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """No instalments: sharing follows the harvest."""
    return ()


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal."""
    return folding.apply(CODE, STEPS, terms, Season(), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, Season(), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Rupiah of inputs that no harvest has given back yet, and of harvest cash due."""
    at = folding.fold(STEPS, terms, Season(), history)
    money = at.invested + at.receivable
    return {RUPIAH: money} if money else {}


def _inputs_given(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """Inputs worth `amount`, bought for cash or taken `from` goods in stock."""
    folding.require_open(at)
    _require_season(at)
    refusals.require_positive(event)
    left = terms.inputs - at.bought
    if event.amount > left:
        raise InputsAboveAgreed(
            left=money_text(left, terms.common.decimals),
            amount=money_text(event.amount, terms.common.decimals),
        )
    origin = refusals.require_origin(event)
    at.handed_over_on = at.handed_over_on or event.on
    at.status = kind.ACTIVE
    at.bought += event.amount
    at.invested += event.amount
    return moves(("investment", origin, event.amount))


def _harvested(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """`quantity` brought in, at `price` for each step of the unit, settled `in` kg or cash.

    850 kg at 5,000 with 1,000,000 of inputs first and then 40:60: 1,000,000 and 40 % of the
    other 3,250,000 are 2,300,000, or 460 kg.
    """
    folding.require_active(at, event)
    _require_season(at)
    quantity = produce.read_quantity(event.data)
    price = reading.read_money(event.data, "price", terms.common.decimals, least=1)
    settled_in = reading.read_choice(event.data, "in", (KG, CASH))
    worth = quantity * price
    if worth > amount.LARGEST:
        raise BadField(field="quantity", reason="nilai panen melampaui 18 angka")
    covered = min(at.invested, worth) if terms.inputs_first else 0
    value = covered + amount.share_out(worth - covered, terms.parts)[0]
    if settled_in == CASH:
        at.receivable += value
        return _booked(at, "receivable", value)
    # Whole steps of the unit, enough to give the inputs back where the harvest suffices.
    part = max(amount.round_to(Fraction(value, price)), -(-covered // price))
    return moves(("stock", "harvested", part), unit=terms.unit) + _booked(
        at, "produce_stock", part * price
    )


def _repaid(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """The farmer pays cash that is due."""
    folding.require_active(at, event)
    refusals.require_at_most(event, at.receivable, decimals=terms.common.decimals)
    at.receivable -= event.amount
    _close_if_settled(at)
    return moves(("fund_cash", "receivable", event.amount))


def _crop_failed(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """Nothing, or no more, is harvested, for a reason.

    By `negligence` the farmer bears all the inputs that were not given back.
    """
    refusals.require_reason(event)
    if reading.read_flag(event.data, "negligence", default=False):
        return _end_season(at, event, farmer_bears_pct=100)
    return _end_season(at, event, terms.farmer_bears_pct)


def _season_ended(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """The last harvest is in; inputs that it did not give back are borne as agreed."""
    return _end_season(at, event, terms.farmer_bears_pct)


def _written_off(terms: Terms, at: Season, event: Event) -> tuple[Transfer, ...]:
    """Inputs and cash still outstanding are given up as lost."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    refusals.require_amount(event, at.invested + at.receivable, decimals=terms.common.decimals)
    invested, receivable = at.invested, at.receivable
    at.invested, at.receivable = 0, 0
    at.status = kind.WRITTEN_OFF
    return moves(("loss", "investment", invested), ("loss", "receivable", receivable))


def _booked(at: Season, debit: str, value: int) -> tuple[Transfer, ...]:
    """The programme's part gives the inputs back first; what is above them is income."""
    covered = min(at.invested, value)
    at.invested -= covered
    return moves((debit, "investment", covered), (debit, "profit_share_income", value - covered))


def _end_season(at: Season, event: Event, farmer_bears_pct: int) -> tuple[Transfer, ...]:
    folding.require_active(at, event)
    _require_season(at)
    charged, lost = amount.share_out(at.invested, (farmer_bears_pct, 100 - farmer_bears_pct))
    at.invested = 0
    at.receivable += charged
    at.is_over = True
    _close_if_settled(at)
    return moves(("receivable", "investment", charged), ("loss", "investment", lost))


def _require_season(at: Season) -> None:
    if at.is_over:
        raise SeasonOver


def _close_if_settled(at: Season) -> None:
    if at.is_over and not at.receivable:
        at.status = kind.FULFILLED


STEPS: Mapping[str, folding.Step] = {
    "cancelled": folding.cancelled,
    "inputs_given": _inputs_given,
    "harvested": _harvested,
    "repaid": _repaid,
    "crop_failed": _crop_failed,
    "season_ended": _season_ended,
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
