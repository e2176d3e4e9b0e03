"""Reading savings: balances, arrears, averages, and the passbook of one member or of all.

Rupiah, as the member sees them: what they saved is positive.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Sum

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.ledger import queries as ledger
from klaster.domain.savings import models
from klaster.rules import savings
from klaster.rules.entry import RUPIAH

ROLES = tuple(savings.ROLES.values())
KINDS = {role: kind for kind, role in savings.ROLES.items()}
OWED_TO_MEMBERS = (*ROLES, "shu_payable")
# What earns: financing, assets with members, goods on their way to them; contra accounts included.
AT_WORK = (
    "receivable",
    "deferred_margin",
    "rent_receivable",
    "salam_receivable",
    "investment",
    "managed_asset",
    "accumulated_depreciation",
    "goods_stock",
)


@dataclass(frozen=True, slots=True)
class PassbookLine:
    """One line of a passbook: what moved, and what that kind of savings holds afterwards."""

    entry: UUID
    on: date
    kind: str
    what: str
    memo: str
    amount: int
    balance: int


def plans(cooperative: Cooperative) -> list[savings.Plan]:
    """Return the plans of a cooperative in the order of their days."""
    rows = models.Plan.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    ).order_by("valid_from")
    return [
        savings.Plan(row.valid_from, row.principal, row.mandatory, row.every_months, row.due_day)
        for row in rows
    ]


def balances(cooperative: Cooperative, on: date) -> dict[UUID, dict[str, int]]:
    """Return what every party has saved by kind up to and including a day, in one query."""
    found: dict[UUID, dict[str, int]] = defaultdict(lambda: dict.fromkeys(savings.ROLES, 0))
    for part in ledger.sub_balances(cooperative.book, ROLES, on):
        if part.party is not None:
            found[part.party][KINDS[part.role]] -= part.balance
    return dict(found)


def holdings(cooperative: Cooperative, party_id: UUID, on: date) -> list[ledger.PartyBalance]:
    """Return the sub-accounts that hold what the cooperative owes a party: savings, surplus."""
    found = [
        part
        for part in ledger.sub_balances(cooperative.book, OWED_TO_MEMBERS, on)
        if part.party == party_id
    ]
    return sorted(found, key=lambda part: (OWED_TO_MEMBERS.index(part.role), part.fund, part.unit))


def reported_profit(cooperative: Cooperative, first: date, last: date) -> int:
    """Return the rolling fund's income less expenses over a period; a loss is negative."""
    moved = ledger.movements(cooperative.book, first, last)
    return -sum(
        each.amount
        for each in moved
        if each.fund == cooperative.rolling_fund_id and each.category in ("income", "expense")
    )


def average_at_work(cooperative: Cooperative, first: date, last: date) -> Fraction:
    """Return the mean of what was at work in the rolling fund, before the period and at its end."""
    ends = (date.fromordinal(first.toordinal() - 1), last)
    found = [
        part.balance
        for day in ends
        for part in ledger.sub_balances(cooperative.book, AT_WORK, day)
        if part.fund == cooperative.rolling_fund_id and part.unit == RUPIAH
    ]
    return Fraction(sum(found), len(ends))


# Only the accounts of these parties are added up, however many members there are.
_SAVED = """
select account.party_id, line.role,
       -sum(ledger_balance(account.id, account.organisation_id, %(on)s))::bigint
  from ledger_account account
  join ledger_chartline line on line.id = account.line_id and line.role = any(%(roles)s)
 where account.organisation_id = %(organisation)s and account.party_id = any(%(parties)s)
 group by account.party_id, line.role
"""


def saved_by(
    organisation_id: UUID, parties: Collection[UUID], on: date
) -> dict[UUID, dict[str, int]]:
    """Return what some parties have saved up to and including a day, every kind named."""
    found = {party: dict.fromkeys(savings.ROLES, 0) for party in parties}
    rows = ledger.rows(
        _SAVED,
        {"organisation": organisation_id, "parties": list(parties), "roles": list(ROLES), "on": on},
    )
    for party, role, amount in rows:
        found[party][KINDS[role]] = amount
    return found


def late(cooperative: Cooperative, on: date) -> dict[UUID, int]:
    """Return what of the dues of each member of a day is late; who is not late is left out."""
    saved = balances(cooperative, on)
    billed = (
        models.Due.objects.filter(
            organisation_id=cooperative.organisation_id,
            due_date__lt=on,
            member__in=cooperatives.standing_members(cooperative, on).order_by(),
        )
        .values_list("member_id", "member__party_id", "kind")
        .annotate(Sum("amount"))
    )
    found: dict[UUID, int] = defaultdict(int)
    for member_id, party, kind, amount in billed:
        found[member_id] += max(amount - saved.get(party, {}).get(kind, 0), 0)
    return {member_id: amount for member_id, amount in found.items() if amount}


