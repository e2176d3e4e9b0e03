"""What the pages of a cooperative read that no app is asked for: dues that are late, by member,
and what a page of members has saved.
"""

from datetime import date
from uuid import UUID

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import queries as ledger

# What was billed before the day, by kind, less what is saved of that kind: the oldest bills are
# settled first, so what is late of a kind is never more than its bills less its savings.
_LATE = """
with owed as (
    select member_id,
           coalesce(sum(amount) filter (where kind = 'pokok'), 0) as principal,
           coalesce(sum(amount) filter (where kind = 'wajib'), 0) as mandatory
      from savings_due
     where organisation_id = %(organisation)s and due_date < %(on)s
     group by member_id
),
saved as (
    select account.party_id,
           -coalesce(sum(account.balance) filter (where line.role = 'savings_principal'), 0)
               as principal,
           -coalesce(sum(account.balance) filter (where line.role = 'savings_mandatory'), 0)
               as mandatory
      from ledger_balances(%(organisation)s, %(book)s, %(on)s) account
      join ledger_chartline line
        on line.id = account.line_id and line.role in ('savings_principal', 'savings_mandatory')
     group by account.party_id
),
late as (
    select member.id,
           (greatest(owed.principal - coalesce(saved.principal, 0), 0)
            + greatest(owed.mandatory - coalesce(saved.mandatory, 0), 0))::bigint as amount
      from cooperative_member member
      join owed on owed.member_id = member.id
      left join saved on saved.party_id = member.party_id
     where member.organisation_id = %(organisation)s and member.cooperative_id = %(cooperative)s
       and member.joined_on <= %(on)s and (member.left_on is null or member.left_on > %(on)s)
)
select id, amount from late where amount > 0
"""

# Only the accounts of these parties are added up, however many members there are.
SAVED = """
select account.party_id, line.role,
       -sum(ledger_balance(account.id, account.organisation_id, %(on)s))::bigint
  from ledger_account account
  join ledger_chartline line on line.id = account.line_id and line.role = any(%(roles)s)
 where account.organisation_id = %(organisation)s and account.party_id = any(%(parties)s)
 group by account.party_id, line.role
"""


def late(cooperative: Cooperative, on: date) -> dict[UUID, int]:
    """Return what of the dues is late by member, rupiah; who is not late is left out."""
    found = ledger.rows(
        _LATE,
        {
            "organisation": cooperative.organisation_id,
            "cooperative": cooperative.id,
            "book": cooperative.book_id,
            "on": on,
        },
    )
    return dict(found)
