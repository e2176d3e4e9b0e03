"""Members' savings: billed, paid, late, held, shared in, paid out exactly, passed to the heir."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from klaster.domain.contracts import commands as contracts
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries as cooperatives_read
from klaster.domain.cooperative.models import Member
from klaster.domain.ledger import charts
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.ledger.models import Entry
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.registry import commands as registry
from klaster.domain.savings import commands as savings
from klaster.domain.savings import queries
from klaster.domain.savings.models import Due
from klaster.rules import savings as rules
from klaster.rules.wording import number_text
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED
from tests.golden import golden

JUNE = date(2014, 6, 30)


@pytest.fixture
def world(db: None) -> cooperative_world.World:
    return cooperative_world.found()


def test_pokok_is_billed_once_and_wajib_every_month(world) -> None:
    assert savings.bill(by=world.by, on=date(2014, 3, 31), cooperative=world.cooperative) == 40
    assert savings.bill(by=world.by, on=date(2014, 3, 31), cooperative=world.cooperative) == 0
    dues = Due.objects.filter(member=world.members["Ani"]).order_by("due_date", "kind")
    assert [(due.kind, due.due_date.isoformat(), due.amount) for due in dues] == [
        ("pokok", "2014-01-01", 100_000),
        ("wajib", "2014-01-10", 10_000),
        ("wajib", "2014-02-10", 10_000),
        ("wajib", "2014-03-10", 10_000),
    ]


def test_a_new_plan_leaves_old_bills_as_they_were(world) -> None:
    savings.bill(by=world.by, on=date(2014, 2, 28), cooperative=world.cooperative)
    savings.set_plan(
        by=world.by, on=date(2014, 3, 1), cooperative=world.cooperative, principal=200_000,
        mandatory=20_000, basis="RAT",
    )  # fmt: skip
    assert savings.bill(by=world.by, on=date(2014, 3, 31), cooperative=world.cooperative) == 10
    last = Due.objects.filter(member=world.members["Ani"]).latest("due_date")
    assert (last.kind, last.amount) == ("wajib", 20_000)


def test_what_was_paid_settles_the_oldest_due_first(world) -> None:
    savings.bill(by=world.by, on=JUNE, cooperative=world.cooperative)
    world.save("Ani", "pokok", 100_000, FOUNDED)
    world.save("Ani", "wajib", 25_000, date(2014, 2, 3))
    ani, budi, on = world.members["Ani"], world.members["Budi"], date(2014, 4, 15)
    saved = queries.saved_by(ani.organisation_id, [ani.party_id], on)[ani.party_id]
    assert saved == {"pokok": 100_000, "wajib": 25_000, "sukarela": 0, "khusus": 0}
    assert queries.late_of(ani, on) == rules.Late(15_000, 2, date(2014, 3, 10))
    assert queries.late_of(budi, on) == rules.Late(140_000, 5, FOUNDED)
    late = queries.late(world.cooperative, on)
    assert (len(late), late[ani.id], late[budi.id]) == (10, 15_000, 140_000)


def test_voluntary_savings_never_fall_below_zero(world) -> None:
    world.save("Ani", "sukarela", 50_000, FOUNDED)
    world.save("Budi", "sukarela", 500_000, FOUNDED)
    with pytest.raises(NotEnough):
        savings.withdraw(
            by=world.by, on=JUNE, id=id_of("w"), cooperative=world.cooperative,
            member=world.members["Ani"].id, amount=50_001,
        )  # fmt: skip


def test_capital_stays_while_one_is_a_member(world) -> None:
    world.save("Ani", "pokok", 100_000, FOUNDED)
    row = savings.Saving(id_of("out"), world.members["Ani"].id, "pokok", -1, JUNE)
    with pytest.raises(savings.HeldWhileMember):
        savings.keep_many(by=world.by, on=JUNE, cooperative=world.cooperative, rows=[row])


def test_who_leaves_is_paid_exactly_what_is_due(world) -> None:
    world.save("Ani", "pokok", 100_000, FOUNDED)
    world.save("Ani", "wajib", 30_000, FOUNDED)
    world.save("Ani", "sukarela", 12_345, FOUNDED, via="bank")
    world.save("Budi", "pokok", 100_000, FOUNDED)
    savings.leave(
        by=world.by, on=JUNE, id=id_of("leave"), cooperative=world.cooperative,
        member=world.members["Ani"], end="resigned", reason="pindah desa",
    )  # fmt: skip
    assert world.balances(JUNE) == {"1101": 87_655, "1102": 12_345, "3101": -100_000}
    ani = Member.objects.get(id=world.members["Ani"].id)
    assert (ani.left_on, ani.end, ani.left_because) == (JUNE, "resigned", "pindah desa")
    with pytest.raises(cooperatives.NoLongerAMember):
        savings.leave(
            by=world.by, on=JUNE, id=id_of("again"), cooperative=world.cooperative, member=ani,
            end="resigned", reason="pindah desa",
        )  # fmt: skip


def test_an_admission_sent_again_after_the_member_left_changes_nothing(world) -> None:
    ani = world.members["Ani"]
    savings.leave(
        by=world.by, on=JUNE, id=id_of("leave"), cooperative=world.cooperative, member=ani,
        end="resigned", reason="pindah desa",
    )  # fmt: skip
    (again,) = cooperatives.admit(
        by=world.by, on=FOUNDED, cooperative=world.cooperative, parties=[ani.party]
    )
    assert (again.id, again.left_on) == (ani.id, JUNE)
    assert Member.objects.filter(party=ani.party).count() == 1


def qardh(world, name: str, amount: int):
    """Lend `amount` of the rolling fund, with cash that was given to it."""
    fund = world.cooperative.rolling_fund_id
    ledger.post(
        by=world.by, on=FOUNDED, id=id_of("gift", name), book=world.cooperative.book, kind="gift",
        lines=[ledger.Line(fund, ledger.Side("fund_cash"), ledger.Side("donated_capital"), amount)],
    )  # fmt: skip
    terms = {
        "kind": "qardh", "principal": str(amount), "instalments": 10, "unit": "month",
        "start": FOUNDED.isoformat(),
    }  # fmt: skip
    new = contracts.NewContract(
        id=id_of("qardh", name), number=f"QH-{name}", kind="qardh",
        party=world.members[name].party_id, fund=fund, signed_on=FOUNDED, terms=terms,
    )  # fmt: skip
    contract = contracts.sign(by=world.by, on=FOUNDED, new=new)
    event = contracts.NewEvent(id_of("disbursed", name), contract.id, "disbursed", FOUNDED, amount)
    contracts.record(by=world.by, on=FOUNDED, new=event)
    return contract


def test_who_still_owes_cannot_leave_unless_it_is_set_off(world) -> None:
    qardh(world, "Ani", 60_000)
    world.save("Ani", "pokok", 100_000, FOUNDED)
    leaving = {
        "by": world.by, "on": JUNE, "id": id_of("leave"), "cooperative": world.cooperative,
        "member": world.members["Ani"], "end": "resigned", "reason": "pindah desa",
    }  # fmt: skip
    with pytest.raises(savings.StillOwes) as refused:
        savings.leave(**leaving)
    assert "QH-Ani" in refused.value.data["contracts"]
    savings.leave(**leaving, set_off=True)
    assert world.balances(JUNE) == {"1101": 60_000, "3201": -60_000}


def test_a_resignation_reads_as_signed_off(world) -> None:
    """Ani leaves owing 60,000 of her qardh: all she saved is paid out, her debt paid from it."""
    qardh(world, "Ani", 60_000)
    for kind, amount in (("pokok", 100_000), ("wajib", 30_000), ("sukarela", 12_345)):
        world.save("Ani", kind, amount, FOUNDED)
    savings.leave(
        by=world.by, on=JUNE, id=id_of("leave"), cooperative=world.cooperative,
        member=world.members["Ani"], end="resigned", reason="pindah desa", set_off=True,
    )  # fmt: skip
    names = {line.code: line.name_id for line in charts.rows("sakep")}
    entries = Entry.objects.filter(organisation_id=world.by.organisation_id, event_date=JUNE)
    text = ""
    for entry in entries.order_by("kind"):
        text += f"{entry.event_date:%d-%m-%Y} {entry.kind} {entry.memo}\n"
        for move in books.entry(entry.organisation_id, entry.id).lines:
            debit, credit = (
                f"{side.role} {names[side.role]}" for side in (move.debit, move.credit)
            )
            text += f"  D {debit:40} K {credit:40} {number_text(move.amount):>10}\n"
    text += "Saldo sesudahnya\n"
    for code, balance in world.balances(JUNE).items():
        text += f"  {code} {names[code]:40} {number_text(balance):>12}\n"
    golden(Path(__file__).parent / "golden" / "resignation.txt", text)


def test_savings_of_the_deceased_pass_to_the_heir_who_joins(world) -> None:
    world.save("Ani", "pokok", 100_000, FOUNDED)
    world.save("Ani", "sukarela", 40_000, FOUNDED)
    (heir,) = registry.enrol_many(
        by=world.by, on=JUNE,
        rows=[registry.NewParty(id=id_of("heir"), kind="person", name="Lilis", since=JUNE)],
    )  # fmt: skip
    ended = savings.pass_to_heir(
        by=world.by, on=JUNE, id=id_of("died"), cooperative=world.cooperative,
        member=world.members["Ani"], heir=heir, reason="wafat", joins=True,
    )  # fmt: skip
    assert (ended.end, ended.heir) == ("died", heir)
    standing = {
        one.party.name: one for one in cooperatives_read.standing_members(world.cooperative, JUNE)
    }
    assert "Ani" not in standing
    saved = queries.balances(world.cooperative, JUNE)[heir.id]
    assert (saved["pokok"], saved["sukarela"]) == (100_000, 40_000)
    assert standing["Lilis"].number == 11


def test_an_heir_who_does_not_join_is_paid(world) -> None:
    world.save("Ani", "pokok", 100_000, FOUNDED)
    (heir,) = registry.enrol_many(
        by=world.by, on=JUNE,
        rows=[registry.NewParty(id=id_of("heir"), kind="person", name="Lilis", since=JUNE)],
    )  # fmt: skip
    savings.pass_to_heir(
        by=world.by, on=JUNE, id=id_of("died"), cooperative=world.cooperative,
        member=world.members["Ani"], heir=heir, reason="wafat",
    )  # fmt: skip
    assert world.balances(JUNE) == {}


def test_profit_is_shared_by_average_balance_to_the_rupiah(world) -> None:
    """Ani had 200,000 all June, Budi from the middle: the savers' 40,000 go two to one."""
    first, last = date(2014, 6, 1), JUNE
    world.save("Ani", "sukarela", 200_000, date(2014, 5, 2))
    world.save("Budi", "sukarela", 200_000, date(2014, 6, 16))
    move(world, date(2014, 5, 31), "goods_stock", "fund_cash", 150_000)
    move(world, date(2014, 6, 20), "fund_cash", "margin_income", 100_000)
    shared = savings.share_profit(
        by=world.by, on=JUNE, id=id_of("share"), cooperative=world.cooperative, first=first,
        last=last,
    )  # fmt: skip
    assert (shared.profit, shared.savings_average, shared.funds_average) == (
        100_000, 300_000, 150_000,
    )  # fmt: skip
    assert shared.amount == 40_000  # no more weight than all that was at work
    saved = queries.balances(world.cooperative, JUNE)
    assert saved[world.members["Ani"].party_id]["sukarela"] == 200_000 + 26_667
    assert saved[world.members["Budi"].party_id]["sukarela"] == 200_000 + 13_333
    with pytest.raises(savings.SharedAlready):
        savings.share_profit(
            by=world.by, on=JUNE, id=id_of("twice"), cooperative=world.cooperative, first=first,
            last=last,
        )  # fmt: skip


