"""Profit shared with voluntary savers by mudharabah, from the profit that was reported."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import commands as ledger
from klaster.domain.savings import queries
from klaster.domain.savings.models import ProfitShare
from klaster.rules import savings
from klaster.rules.refusal import BadField, Refused


class SharedAlready(Refused):
    code = "profit_shared_already"
    message = "Bagi hasil sampai {last} sudah dibagikan. Periode berikutnya dimulai sesudahnya."


@command("savings.share_profit")
def share_profit(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, first: date, last: date
) -> ProfitShare:
    """Share the reported profit of a period among voluntary savers, by their average balances.

    The profit is the rolling fund's income less expenses from `first` to `last`, before this
    share; the savers' weight is their average among all that was at work (`rules.savings`). Who
    left by `last` has no part. Raises `SharedAlready` when the period overlaps an earlier one.
    """
    own = ProfitShare.objects.filter(
        organisation_id=cooperative.organisation_id, cooperative=cooperative
    )
    known = own.filter(id=id).first()
    if known is not None:
        return known
    if last < first:
        raise BadField(field="last", reason="sebelum awal periode")
    if (earlier := own.filter(last__gte=first).order_by("-last").first()) is not None:
        raise SharedAlready(last=earlier.last.isoformat())
    gone = cooperatives.who_left(cooperative, last)
    averages = queries.averages(cooperative, [savings.VOLUNTARY], first, last)
    saved = {party: average for party, average in averages.items() if party not in gone}
    savings_average = sum(saved.values(), start=Fraction(0))
    funds_average = queries.average_at_work(cooperative, first, last)
    profit = queries.reported_profit(cooperative, first, last)
    percent = cooperatives.choice(cooperative, "savings_saver_pct", last)
    amount = savings.savers_part(profit, savings_average, funds_average, percent)
    parts = savings.by_average(amount, list(saved.values()))
    lines = [
        ledger.Line(
            cooperative.rolling_fund_id,
            ledger.Side("savings_share"),
            ledger.Side(savings.ROLES[savings.VOLUNTARY], party),
            part,
        )
        for party, part in zip(saved, parts, strict=True)
        if part
    ]
    if lines:
        ledger.post(
            by=by,
            on=last,
            id=id,
            book=cooperative.book,
            kind="savings.profit_shared",
            lines=lines,
            memo=f"{first.isoformat()} s.d. {last.isoformat()}",
        )
    return ProfitShare.objects.create(
        id=id,
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        first=first,
        last=last,
        profit=profit,
        savers_pct=percent,
        savings_average=int(savings_average),
        funds_average=int(funds_average),
        amount=amount,
    )
