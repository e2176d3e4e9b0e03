"""The year 2014 of a small cooperative, that can be added up on paper, and its meeting in 2015."""

from datetime import date, timedelta

from klaster.domain.closing import commands as closing
from klaster.domain.contracts import commands as contracts
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.meetings import commands as meetings
from klaster.domain.surplus import commands as surplus
from klaster.domain.trade import commands as trade
from klaster.domain.treasury import commands as treasury
from klaster.rules.calendar import add_months
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED, World

POLICY = {
    "pots": {
        "cadangan": 40, "jasa_modal": 20, "jasa_usaha": 25, "pendidikan": 5, "sosial": 5,
        "pengurus": 5,
    },
    "capital_pot": "jasa_modal",
    "usage_pot": "jasa_usaha",
    "savings_base": ["simpanan_pokok", "simpanan_wajib"],
    "remainder_to": "cadangan",
}  # fmt: skip
MEETING = date(2015, 2, 21)


def tell(until: date = date(2014, 12, 31)) -> World:
    """Found the cooperative and live through every month that ends by `until`."""
    world = cooperative_world.found()
    receive_gift(world)
    adopt(world)
    month = FOUNDED
    while (last := add_months(month, 1) - timedelta(days=1)) <= until:
        live(world, month)
        end(world, last)
        month = add_months(month, 1)
    return world


def receive_gift(world: World) -> None:
    """Cash of an asset reform, to lend on: donated capital."""
    line = ledger.Line(
        world.cooperative.rolling_fund_id, ledger.Side("fund_cash"),
        ledger.Side("donated_capital"), 6_000_000,
    )  # fmt: skip
    ledger.post(
        by=world.by, on=FOUNDED, id=world.id("gift"), book=world.cooperative.book,
        kind="taken_over", lines=[line], memo="BAST contoh",
    )  # fmt: skip


def adopt(world: World) -> None:
    surplus.adopt(
        by=world.by, on=FOUNDED, cooperative=world.cooperative, data=POLICY, usage="turnover",
        denominator="all", basis="Anggaran rumah tangga",
    )  # fmt: skip


def live(world: World, month: date) -> None:
    """One month: savings at the meeting, a sale on credit terms, the shop, the costs."""
    meeting = month.replace(day=8)
    for name in world.members:
        if month == FOUNDED:
            world.save(name, "pokok", 100_000, meeting)
        if not (name == "Jaja" and month.month > 6):
            world.save(name, "wajib", 10_000, meeting)
    world.save("Ani", "sukarela", 50_000, meeting)
    if month == FOUNDED:
        _sell_equipment(world)
        _stock_the_shop(world)
    if 2 <= month.month <= 11:
        _repay(world, month.replace(day=10))
    _shop(world, month)
    treasury.write_voucher(
        by=world.by, on=month.replace(day=20), id=world.id("costs", month),
        cooperative=world.cooperative, kind="KK", memo="Alat tulis dan listrik",
        lines=[treasury.VoucherLine("office_cost", 25_000)],
    )  # fmt: skip


def _sell_equipment(world: World) -> None:
    """Budi buys a sewing machine for 2,000,000 + 200,000 in ten months."""
    fund = world.cooperative.rolling_fund_id
    terms = {
        "kind": "murabahah", "principal": "2000000", "margin": "200000", "method": "flat",
        "instalments": 10, "unit": "month", "start": date(2014, 1, 10).isoformat(),
    }  # fmt: skip
    new = contracts.NewContract(
        id=world.id("murabahah"), number="MB-1", kind="murabahah",
        party=world.members["Budi"].party_id, fund=fund, signed_on=date(2014, 1, 10), terms=terms,
    )  # fmt: skip
    contract = contracts.sign(by=world.by, on=date(2014, 1, 10), new=new)
    for kind in ("goods_bought", "disbursed"):
        event = contracts.NewEvent(
            world.id(kind), contract.id, kind, date(2014, 1, 10), 2_000_000,
            {"description": "mesin jahit"} if kind == "disbursed" else {},
        )  # fmt: skip
        contracts.record(by=world.by, on=date(2014, 1, 10), new=event)


