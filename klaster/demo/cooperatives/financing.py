"""Financing from the rolling fund: members ask, chair and secretary approve, most is repaid."""

from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative.models import Member
from klaster.domain.lending import commands as lending
from klaster.domain.lending.models import Application

FIRST, LAST = date(2014, 4, 1), date(2015, 11, 1)
REJECTED, WITHDRAWN = date(2014, 7, 1), date(2015, 4, 1)
EARLY = date(2015, 5, 1)  # when one member pays off before the time
MURABAHAH = 0.8  # of all loans
NEEDS = ("modal dagang", "biaya sekolah anak", "perbaikan rumah", "bibit dan pakan")


def lend_month(life: Life, month: date) -> None:
    """Applications of a month, decided within days; one is turned down, one taken back."""
    if not FIRST <= month <= LAST:
        return
    a_quarter = life.profile.loans_a_quarter
    count = a_quarter // 3 + (month.month % 3 == 1) * (a_quarter % 3)
    free = _free(life, month)
    for n, member in enumerate(free[:count]):
        _lend(life, member, month + timedelta(days=4 + n * 5 + life.chance.randrange(3)))
    for day, decide in ((REJECTED, _reject), (WITHDRAWN, _withdraw)):
        if month == day:
            decide(life, free[count], day + timedelta(days=16))
    if month == EARLY:
        _pay_off(life, month + timedelta(days=19))


def _free(life: Life, month: date) -> list[Member]:
    """Members without a contract, in an order that chance gave; the two who approve ask nothing."""
    bound = set(
        Contract.objects.filter(
            organisation_id=life.cooperative.organisation_id, status__in=("pending", "active")
        ).values_list("party_id", flat=True)
    )
    bound |= {officer.party_id for _, officer in life.approvers}
    return [
        each
        for each in life.some(len(life.members))
        if each.party_id not in bound and each.joined_on < month
    ]


def _apply(life: Life, member: Member, on: date, kind: str) -> Application:
    chance = life.chance
    principal = chance.randrange(*life.profile.loans) * 50_000
    terms: dict[str, object] = {"instalments": 10, "unit": "month", "rounding": "1000"}
    purpose = chance.choice(NEEDS)
    if kind == "murabahah":
        margin = principal * life.profile.margin_pct // 100
        terms |= {"margin": str(margin), "method": "flat"}
        purpose = chance.choice(life.profile.goods)
    return lending.apply_for(
        by=life.treasurer, on=on, id=life.id(on, "application", member.id),
        cooperative=life.cooperative, member=member, kind=kind, amount=principal,
        purpose=f"{purpose} {EXAMPLE}", terms=terms,
    )  # fmt: skip


def _lend(life: Life, member: Member, on: date) -> None:
    """Most are murabahah, the others qardh; each of the two officers approves for itself."""
    kind = "murabahah" if life.chance.random() < MURABAHAH else "qardh"
    application = _apply(life, member, on, kind)
    for days, (by, officer) in enumerate(life.approvers, 1):
        day = on + timedelta(days=days)
        application = lending.approve(
            by=by, on=day, id=life.id(day, "approval", application.id, officer.id),
            application=application, officer=officer,
        )  # fmt: skip
    assert application.contract is not None
    rows = queries.schedule(application.contract)
    life.rests[application.contract.id] = [(row.due_date, row.left) for row in rows]


def _reject(life: Life, member: Member, on: date) -> None:
    by, officer = life.approvers[0]
    lending.reject(
        by=by, on=on, application=_apply(life, member, on, "qardh"), officer=officer,
        reason=f"simpanan wajib menunggak {EXAMPLE}",
    )  # fmt: skip


def _withdraw(life: Life, member: Member, on: date) -> None:
    lending.withdraw(
        by=life.treasurer, on=on, application=_apply(life, member, on, "murabahah"),
        reason=f"sudah dibeli dari hasil panen {EXAMPLE}",
    )  # fmt: skip


def _pay_off(life: Life, on: date) -> None:
    """A member pays off early and is spared the margin of the time not used."""
    sold = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind="murabahah", id__in=life.rests,
    ).order_by("signed_on", "number")  # fmt: skip
    contract = next((each for each in sold if len(life.rests[each.id]) > 2), None)
    if contract is not None:
        contracts.pay_off(
            by=life.treasurer, on=on, id=life.id(on, "paid off", contract.id), contract=contract.id
        )  # fmt: skip
        del life.rests[contract.id]
