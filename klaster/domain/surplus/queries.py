"""Reading the surplus: policies, a year's result, its distribution and shares."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger.queries import YEAR_CLOSED, rows
from klaster.domain.surplus.models import Distribution, Policy, Share
from klaster.rules.calendar import add_months


def year_of(cooperative: Cooperative, year: int) -> tuple[date, date]:
    """Return the first and the last day of the book year that ends in calendar year `year`."""
    start = cooperative.book.fiscal_year_start
    first = date(year if start == 1 else year - 1, start, 1)
    return first, add_months(first, 12) - timedelta(days=1)


def policy(cooperative: Cooperative, on: date) -> Policy | None:
    """Return the policy in force on a day, or None."""
    return (
        Policy.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative, valid_from__lte=on
        )
        .order_by("-valid_from")
        .first()
    )


_RESULT = """
select coalesce(-sum(case when line.role = 'undistributed' then side.amount end), 0)::bigint
  from ledger_entry entry
  join ledger_transfer transfer
    on transfer.entry_id = entry.id and transfer.organisation_id = entry.organisation_id
  join ledger_pool pool
    on pool.id = transfer.pool_id and pool.organisation_id = transfer.organisation_id
   and pool.fund_id = %(fund)s
  cross join lateral (values (transfer.debit_id, transfer.amount),
                             (transfer.credit_id, -transfer.amount)) as side(account, amount)
  join ledger_account account
    on account.id = side.account and account.organisation_id = transfer.organisation_id
  join ledger_chartline line on line.id = account.line_id
 where entry.organisation_id = %(organisation)s and entry.book_id = %(book)s
   and entry.kind = %(kind)s and entry.posting_date between %(first)s and %(last)s
"""


def result_of(cooperative: Cooperative, year: int) -> int:
    """Return what the closing of a book year brought: rupiah of surplus, negative for a loss."""
    first, last = year_of(cooperative, year)
    ((result,),) = rows(
        _RESULT,
        {
            "organisation": cooperative.organisation_id,
            "book": cooperative.book_id,
            "fund": cooperative.rolling_fund_id,
            "kind": YEAR_CLOSED,
            "first": first,
            "last": last,
        },
    )
    return int(result)


def of_year(cooperative: Cooperative, year: int) -> Distribution | None:
    """Return the distribution of a year that was not taken back, or None."""
    return (
        Distribution.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative, year=year
        )
        .exclude(status=Distribution.Status.REVERSED)
        .select_related("policy", "resolution__meeting", "cooperative__book")
        .first()
    )


def shares(distribution: Distribution) -> QuerySet[Share]:
    """Return every member's share, in order of number."""
    return (
        Share.objects.filter(
            organisation_id=distribution.organisation_id, distribution=distribution
        )
        .select_related("member__party")
        .order_by("member__number")
    )


def percents(policy: Policy) -> list[tuple[str, Decimal]]:
    """Return what each pot of a policy gets in percent, the largest first."""
    found = [(pot, Decimal(percent)) for pot, percent in policy.data["pots"].items()]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def pots(distribution: Distribution) -> list[tuple[str, int]]:
    """Return the rupiah of each pot that is not the members', the largest first.

    What fell to nobody listed is in the pot that takes the remainder.
    """
    rest_to = distribution.policy.data["remainder_to"]
    found = [
        (pot, amount + (distribution.undistributed if pot == rest_to else 0))
        for pot, amount in distribution.pots.items()
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))
