"""The collection sheet: all that a group's meeting brought in, or nothing of it."""

from datetime import date

import pytest

from klaster.domain.access.once import SentBefore
from klaster.domain.contracts import commands, queries
from klaster.domain.contracts.models import Event
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.rules.contracts.refusals import PaysMoreThanOwed
from tests.conftest import id_of
from tests.reports import story

pytestmark = pytest.mark.django_db
ON = date(2012, 6, 30)
QARDH, GROUP, DARMA = (
    id_of("contract", "QH-1"), id_of("group party", "dagang"), id_of("party", "Darma"),
)  # fmt: skip


@pytest.fixture
def told(by):
    told = story.tell(by)
    ledger.open_fund(
        by=by, on=ON, id=id_of("cash"), book=told.book, code="kas", name="Kas", kind="group_cash"
    )
    return told


def collect(by, *, repaid=100_000, saved=5_000, counted=105_000, fund=True, reason=""):
    return commands.collect(
        by=by, on=ON, id=id_of("sheet"), group=GROUP, repaid={QARDH: repaid} if repaid else {},
        saved={DARMA: saved} if saved else {}, fund=id_of("cash") if fund else None,
        counted=counted, reason=reason,
    )  # fmt: skip


def test_payments_and_savings_are_posted_and_a_second_sending_changes_nothing(by, told):
    assert collect(by) == collect(by)
    assert books.balance(told.book, "group_cash", ON) == -5_000
    assert Event.objects.get(source=f"collection:{id_of('sheet')}").amount == 100_000
    assert [each.expected for each in queries.collections(by.organisation_id, GROUP, ON)] == [
        105_000
    ]


def test_the_same_sheet_with_other_amounts_is_refused(by, told):
    collect(by)
    with pytest.raises(SentBefore):
        collect(by, repaid=90_000, counted=95_000)


def test_cash_that_differs_needs_a_reason(by, told):
    with pytest.raises(commands.CashDiffers) as refused:
        collect(by, counted=100_000)
    assert "Rp" in str(refused.value) or "100.000" in str(refused.value)
    assert collect(by, counted=100_000, reason="kurang kembalian").counted == 100_000


def test_an_empty_sheet_and_savings_without_group_cash_are_refused(by, told):
    with pytest.raises(commands.NothingCollected):
        collect(by, repaid=0, saved=0, counted=0)
    with pytest.raises(commands.GroupCashMissing):
        collect(by, fund=False)


def test_one_payment_too_many_keeps_all_of_it_back(by, told):
    with pytest.raises(PaysMoreThanOwed):
        collect(by, repaid=900_000, counted=905_000)
    assert not Event.objects.filter(source=f"collection:{id_of('sheet')}").exists()
    assert books.balance(told.book, "group_cash", ON) == 0


def test_what_is_asked_for_is_all_that_fell_due_or_else_the_next_instalment(by, told):
    own = list(queries.of_organisation(by.organisation_id).filter(id=QARDH))
    assert queries.to_collect(own, date(2011, 7, 15)) == {QARDH: 100_000}
    assert queries.to_collect(own, ON) == {QARDH: 600_000}
    assert queries.to_collect([], ON) == {}
