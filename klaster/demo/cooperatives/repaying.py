"""Instalments that members pay at their meetings, on contracts of the reform and on new ones."""

from datetime import date, timedelta
from uuid import UUID

from klaster.demo.cast import EXIT
from klaster.demo.cooperatives.life import EXAMPLE, Due, Life
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract
from klaster.rules.calendar import add_months

PATIENT = 0.86  # of all instalments so many are paid in the month they fall due
MOST_AT_ONCE = 2
LOST_ON = date(2014, 12, 20)
LOST_WHY = f"usaha berhenti dan tidak ditemukan lagi {EXAMPLE}"


def take_over(life: Life) -> None:
    """Know what is left of the loans that came with the reform: month by month, in two halves."""
    own = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind="qardh", status="active"
    ).order_by("number")
    for standing in queries.positions(list(own)):
        left = sum(standing.owed.values())
        part = max(20_000, standing.terms.plan.principal // standing.terms.plan.timing.instalments)
        monthly = -(-2 * part // 1_000) * 1_000
        rows: list[Due] = []
        while left:
            rows.append((add_months(EXIT, len(rows)), min(left, monthly)))
            left -= rows[-1][1]
        life.rests[standing.contract.id] = rows


def repay_month(life: Life, month: date) -> None:
    """Most pay what is due; whoever missed a month catches up."""
    rows = []
    on = month + timedelta(days=9)
    for n, (contract, rest) in enumerate(list(life.rests.items())):
        if life.chance.random() > PATIENT:
            continue
        day = on + timedelta(days=n % 3 * 7)
        due = [each for each in rest[:MOST_AT_ONCE] if each[0] <= day]
        if not due:
            continue
        rows.append(_paid(life, contract, day, sum(amount for _, amount in due)))
        del rest[: len(due)]
        if not rest:
            del life.rests[contract]
    contracts.record_many(by=life.treasurer, on=on, rows=rows)


def give_up_the_lost(life: Life) -> None:
    """At the end of the first year the longest debt of the reform is given up as lost."""
    inherited = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind="qardh", status="active",
        number__startswith="QH",
    )  # fmt: skip
    standing = [
        each for each in queries.arrears(list(inherited), LOST_ON) if each.contract.id in life.rests
    ]
    if not standing:
        return
    worst = max(standing, key=lambda each: (each.arrears.principal, each.contract.number)).contract
    contracts.write_off(
        by=life.treasurer, on=LOST_ON, id=life.id(LOST_ON, "lost", worst.id), contract=worst.id,
        reason=LOST_WHY,
    )  # fmt: skip
    del life.rests[worst.id]


def _paid(life: Life, contract: UUID, on: date, amount: int) -> contracts.NewEvent:
    return contracts.NewEvent(
        life.id(on, "repaid", contract), contract, "repaid", on, amount, source="contoh"
    )