def _repay(world: World, on: date) -> None:
    """Budi pays every month but October, and then twice."""
    if on.month == 10:
        return
    amount = 220_000 * (2 if on.month == 11 else 1)
    contracts.repay(
        by=world.by, on=on, id=world.id("repaid", on), contract=world.id("murabahah"),
        amount=amount,
    )  # fmt: skip


def _stock_the_shop(world: World) -> None:
    trade.add_item(
        by=world.by, on=FOUNDED, id=world.id("rice"), cooperative=world.cooperative,
        name="Beras", unit="GOODS_KG", price=9_000,
    )  # fmt: skip
    trade.buy(
        by=world.by, on=date(2014, 1, 12), id=world.id("purchase"), cooperative=world.cooperative,
        goods=[trade.Goods(world.id("rice"), 240_000, 1_920_000)], via="fund_cash",
    )  # fmt: skip


def _shop(world: World, month: date) -> None:
    """Every month Ani buys 15 kg and a neighbour 5 kg, at 9,000; they cost 8,000."""
    for buyer, kilograms in (("Ani", 15), (None, 5)):
        trade.sell(
            by=world.by, on=month.replace(day=15), id=world.id("sale", buyer, month),
            cooperative=world.cooperative, via="fund_cash",
            goods=[trade.Goods(world.id("rice"), kilograms * 1_000, kilograms * 9_000)],
            buyer=world.members[buyer].party_id if buyer else None,
        )  # fmt: skip


def end(world: World, last: date):
    """Count the cash, then end the month in one act."""
    count(world, last)
    return closing.month_end(by=world.by, on=last, cooperative=world.cooperative, month=last)


def count(world: World, on: date) -> None:
    """Count just what the books say."""
    left = books.balance(world.cooperative.book, "fund_cash", on)
    pieces = {}
    for value in treasury.VALUES:
        pieces[value], left = divmod(left, value)
    treasury.count_cash(
        by=world.by, on=on, id=world.id("count", on), cooperative=world.cooperative,
        pieces={value: number for value, number in pieces.items() if number},
    )  # fmt: skip


def meet(world: World, year: int = 2014, on: date = MEETING, about: str = "surplus"):
    """Hold the annual meeting about a year and return its resolution on the surplus."""
    meeting = meetings.call(
        by=world.by, on=on - timedelta(days=14), id=world.id("rat", year),
        cooperative=world.cooperative, kind="rat", planned_for=on, place="Balai desa",
        agenda=["Laporan pengurus", "Pembagian SHU"], year=year,
    )  # fmt: skip
    meetings.attend_many(
        by=world.by, on=on, meeting=meeting,
        members=[member.id for member in list(world.members.values())[:8]],
    )  # fmt: skip
    meetings.hold(
        by=world.by, on=on, meeting=meeting, chair="Ani", secretary="Budi",
        minutes="Laporan diterima.",
    )  # fmt: skip
    return meetings.resolve(
        by=world.by, on=on, id=world.id("resolution", year, about), meeting=meeting, about=about,
        text=f"SHU {year} dibagi menurut anggaran rumah tangga", votes_for=8,
    )  # fmt: skip


def propose(world: World, year: int = 2014, on: date = MEETING):
    return surplus.propose(
        by=world.by, on=on, id=world.id("distribution", year, on), cooperative=world.cooperative,
        year=year,
    )  # fmt: skip


def share(world: World, year: int = 2014, on: date = MEETING):
    """Propose, approve and distribute the surplus of a year."""
    distribution = propose(world, year, on)
    surplus.approve(by=world.by, on=on, distribution=distribution, resolution=meet(world, year, on))
    return surplus.distribute(by=world.by, on=on, distribution=distribution)
