"""A year of a small cooperative to its meeting: month ends, statements, surplus, and back."""

from datetime import date
from pathlib import Path

import pytest

from klaster.domain.closing import commands as closing
from klaster.domain.closing.models import MonthEnd
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.controls import CONTROLS
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.savings import commands as savings
from klaster.domain.surplus import commands as surplus
from klaster.domain.surplus import queries
from klaster.domain.surplus.models import Share
from klaster.reports.cooperative import (
    balance_sheet,
    cash_flow,
    equity_changes,
    results,
    surplus_shares,
)
from klaster.reports.render import as_csv
from klaster.reports.run import run
from tests.conftest import id_of
from tests.domain import cooperative_year as story
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
YEAR_END = date(2014, 12, 31)


def report_of(world, report, on: date, **given: object):
    result = run(report, organisation=world.by.organisation_id, on=on, given=given)
    assert result.agrees, result.check
    return result


@pytest.fixture
def world(db: None):
    return story.tell()


def test_the_year_reads_as_signed_off(world) -> None:
    """The four statements of 2014, the sharing of its surplus, and the balance sheet after it."""
    parts = [
        report_of(world, report, YEAR_END)
        for report in (
            balance_sheet.REPORT, results.REPORT, equity_changes.REPORT, cash_flow.REPORT,
        )
    ]  # fmt: skip
    story.share(world)
    parts.append(report_of(world, surplus_shares.REPORT, story.MEETING, year="2014"))
    parts.append(report_of(world, balance_sheet.REPORT, story.MEETING))
    parts.append(report_of(world, equity_changes.REPORT, story.MEETING))
    text = "\n".join(f"{part.report.title}\n{as_csv.csv_text(part)}" for part in parts)
    golden(GOLDEN / "cooperative_year.txt", text)
    assert not [found for each in CONTROLS for found in each.find(world.cooperative.book)]


def test_every_month_end_says_what_it_did(world) -> None:
    rows = MonthEnd.objects.order_by("month")
    text = "\n".join(
        f"{row.month:%Y-%m} tagihan {row.bills:>3} penyisihan {row.provision:>7,} "
        f"bagi hasil {row.profit_shared:>6,} SHU {'-' if row.result is None else f'{row.result:,}'}"
        for row in rows
    )
    golden(GOLDEN / "month_ends.txt", text + "\n")


def test_a_month_does_not_end_before_the_cash_is_counted(db: None) -> None:
    world = story.tell(date(2014, 1, 31))
    story.live(world, date(2014, 2, 1))
    with pytest.raises(closing.CashNotCounted):
        closing.month_end(
            by=world.by, on=date(2014, 2, 28), cooperative=world.cooperative,
            month=date(2014, 2, 1),
        )  # fmt: skip
    assert MonthEnd.objects.count() == 1


def test_a_rehearsed_month_end_leaves_nothing(db: None) -> None:
    world = story.tell(date(2014, 1, 31))
    story.live(world, date(2014, 2, 1))
    last = date(2014, 2, 28)
    story.count(world, last)
    before = world.balances(last)
    rehearsed = closing.rehearse_month_end(
        by=world.by, on=last, cooperative=world.cooperative, month=last
    )
    assert rehearsed.bills == 10
    assert world.balances(last) == before
    assert story.end(world, last).provision == rehearsed.provision


def test_a_surplus_is_shared_once_and_cannot_be_paid_twice(world) -> None:
    distribution = story.share(world)
    before = world.balances(story.MEETING)
    surplus.distribute(by=world.by, on=story.MEETING, distribution=distribution)
    with pytest.raises(surplus.WrongStatus):
        story.propose(world, on=date(2015, 3, 1))
    assert world.balances(story.MEETING) == before
    assert "3501" not in before


def test_a_year_whose_surplus_was_approved_is_never_opened_again(world) -> None:
    story.share(world)
    with pytest.raises(ledger.YearApproved):
        ledger.reopen_period(
            by=world.by, on=story.MEETING, book=world.cooperative.book, month=date(2014, 11, 1),
            reason="coba",
        )  # fmt: skip


def test_a_resolution_on_another_matter_approves_nothing(world) -> None:
    distribution = story.propose(world)
    other = story.meet(world, about="other")
    with pytest.raises(surplus.NotThisMeeting):
        surplus.approve(by=world.by, on=story.MEETING, distribution=distribution, resolution=other)


def test_a_distribution_is_taken_back_as_a_whole_or_not_at_all(world) -> None:
    before = world.balances(story.MEETING)
    distribution = story.share(world)
    ani = Share.objects.get(distribution=distribution, member=world.members["Ani"])
    saved = -world.balances(story.MEETING)["2201"]
    savings.withdraw(
        by=world.by, on=story.MEETING, id=id_of("draw"), cooperative=world.cooperative,
        member=world.members["Ani"].id, amount=600_000 + ani.total,
    )  # fmt: skip
    assert saved > 600_000
    with pytest.raises(NotEnough):
        surplus.reverse(
            by=world.by, on=story.MEETING, distribution=distribution, reason="salah hitung"
        )
    world.save("Ani", "sukarela", 600_000 + ani.total, story.MEETING)
    surplus.reverse(by=world.by, on=story.MEETING, distribution=distribution, reason="salah hitung")
    assert world.balances(story.MEETING) == before
    assert queries.of_year(world.cooperative, 2014) is None


def test_nothing_is_proposed_for_a_year_still_open(db: None) -> None:
    world = story.tell(date(2014, 3, 31))
    with pytest.raises(surplus.YearNotClosed):
        story.propose(world)
