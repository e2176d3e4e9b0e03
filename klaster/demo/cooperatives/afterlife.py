"""What happens in the three cooperatives after the exit, in order, to their second annual meeting.

Each is told once, as a whole or not at all; told again, nothing changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from klaster.demo.cast import EXIT
from klaster.demo.cooperatives import (
    annual,
    beginning,
    fields,
    financing,
    herds,
    membership,
    office,
    papers,
    repaying,
    saving,
    shop,
)
from klaster.demo.cooperatives.life import Life, months
from klaster.domain.access import queries as access
from klaster.domain.access.models import User
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.models import Deed
from klaster.domain.ledger import queries as ledger
from klaster.domain.surplus import queries as surplus

LAST_MONTH = date(2016, 3, 1)
RECOGNISED = date(2014, 6, 1)
YEARS = (2014, 2015)


@dataclass(frozen=True, slots=True)
class Lived:
    """A cooperative at the end of the story: members, and the SHU of each year in rupiah."""

    cooperative: Cooperative
    is_new: bool
    members: int
    surplus: dict[int, int]


def live_on(deeds: Sequence[Deed], username: str, password: str) -> list[Lived]:
    """Let the cooperatives of the deeds live on; one that did so already stays as it is.

    `username` is who sets up the officers' logins, all with `password`.
    """
    user = User.objects.get(username=username)
    by = access.actor(user, deeds[0].organisation_id, EXIT, channel="cli")
    found = Cooperative.objects.filter(id__in=[deed.cooperative_id for deed in deeds])
    found = found.select_related("book", "organisation", "rolling_fund")
    lived = []
    for cooperative in found.order_by("sector"):
        is_new = ledger.first_open_month(cooperative.book) <= LAST_MONTH
        if is_new:
            with transaction.atomic():
                _live(beginning.begin(by, cooperative, password))
        lived.append(_standing(cooperative, is_new))
    return lived


def _live(life: Life) -> None:
    for month in months(EXIT, LAST_MONTH):
        office.balance_the_box(life, max(month, EXIT))
        saving.meet(life, month)
        membership.change(life, month)
        _work(life, month)
        financing.lend_month(life, month)
        repaying.repay_month(life, month)
        if month > beginning.OPENED:
            shop.trade_month(life, beginning.OPENED, month)
        office.keep(life, month)
        papers.write(life, month)
        if month == RECOGNISED:
            _recognise(life)
        if month.month == 12:
            shop.count_stock(life, month.replace(day=30))
        if month == repaying.LOST_ON.replace(day=1):
            repaying.give_up_the_lost(life)
        for year, on in zip(YEARS, life.profile.meetings, strict=True):
            if on.replace(day=1) == month:
                annual.meet_about(life, year, on)
        office.end_month(life, month)


def _work(life: Life, month: date) -> None:
    if life.cooperative.sector == "pertanian":
        fields.work(life, month)
    elif life.cooperative.sector == "peternakan":
        herds.work(life, month)


def _recognise(life: Life) -> None:
    cooperatives.recognise(
        by=life.treasurer, on=RECOGNISED, cooperative=life.cooperative,
        number=f"00{life.profile.sales}/BH/contoh/2014",
    )  # fmt: skip


def _standing(cooperative: Cooperative, is_new: bool) -> Lived:
    return Lived(
        cooperative,
        is_new,
        queries.standing_members(cooperative, date(2016, 3, 31)).count(),
        {year: surplus.result_of(cooperative, year) for year in YEARS},
    )
