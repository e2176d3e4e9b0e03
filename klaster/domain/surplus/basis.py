"""What a member's share follows from: savings and usage over the year, read from the ledger."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.ledger.queries import movements
from klaster.domain.lending import queries as lending
from klaster.domain.savings import queries as savings
from klaster.domain.surplus.models import Policy
from klaster.domain.trade import queries as trade
from klaster.rules.surplus import Basis

ByParty = Mapping[UUID, int]


def of_members(
    cooperative: Cooperative, policy: Policy, first: date, last: date
) -> tuple[list[tuple[UUID, Basis]], int]:
    """Return the id of each member of the year with the basis of the share, and the whole usage.

    Whoever was a member on some day of the year counts. The whole usage is more than the members'
    where the policy counts what non-members bought.
    """
    saved = _savings(cooperative, policy, first, last)
    used = USAGES[policy.usage](cooperative, first, last)
    members = (
        Member.objects.filter(
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            joined_on__lte=last,
        )
        .exclude(left_on__lte=first)
        .order_by("number")
        .values_list("id", "party_id")
    )
    rows = [
        (member, Basis(str(member), saved.get(party, 0), used.get(party, 0)))
        for member, party in members
    ]
    whole = sum(basis.usage for _, basis in rows)
    if policy.denominator == Policy.Denominator.ALL:
        whole += _sold_to_others(cooperative, first, last)
    return rows, whole


def _savings(cooperative: Cooperative, policy: Policy, first: date, last: date) -> ByParty:
    kinds = [name.removeprefix("simpanan_") for name in policy.data["savings_base"]]
    if policy.savings == Policy.Savings.AVERAGE:
        averages = savings.averages(cooperative, kinds, first, last)
        return {party: int(average) for party, average in averages.items()}
    saved = savings.balances(cooperative, last)
    return {party: sum(own[kind] for kind in kinds) for party, own in saved.items()}


def _purchases(cooperative: Cooperative, first: date, last: date) -> ByParty:
    return trade.purchases_by_party(cooperative, first, last)


def _financing(cooperative: Cooperative, first: date, last: date) -> ByParty:
    return {party: each.financed for party, each in lending.usage(cooperative, first, last).items()}


def _margin(cooperative: Cooperative, first: date, last: date) -> ByParty:
    return {party: each.margin for party, each in lending.usage(cooperative, first, last).items()}


def _turnover(cooperative: Cooperative, first: date, last: date) -> ByParty:
    found: dict[UUID, int] = defaultdict(int, _purchases(cooperative, first, last))
    for party, amount in _margin(cooperative, first, last).items():
        found[party] += amount
    return found


def _sold_to_others(cooperative: Cooperative, first: date, last: date) -> int:
    return -sum(
        each.amount
        for each in movements(cooperative.book, first, last)
        if each.role in ("sales_nonmember", "nonmember_income")
    )


USAGES: Mapping[str, Callable[[Cooperative, date, date], ByParty]] = {
    Policy.Usage.PURCHASES: _purchases,
    Policy.Usage.FINANCING: _financing,
    Policy.Usage.MARGIN: _margin,
    Policy.Usage.TURNOVER: _turnover,
}
