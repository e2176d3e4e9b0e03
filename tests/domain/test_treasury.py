"""The treasury: numbered vouchers, one cash box, counts that agree, an inventory that ties."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import controls as ledger_controls
from klaster.domain.ledger.posting import NotEnough, ReversedAlready
from klaster.domain.treasury import commands as treasury
from klaster.domain.treasury import controls, queries
from klaster.domain.treasury.commands import VoucherLine
from klaster.domain.treasury.models import FixedAsset, Voucher, Wear
from klaster.rules import depreciation
from klaster.rules.refusal import BadField
from klaster.rules.wording import date_text, number_text
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
FEBRUARY = date(2014, 2, 3)
JUNE = date(2014, 6, 30)


@pytest.fixture
def world(db: None) -> cooperative_world.World:
    """A cooperative with 500,000 in its cash box: five members' principal savings."""
    world = cooperative_world.found()
    for name in ("Ani", "Budi", "Cici", "Dedi", "Euis"):
        world.save(name, "pokok", 100_000, FOUNDED)
    return world


def write(world, name: str, kind: str, on: date, *lines: VoucherLine, memo="uji") -> Voucher:
    return treasury.write_voucher(
        by=world.by, on=on, id=id_of(name), cooperative=world.cooperative, kind=kind, lines=lines,
        memo=memo,
    )  # fmt: skip


def test_vouchers_are_numbered_by_kind_and_year(world) -> None:
    office = VoucherLine("office_cost", 10_000)
    first = write(world, "a", "KK", FEBRUARY, office)
    second = write(world, "b", "KK", JUNE, office, VoucherLine("5302", 5_000))
    income = write(world, "c", "KM", JUNE, VoucherLine("fund_received", 40_000))
    later = write(world, "d", "KK", date(2015, 1, 2), office)
    assert [str(each) for each in (first, second, income, later)] == [
        "KK-2014-0001", "KK-2014-0002", "KM-2014-0001", "KK-2015-0001",
    ]  # fmt: skip
    assert second.amount == 15_000
    assert world.balances(JUNE) == {
        "1101": 515_000, "3101": -500_000, "4101": -40_000, "5302": 5_000, "5304": 20_000,
    }  # fmt: skip


def test_a_voucher_sent_twice_is_written_once(world) -> None:
    line = VoucherLine("office_cost", 10_000)
    assert write(world, "a", "KK", FEBRUARY, line) == write(world, "a", "KK", FEBRUARY, line)
    assert Voucher.objects.count() == 1
    assert world.balances(JUNE)["5304"] == 10_000


@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("savings_voluntary", "Simpanan anggota"),
        ("2201", "Simpanan anggota"),
        ("receivable", "Pembiayaan, pada kontraknya"),
        ("sales_member", "Perdagangan"),
        ("fixed_asset", "Inventaris"),
        ("shu_payable", "Pembagian SHU"),
        ("bank", "Pemindahan kas dan bank"),
    ],
)
def test_what_another_room_records_is_refused_with_its_name(world, role, where) -> None:
    with pytest.raises(treasury.NotOnAVoucher) as refused:
        write(world, "a", "KM", FEBRUARY, VoucherLine(role, 1_000))
    assert refused.value.data["where"] == where


@pytest.mark.parametrize("role", ["interfund", "fund_balance", "stock", "died"])
def test_what_nobody_records_by_hand_is_refused(world, role) -> None:
    with pytest.raises(treasury.NoVoucherLine):
        write(world, "a", "KM", FEBRUARY, VoucherLine(role, 1_000))


def test_nobody_pays_what_is_not_in_the_box(world) -> None:
    with pytest.raises(NotEnough):
        write(world, "a", "KK", FEBRUARY, VoucherLine("office_cost", 500_001))
    assert not Voucher.objects.exists()


def test_money_moves_between_box_and_bank(world) -> None:
    moved = treasury.move_money(
        by=world.by, on=FEBRUARY, id=id_of("m"), cooperative=world.cooperative, into="bank",
        amount=300_000, memo="setor ke bank",
    )  # fmt: skip
    assert str(moved) == "PB-2014-0001"
    assert world.balances(JUNE) == {"1101": 200_000, "1102": 300_000, "3101": -500_000}


