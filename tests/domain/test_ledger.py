"""What the ledger promises: balanced by construction, once only, never below the floor."""

from datetime import date
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from klaster.domain.access.acts import Actor, NotAllowed
from klaster.domain.access.models import AuditLine
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import posting, queries, seals
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Account, Book, Entry, Fund, Period, Seal, Transfer
from tests.conftest import actor_of, id_of

OPENED = date(2011, 1, 1)
DAY = date(2011, 3, 10)


@pytest.fixture
def book(by: Actor) -> Book:
    return ledger.open_book(
        by=by, on=OPENED, id=id_of("book"), code="program", name="Program", chart="psak409"
    )


@pytest.fixture
def fund(by: Actor, book: Book) -> Fund:
    return ledger.open_fund(
        by=by, on=OPENED, id=id_of("fund"), book=book, code="zakat", name="Zakat", kind="zakat"
    )


def move(fund: Fund, debit: str, credit: str, amount: int, unit: str = "IDR") -> Line:
    return Line(fund.id, Side(debit), Side(credit), amount, unit)


def receive(by: Actor, book: Book, fund: Fund, amount: int, *, name: str = "in", on=DAY):
    return ledger.post(
        by=by, on=on, id=id_of(name), book=book, kind="donation",
        lines=[move(fund, "fund_cash", "fund_received", amount)],
    )  # fmt: skip


def test_entry_counts_in_the_trial_balance(by, book, fund):
    receive(by, book, fund, 1_714_661_978)
    rows = {row.code: row.balance for row in queries.trial_balance(book, DAY)}
    assert rows == {"1101": 1_714_661_978, "4101": -1_714_661_978}


def test_same_entry_sent_twice_is_posted_once(by, book, fund):
    first = receive(by, book, fund, 500)
    again = receive(by, book, fund, 500)
    assert (first.existed, again.existed) == (False, True)
    assert Entry.objects.count() == 1
    assert queries.balance(book, "fund_cash", DAY) == 500


def test_same_id_with_other_content_is_a_conflict(by, book, fund):
    receive(by, book, fund, 500)
    with pytest.raises(posting.EntryConflict):
        receive(by, book, fund, 501)


@pytest.mark.parametrize("memo", ['"', "\\", "null", "NULL", "a,b", "{}", " ", "%s", 'Bu "Ani"\n'])
def test_a_memo_is_kept_as_written(by, book, fund, memo):
    lines = [move(fund, "fund_cash", "fund_received", 5)]
    ledger.post(by=by, on=DAY, id=id_of(1), book=book, kind="in", lines=lines, memo=memo)
    assert Entry.objects.get().memo == memo


def test_an_entry_twice_in_one_call_is_answered_twice(by, book, fund):
    entry = NewEntry(id_of(1), book, "in", DAY, [move(fund, "fund_cash", "fund_received", 5)])
    answers = ledger.post_many(by=by, on=DAY, entries=[entry, entry])
    assert [answer.id for answer in answers] == [entry.id] * 2
    assert Transfer.objects.count() == 1


def test_same_source_cannot_post_twice(by, book, fund):
    for name, refused in (("a", False), ("b", True)):
        entry = NewEntry(
            id_of(name), book, "donation", DAY,
            [move(fund, "fund_cash", "fund_received", 5)], source="grant:1",
        )  # fmt: skip
        if refused:
            with pytest.raises(posting.SourcePostedAlready):
                ledger.post_many(by=by, on=DAY, entries=[entry])
        else:
            ledger.post_many(by=by, on=DAY, entries=[entry])


def test_floor_zero_account_gives_only_what_is_there(by, book, fund):
    receive(by, book, fund, 500)
    spend = [move(fund, "fund_distributed", "fund_cash", 300)]
    ledger.post(by=by, on=DAY, id=id_of("one"), book=book, kind="grant", lines=spend)
    with pytest.raises(posting.NotEnough, match="Kas dan bank"):
        ledger.post(by=by, on=DAY, id=id_of("two"), book=book, kind="grant", lines=spend)
    receive(by, book, fund, 100, name="more")
    ledger.post(by=by, on=DAY, id=id_of("two"), book=book, kind="grant", lines=spend)
    assert queries.balance(book, "fund_cash", DAY) == 0


def test_credit_side_floor_holds_for_savings_of_one_member(by, book, fund):
    party = _party(by)
    saved = Side("group_cash", party=party)
    cash = Side("fund_cash")
    ledger.post(
        by=by, on=DAY, id=id_of("in"), book=book, kind="saving",
        lines=[Line(fund.id, cash, saved, 10_000)],
    )  # fmt: skip
    with pytest.raises(posting.NotEnough):
        ledger.post(
            by=by, on=DAY, id=id_of("out"), book=book, kind="withdrawal",
            lines=[Line(fund.id, saved, cash, 10_001)],
        )  # fmt: skip


def _party(by: Actor) -> UUID:
    from klaster.domain.registry.models import Party

    return Party.objects.create(
        id=id_of("party"), organisation_id=by.organisation_id, kind="group", name="Kelompok Uji",
        known_since=OPENED,
    ).id  # fmt: skip


def test_line_that_keeps_parties_apart_needs_one(by, book, fund):
    with pytest.raises(posting.SubAccountMissing, match="mitra"):
        ledger.post(
            by=by, on=DAY, id=id_of("x"), book=book, kind="loan",
            lines=[move(fund, "receivable", "fund_cash", 5)],
        )  # fmt: skip