def test_who_left_has_no_part_in_the_profit_of_the_month(world) -> None:
    """Budi was paid all that was due on the 20th; the whole 40,000 are Ani's."""
    world.save("Ani", "sukarela", 200_000, date(2014, 5, 2))
    world.save("Budi", "sukarela", 200_000, date(2014, 5, 2))
    move(world, date(2014, 5, 31), "goods_stock", "fund_cash", 150_000)
    move(world, date(2014, 6, 10), "fund_cash", "margin_income", 100_000)
    savings.leave(
        by=world.by, on=date(2014, 6, 20), id=id_of("left"), cooperative=world.cooperative,
        member=world.members["Budi"], end="resigned", reason="pindah",
    )  # fmt: skip
    savings.share_profit(
        by=world.by, on=JUNE, id=id_of("share"), cooperative=world.cooperative,
        first=date(2014, 6, 1), last=JUNE,
    )  # fmt: skip
    saved = queries.balances(world.cooperative, JUNE)
    assert saved[world.members["Ani"].party_id]["sukarela"] == 240_000
    assert saved.get(world.members["Budi"].party_id, {"sukarela": 0})["sukarela"] == 0


def move(world, on: date, debit: str, credit: str, amount: int) -> None:
    line = ledger.Line(
        world.cooperative.rolling_fund_id, ledger.Side(debit), ledger.Side(credit), amount
    )
    ledger.post(
        by=world.by, on=on, id=id_of("move", on, debit), book=world.cooperative.book, kind="test",
        lines=[line],
    )  # fmt: skip


