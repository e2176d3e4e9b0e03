"""The collection sheet of a group: all that was paid in one act, cash counted against it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.access.models import AuditLine
from klaster.domain.contracts.models import Collection, Event
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries
from klaster.domain.ledger.models import Fund
from tests.conftest import id_of
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
ADDRESS = f"/tindakan/contracts.collect/{id_of('group', 'dagang')}/"
DARMA, EUIS = id_of("party", "Darma"), id_of("party", "Euis")
QARDH, GOODS = id_of("contract", "QH-1"), id_of("contract", "MB-1")


@pytest.fixture
def cash(place):
    story = place.story
    return ledger.open_fund(
        by=story.by, on=AS_OF, id=id_of("cash"), book=story.book, code="kas-kelompok",
        name="Kas kelompok", kind="group_cash",
    )  # fmt: skip


@pytest.fixture
def mentor(place, client):
    group = id_of("group", "dagang")
    sign_in(client, user_with(place.story.by.organisation_id, "mentor", scope=group))
    return client


def sheet(cash, **more):
    return {
        "id": id_of("sheet"), "on": "2012-06-30", "fund": cash.id,
        f"paid-{QARDH}": "100.000", f"paid-{GOODS}": "110.000", f"saved-{DARMA}": "5.000",
        "counted": "215.000", **more,
    }  # fmt: skip


def saved(place):
    return queries.balance(place.story.book, "group_cash", AS_OF)


def test_it_has_a_row_for_each_member_with_what_is_due(mentor, cash):
    page = mentor.get(ADDRESS).content.decode()
    assert f'name="paid-{QARDH}" value="600.000"' in page  # all of it fell due by 2012
    assert f'name="saved-{EUIS}"' in page
    assert "Kelompok dagang" in page
    assert str(id_of("party", "Ani")) not in page


def test_all_of_it_is_posted_once_under_one_line_of_the_audit(place, mentor, cash):
    for _ in range(2):
        answer = mentor.post(ADDRESS, sheet(cash))
        assert answer.url == f"/kelompok/{id_of('group', 'dagang')}/"
    assert saved(place) == -5_000
    paid = Event.objects.filter(source=f"collection:{id_of('sheet')}")
    assert sorted(paid.values_list("amount", flat=True)) == [100_000, 110_000]
    kept = Collection.objects.get()
    assert (kept.expected, kept.counted, kept.reason) == (215_000, 215_000, "")
    acts = AuditLine.objects.filter(channel="web").values_list("action", flat=True)
    assert set(acts) == {"contracts.collect"}
    assert "Rp 215.000" in mentor.get(answer.url).content.decode()


def test_a_difference_in_cash_needs_a_reason_and_stays_on_record(mentor, cash):
    short = sheet(cash, counted="200.000")
    answer = mentor.post(ADDRESS, short)
    assert answer.status_code == 422
    assert "Hitung ulang" in answer.content.decode()
    assert not Collection.objects.exists()
    mentor.post(ADDRESS, short | {"reason": "Kembalian kurang"})
    kept = Collection.objects.get()
    assert (kept.counted, kept.reason) == (200_000, "Kembalian kurang")


def test_one_refused_payment_keeps_the_whole_sheet_back(place, mentor, cash):
    too_much = {f"paid-{GOODS}": "9.000.000", "counted": "9.105.000"}
    answer = mentor.post(ADDRESS, sheet(cash) | too_much)
    assert answer.status_code == 422
    assert not Event.objects.filter(source=f"collection:{id_of('sheet')}").exists()
    assert saved(place) == 0


def test_the_sums_can_be_looked_at_first(mentor, cash):
    page = mentor.post(ADDRESS, sheet(cash, aksi="periksa")).content.decode()
    assert "Rp 210.000" in page
    assert not Collection.objects.exists()


@pytest.mark.parametrize("word", ["x", "-1", "\0", "9" * 40])
def test_nonsense_is_answered_beside_its_box(mentor, cash, word):
    given = sheet(cash) | dict.fromkeys((f"paid-{QARDH}", f"saved-{DARMA}", "counted"), word)
    answer = mentor.post(ADDRESS, given)
    assert answer.status_code == 422
    assert f'id="id_paid-{QARDH}_error"' in answer.content.decode()


def test_without_group_cash_there_is_nothing_to_save_into(mentor):
    Fund.objects.filter(kind=Fund.Kind.GROUP_CASH).delete()
    page = mentor.get(ADDRESS).content.decode()
    assert f'name="paid-{QARDH}"' in page
    assert "saved-" not in page


def test_the_page_of_a_group_costs_a_bounded_number_of_queries(place, mentor, cash):
    mentor.post(ADDRESS, sheet(cash))
    for address in (ADDRESS, f"/kelompok/{id_of('group', 'dagang')}/", "/ternak/bertanda/"):
        with CaptureQueriesContext(connection) as said:
            assert mentor.get(address).status_code == 200
        assert len([each for each in said if "set_config" not in each["sql"]]) <= 12, address
