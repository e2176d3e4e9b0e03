"""What the cooperative of the stories further has, so that each act stands on some row of it."""

from datetime import date
from typing import Any

from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.lending import commands as lending
from klaster.domain.meetings import commands as meetings
from klaster.domain.meetings.models import Resolution
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Consent
from klaster.domain.surplus.models import Distribution, Policy
from klaster.domain.trade import commands as trade
from klaster.domain.treasury import commands as treasury
from tests.domain.cooperative_world import World

ON = date(2015, 3, 2)


def add(world: World) -> None:
    """What was asked for, called, bought, paid, employed, noted and opened in March 2015."""
    own: dict[str, Any] = {"by": world.by, "on": ON, "cooperative": world.cooperative}
    cooperatives.employ(
        **own, id=world.id("clerk"), party=world.members["Gina"].party, duty="Kasir"
    )
    cooperatives.note(
        **own, id=world.id("suggestion"), kind="suggestion", who="Hadi", text="Buka hari Minggu"
    )
    lending.apply_for(
        **own, id=world.id("asked"), member=world.members["Hadi"], kind="qardh", amount=600_000,
        purpose="Gerobak", terms={"instalments": 6, "unit": "month"},
    )  # fmt: skip
    meetings.call(
        **own, id=world.id("called"), kind="pengurus", planned_for=date(2015, 4, 4),
        place="Kantor", agenda=["Harga beras"],
    )  # fmt: skip
    treasury.buy_asset(
        **own, id=world.id("scale"), name="Timbangan", cost=300_000, useful_months=36
    )
    _owe(world, own)
    registry.enrol(
        by=world.by, on=ON, new=registry.NewParty(world.cooperative.id, "body", "Koperasi")
    )
    Consent.objects.create(
        id=world.id("opened"), organisation_id=world.by.organisation_id,
        party_id=world.cooperative.id, purpose=Consent.Purpose.SHARE_COOPERATIVE, given_on=ON,
        withdrawn_on=date(2015, 12, 31), evidence="Rapat pengurus",
    )  # fmt: skip
    _share_earlier_years(world)


def _owe(world: World, own: dict[str, Any]) -> None:
    """Iyah bought rice on credit and paid a part of it."""
    goods = [trade.Goods(world.id("rice"), 10_000, 90_000)]
    trade.buy(**own, id=world.id("rice again"), via="fund_cash", goods=goods)
    buyer = world.members["Iyah"].party_id
    trade.sell(**own, id=world.id("on credit"), via="credit", buyer=buyer, goods=goods)
    trade.receive_payment(**own, id=world.id("paid"), buyer=buyer, amount=40_000)


def _share_earlier_years(world: World) -> None:
    """A proposal and an approved one, of years that only the forms look at."""
    mine: dict[str, Any] = {"organisation_id": world.by.organisation_id}
    policy = Policy.objects.get(**mine)
    resolution = Resolution.objects.get(**mine)
    for year, status, of in ((2012, "proposed", None), (2013, "approved", resolution)):
        Distribution.objects.create(
            id=world.id("shared", year), **mine, cooperative=world.cooperative, policy=policy,
            year=year, surplus=1_000, pots={"cadangan": 1_000}, undistributed=0, status=status,
            resolution=of, proposed_on=ON,
        )  # fmt: skip