def test_a_voucher_is_taken_back_once_and_for_a_reason(world) -> None:
    voucher = write(world, "a", "KK", FEBRUARY, VoucherLine("office_cost", 10_000))
    back = {"by": world.by, "on": JUNE, "id": id_of("back"), "voucher": voucher}
    with pytest.raises(ledger.ReasonMissing):
        treasury.reverse_voucher(**back, reason=" ")
    treasury.reverse_voucher(**back, reason="salah akun")
    treasury.reverse_voucher(**back, reason="salah akun")
    with pytest.raises(ReversedAlready):
        treasury.reverse_voucher(**back | {"id": id_of("again")}, reason="salah akun")
    assert world.balances(JUNE) == {"1101": 500_000, "3101": -500_000}


def test_money_of_another_unit_goes_through_the_one_box(world) -> None:
    unit = ledger.open_fund(
        by=world.by, on=FOUNDED, id=id_of("unit"), book=world.cooperative.book, code="jasa",
        name="Unit jasa", kind="business_unit",
    )  # fmt: skip
    write(world, "a", "KM", FEBRUARY, VoucherLine("fund_received", 50_000, fund=unit.id))
    assert world.balances(JUNE) == {"1101": 550_000, "3101": -500_000, "4101": -50_000}
    held = queries.ledger.sub_balances(world.cooperative.book, ["fund_cash", "interfund"], JUNE)
    assert sorted((each.role, each.fund == unit.id, each.balance) for each in held) == [
        ("fund_cash", False, 550_000),
        ("interfund", False, -50_000),
        ("interfund", True, 50_000),
    ]


def test_the_cash_book_runs_from_opening_to_what_is_there(world) -> None:
    write(world, "a", "KK", FEBRUARY, VoucherLine("office_cost", 10_000), memo="alat tulis")
    world.save("Ani", "wajib", 10_000, date(2014, 2, 10))
    book = queries.cash_book(world.cooperative, date(2014, 2, 1), JUNE)
    assert book.opening == 500_000
    assert [(line.number, line.memo, line.amount, line.balance) for line in book.lines] == [
        ("KK-2014-0001", "alat tulis", -10_000, 490_000),
        ("", "", 10_000, 500_000),
    ]
    assert book.closing == world.balances(JUNE)["1101"]


def count(world, name: str, on: date, pieces: dict[int, int], reason: str = ""):
    return treasury.count_cash(
        by=world.by, on=on, id=id_of(name), cooperative=world.cooperative, pieces=pieces,
        reason=reason,
    )  # fmt: skip


def test_a_count_that_agrees_posts_nothing_and_ends_the_month(world) -> None:
    january = date(2014, 1, 31)
    assert queries.needs_count(world.cooperative, january)
    found = count(world, "c", date(2014, 1, 30), {100_000: 4, 50_000: 1, 10_000: 5})
    assert (found.counted, found.expected) == (500_000, 500_000)
    assert not queries.needs_count(world.cooperative, january)
    world.save("Ani", "wajib", 10_000, january)
    assert queries.needs_count(world.cooperative, january)
    assert queries.needs_count(world.cooperative, date(2014, 2, 28))


def test_money_that_moved_after_the_count_is_counted_again(world) -> None:
    january = date(2014, 1, 31)
    count(world, "c", date(2014, 1, 30), {100_000: 5})
    write(world, "in", "KM", january, VoucherLine("fund_received", 10_000))
    write(world, "out", "KK", january, VoucherLine("office_cost", 10_000))
    assert queries.needs_count(world.cooperative, january)
    count(world, "again", january, {100_000: 5})
    assert not queries.needs_count(world.cooperative, january)


@pytest.mark.parametrize(("pieces", "short"), [({100_000: 4}, 100_000), ({100_000: 6}, -100_000)])
def test_a_difference_is_posted_with_its_reason_or_refused(world, pieces, short) -> None:
    with pytest.raises(treasury.DifferenceUnexplained):
        count(world, "c", JUNE, pieces)
    for _ in range(2):
        count(world, "c", JUNE, pieces, "kembalian keliru")
    assert world.balances(JUNE) == {"1101": 500_000 - short, "3101": -500_000, "5308": short}
    assert not queries.needs_count(world.cooperative, JUNE)


