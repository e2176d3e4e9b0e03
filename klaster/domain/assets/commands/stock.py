"""The programme's own stock: bought or received from outside, and gone without being placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.queries import funds_of
from klaster.rules.entry import RUPIAH, Transfer, moves
from klaster.rules.refusal import BadField, Refused

_ENTRIES = 1_000  # in one call of the ledger
WAYS_OUT = ("died", "stolen", "lost", "slaughtered", "sold", "consumed")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = "Tuliskan alasannya."


@dataclass(frozen=True, slots=True)
class Purchase:
    """`quantity` (smallest step) of a unit for `cost` rupiah out of a fund, on a day.

    `is_donated`: received in kind instead of bought, at a fair value of `cost`.
    """

    id: UUID
    fund: UUID
    unit: str
    quantity: int
    cost: int
    on: date
    note: str = ""
    source: str | None = None
    is_donated: bool = False


@command("assets.buy")
def buy(*, by: Actor, on: date, new: Purchase) -> ledger.Posted:
    """Take a purchase into stock: its value against the fund's cash, its quantity as acquired."""
    return _buy(by, [new])[0]


@command("assets.buy_many")
def buy_many(*, by: Actor, on: date, rows: Sequence[Purchase]) -> list[ledger.Posted]:
    """Take purchases into stock, all or none, in the order of their days."""
    return _buy(by, rows)


@command("assets.take_from_stock")
def take_from_stock(
    *,
    by: Actor,
    on: date,
    id: UUID,
    fund: UUID,
    unit: str,
    quantity: int,
    way: str,
    carried: int,
    received: int = 0,
    reason: str,
) -> ledger.Posted:
    """Let stock go that was not placed: died, sold, …; `carried` rupiah leave with it.

    What `received` rupiah do not cover is the fund's loss; what they bring beyond is its income.
    """
    if way not in WAYS_OUT:
        raise BadField(
            field="way", reason="pilih salah satu: {choices}", choices=", ".join(WAYS_OUT)
        )
    if not reason.strip():
        raise ReasonMissing
    if quantity <= 0 or carried < 0 or received < 0:
        raise BadField(field="quantity", reason="jumlah harus lebih dari nol")
    there = funds_of(by.organisation_id, [fund])[fund]
    covered = min(carried, received)
    moved = moves((way, "stock", quantity), unit=unit) + moves(
        ("fund_cash", "goods_stock", covered),
        ("fund_cash", "profit_share_income", received - covered),
        ("loss", "goods_stock", carried - covered),
    )
    return ledger.post(
        by=by,
        on=on,
        id=id,
        book=there.book,
        kind=f"stock.{way}",
        lines=lines(fund, moved),
        memo=reason,
    )


def lines(
    fund: UUID, moved: Sequence[Transfer], party: UUID | None = None, contract: UUID | None = None
) -> list[ledger.Line]:
    """Transfers by role as lines of a fund, for a party and a contract where they are kept."""
    return [
        ledger.Line(
            fund,
            ledger.Side(each.debit, party, contract),
            ledger.Side(each.credit, party, contract),
            each.amount,
            each.unit,
        )
        for each in moved
    ]


def _buy(by: Actor, rows: Sequence[Purchase]) -> list[ledger.Posted]:
    funds = funds_of(by.organisation_id, [row.fund for row in rows])
    entries = []
    for row in sorted(rows, key=lambda each: each.on):
        if row.unit == RUPIAH:
            raise BadField(field="unit", reason="pilih satuan barang atau ternak")
        if row.quantity <= 0 or row.cost < 0:
            raise BadField(field="quantity", reason="jumlah harus lebih dari nol")
        against = "fund_received" if row.is_donated else "fund_cash"
        moved = moves(("stock", "acquired", row.quantity), unit=row.unit) + moves(
            ("goods_stock", against, row.cost)
        )
        entries.append(
            ledger.NewEntry(
                row.id,
                funds[row.fund].book,
                "stock.donated" if row.is_donated else "stock.bought",
                row.on,
                lines(row.fund, moved),
                memo=row.note,
                source=row.source,
            )
        )
    posted: dict[UUID, ledger.Posted] = {}
    for start in range(0, len(entries), _ENTRIES):
        part = entries[start : start + _ENTRIES]
        answers = ledger.post_many(by=by, on=part[-1].on, entries=part)
        posted |= {answer.id: answer for answer in answers}
    return [posted[row.id] for row in rows]