def late_of(member: Member, on: date) -> savings.Late:
    """Return what of one member's dues is late, how many they are, and since when."""
    saved = saved_by(member.organisation_id, [member.party_id], on)[member.party_id]
    dues = [
        savings.Due(due.kind, due.due_date, due.amount)
        for due in models.Due.objects.filter(organisation_id=member.organisation_id, member=member)
    ]
    by_kind = [
        savings.late([due for due in dues if due.kind == kind], saved[kind], on)
        for kind in (savings.PRINCIPAL, savings.MANDATORY)
    ]
    return savings.Late(
        sum(each.amount for each in by_kind),
        sum(each.count for each in by_kind),
        min((each.since for each in by_kind if each.since), default=None),
    )


# Both sides by their own index, and only for these accounts: the cost follows their transfers.
_MOVES = """
with account as (
    select account.id, account.party_id, line.role
      from ledger_pool pool
      join ledger_account account
        on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
      join ledger_chartline line on line.id = account.line_id and line.role = any(%(roles)s)
     where pool.organisation_id = %(organisation)s and pool.book_id = %(book)s
       and (%(party)s::uuid is null or account.party_id = %(party)s::uuid)
),
side as (
    select account.party_id, account.role, transfer.posting_date, transfer.entry_id,
           transfer.amount
      from account
      join ledger_transfer transfer
        on transfer.credit_id = account.id
       and transfer.posting_date between %(first)s and %(last)s
    union all
    select account.party_id, account.role, transfer.posting_date, transfer.entry_id,
           -transfer.amount
      from account
      join ledger_transfer transfer
        on transfer.debit_id = account.id
       and transfer.posting_date between %(first)s and %(last)s
)
select side.party_id, side.role, side.posting_date, side.entry_id, entry.kind, entry.memo,
       sum(side.amount)::bigint
  from side
  join ledger_entry entry
    on entry.id = side.entry_id and entry.organisation_id = %(organisation)s
 group by side.party_id, side.role, side.posting_date, side.entry_id, entry.kind, entry.memo
 order by side.party_id, side.posting_date, side.entry_id, side.role
"""


def passbooks(
    cooperative: Cooperative,
    opening: Mapping[UUID, Mapping[str, int]],
    first: date,
    last: date,
    party: UUID | None = None,
) -> dict[UUID, list[PassbookLine]]:
    """Return the lines of a period by party, of one party or of all, in one query.

    `opening` is what each had saved by kind the day before; who is not in it had nothing.
    """
    running: dict[tuple[UUID, str], int] = defaultdict(int)
    for owner, saved in opening.items():
        for kind, amount in saved.items():
            running[owner, kind] = amount
    books: dict[UUID, list[PassbookLine]] = defaultdict(list)
    asked = _asked(cooperative, ROLES, first, last) | {"party": party}
    for owner, role, day, entry, what, memo, amount in ledger.rows(_MOVES, asked):
        if amount:
            kind = KINDS[role]
            running[owner, kind] += amount
            books[owner].append(
                PassbookLine(entry, day, kind, what, memo, amount, running[owner, kind])
            )
    return dict(books)


# Rupiah times days: what was there before counts on every day, what moved from its day on.
_AVERAGES = """
select account.party_id,
       sum((%(last)s::date - %(first)s::date + 1) * -account.balance
           + coalesce(paid_in.days, 0) - coalesce(taken_out.days, 0))::bigint
  from ledger_balances(%(organisation)s, %(book)s, %(first)s::date - 1) account
  join ledger_chartline line on line.id = account.line_id and line.role = any(%(roles)s)
 cross join lateral (
    select sum(transfer.amount * (%(last)s::date - transfer.posting_date + 1)) as days
      from ledger_transfer transfer
     where transfer.credit_id = account.account_id
       and transfer.posting_date between %(first)s and %(last)s
 ) paid_in
 cross join lateral (
    select sum(transfer.amount * (%(last)s::date - transfer.posting_date + 1)) as days
      from ledger_transfer transfer
     where transfer.debit_id = account.account_id
       and transfer.posting_date between %(first)s and %(last)s
 ) taken_out
 group by account.party_id
 order by account.party_id
"""


def averages(
    cooperative: Cooperative, kinds: Collection[str], first: date, last: date
) -> dict[UUID, Fraction]:
    """Return each party's average of some kinds of savings over a period, in one query.

    The mean of what was there at the end of each day, both days included; who had nothing is left
    out. 100,000 from the 16th of a month of 30 days: 50,000.
    """
    days = (last - first).days + 1
    asked = _asked(cooperative, [savings.ROLES[kind] for kind in kinds], first, last)
    found = ledger.rows(_AVERAGES, asked)
    return {party: Fraction(total, days) for party, total in found if total > 0}


def _asked(
    cooperative: Cooperative, roles: Sequence[str], first: date, last: date
) -> dict[str, Any]:
    return {
        "organisation": cooperative.organisation_id,
        "book": cooperative.book_id,
        "roles": list(roles),
        "first": first,
        "last": last,
    }