def test_units_do_not_mix(by, book, fund):
    ledger.post(
        by=by, on=DAY, id=id_of("sheep"), book=book, kind="purchase",
        lines=[move(fund, "stock", "acquired", 12, "SHEEP_F")],
    )  # fmt: skip
    receive(by, book, fund, 700)
    totals: dict[str, int] = {}
    for row in queries.trial_balance(book, DAY):
        totals[row.unit] = totals.get(row.unit, 0) + row.balance
    assert totals == {"SHEEP_F": 0, "IDR": 0}


def test_fund_of_another_book_is_refused(by, book, fund):
    other = ledger.open_book(
        by=by, on=OPENED, id=id_of("other"), code="amil", name="Amil", chart="psak409"
    )
    with pytest.raises(posting.FundNotInBook):
        receive(by, other, fund, 5)


def test_many_are_all_or_none(by, book, fund):
    good = NewEntry(id_of(1), book, "in", DAY, [move(fund, "fund_cash", "fund_received", 5)])
    bad = NewEntry(id_of(2), book, "out", DAY, [move(fund, "fund_distributed", "fund_cash", 9)])
    with pytest.raises(posting.NotEnough):
        ledger.post_many(by=by, on=DAY, entries=[good, bad])
    assert not Entry.objects.exists()


def test_event_in_a_closed_month_counts_on_the_first_open_day(by, book, fund):
    receive(by, book, fund, 100, on=date(2011, 1, 20))
    for month in (1, 2, 3):
        ledger.close_period(by=by, on=DAY, book=book, month=date(2011, month, 1))
    late = receive(by, book, fund, 7, name="late", on=date(2011, 2, 15))
    entry = Entry.objects.get(id=late.id)
    assert (entry.event_date, entry.posting_date) == (date(2011, 2, 15), date(2011, 4, 1))
    assert queries.balance(book, "fund_cash", date(2011, 3, 31)) == 100
    assert queries.balance(book, "fund_cash", date(2011, 4, 1)) == 107


def test_months_close_in_order(by, book, fund):
    with pytest.raises(ledger.MonthNotNext, match="2011-01"):
        ledger.close_period(by=by, on=DAY, book=book, month=date(2011, 2, 1))


def test_event_before_the_opening_is_refused(by, book, fund):
    with pytest.raises(posting.BeforeOpening):
        receive(by, book, fund, 5, on=date(2010, 12, 31))


def test_reversal_moves_everything_back_once(by, book, fund):
    receive(by, book, fund, 500)
    ledger.reverse(by=by, on=DAY, id=id_of("back"), entry=id_of("in"), reason="salah ketik")
    assert queries.balance(book, "fund_cash", DAY) == 0
    receive(by, book, fund, 900, name="more")
    with pytest.raises(posting.ReversedAlready):
        ledger.reverse(by=by, on=DAY, id=id_of("back2"), entry=id_of("in"), reason="lagi")


def test_reopening_breaks_later_seals_and_checkpoints_recover(by, book, fund):
    receive(by, book, fund, 100, on=date(2011, 1, 20))
    for month in (1, 2):
        ledger.close_period(by=by, on=DAY, book=book, month=date(2011, month, 1))
    ledger.reopen_period(by=by, on=DAY, book=book, month=date(2011, 1, 1), reason="nota susulan")
    assert Seal.objects.filter(is_broken=True).count() == 2
    receive(by, book, fund, 50, name="late", on=date(2011, 1, 25))
    for month in (1, 2):
        ledger.close_period(by=by, on=DAY, book=book, month=date(2011, month, 1))
    assert queries.balance(book, "fund_cash", date(2011, 1, 31)) == 150
    assert seals.breaches(book) == []


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_transfer", "access_auditline"])
@pytest.mark.parametrize("verb", ["update {} set organisation_id = null", "delete from {}",
                                  "truncate {}"])  # fmt: skip
def test_application_role_cannot_rewrite_history(by, book, fund, table, verb):
    receive(by, book, fund, 100)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_each_posting_leaves_one_audit_line(by, book, fund):
    before = AuditLine.objects.count()
    receive(by, book, fund, 100)
    receive(by, book, fund, 100)
    assert AuditLine.objects.count() == before + 1


def test_a_reader_may_not_post(institution, by, book, fund):
    auditor = actor_of(institution, "auditor")
    with pytest.raises(NotAllowed):
        receive(auditor, book, fund, 5)


def test_statement_runs_to_the_balance(by, book, fund):
    receive(by, book, fund, 100, name="a", on=date(2011, 1, 20))
    receive(by, book, fund, 30, name="b", on=date(2011, 2, 20))
    ledger.post(
        by=by, on=date(2011, 2, 21), id=id_of("c"), book=book, kind="grant",
        lines=[move(fund, "fund_distributed", "fund_cash", 60)],
    )  # fmt: skip
    cash = Account.objects.get(line__role="fund_cash")
    rows = queries.statement(cash, date(2011, 2, 1), date(2011, 2, 28))
    assert [(row.amount, row.balance) for row in rows] == [(30, 130), (-60, 70)]


def test_posting_is_one_round_trip(by, book, fund, django_assert_num_queries):
    receive(by, book, fund, 100)
    with django_assert_num_queries(3):  # savepoint, call, release: inside a test's transaction
        receive(by, book, fund, 100, name="second")
    assert Transfer.objects.count() == 2
    assert Period.objects.count() == 1