def test_only_pieces_that_exist_are_counted(world) -> None:
    with pytest.raises(BadField):
        count(world, "c", JUNE, {30_000: 1})


def buy(world, cost: int, months: int | None, residual: int = 0, on: date = FEBRUARY, **more):
    return treasury.buy_asset(
        by=world.by, on=on, id=id_of("asset"), cooperative=world.cooperative, name="Timbangan",
        cost=cost, useful_months=months, residual=residual, **more,
    )  # fmt: skip


def wear(world, until: date) -> int:
    return treasury.depreciate(by=world.by, on=until, cooperative=world.cooperative, until=until)


def test_wear_is_booked_once_a_month_and_ties_to_the_accounts(world) -> None:
    buy(world, 130_000, 7, 10_000)
    assert wear(world, date(2014, 2, 28)) == 0
    assert wear(world, date(2014, 4, 30)) == 34_286
    assert wear(world, date(2014, 4, 30)) == 0
    (line,) = queries.inventory(world.cooperative, date(2014, 4, 30))
    assert (line.worn, line.carrying) == (34_286, 95_714)
    assert wear(world, date(2020, 1, 31)) == 120_000 - 34_286
    (line,) = queries.inventory(world.cooperative, date(2020, 1, 31))
    assert line.carrying == 10_000
    assert controls.inventory_differences(world.cooperative.book) == []


def test_a_thing_sold_for_more_than_it_is_carried_at_gives_a_gain(world) -> None:
    asset = buy(world, 120_000, 12)
    for _ in range(2):
        treasury.dispose_asset(
            by=world.by, on=JUNE, id=id_of("gone"), cooperative=world.cooperative, asset=asset,
            proceeds=100_000, reason="dijual",
        )  # fmt: skip
    assert Wear.objects.count() == 3  # March to May
    assert world.balances(JUNE) == {
        "1101": 480_000, "3101": -500_000, "4101": -10_000, "5305": 30_000,
    }  # fmt: skip
    assert queries.inventory(world.cooperative, JUNE) == []
    assert controls.inventory_differences(world.cooperative.book) == []
    assert wear(world, date(2014, 12, 31)) == 0


def test_a_purchase_entered_by_mistake_is_struck_out_before_it_wears(world) -> None:
    asset = buy(world, 120_000, 12)
    struck = {"by": world.by, "on": date(2014, 3, 3), "asset": asset, "reason": "salah catat"}
    for _ in range(2):
        treasury.strike_asset(**struck, id=id_of("strike"))
    assert world.balances(JUNE) == {"1101": 500_000, "3101": -500_000}
    assert controls.inventory_differences(world.cooperative.book) == []
    with pytest.raises(treasury.GoneAlready):
        treasury.strike_asset(**struck, id=id_of("again"))
    assert wear(world, JUNE) == 0


def test_what_has_worn_is_not_struck_out(world) -> None:
    asset = buy(world, 120_000, 12)
    wear(world, date(2014, 3, 31))
    with pytest.raises(treasury.WornAlready):
        treasury.strike_asset(
            by=world.by, on=JUNE, id=id_of("strike"), asset=asset, reason="salah catat"
        )


def test_a_thing_given_up_is_a_loss_and_gone_for_good(world) -> None:
    asset = buy(world, 120_000, None)
    gone = {"by": world.by, "cooperative": world.cooperative, "asset": asset, "reason": "rusak"}
    treasury.dispose_asset(**gone, on=JUNE, id=id_of("gone"))
    assert world.balances(JUNE)["5201"] == 120_000
    for day in (JUNE, date(2014, 7, 1)):
        with pytest.raises(treasury.GoneAlready):
            treasury.dispose_asset(**gone, on=day, id=id_of("again"))


