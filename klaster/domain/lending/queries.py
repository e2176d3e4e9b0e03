"""Reading financing: applications, related parties and their limit, what each member used."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import queries as ledger
from klaster.domain.lending.models import Application, Relative
from klaster.rules import lending
from klaster.rules.entry import RUPIAH

EARNED = ("margin_income", "profit_share_income", "rent_income")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a party took in financing and paid in margin, profit share and rent; rupiah."""

    financed: int
    margin: int


def applications(cooperative: Cooperative) -> QuerySet[Application]:
    """All applications, the latest first, with their members."""
    return (
        Application.objects.filter(
            organisation_id=cooperative.organisation_id, cooperative=cooperative
        )
        .select_related("member__party", "contract")
        .order_by("-applied_on", "-year", "-n")
    )


def approvals_needed(cooperative: Cooperative, on: date) -> int:
    """How many officers must approve, as chosen for that day."""
    found: int = cooperatives.choice(cooperative, "financing_approvals", on)
    return found


def related_parties(cooperative: Cooperative, on: date) -> frozenset[UUID]:
    """Officers, supervisors and the sharia board of a day, and the family recorded of each."""
    in_office = set(cooperatives.officers(cooperative, on).values_list("party_id", flat=True))
    family = Relative.objects.filter(
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        party_id__in=in_office,
        since__lte=on,
    )
    return frozenset(in_office.union(family.values_list("relative_id", flat=True)))


def own_capital(cooperative: Cooperative, on: date) -> int:
    """Principal and mandatory savings, reserves and donated capital of all funds on a day."""
    found = ledger.sub_balances(cooperative.book, lending.OWN_CAPITAL, on)
    return -sum(part.balance for part in found if part.unit == RUPIAH)


def outstanding_to_related(cooperative: Cooperative, on: date) -> int:
    """What related parties owe on a day, margin not yet earned left out."""
    parties = related_parties(cooperative, on)
    return sum(
        part.balance
        for part in ledger.sub_balances(cooperative.book, lending.OUTSTANDING, on)
        if part.unit == RUPIAH and part.party in parties
    )


def related(cooperative: Cooperative, on: date, amount: int = 0) -> lending.Related:
    """What related parties owe with `amount` more on a day, against the limit chosen."""
    return lending.related(
        outstanding_to_related(cooperative, on),
        amount,
        own_capital(cooperative, on),
        cooperatives.choice(cooperative, "related_party_pct", on),
    )


_FINANCED = """
select contract.party_id,
       sum(case when event.kind = 'disbursed' then event.amount else -undone.amount end)::bigint
  from contracts_event event
  join contracts_contract contract
    on contract.id = event.contract_id and contract.organisation_id = event.organisation_id
  join ledger_entry entry
    on entry.id = event.id and entry.organisation_id = event.organisation_id
  left join contracts_event undone
    on event.kind = 'undone' and undone.id = (event.data ->> 'event')::uuid
   and undone.organisation_id = event.organisation_id and undone.kind = 'disbursed'
 where contract.organisation_id = %(organisation)s and contract.book_id = %(book)s
   and (event.kind = 'disbursed' or undone.id is not null)
   and entry.posting_date between %(first)s and %(last)s
 group by contract.party_id
"""
_EARNED = """
select contract.party_id,
       sum(transfer.amount * ((credit_line.role = any(%(earned)s))::integer
                              - (debit_line.role = any(%(earned)s))::integer))::bigint
  from contracts_contract contract
  join contracts_event event
    on event.contract_id = contract.id and event.organisation_id = contract.organisation_id
  join ledger_transfer transfer
    on transfer.entry_id = event.id and transfer.organisation_id = event.organisation_id
   and transfer.posting_date between %(first)s and %(last)s
  join ledger_account debit
    on debit.id = transfer.debit_id and debit.organisation_id = transfer.organisation_id
  join ledger_chartline debit_line on debit_line.id = debit.line_id
  join ledger_account credit
    on credit.id = transfer.credit_id and credit.organisation_id = transfer.organisation_id
  join ledger_chartline credit_line on credit_line.id = credit.line_id
 where contract.organisation_id = %(organisation)s and contract.book_id = %(book)s
   and (debit_line.role = any(%(earned)s) or credit_line.role = any(%(earned)s))
 group by contract.party_id
"""


def usage(cooperative: Cooperative, first: date, last: date) -> dict[UUID, Usage]:
    """What each party took in financing and paid for it over a period, by the day that counts.

    A disbursement taken back lessens what was financed; what was taken over with a deed of the
    asset reform is not counted.
    """
    values = {
        "organisation": cooperative.organisation_id,
        "book": cooperative.book_id,
        "first": first,
        "last": last,
        "earned": list(EARNED),
    }
    financed = dict(ledger.rows(_FINANCED, values))
    earned = dict(ledger.rows(_EARNED, values))
    return {
        party: Usage(financed.get(party, 0), earned.get(party, 0))
        for party in sorted(financed.keys() | earned.keys())
    }
