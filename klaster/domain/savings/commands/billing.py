"""What members owe: the plan that a meeting decided, and the bills that follow from it."""

from datetime import date

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.savings import queries
from klaster.domain.savings.models import Due, Plan
from klaster.rules import savings
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField


@command("savings.set_plan")
def set_plan(
    *,
    by: Actor,
    on: date,
    cooperative: Cooperative,
    principal: int,
    mandatory: int,
    basis: str,
    every_months: int = 1,
    due_day: int = 10,
) -> Plan:
    """Set what members owe from `on`: rupiah of pokok once, of wajib every so many months.

    The same plan again is the same; another for the same day is refused.
    """
    for field, amount in (("principal", principal), ("mandatory", mandatory)):
        if amount < 0:
            raise BadField(field=field, reason="tidak boleh negatif")
    if not 1 <= every_months <= 12:
        raise BadField(field="every_months", reason="harus 1 sampai 12")
    if not 1 <= due_day <= 31:
        raise BadField(field="due_day", reason="harus 1 sampai 31")
    if not basis.strip():
        raise BadField(field="basis", reason="sebutkan keputusan rapatnya")
    return once.add(
        Plan(
            id=derived_id(on, cooperative.id, "savings plan"),
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            valid_from=on,
            principal=principal,
            mandatory=mandatory,
            every_months=every_months,
            due_day=due_day,
            basis=basis,
        )
    )


@command("savings.bill")
def bill(*, by: Actor, on: date, cooperative: Cooperative) -> int:
    """Bill everything that falls due up to and including `on`; say how many bills are new.

    Who left owes nothing from that day on. A bill once made stays, whatever plan comes later.
    """
    plans = queries.plans(cooperative)
    known = set(
        Due.objects.filter(
            organisation_id=by.organisation_id, member__cooperative=cooperative
        ).values_list("member_id", "kind", "due_date")
    )
    has_principal = {member for member, kind, _ in known if kind == savings.PRINCIPAL}
    members = cooperatives.standing_members(cooperative, on).values_list("id", "joined_on")
    by_joining = {joined: savings.dues(plans, joined, on) for joined in {day for _, day in members}}
    new = [
        Due(
            id=derived_id(due.on, member, due.kind),
            organisation_id=by.organisation_id,
            member_id=member,
            kind=due.kind,
            due_date=due.on,
            amount=due.amount,
        )
        for member, joined in members
        for due in by_joining[joined]
        if (member, due.kind, due.on) not in known
        and not (due.kind == savings.PRINCIPAL and member in has_principal)
    ]
    once.copy(new)
    return len(new)
