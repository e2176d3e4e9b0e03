"""Signing in: one answer for all mistakes, slowed down when repeated, and nowhere but here."""

import pytest
from django.test import Client

from klaster.domain.access.models import Grant
from klaster.web.sign_in import attempts
from tests.conftest import id_of
from tests.web.conftest import PASSWORD, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(institution):
    return user_with(institution.id, "auditor")


def send(client, username, password, **more):
    return client.post("/masuk/", {"username": username, "password": password, **more})


def test_a_known_user_reaches_the_page_they_wanted(client, user):
    answer = send(client, user.username, PASSWORD, next="/laporan/")
    assert (answer.status_code, answer.url) == (302, "/laporan/")
    assert client.get("/laporan/").status_code == 200


def test_signing_in_leads_nowhere_outside(client, user):
    assert send(client, user.username, PASSWORD, next="https://example.org/").url == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, user):
    wrong = send(client, user.username, "salah")
    unknown = send(client, "tidak ada", "salah")
    assert wrong.status_code == unknown.status_code == 401
    sentence = "Nama pengguna atau kata sandi tidak cocok"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_too_many_failures_are_no_longer_heard_even_with_the_right_password(client, user):
    for _ in range(attempts.PER_NAME):
        send(client, user.username, "salah")
    assert send(Client(), user.username, PASSWORD).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(elsewhere, user.username, PASSWORD).status_code == 302


def test_a_success_forgets_the_failures_before_it(client, user):
    for _ in range(attempts.PER_NAME - 1):
        send(client, user.username, "salah")
    send(client, user.username, PASSWORD)
    assert send(Client(), user.username, "salah").status_code == 401


def test_many_names_from_one_address_are_slowed_down_too(client):
    for n in range(attempts.PER_ADDRESS):
        attempts.failed(f"nama {n}", "127.0.0.1")
    assert send(client, "lain lagi", "salah").status_code == 429


def test_the_form_is_kept_from_other_sites(user):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, user.username, PASSWORD).status_code == 403


def test_signing_out_ends_the_session(client, user):
    send(client, user.username, PASSWORD)
    client.post("/keluar/")
    assert client.get("/").status_code == 302


def test_a_user_of_several_organisations_chooses_one_and_only_of_theirs(client, user, stranger):
    other = stranger.grants.get().organisation_id
    Grant.objects.create(
        id=id_of("grant"), organisation_id=other, user=user, role="auditor",
        valid_from="2011-01-01",
    )  # fmt: skip
    send(client, user.username, PASSWORD)
    assert client.get("/").url == "/lembaga/"
    client.post("/lembaga/", {"organisation": str(id_of("nobody's"))})
    assert client.get("/").url == "/lembaga/"
    client.post("/lembaga/", {"organisation": str(other)})
    assert "Lembaga Lain" in client.get("/").content.decode()


def test_a_user_without_a_role_is_told_whom_to_ask(client):
    nobody = user_with(id_of("none"))
    client.force_login(nobody)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "pengelola lembaga" in answer.content.decode()


def test_the_day_that_pages_speak_of_can_be_chosen_and_given_up(client, user):
    send(client, user.username, PASSWORD)
    client.post("/tanggal/", {"on": "2011-03-06"})
    assert "6 Maret 2011" in client.get("/").content.decode()
    assert client.post("/tanggal/", {"on": "6 Maret"}).status_code == 400
    client.post("/tanggal/", {"on": ""})
    assert "6 Maret 2011" not in client.get("/").content.decode()
