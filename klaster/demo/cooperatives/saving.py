"""Savings at the monthly meeting: late payers, gaps, and what is drawn before the feast."""

from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.cooperative.models import Member
from klaster.domain.savings import commands as savings

FIRST_MEETING = date(2014, 3, 15)
LEAN = {1: 0.7, 7: 0.55, 12: 0.8}  # school fees in July, the weeks before the harvest in January
FEASTS = (date(2014, 7, 1), date(2015, 7, 1))  # the months of Idul Fitri in 2014 and 2015
SAVERS = 4  # every fourth member puts something aside beyond the dues


def begin(life: Life, member: Member) -> None:
    """Nothing is paid yet; how patient the member is, chance says."""
    life.patience[member.id] = life.chance.uniform(0.45, 0.98)
    life.principal[member.id] = life.profile.principal
    life.late[member.id] = 0


def meet(life: Life, month: date) -> None:
    """Take what members bring to the meeting of a month, and pay out what some ask for."""
    meeting = max(_saturday(month, 2), FIRST_MEETING)
    rows = []
    for member in life.members:
        life.late[member.id] += meeting > FIRST_MEETING
        rows += _dues(life, member, meeting)
        if member.number % SAVERS == 1:
            rows += _voluntary(life, member, meeting)
    savings.keep_many(by=life.treasurer, on=meeting, cooperative=life.cooperative, rows=rows)


def _dues(life: Life, member: Member, meeting: date) -> list[savings.Saving]:
    """Principal in two parts in the first months; of mandatory savings what was left unpaid too."""
    chance = life.chance
    if chance.random() > life.patience[member.id] * LEAN.get(meeting.month, 1.0):
        return []
    day = meeting + timedelta(days=chance.choice((0, 0, 0, 0, 2, 5)))
    rows = []
    if left := life.principal[member.id]:
        part = left if chance.random() < 0.6 else min(left, life.profile.principal // 2)
        life.principal[member.id] -= part
        rows.append(_row(life, member, "pokok", part, day))
    months = min(life.late[member.id], 3)
    if months:
        life.late[member.id] -= months
        rows.append(_row(life, member, "wajib", months * life.profile.mandatory, day))
    return rows


def _voluntary(life: Life, member: Member, meeting: date) -> list[savings.Saving]:
    chance = life.chance
    held = life.voluntary.get(member.id, 0)
    if meeting.replace(day=1) in FEASTS and held >= 40_000 and chance.random() < 0.6:
        amount = -(held // 2 // 5_000 * 5_000)
    elif chance.random() < 0.4:
        amount = chance.randrange(2, 14) * 5_000
    else:
        return []
    life.voluntary[member.id] = held + amount
    return [_row(life, member, "sukarela", amount, meeting)]


def _row(life: Life, member: Member, kind: str, amount: int, on: date) -> savings.Saving:
    own_id = life.id(on, "saving", member.id, kind)
    return savings.Saving(own_id, member.id, kind, amount, on, memo=f"simpanan {kind} {EXAMPLE}")


def _saturday(month: date, n: int) -> date:
    first = month.replace(day=1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7 * (n - 1))
