"""Savings paid in and taken out, one or thousands by the same path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.ledger import commands as ledger
from klaster.rules import savings
from klaster.rules.refusal import BadField, Refused

CASH, BANK = "fund_cash", "bank"
_ENTRIES = 1_000  # in one call of the ledger


class NoSuchMember(Refused):
    code = "no_such_member"
    message = "Bukan anggota koperasi ini pada {on}. Periksa nomor anggotanya."


class HeldWhileMember(Refused):
    code = "held_while_member"
    message = (
        "Simpanan {kind} tidak dapat diambil selama masih menjadi anggota "
        "(UU 25/1992 pasal 41, penjelasan)."
    )


@dataclass(frozen=True, slots=True)
class Saving:
    """`amount` rupiah that a member paid in on a day; below zero: took out.

    `via` is where the money went or came from: the cash box or the bank.
    """

    id: UUID
    member: UUID
    kind: str
    amount: int
    on: date
    via: str = CASH
    memo: str = ""
    source: str | None = None


@command("savings.keep_many")
def deposit(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: UUID,
    kind: str,
    amount: int,
    via: str = CASH,
) -> ledger.Posted:
    """A member pays `amount` rupiah in. Raises `NoSuchMember`."""
    _require_positive(amount)
    return _keep(by, cooperative, [Saving(id, member, kind, amount, on, via)])[0]


@command("savings.keep_many")
def withdraw(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: UUID,
    amount: int,
    via: str = CASH,
) -> ledger.Posted:
    """A member takes `amount` rupiah of voluntary savings out. Raises `NotEnough`."""
    _require_positive(amount)
    row = Saving(id, member, savings.VOLUNTARY, -amount, on, via)
    return _keep(by, cooperative, [row])[0]


@command("savings.keep_many")
def keep_many(
    *, by: Actor, on: date, cooperative: Cooperative, rows: Sequence[Saving]
) -> list[ledger.Posted]:
    """Take savings and withdrawals, all or none, in the order of their days.

    Raises `NoSuchMember`, `HeldWhileMember`, `NotEnough`; sent twice is done once.
    """
    return _keep(by, cooperative, rows)


def _require_positive(amount: int) -> None:
    if amount <= 0:
        raise BadField(field="amount", reason="harus lebih dari nol")


def _keep(by: Actor, cooperative: Cooperative, rows: Sequence[Saving]) -> list[ledger.Posted]:
    members = Member.objects.filter(
        organisation_id=by.organisation_id, cooperative=cooperative
    ).in_bulk({row.member for row in rows})
    in_order = sorted(rows, key=lambda row: row.on)
    posted: dict[UUID, ledger.Posted] = {}
    for start in range(0, len(in_order), _ENTRIES):
        part = in_order[start : start + _ENTRIES]
        entries = [_entry(row, cooperative, members) for row in part]
        answers = ledger.post_many(by=by, on=part[-1].on, entries=entries)
        posted |= {answer.id: answer for answer in answers}
    return [posted[row.id] for row in rows]


def _entry(
    row: Saving, cooperative: Cooperative, members: Mapping[UUID, Member]
) -> ledger.NewEntry:
    if row.kind not in savings.ROLES:
        raise BadField(
            field="kind", reason="pilih salah satu: {choices}", choices=", ".join(savings.ROLES)
        )
    if row.via not in (CASH, BANK):
        raise BadField(field="via", reason="pilih salah satu: {known}", known=f"{CASH}, {BANK}")
    if not row.amount:
        raise BadField(field="amount", reason="tidak boleh nol")
    if row.amount < 0 and row.kind in savings.HELD_WHILE_MEMBER:
        raise HeldWhileMember(kind=row.kind)
    member = members.get(row.member)
    if member is None or not _is_member(member, row.on):
        raise NoSuchMember(on=row.on.isoformat())
    own, money = ledger.Side(savings.ROLES[row.kind], member.party_id), ledger.Side(row.via)
    debit, credit = (money, own) if row.amount > 0 else (own, money)
    return ledger.NewEntry(
        row.id,
        cooperative.book,
        "savings.paid_in" if row.amount > 0 else "savings.taken_out",
        row.on,
        [ledger.Line(cooperative.rolling_fund_id, debit, credit, abs(row.amount))],
        memo=row.memo,
        source=row.source,
    )


def _is_member(member: Member, on: date) -> bool:
    return member.joined_on <= on and (member.left_on is None or on < member.left_on)
