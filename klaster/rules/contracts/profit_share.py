"""Profit sharing: mudharabah, musyarakah and musyarakah menurun (shrinking partnership).

The programme places capital (`investment`). Its share of profit is booked only from an accepted
profit report, by the agreed ratio (nisbah); each report is settled by itself. A loss falls on
the capital owner (mudharabah) or on each by capital (musyarakah), unless the mitra was negligent:
then the capital is owed in full. Capital comes back at the end or in equal tranches.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from klaster.rules import amount, calendar, reading, schedule, settlement
from klaster.rules.contracts import folding, kind, refusals
from klaster.rules.contracts.kind import Event, Instalment, Kind, Outcome, Settlement
from klaster.rules.contracts.terms import Common, read_common
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused
from klaster.rules.wording import money_text

CODE = "profit_share"

MUDHARABAH, MUSYARAKAH, MENURUN = "mudharabah", "musyarakah", "musyarakah_menurun"
FORMS = (MUDHARABAH, MUSYARAKAH, MENURUN)
MOST_PARTS = 10_000
# Keys that would make the return certain: a share is of profit, never of capital or instalment.
FIXED_RETURNS = ("margin", "annual_rate_pct", "pct_of_instalment", "fixed_return", "method")


class FixedReturnRefused(BadField):
    """Terms or a report that promise a return without regard to profit."""

    code = "fixed_return_refused"
    message = (
        "Isian {field}: {reason}. Bagi hasil hanya dari keuntungan menurut nisbah: "
        "isi nisbah_owner dan nisbah_partner."
    )


class ProfitReportMissing(Refused):
    """A share is to be booked or paid without an accepted profit report behind it."""

    code = "profit_report_missing"
    message = (
        "Belum ada laporan usaha yang diterima. Terima laporannya dahulu (profit_reported dengan "
        "accepted), lalu catat bagi hasilnya."
    )


class MoreCapitalThanAgreed(Refused):
    """More is to be placed than the contract says."""

    code = "more_capital_than_agreed"
    message = "Modal menurut akad tinggal {left}, diminta {amount}. Tempatkan paling banyak {left}."


class NotYetReturned(Refused):
    """The contract is to end while capital or a share is still outstanding."""

    code = "not_yet_returned"
    message = (
        "Masih ada modal {capital} dan bagi hasil {share} yang belum diterima. "
        "Catat penerimaannya dahulu."
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """Who puts in how much, how profit is shared, and when capital comes back.

    `capital` is the programme's, `partner_capital` the mitra's, in smallest steps. The nisbah are
    parts, 40 and 60 for 40:60; with `nisbah_by_capital` (musyarakah menurun) profit is shared by
    what each has in the partnership at the time. `timing` counts the tranches of capital.
    """

    form: str
    capital: int
    partner_capital: int
    nisbah_owner: int
    nisbah_partner: int
    nisbah_by_capital: bool
    timing: calendar.Timing
    common: Common


@dataclass(slots=True)
class Partnership(folding.Standing):
    """Capital placed and still invested, share due, and what is left of the tranches."""

    rows: settlement.OpenRows = field(default_factory=lambda: settlement.open_rows(()))
    placed: int = 0
    invested: int = 0
    share_due: int = 0
    reports: int = 0


def read_terms(values: Mapping[str, Any]) -> Terms:
    """Terms from JSON; raises `BadField`, and `FixedReturnRefused` for a certain return."""
    for name in FIXED_RETURNS:
        if values.get(name) not in (None, "", "0", 0, schedule.NONE):
            raise FixedReturnRefused(field=name, reason="imbalan tetap tidak boleh")
    common = read_common(values)
    form = reading.read_choice(values, "form", FORMS)
    by_capital = reading.read_flag(values, "nisbah_by_capital", default=False)
    if by_capital and form != MENURUN:
        raise BadField(field="nisbah_by_capital", reason="hanya untuk {form}", form=MENURUN)
    least_partner = 0 if form == MUDHARABAH else 1
    terms = Terms(
        form=form,
        capital=reading.read_money(values, "capital", common.decimals, least=1),
        partner_capital=reading.read_money(
            values,
            "partner_capital",
            common.decimals,
            least=least_partner,
            default=0 if form == MUDHARABAH else None,
        ),
        nisbah_owner=reading.read_int(values, "nisbah_owner", 1, MOST_PARTS),
        nisbah_partner=reading.read_int(values, "nisbah_partner", 1, MOST_PARTS),
        nisbah_by_capital=by_capital,
        timing=calendar.read_timing(values),
        common=common,
    )
    if form == MUDHARABAH and terms.partner_capital:
        raise BadField(field="partner_capital", reason="pada mudharabah modal seluruhnya dari dana")
    schedule_of(terms)  # tranches that cannot be laid out are refused now
    return terms


def schedule_of(terms: Terms) -> tuple[Instalment, ...]:
    """The tranches in which capital comes back, without any margin."""
    plan = schedule.Plan(timing=terms.timing, principal=terms.capital)
    return schedule.rows(plan, terms.common.rounding, terms.common.rounding_mode)


def apply(terms: Terms, history: Iterable[Event], event: Event) -> Outcome:
    """What `event` means after `history`; raises a named refusal."""
    return folding.apply(CODE, STEPS, terms, _new(terms), history, event)


def replay(terms: Terms, history: Iterable[Event]) -> Iterator[Outcome]:
    """What each event of an accepted history meant, in one pass."""
    return folding.replay(STEPS, terms, _new(terms), history)


def owed(terms: Terms, history: Iterable[Event]) -> Mapping[str, int]:
    """Rupiah invested and shares of reported profit not yet received."""
    at = folding.fold(STEPS, terms, _new(terms), history)
    money = at.invested + at.share_due
    return {RUPIAH: money} if money else {}


def _disbursed(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """Capital is placed, at once or as it is called."""
    folding.require_open(at)
    refusals.require_positive(event)
    left = terms.capital - at.placed
    if event.amount > left:
        decimals = terms.common.decimals
        raise MoreCapitalThanAgreed(
            left=money_text(left, decimals), amount=money_text(event.amount, decimals)
        )
    at.handed_over_on = at.handed_over_on or event.on
    at.status = kind.ACTIVE
    at.placed += event.amount
    at.invested += event.amount
    return moves(("investment", "fund_cash", event.amount))


def _profit_reported(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """An accepted report: profit is shared by nisbah and due, a loss is borne."""
    folding.require_active(at, event)
    if event.data.get("accepted") is not True:
        raise ProfitReportMissing
    for name in FIXED_RETURNS:
        if name in event.data:
            raise FixedReturnRefused(field=name, reason="imbalan tetap tidak boleh")
    decimals = terms.common.decimals
    revenue = reading.read_money(event.data, "revenue", decimals)
    profit = revenue - reading.read_money(event.data, "costs", decimals)
    at.reports += 1
    if profit < 0:
        return _bear(terms, at, event, -profit)
    share, _ = amount.share_out(profit, _ratio(terms, at))
    at.share_due += share
    return moves(("receivable", "profit_share_income", share))


def _share_paid(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """A share of reported profit is received."""
    folding.require_active(at, event)
    if not at.reports:
        raise ProfitReportMissing
    refusals.require_at_most(event, at.share_due, terms.common.decimals)
    at.share_due -= event.amount
    return moves(("fund_cash", "receivable", event.amount))


def _capital_returned(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """Capital comes back, or the mitra buys a part of it (menurun): the oldest tranche first."""
    folding.require_active(at, event)
    refusals.require_at_most(event, at.invested, terms.common.decimals)
    at.invested -= event.amount
    at.settled = settlement.settle(at.rows, event.on, event.amount)
    return moves(("fund_cash", "investment", event.amount))


def _waived(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """Shares of reported profit that are due are forgiven: the fund bears them."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    refusals.require_at_most(event, at.share_due, terms.common.decimals)
    at.share_due -= event.amount
    return moves(("loss", "receivable", event.amount))


