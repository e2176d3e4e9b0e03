"""Acts on the web: every form held to the permission table, sent twice done once, four eyes."""

import re
from datetime import date

import pytest
from django.test import Client

from klaster.domain.access.models import AuditLine, Proposal
from klaster.domain.contracts.models import Event
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db
CONTRACT = id_of("contract", "QH-1")
REPAY = f"/tindakan/contracts.repay/{CONTRACT}/"
GIVE_UP = f"/tindakan/contracts.write_off/{CONTRACT}/"
PAID = {"id": id_of("paid"), "on": "2012-06-30", "amount": "50.000"}
LOST = {"id": id_of("given up"), "on": "2012-06-30", "reason": "Pindah tanpa kabar"}


def as_role(place, client, role):
    user = user_with(place.story.by.organisation_id, role)
    sign_in(client, user)
    return user


def test_a_payment_is_recorded_once_however_often_it_is_sent(place, client):
    as_role(place, client, "mentor")
    for _ in range(2):
        assert client.post(REPAY, PAID).url == f"/kontrak/{CONTRACT}/"
    assert Event.objects.get(id=id_of("paid")).amount == 50_000
    assert AuditLine.objects.filter(action="contracts.repay", channel="web").exists()


def test_the_page_of_a_contract_offers_only_what_the_role_may_do(place, client):
    as_role(place, client, "mentor")
    page = client.get(f"/kontrak/{CONTRACT}/").content.decode()
    assert REPAY in page
    assert GIVE_UP not in page
    assert client.get(GIVE_UP).status_code == 403
    as_role(place, client, "auditor")
    assert "/tindakan/" not in client.get(f"/kontrak/{CONTRACT}/").content.decode()


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(place, client):
    as_role(place, client, "mentor")
    answer = client.post(REPAY, PAID | {"amount": "banyak"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="banyak"' in page
    assert f'value="{id_of("paid")}"' in page
    assert re.search(r'id="id_amount_error">\s*bukan angka', page)
    assert "aria-invalid" in page


def test_what_the_command_refuses_is_said_above_the_form(place, client):
    as_role(place, client, "mentor")
    answer = client.post(REPAY, PAID | {"amount": "999.000.000"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Event.objects.filter(id=id_of("paid")).exists()


def test_an_act_on_a_row_of_others_is_not_found(place, stranger, client):
    sign_in(client, stranger)
    assert client.get(REPAY).status_code == 404
    assert client.post(REPAY, PAID).status_code == 404


def test_what_two_must_agree_on_is_done_when_another_approves(place, client):
    as_role(place, client, "head_office")
    proposal = client.post(GIVE_UP, LOST).url
    assert not Event.objects.filter(id=LOST["id"]).exists()
    own = client.get(proposal).content.decode()
    assert "Pindah tanpa kabar" in own
    assert client.post(proposal, {"aksi": "setujui"}).status_code == 422
    assert not Event.objects.filter(id=LOST["id"]).exists()

    other = Client()
    checker = as_role(place, other, "head_office")
    assert proposal in other.get("/persetujuan/").content.decode()
    assert other.post(proposal, {"aksi": "setujui"}).url == f"/kontrak/{CONTRACT}/"
    event = Event.objects.get(id=LOST["id"])
    assert (event.kind, event.on) == ("written_off", date(2012, 6, 30))
    assert event.recorded_by == checker.id
    assert Proposal.objects.get(id=LOST["id"]).checker_id == checker.id
    assert other.post(proposal, {"aksi": "setujui"}).status_code == 422


def test_a_proposal_is_turned_down_for_a_reason_or_taken_back_by_its_maker(place, client):
    as_role(place, client, "head_office")
    first = client.post(GIVE_UP, LOST).url
    second = client.post(GIVE_UP, LOST | {"id": id_of("again")}).url
    other = Client()
    as_role(place, other, "admin")
    assert other.post(first, {"aksi": "tolak"}).status_code == 422
    other.post(first, {"aksi": "tolak", "alasan": "Masih dapat ditagih"})
    assert other.post(second, {"aksi": "tarik"}).status_code == 422
    client.post(second, {"aksi": "tarik"})
    kept = dict(Proposal.objects.exclude(checker=None).values_list("status", "reason"))
    assert kept == {"rejected": "Masih dapat ditagih", "withdrawn": ""}
    assert not Event.objects.filter(kind="written_off", contract_id=CONTRACT).exists()


def test_what_the_books_refuse_is_not_even_proposed(place, client):
    as_role(place, client, "head_office")
    client.post(GIVE_UP, LOST)
    other = Client()
    as_role(place, other, "head_office")
    other.post(f"/persetujuan/{LOST['id']}/", {"aksi": "setujui"})
    answer = client.post(GIVE_UP, LOST | {"id": id_of("twice")})
    assert answer.status_code == 422
    assert not Proposal.objects.filter(id=id_of("twice")).exists()
