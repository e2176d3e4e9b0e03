"""The three cooperatives after the exit: two annual meetings, their books, and nothing twice."""

import contextlib
import io
from datetime import date

import pytest

from klaster.demo import run
from klaster.demo.cast import EXIT
from klaster.demo.cooperatives import afterlife
from klaster.domain.contracts.models import Event
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member, Note
from klaster.domain.graduation.models import Deed
from klaster.domain.ledger.models import Entry, Period
from klaster.domain.ledger.queries import below_floor
from klaster.domain.lending.models import Application
from klaster.domain.meetings.models import Meeting, Resolution
from klaster.domain.savings import queries as savings
from klaster.domain.surplus import queries as surplus
from klaster.domain.surplus.models import Distribution, Share
from klaster.domain.trade import queries as trade
from klaster.domain.treasury.models import CashCount
from klaster.reports import catalogue
from klaster.reports.run import run as ask

SECTORS = ("pertanian", "peternakan", "umkm")
YEARS = (2014, 2015)
STATEMENTS = (
    "trial_balance", "balance_sheet", "results", "equity_changes", "cash_flow", "member_savings",
    "membership", "surplus_shares", "plan_actual",
)  # fmt: skip


@pytest.fixture(params=SECTORS)
def cooperative(request, done) -> Cooperative:
    found = Cooperative.objects.select_related("book", "rolling_fund", "organisation")
    return found.get(sector=request.param, organisation__code=f"koperasi-{request.param}")


@pytest.mark.parametrize("year", YEARS)
def test_the_surplus_of_both_years_is_given_out_by_the_annual_meeting(cooperative, year):
    sharing = surplus.of_year(cooperative, year)
    assert sharing.status == Distribution.Status.DISTRIBUTED
    meeting = sharing.resolution.meeting
    assert (meeting.kind, meeting.year) == (Meeting.Kind.ANNUAL, year)
    assert meeting.held_on <= date(year + 1, 3, 31)
    assert meeting.attendances.count() >= meeting.quorum
    shares = sum(share.total for share in surplus.shares(sharing))
    assert shares > 0
    assert shares + sum(sharing.pots.values()) + sharing.undistributed == sharing.surplus


@pytest.mark.parametrize("year", YEARS)
def test_a_share_follows_from_savings_and_from_business_with_the_cooperative(cooperative, year):
    shares = list(surplus.shares(surplus.of_year(cooperative, year)))
    assert sum(1 for share in shares if share.capital_part) > len(shares) // 2
    assert any(share.usage_part for share in shares)
    assert len({share.total for share in shares}) > 20, "life, not a formula"


@pytest.mark.parametrize("year", YEARS)
def test_the_statements_agree_at_both_year_ends(cooperative, year):
    last = date(year, 12, 31)
    for code in STATEMENTS:
        report = catalogue.find(code)
        known = {parameter.name for parameter in report.parameters}
        told = (("since", date(year, 1, 1)), ("until", last), ("year", year))
        given = {name: value for name, value in told if name in known}
        result = ask(report, organisation=cooperative.organisation_id, on=last, given=given)
        assert result.rows, code
        assert result.agrees, code


def test_every_month_is_counted_and_sealed(cooperative):
    months = Period.objects.filter(
        book=cooperative.book, status=Period.Status.CLOSED, month__gte=EXIT.replace(day=1)
    )
    assert months.count() == 25
    assert months.filter(seals__is_broken=False).count() == 25
    assert CashCount.objects.filter(cooperative=cooperative).count() == 25
    assert not below_floor(cooperative.book, date(2016, 3, 31))


def test_some_members_are_late_and_some_are_not(cooperative):
    on = date(2015, 12, 31)
    members = cooperatives.standing_members(cooperative, on).count()
    assert 0 < len(savings.late(cooperative, on)) < members


def test_members_come_and_go(cooperative):
    ended = dict(
        Member.objects.filter(cooperative=cooperative).exclude(end="").values_list("end", "heir_id")
    )
    assert set(ended) == {Member.End.RESIGNED, Member.End.DIED}
    assert ended[Member.End.DIED] is not None
    for left in Member.objects.filter(cooperative=cooperative).exclude(end=""):
        held = savings.balances(cooperative, date(2014, 12, 31) if left.end == "resigned" else
                                date(2015, 12, 31)).get(left.party_id, {})  # fmt: skip
        assert not any(held.values())
    assert cooperatives.standing_members(cooperative).filter(joined_on__year=2015).count() >= 2


def test_what_came_with_the_reform_goes_on_and_new_financing_is_asked_for(cooperative):
    went_on = Event.objects.filter(
        organisation=cooperative.organisation, on__gt=EXIT, contract__signed_on__lt=EXIT
    )
    assert went_on.count() > 30
    asked = Application.objects.filter(cooperative=cooperative)
    assert set(asked.values_list("status", flat=True)) == {"approved", "rejected", "withdrawn"}
    for application in asked.filter(status="approved"):
        entered = set(application.approvals.values_list("entered_by", flat=True))
        assert len(entered) == 2
        assert application.recorded_by not in entered


@pytest.mark.parametrize("year", YEARS)
def test_members_and_others_buy_from_the_shop(cooperative, year):
    sold = trade.turnover(cooperative, date(year, 1, 1), date(year, 12, 31))
    assert sold.member_sales > sold.other_sales > 0
    assert sold.member_sales > sold.member_cost


def test_whatever_is_made_up_says_so(cooperative):
    for text in Note.objects.filter(cooperative=cooperative).values_list("text", flat=True):
        assert "contoh" in text
    for text in Resolution.objects.filter(meeting__cooperative=cooperative).values_list(
        "text", flat=True
    ):
        assert "contoh" in text
    assert "contoh" in cooperative.name


@pytest.mark.parametrize("year", YEARS)
def test_the_pack_of_each_meeting_is_there(done, cooperative, year):
    for suffix, start in ((".pdf", b"%PDF"), (".xlsx", b"PK")):
        file = done.folder / f"rat-{year}-koperasi-{cooperative.sector}{suffix}"
        assert file.read_bytes().startswith(start)


def test_the_terminal_says_a_line_for_each_cooperative(done):
    said = " ".join(done.said.split())
    for name in ("Pertanian", "Peternakan", "UMKM"):
        assert f"Koperasi contoh {name} Lebak: " in said
    assert said.count("anggota, SHU 2014 Rp ") == 3


def test_told_again_nothing_changes(done):
    tables = (Entry, Event, Member, Meeting, Share, Application, Note, CashCount, Period)
    before = [table.objects.count() for table in tables]
    with contextlib.redirect_stdout(io.StringIO()):
        deeds = Deed.objects.filter(organisation=done.dompet_dhuafa)
        lived = afterlife.live_on(list(deeds), run.USERNAME, run.PASSWORD)
    assert [each.is_new for each in lived] == [False, False, False]
    assert all(each.surplus[year] > 0 for each in lived for year in YEARS)
    assert [table.objects.count() for table in tables] == before