def test_what_a_deed_brought_is_taken_up_to_its_fair_value_and_no_more(world) -> None:
    fund = world.cooperative.rolling_fund_id
    ledger.post(
        by=world.by, on=FEBRUARY, id=id_of("deed"), book=world.cooperative.book, kind="deed",
        lines=[
            ledger.Line(fund, ledger.Side("fixed_asset"), ledger.Side("donated_capital"), 900_000),
            ledger.Line(fund, ledger.Side("stock"), ledger.Side("received_over"), 1, "MACHINE"),
        ],
    )  # fmt: skip
    assert controls.inventory_differences(world.cooperative.book) == [
        "Aset tetap: inventaris Rp 0, buku besar Rp 900.000"
    ]
    (untaken,) = queries.not_taken_up(world.cooperative, JUNE)
    assert (untaken.entry, untaken.left) == (id_of("deed"), 900_000)
    taken = {
        "by": world.by, "on": JUNE, "cooperative": world.cooperative, "entry": id_of("deed"),
        "useful_months": 60,
    }  # fmt: skip
    machine = treasury.take_up_asset(
        **taken, id=id_of("machine"), name="Mesin perontok", cost=900_000, unit="MACHINE"
    )
    assert machine.acquired_on == FEBRUARY
    assert queries.not_taken_up(world.cooperative, JUNE) == []
    with pytest.raises(treasury.NotTakenUp):
        treasury.take_up_asset(**taken, id=id_of("second"), name="Lain", cost=1)
    assert controls.inventory_differences(world.cooperative.book) == []
    treasury.dispose_asset(
        by=world.by, on=JUNE, id=id_of("gone"), cooperative=world.cooperative, asset=machine,
        proceeds=1, reason="dijual",
    )  # fmt: skip
    assert world.balances(JUNE, "MACHINE") == {"9204": -1, "9305": 1}


def test_what_was_bought_on_credit_is_paid_to_its_supplier_by_a_voucher(world) -> None:
    supplier = world.members["Hadi"].party_id
    buy(world, 120_000, 12, via=treasury.ON_CREDIT, supplier=supplier)
    paid = VoucherLine("trade_payable", 120_000, party=supplier)
    write(world, "pay", "KK", JUNE, paid)
    assert world.balances(FEBRUARY)["2105"] == -120_000
    assert "2105" not in world.balances(JUNE)
    with pytest.raises(NotEnough):
        write(world, "more", "KK", JUNE, VoucherLine("trade_payable", 1, party=supplier))


@given(
    cost=st.integers(1, 10**12),
    kept=st.fractions(0, 1),
    months=st.integers(1, 240),
)
def test_wear_adds_up_to_cost_less_residual_exactly(cost, kept, months) -> None:
    residual = int(cost * kept)
    parts = list(depreciation.by_month(cost, residual, months, date(2014, 1, 31)))
    assert sum(amount for _, amount in parts) == cost - residual
    assert all(amount > 0 for _, amount in parts)
    days = [day for day, _ in parts]
    assert days == sorted(set(days))


def test_an_accountant_reads_the_life_of_a_thing(world) -> None:
    asset = buy(world, 400_000, 36, 40_000)
    wear(world, date(2014, 12, 31))
    lines = ["Timbangan: Rp 400.000, 36 bulan, nilai sisa Rp 40.000", ""]
    for part in Wear.objects.filter(asset=asset).order_by("on"):
        lines.append(f"{date_text(part.on):<20}{number_text(part.amount):>10}")
    treasury.dispose_asset(
        by=world.by, on=date(2015, 1, 15), id=id_of("gone"), cooperative=world.cooperative,
        asset=asset, proceeds=250_000, reason="dijual",
    )  # fmt: skip
    entry = queries.ledger.entry(world.by.organisation_id, id_of("gone"))
    lines += ["", "Dijual Rp 250.000 pada 15 Januari 2015"]
    lines += [
        f"  D {move.debit.role}  K {move.credit.role} {number_text(move.amount):>12}"
        for move in entry.lines
    ]
    assert not [problem for each in ledger_controls.CONTROLS[:3]
                for problem in each.find(world.cooperative.book)]  # fmt: skip
    assert FixedAsset.objects.get(id=asset.id).proceeds == 250_000
    golden(GOLDEN / "inventory.txt", "\n".join(lines) + "\n")