def _fulfilled(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """The end: all capital is back or lost, all shares are received."""
    folding.require_active(at, event)
    if at.invested or at.share_due:
        decimals = terms.common.decimals
        raise NotYetReturned(
            capital=money_text(at.invested, decimals), share=money_text(at.share_due, decimals)
        )
    at.status = kind.FULFILLED
    return ()


def _written_off(terms: Terms, at: Partnership, event: Event) -> tuple[Transfer, ...]:
    """Capital and shares still outstanding are given up as lost."""
    folding.require_active(at, event)
    refusals.require_reason(event)
    refusals.require_amount(event, at.invested + at.share_due, terms.common.decimals)
    invested, share = at.invested, at.share_due
    at.settled = settlement.settle_all(at.rows)
    at.invested, at.share_due = 0, 0
    at.status = kind.WRITTEN_OFF
    return moves(("loss", "investment", invested), ("loss", "receivable", share))


def _bear(terms: Terms, at: Partnership, event: Event, loss: int) -> tuple[Transfer, ...]:
    """The programme's part of a loss, at most what it still has in; the last tranches go first.

    With `negligence` the mitra bears it all: the capital stays owed and nothing moves.
    """
    if reading.read_flag(event.data, "negligence", default=False):
        return ()
    part, _ = amount.share_out(loss, _capitals(terms, at) if at.invested else (0, 1))
    part = min(part, at.invested)
    at.invested -= part
    at.settled = _settle_last(at.rows, part)
    return moves(("loss", "investment", part))


def _settle_last(rows: settlement.OpenRows, lost: int) -> tuple[Settlement, ...]:
    """Capital that is lost no longer falls due: the last tranches go first."""
    settled = []
    for i in reversed(range(len(rows.rows))):
        part = min(lost, rows.principal[i])
        if part:
            rows.principal[i] -= part
            rows.principal_left -= part
            lost -= part
            settled.append(Settlement(rows.rows[i].n, part))
    return tuple(settled)


def _new(terms: Terms) -> Partnership:
    return Partnership(rows=settlement.open_rows(schedule_of(terms)))


def _capitals(terms: Terms, at: Partnership) -> tuple[int, int]:
    """What the programme and the mitra have in: bought-out capital has become the mitra's."""
    bought = at.placed - at.invested if terms.form == MENURUN else 0
    return at.invested, terms.partner_capital + bought


def _ratio(terms: Terms, at: Partnership) -> tuple[int, int]:
    """How the profit of a report is shared between the programme and the mitra."""
    if terms.nisbah_by_capital:
        return _capitals(terms, at)
    return terms.nisbah_owner, terms.nisbah_partner


STEPS: Mapping[str, folding.Step] = {
    "cancelled": folding.cancelled,
    "disbursed": _disbursed,
    "profit_reported": _profit_reported,
    "share_paid": _share_paid,
    "capital_returned": _capital_returned,
    "waived": _waived,
    "fulfilled": _fulfilled,
    "written_off": _written_off,
}

KIND = Kind(
    code=CODE,
    terms_version=1,
    events=tuple(STEPS),
    read_terms=read_terms,
    schedule=schedule_of,
    apply=apply,
    replay=replay,
    owed=owed,
)
