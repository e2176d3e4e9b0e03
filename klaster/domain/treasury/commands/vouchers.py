"""Money in and out by numbered vouchers, moved between cash box and bank, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.treasury import lines as chart
from klaster.domain.treasury.models import Voucher
from klaster.rules.refusal import BadField

_WAYS = {
    Voucher.Kind.CASH_IN: (cash_box.received, cash_box.CASH),
    Voucher.Kind.CASH_OUT: (cash_box.paid, cash_box.CASH),
    Voucher.Kind.BANK_IN: (cash_box.received, cash_box.BANK),
    Voucher.Kind.BANK_OUT: (cash_box.paid, cash_box.BANK),
}


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """Rupiah against one line of the chart, by code or role.

    `party` where the line asks for one (a supplier); `fund` None is the main fund.
    """

    line: str
    amount: int
    party: UUID | None = None
    fund: UUID | None = None


@command("treasury.write_voucher")
def write_voucher(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    lines: Sequence[VoucherLine],
    memo: str,
    who: str = "",
) -> Voucher:
    """Write a voucher of a kind of `Voucher.Kind` against lines of the chart; it gets its number.

    Raises `NotOnAVoucher` for lines recorded elsewhere, `NotEnough` when the money is not there.
    The same id again is the same voucher.
    """
    if kind not in _WAYS:
        raise BadField(field="kind", reason="pilih salah satu: {choices}", choices=", ".join(_WAYS))
    if not lines:
        raise BadField(field="lines", reason="isi sedikitnya satu akun")
    move, via = _WAYS[Voucher.Kind(kind)]
    moved: list[ledger.Line] = []
    for n, line in enumerate(lines, 1):
        found = chart.require_usable(cooperative.book.chart, line.line)
        if line.amount <= 0:
            raise BadField(field=f"lines.{n}.amount", reason="harus lebih dari nol")
        side = ledger.Side(found.code, line.party)
        moved += move(cooperative, line.fund or cooperative.rolling_fund_id, side, line.amount, via)
    return _write(by, on, id, cooperative, kind, moved, sum(each.amount for each in lines),
                  memo, who)  # fmt: skip


@command("treasury.move_money")
def move_money(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, into: str, amount: int, memo: str
) -> Voucher:
    """Move `amount` rupiah between the cash box and the bank; `into` is where it goes."""
    if into not in cash_box.PLACES:
        raise BadField(
            field="into", reason="pilih salah satu: {choices}", choices=", ".join(cash_box.PLACES)
        )
    if amount <= 0:
        raise BadField(field="amount", reason="harus lebih dari nol")
    (out_of,) = (place for place in cash_box.PLACES if place != into)
    fund = cooperative.rolling_fund_id
    lines = [ledger.Line(fund, ledger.Side(into), ledger.Side(out_of), amount)]
    return _write(by, on, id, cooperative, Voucher.Kind.MOVED, lines, amount, memo, "")


@command("treasury.reverse_voucher")
def reverse_voucher(
    *, by: Actor, on: date, id: UUID, voucher: Voucher, reason: str
) -> ledger.Posted:
    """Take a voucher back on `on` by an entry that moves everything back; both stay visible.

    Raises `ReasonMissing`, `ReversedAlready`, `NotEnough` when the money is no longer there.
    """
    return ledger.reverse(by=by, on=on, id=id, entry=voucher.id, reason=reason)


def _write(
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    lines: Sequence[ledger.Line],
    amount: int,
    memo: str,
    who: str,
) -> Voucher:
    if not memo.strip():
        raise BadField(field="memo", reason="tuliskan untuk apa")
    year, n = _number(by, on, id, cooperative, kind)
    voucher = once.add(
        Voucher(
            id=id,
            organisation_id=by.organisation_id,
            cooperative=cooperative,
            kind=kind,
            year=year,
            n=n,
            on=on,
            amount=amount,
            who=who,
            memo=memo,
        )
    )
    ledger.post(
        by=by,
        on=on,
        id=id,
        book=cooperative.book,
        kind="treasury.moved" if kind == Voucher.Kind.MOVED else "treasury.voucher",
        lines=lines,
        memo=memo,
        source=f"voucher:{voucher}",
    )
    return voucher


def _number(by: Actor, on: date, id: UUID, cooperative: Cooperative, kind: str) -> tuple[int, int]:
    """The year and the next number of a kind, one caller at a time; those it has if it is there."""
    Cooperative.objects.select_for_update().get(
        organisation_id=by.organisation_id, id=cooperative.id
    )
    own = Voucher.objects.filter(organisation_id=by.organisation_id)
    known = own.filter(id=id).first()
    if known is not None:
        return known.year, known.n
    year = on.year if on.month >= cooperative.book.fiscal_year_start else on.year - 1
    same = own.filter(cooperative=cooperative, kind=kind, year=year)
    return year, (same.aggregate(last=Max("n"))["last"] or 0) + 1