def test_a_passbook_carries_its_balance_forward(world) -> None:
    world.save("Ani", "sukarela", 50_000, date(2014, 2, 3))
    world.save("Ani", "sukarela", 7_000, date(2014, 3, 4))
    savings.withdraw(
        by=world.by, on=date(2014, 3, 9), id=id_of("w"), cooperative=world.cooperative,
        member=world.members["Ani"].id, amount=20_000,
    )  # fmt: skip
    opening = queries.balances(world.cooperative, date(2014, 2, 28))
    (lines,) = queries.passbooks(world.cooperative, opening, date(2014, 3, 1), JUNE).values()
    assert [(line.on.day, line.amount, line.balance) for line in lines] == [
        (4, 7_000, 57_000),
        (9, -20_000, 37_000),
    ]


def test_an_average_counts_every_day_of_the_period(world) -> None:
    """What was there before counts in full, what came on the 16th of 30 days for half."""
    world.save("Ani", "wajib", 30_000, date(2014, 5, 2))
    world.save("Ani", "sukarela", 100_000, date(2014, 6, 16))
    ani, first = world.members["Ani"].party_id, date(2014, 6, 1)
    for kinds, average in (
        (["sukarela"], 50_000),
        (["wajib", "sukarela"], 80_000),
    ):
        assert queries.averages(world.cooperative, kinds, first, JUNE) == {ani: Fraction(average)}
    savings.withdraw(
        by=world.by, on=JUNE, id=id_of("out"), cooperative=world.cooperative,
        member=world.members["Ani"].id, amount=90_000,
    )  # fmt: skip
    assert queries.averages(world.cooperative, ["sukarela"], first, JUNE) == {ani: Fraction(47_000)}
