"""Opening balance sheets: assets = liabilities + equity; the deed stands on the credit side."""

from dataclasses import replace
from pathlib import Path

from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import commands as ledger
from klaster.reports import catalogue
from klaster.reports.render import as_csv
from klaster.reports.run import run
from tests.conftest import id_of
from tests.domain import reform_world
from tests.domain.reform_world import EXIT
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
REPORT = catalogue.find("opening_balance")


def hand_over(by):
    """The exit from all three starting states; members have paid their principal savings before."""
    world = reform_world.build(by)
    cooperative = world.cooperative
    there = replace(by, organisation_id=cooperative.organisation_id)
    member = cooperative.members.order_by("number").first()
    paid = ledger.Line(
        cooperative.rolling_fund_id, ledger.Side("fund_cash"),
        ledger.Side("savings_principal", member.party_id), 100_000,
    )  # fmt: skip
    ledger.post(
        by=there, on=EXIT, id=id_of("pokok"), book=cooperative.book, kind="saving", lines=[paid]
    )
    graduation.exit_programme(by=by, on=EXIT, programme=world.programme, deeds=[world.deed()])
    return world


def test_a_cooperative_begins_with_what_it_had_and_what_the_deed_brought(by):
    hand_over(by)
    result = run(REPORT, organisation=by.organisation_id, on=EXIT)
    assert result.agrees, result.check
    assert [total["amount"] for total in result.totals] == [49_600_000, 49_600_000]
    assert [total["by_deed"] for total in result.totals] == [49_500_000, 49_500_000]
    golden(GOLDEN / "opening_balance_three_states.csv", as_csv.csv_text(result))


def test_the_cooperative_sees_its_own_and_nobody_elses(by):
    world = hand_over(by)
    there = run(REPORT, organisation=world.cooperative.organisation_id, on=EXIT)
    assert there.rows == run(REPORT, organisation=by.organisation_id, on=EXIT).rows
    assert not run(REPORT, organisation=id_of("somebody else"), on=EXIT).rows


def test_what_happens_after_the_deed_does_not_change_the_opening(by):
    world = hand_over(by)
    before = run(REPORT, organisation=by.organisation_id, on=EXIT)
    later = EXIT.replace(day=20)
    spent = ledger.Line(
        world.cooperative.rolling_fund_id, ledger.Side("programme_cost"),
        ledger.Side("fund_cash"), 500_000,
    )  # fmt: skip
    ledger.post(
        by=replace(by, organisation_id=world.cooperative.organisation_id), on=later,
        id=id_of("spent"), book=world.cooperative.book, kind="cost", lines=[spent],
    )  # fmt: skip
    after = run(REPORT, organisation=by.organisation_id, on=later)
    assert after.rows == before.rows
    assert after.agrees


def test_a_deed_worth_more_than_its_entries_turns_the_check_red(by):
    world = hand_over(by)
    deed = Deed.objects.get(programme=world.programme)
    DeedItem.objects.create(
        id=id_of("more"), organisation_id=by.organisation_id, deed=deed, n=99, state="C",
        description="Tidak dijurnal", quantity=1, unit_id="MACHINE", book_value_rp=0,
        fair_value_rp=1,
    )  # fmt: skip
    result = run(REPORT, organisation=by.organisation_id, on=EXIT)
    wrong = [each for each in result.check if each.difference]
    assert [(each.key, each.difference) for each in wrong] == [("BAST/terpadu, berita acara", -1)]
