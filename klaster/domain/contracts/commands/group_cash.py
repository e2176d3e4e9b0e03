"""Group cash (kas kelompok): what members save with their group before there is a cooperative.

A fund of the programme's book with a sub-account per member; it is held for them, never owned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts.commands.refusals import require_parties
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.models import Fund
from klaster.domain.ledger.queries import funds_of
from klaster.rules.refusal import BadField, Refused

_ENTRIES = 1_000  # in one call of the ledger
_CASH = ledger.Side("fund_cash")


class NotGroupCash(Refused):
    code = "not_group_cash"
    message = "Dana {fund} bukan kas kelompok. Pilih dana kas kelompok."


@dataclass(frozen=True, slots=True)
class Saving:
    """`amount` rupiah that a member put into a group's cash on a day; below zero: took out."""

    id: UUID
    fund: UUID
    party: UUID
    amount: int
    on: date
    source: str | None = None


@command("contracts.save_to_group")
def save_to_group(
    *, by: Actor, on: date, id: UUID, fund: UUID, party: UUID, amount: int
) -> ledger.Posted:
    """A member puts `amount` rupiah into the group's cash. Raises `NotGroupCash`."""
    _require_positive(amount)
    return _keep(by, [Saving(id, fund, party, amount, on)])[0]


@command("contracts.withdraw_from_group")
def withdraw_from_group(
    *, by: Actor, on: date, id: UUID, fund: UUID, party: UUID, amount: int
) -> ledger.Posted:
    """A member takes `amount` rupiah of their own out. Raises `NotEnough`, `NotGroupCash`."""
    _require_positive(amount)
    return _keep(by, [Saving(id, fund, party, -amount, on)])[0]


@command("contracts.save_to_group_many")
def save_to_group_many(*, by: Actor, on: date, rows: Sequence[Saving]) -> list[ledger.Posted]:
    """Take savings and withdrawals of any groups, all or none, in the order of their days."""
    return _keep(by, rows)


def _require_positive(amount: int) -> None:
    if amount <= 0:
        raise BadField(field="amount", reason="harus lebih dari nol")


def _keep(by: Actor, rows: Sequence[Saving]) -> list[ledger.Posted]:
    funds = funds_of(by.organisation_id, (row.fund for row in rows))
    for fund in funds.values():
        if fund.kind != Fund.Kind.GROUP_CASH:
            raise NotGroupCash(fund=fund.name)
    require_parties(by.organisation_id, (row.party for row in rows))
    in_order = sorted(rows, key=lambda row: row.on)
    posted: dict[UUID, ledger.Posted] = {}
    for start in range(0, len(in_order), _ENTRIES):
        part = in_order[start : start + _ENTRIES]
        entries = [_entry(row, funds[row.fund]) for row in part]
        answers = ledger.post_many(by=by, on=part[-1].on, entries=entries)
        posted |= {answer.id: answer for answer in answers}
    return [posted[row.id] for row in rows]


def _entry(row: Saving, fund: Fund) -> ledger.NewEntry:
    if not row.amount:
        raise BadField(field="amount", reason="tidak boleh nol")
    own = ledger.Side("group_cash", row.party)
    debit, credit = (_CASH, own) if row.amount > 0 else (own, _CASH)
    return ledger.NewEntry(
        row.id,
        fund.book,
        "group_cash.saved" if row.amount > 0 else "group_cash.withdrawn",
        row.on,
        [ledger.Line(fund.id, debit, credit, abs(row.amount))],
        source=row.source,
    )
