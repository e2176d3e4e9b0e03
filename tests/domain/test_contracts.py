"""What contracts promise: rules decide, the ledger follows, once only, nothing half done."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.access.acts import NotAllowed
from klaster.domain.access.models import AuditLine, Organisation
from klaster.domain.access.once import SentBefore
from klaster.domain.assets.models import Placement
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.contracts.models import Contract, Event, Instalment, Settlement, Terms
from klaster.domain.ledger.models import Entry
from klaster.domain.ledger.posting import NotEnough
from klaster.rules.contracts.refusals import PaysMoreThanOwed
from klaster.rules.refusal import BadField
from tests.conftest import actor_of, id_of
from tests.domain.world import LATER, MURABAHAH, PASS_ON, QARDH, World, build

SIGNED = date(2011, 3, 1)


@pytest.fixture
def world(by) -> World:
    return build(by)


@pytest.fixture
def qardh(world) -> Contract:
    contract = world.sign("qardh", "QH-1", SIGNED, QARDH)
    world.record(contract, "disbursed", SIGNED, 1_000_000)
    return contract


def week(n: int) -> date:
    return SIGNED + timedelta(weeks=n)


def left(contract: Contract) -> int:
    return sum(row.left for row in queries.schedule(contract))


def test_signing_lays_out_the_schedule_and_moves_nothing(world):
    contract = world.sign("qardh", "QH-1", SIGNED, QARDH)
    entries = Entry.objects.count()
    rows = queries.schedule(contract)
    assert [row.principal for row in rows] == [100_000] * 10
    assert rows[0].due_date == week(1)
    assert (contract.status, Entry.objects.count()) == ("pending", entries)


def test_a_repayment_settles_the_oldest_row_and_reaches_the_ledger(world, qardh):
    event = contracts.repay(
        by=world.by, on=week(1), id=id_of("pay"), contract=qardh.id, amount=150_000
    )
    settled = Settlement.objects.filter(event=event).order_by("instalment__n")
    assert [row.principal for row in settled] == [100_000, 50_000]
    assert world.held("receivable") == 850_000 == left(qardh)
    assert Entry.objects.get(id=event.id).kind == "qardh.repaid"


def test_the_last_repayment_closes_the_contract(world, qardh):
    event = world.record(qardh, "repaid", week(9), 1_000_000)
    qardh.refresh_from_db()
    assert event.status == qardh.status == "fulfilled"
    assert qardh.closed_on == week(9)
    assert Placement.objects.get().end == "fulfilled"


def test_the_same_event_twice_is_one_event(world, qardh):
    first = world.record(qardh, "repaid", week(1), 100_000)
    again = world.record(qardh, "repaid", week(1), 100_000)
    assert first.id == again.id
    assert world.held("receivable") == 900_000
    assert Event.objects.filter(kind="repaid").count() == 1


def test_the_same_id_with_another_amount_is_refused(world, qardh):
    world.record(qardh, "repaid", week(1), 100_000)
    with pytest.raises(contracts.EventConflict):
        world.record(qardh, "repaid", week(1), 100_001)


def test_signing_twice_is_signing_once(world):
    world.sign("qardh", "QH-1", SIGNED, QARDH)
    world.sign("qardh", "QH-1", SIGNED, QARDH)
    assert (Contract.objects.count(), Terms.objects.count()) == (1, 1)
    assert Instalment.objects.count() == 10


def test_signing_the_same_contract_with_other_terms_is_refused(world):
    world.sign("qardh", "QH-1", SIGNED, QARDH)
    with pytest.raises(SentBefore):
        world.sign("qardh", "QH-1", SIGNED, {**QARDH, "principal": "2000000"})


def test_a_number_is_given_once(world):
    world.sign("qardh", "QH-1", SIGNED, QARDH)
    other = world.new("qardh", "QH-2", SIGNED, QARDH)
    with pytest.raises(contracts.NumberTaken, match="QH-1"):
        contracts.sign(
            by=world.by, on=SIGNED,
            new=contracts.NewContract(
                other.id, "QH-1", "qardh", other.party, other.fund, QARDH, SIGNED
            ),
        )  # fmt: skip


def test_bad_terms_name_their_field_and_row(world):
    rows = [
        world.new("qardh", "QH-1", SIGNED, QARDH),
        world.new("qardh", "QH-2", SIGNED, {**QARDH, "margin": "5"}),
    ]
    with pytest.raises(BadField, match="margin") as refused:
        contracts.sign_many(by=world.by, on=SIGNED, rows=rows)
    assert refused.value.data["row"] == 2
    assert not Contract.objects.exists()


def test_terms_in_cents_are_refused(world):
    with pytest.raises(BadField, match="decimals"):
        world.sign("qardh", "QH-1", SIGNED, {**QARDH, "decimals": 2})


def test_a_conventional_loan_has_no_place_in_a_sharia_book(world):
    with pytest.raises(contracts.NotInShariaBook):
        world.sign("conventional", "K-1", SIGNED, {**QARDH, "annual_rate_pct": "12",
                                                   "method": "flat"})  # fmt: skip


def test_a_party_of_another_organisation_cannot_be_signed(world):
    other = Organisation.objects.create(id=id_of("other"), code="lain", name="Lain",
                                        kind="institution")  # fmt: skip
    stranger = build(actor_of(other)).party("Orang Lain")
    new = world.new("qardh", "QH-1", SIGNED, QARDH)
    with pytest.raises(contracts.NoSuchParty):
        contracts.sign(
            by=world.by, on=SIGNED,
            new=contracts.NewContract(
                new.id, "QH-1", "qardh", stranger, new.fund, QARDH, SIGNED
            ),
        )  # fmt: skip
    assert not Contract.objects.exists()


def test_a_contract_of_another_organisation_cannot_be_recorded_on(world, qardh):
    other = Organisation.objects.create(id=id_of("other"), code="lain", name="Lain",
                                        kind="institution")  # fmt: skip
    with pytest.raises(contracts.NoSuchContract):
        contracts.record(
            by=actor_of(other), on=week(1), new=world.event(qardh, "repaid", week(1), 5)
        )


def test_a_refusal_leaves_nothing_behind(world, qardh):
    before = (Event.objects.count(), Entry.objects.count(), AuditLine.objects.count())
    rows = [
        world.event(qardh, "repaid", week(1), 100_000),
        world.event(qardh, "repaid", week(2), 900_001),
    ]
    with pytest.raises(PaysMoreThanOwed) as refused:
        contracts.record_many(by=world.by, on=week(2), rows=rows)
    assert refused.value.data["row"] == 2
    assert (Event.objects.count(), Entry.objects.count(), AuditLine.objects.count()) == before
    qardh.refresh_from_db()
    assert qardh.status == "active"


def test_what_the_ledger_refuses_is_not_recorded_either(by):
    world = build(by, cash=500_000)
    contract = world.sign("qardh", "QH-1", SIGNED, QARDH)
    with pytest.raises(NotEnough):
        world.record(contract, "disbursed", SIGNED, 1_000_000)
    assert not Event.objects.exists()
    assert not Placement.objects.exists()


def test_a_day_before_signing_is_a_slip(world, qardh):
    with pytest.raises(contracts.BeforeSigning, match="28 Februari 2011"):
        world.record(qardh, "repaid", date(2011, 2, 28), 5)


def test_a_mentor_may_take_money_in_but_not_give_it_up(world, institution, qardh):
    mentor = actor_of(institution, "mentor")
    pay = world.event(qardh, "repaid", week(1), 100_000)
    contracts.record(by=mentor, on=week(1), new=pay)
    forgive = world.event(qardh, "waived", week(1), 100_000, reason="gagal panen")
    with pytest.raises(NotAllowed):
        contracts.record(by=mentor, on=week(1), new=forgive)


def test_a_waiver_charges_the_fund_with_its_reason(world, qardh):
    event = contracts.waive(
        by=world.by, on=week(1), id=id_of("w"), contract=qardh.id, amount=100_000, reason="sakit"
    )
    assert world.held("loss") == 100_000
    assert Entry.objects.get(id=event.id).memo == "sakit"


def test_write_off_works_out_what_is_left(world, qardh):
    world.record(qardh, "repaid", week(1), 300_000)
    event = contracts.write_off(
        by=world.by, on=week(30), id=id_of("wo"), contract=qardh.id, reason="pindah"
    )
    again = contracts.write_off(
        by=world.by, on=week(30), id=id_of("wo"), contract=qardh.id, reason="pindah"
    )
    assert event.amount == again.amount == 700_000 == world.held("loss")
    assert left(qardh) == 0
    assert Placement.objects.get().end == "written_off"


def test_restructuring_is_a_new_version_and_the_old_stays_readable(world, qardh):
    world.record(qardh, "repaid", week(1), 400_000)
    new = {**QARDH, "principal": "600000", "instalments": 12, "start": "2011-05-01"}
    contracts.restructure(
        by=world.by, on=date(2011, 5, 1), id=id_of("r"), contract=qardh.id, terms=new,
        reason="musim paceklik",
    )  # fmt: skip
    world.record(qardh, "repaid", date(2011, 5, 8), 50_000)
    assert [terms.version for terms in qardh.terms.order_by("version")] == [1, 2]
    assert len(queries.schedule(qardh)) == 12
    assert Instalment.objects.filter(contract=qardh).count() == 22
    assert left(qardh) == 550_000 == world.held("receivable")
    assert queries.position(qardh).terms.plan.timing.instalments == 12


def test_paying_off_early_waives_the_margin_of_the_time_not_used(world):
    contract = world.sign("murabahah", "MB-1", SIGNED, MURABAHAH)
    world.record(contract, "goods_bought", SIGNED, 1_200_000)
    world.record(contract, "disbursed", SIGNED, 1_200_000, unit="MACHINE",
                 description="Mesin jahit")  # fmt: skip
    event = contracts.pay_off(
        by=world.by, on=date(2011, 8, 20), id=id_of("po"), contract=contract.id
    )
    assert event.amount == 1_320_000 - 60_000  # months 7 to 12 are not used
    assert world.held("receivable") == world.held("deferred_margin") == 0
    assert world.held("margin_income") == -60_000
    machine = Placement.objects.get()
    assert (machine.unit_id, machine.quantity, machine.cost) == ("MACHINE", 1, 1_200_000)
    assert machine.title_passed_on == SIGNED


def test_the_last_event_can_be_taken_back_and_both_stay_visible(world, qardh):
    world.record(qardh, "repaid", week(1), 100_000)
    wrong = world.record(qardh, "repaid", week(2), 900_000)
    back = contracts.undo(
        by=world.by, on=week(3), id=id_of("u"), event=wrong.id, reason="salah orang"
    )
    contracts.undo(by=world.by, on=week(3), id=id_of("u"), event=wrong.id, reason="salah orang")
    qardh.refresh_from_db()
    assert (back.status, qardh.status, qardh.closed_on) == ("active", "active", None)
    assert left(qardh) == 900_000 == world.held("receivable")
    assert Placement.objects.get().end == ""
    world.record(qardh, "repaid", week(3), 900_000)
    assert queries.differences(world.book, LATER) == []
    assert Event.objects.filter(contract=qardh).count() == 5


def test_only_the_last_event_can_be_taken_back(world, qardh):
    first = world.record(qardh, "repaid", week(1), 100_000)
    world.record(qardh, "repaid", week(2), 100_000)
    with pytest.raises(contracts.NotTheLast):
        contracts.undo(by=world.by, on=week(3), id=id_of("u"), event=first.id, reason="salah")


def test_an_event_taken_back_before_anything_else_leaves_a_pending_contract(world, qardh):
    handed = Event.objects.get(contract=qardh)
    contracts.undo(by=world.by, on=week(1), id=id_of("u"), event=handed.id, reason="salah")
    qardh.refresh_from_db()
    assert qardh.status == "pending"
    assert Placement.objects.get().end == "undone"
    assert world.held("receivable") == 0


def test_a_difference_between_contract_and_ledger_is_found(world, qardh):
    from klaster.domain.ledger import commands as ledger

    assert queries.differences(world.book, LATER) == []
    side = ledger.Side("receivable", qardh.party_id, qardh.id)
    ledger.post(
        by=world.by, on=week(1), id=id_of("stray"), book=world.book, kind="manual",
        lines=[ledger.Line(world.fund.id, ledger.Side("fund_cash"), side, 7)],
    )  # fmt: skip
    (found,) = queries.differences(world.book, LATER)
    assert (found.number, found.role, found.events, found.ledger) == (
        "QH-1", "receivable", 1_000_000, 999_993,
    )  # fmt: skip


def test_arrears_count_rows_due_before_the_day_and_nothing_paid_later(world, qardh):
    world.record(qardh, "repaid", week(1), 100_000)
    world.record(qardh, "repaid", week(20), 900_000)
    qardh.refresh_from_db()
    (standing,) = queries.arrears([qardh], week(16))
    assert (standing.arrears.amount, standing.arrears.instalments_late) == (900_000, 9)
    assert standing.collectability == "macet"
    (lenient,) = queries.arrears([qardh], week(16), "bank_style")
    assert lenient.collectability == "kurang_lancar"
    assert queries.arrears([qardh], week(21)) == []


def test_offspring_passed_on_arrives_at_the_next_family_with_its_value(by):
    world = build(by, ewes=2)
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON, "Ani")
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2011, 9, 1), females=1, males=1)
    world.record(first, "weaned", date(2012, 1, 1), females=1, males=1)
    next_terms = {key: value for key, value in PASS_ON.items() if key != "base_value"}
    to = world.new("pass_on", "PG-2", None, {**next_terms, "females": 1, "owed_females": 1}, "Budi")
    for _ in range(2):
        contracts.pass_on(
            by=by, on=date(2012, 2, 1), id=id_of("pass"), contract=first.id,
            animals={"females": 1}, to=to,
        )  # fmt: skip
    lots = Placement.objects.order_by("placed_on")
    assert [(lot.quantity, lot.cost) for lot in lots] == [(2, 2_000_000), (1, 1_000_000)]
    assert lots[1].came_from == lots[0]
    assert world.held("goods_stock") == world.held("stock", "SHEEP_F") == 0
    assert world.held("with_keeper", "SHEEP_F") == 3
    assert queries.differences(world.book, LATER) == []


def test_title_and_end_of_a_pass_on_reach_its_lots(by):
    world = build(by, ewes=2)
    first = world.sign("pass_on", "PG-1", SIGNED, PASS_ON)
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2011, 9, 1), females=2)
    world.record(first, "weaned", date(2012, 1, 1), females=2)
    world.record(first, "passed_on", date(2012, 2, 1), females=2)
    world.record(first, "fulfilled", date(2012, 2, 2))
    lot = Placement.objects.get()
    assert (lot.title_passed_on, lot.ended_on, lot.end) == (
        date(2012, 2, 2), date(2012, 2, 2), "fulfilled",
    )  # fmt: skip


def test_a_batch_takes_as_many_queries_for_many_contracts_as_for_one(world):
    def batch(name: str, number: int) -> int:
        signed = contracts.sign_many(
            by=world.by, on=SIGNED,
            rows=[
                world.new("qardh", f"{name}-{n}", SIGNED, QARDH, f"Keluarga {n}")
                for n in range(number)
            ],
        )  # fmt: skip
        rows = [world.event(each, "disbursed", SIGNED, 1_000_000) for each in signed]
        rows += [
            world.event(each, "repaid", week(n), 100_000) for each in signed for n in range(1, 11)
        ]
        with CaptureQueriesContext(connection) as queries_made:
            contracts.record_many(by=world.by, on=week(10), rows=rows)
        return len(queries_made)

    batch("first", 1)  # makes the accounts' pool and reads the chart
    assert batch("few", 2) == batch("many", 20) < 30


def test_group_cash_belongs_to_each_member(world):
    from klaster.domain.ledger import commands as ledger

    cash = ledger.open_fund(
        by=world.by, on=SIGNED, id=id_of("kas"), book=world.book, code="kas-1", name="Kas 1",
        kind="group_cash",
    )  # fmt: skip
    ani, budi = world.party("Ani"), world.party("Budi")
    rows = [
        contracts.Saving(id_of("s", 1), cash.id, ani, 10_000, week(1)),
        contracts.Saving(id_of("s", 2), cash.id, budi, 7_000, week(1)),
        contracts.Saving(id_of("s", 3), cash.id, ani, -4_000, week(2)),
    ]
    contracts.save_to_group_many(by=world.by, on=week(2), rows=rows)
    contracts.save_to_group_many(by=world.by, on=week(2), rows=rows)
    assert world.held("group_cash") == -13_000
    with pytest.raises(NotEnough):
        contracts.withdraw_from_group(
            by=world.by, on=week(3), id=id_of("s", 4), fund=cash.id, party=ani, amount=6_001
        )
    with pytest.raises(contracts.NotGroupCash):
        contracts.save_to_group(
            by=world.by, on=week(3), id=id_of("s", 5), fund=world.fund.id, party=ani, amount=5
        )
