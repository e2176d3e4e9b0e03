"""Books on the web: money in and out by hand, months closed and opened again by two people."""

import pytest
from django.test import Client

from klaster.domain.access.models import Proposal
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry, Period
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(place):
    return place.story.book


def director(place, client=None):
    return sign_in(client or Client(), user_with(place.story.by.organisation_id, "head_office"))


def post(client, code, row, **given):
    return client.post(f"/tindakan/{code}/{row.id}/", {"id": str(id_of(code)), **given})


def test_a_receipt_is_posted_once_and_taken_back_by_its_mirror(place, book):
    client = director(place)
    fund = place.story.zakat
    given = {
        "on": "2012-06-20", "fund": str(fund.id), "amount": "2.500.000", "number": "B-7",
        "memo": "Zakat karyawan",
    }  # fmt: skip
    for _ in range(2):
        answer = post(client, "ledger.receive", book, **given)
        assert answer.url == f"/buku/jurnal/{id_of('ledger.receive')}/"
    entry = Entry.objects.get(id=id_of("ledger.receive"))
    page = client.get(answer.url).content.decode()
    assert "Rp 2.500.000" in page
    assert f"/tindakan/ledger.reverse/{entry.id}/" in page
    back = post(client, "ledger.reverse", entry, on="2012-06-21", reason="Salah dana")
    assert Entry.objects.get(reverses_id=entry.id).id == id_of("ledger.reverse")
    assert f"/tindakan/ledger.reverse/{entry.id}/" not in client.get(answer.url).content.decode()
    assert back.status_code == 302


def test_a_cost_beyond_the_cash_of_its_fund_is_refused(place, book):
    fund = place.story.zakat
    answer = post(
        director(place), "ledger.spend", book, on="2012-06-20", fund=str(fund.id), kind="training",
        amount="999.000.000.000", number="B-8", memo="Pelatihan",
    )  # fmt: skip
    assert answer.status_code == 422
    assert not Entry.objects.filter(id=id_of("ledger.spend")).exists()


def test_months_are_closed_by_one_and_opened_again_by_two(place, book):
    client = director(place)
    first = ledger.first_open_month(book)
    closed = post(client, "closing.close_books", book, on="2012-06-30", until=first.isoformat())
    assert closed.url == f"/buku/{book.code}/segel/"
    assert Period.objects.get(book=book, month=first).status == "closed"
    asked = post(
        client, "ledger.reopen_period", book, on="2012-06-30", month=first.isoformat(),
        reason="Bukti tertinggal",
    )  # fmt: skip
    assert Proposal.objects.filter(act="ledger.reopen_period").count() == 1
    assert Period.objects.get(book=book, month=first).status == "closed"
    done = director(place).post(asked.url, {"aksi": "setujui"})
    assert done.url == f"/buku/{book.code}/segel/"
    assert Period.objects.get(book=book, month=first).status == "open"
