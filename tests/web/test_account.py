"""The second factor and one's own sessions: asked of whom it must, never gone around."""

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from klaster.domain.access import commands as access
from klaster.domain.access.models import Session
from tests.conftest import TODAY, id_of
from tests.web.conftest import PASSWORD, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(institution):
    return user_with(institution.id, "head_office")


@pytest.fixture
def demanded(settings):
    settings.KLASTER_SECOND_FACTOR = True


def enter(user, client=None):
    client = client or Client(HTTP_USER_AGENT="Peramban Uji")
    answer = client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    return client, answer


def code_of(user, later=0):
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, t0=-30 * later):06d}"


def set_up(user):
    """A browser in which the user has just put the code on the phone, and the codes for paper."""
    client, _ = enter(user)
    client.get("/akun/kode/")
    page = client.post("/akun/kode/", {"kode": code_of(user)}).content.decode()
    return client, [part.partition("<")[0] for part in page.split('class="code">')[1:]]


def test_head_office_sets_up_a_code_before_it_sees_anything(user, demanded):
    client, _ = enter(user)
    assert client.get("/mitra/", follow=True).redirect_chain[-1][0] == "/akun/kode/"
    assert client.post("/akun/kode/", {"kode": "000000"}).status_code == 422
    assert client.get("/mitra/").status_code == 302
    client.get("/akun/kode/")
    page = client.post("/akun/kode/", {"kode": code_of(user)}).content.decode()
    assert page.count('class="code"') == 10
    assert client.get("/mitra/").status_code == 200


def test_a_mentor_is_not_asked_until_they_want_it(institution, demanded):
    mentor = user_with(institution.id, "mentor")
    client, answer = enter(mentor)
    assert answer.url == "/"
    assert client.get("/mitra/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_goes_where_it_was_going(user):
    set_up(user)
    client = Client()
    answer = client.post(
        "/masuk/", {"username": user.username, "password": PASSWORD, "next": "/laporan/"}
    )
    assert answer.url == "/masuk/kode/?next=/laporan/"
    assert client.get("/laporan/").url.startswith("/masuk/kode/")
    assert client.get("/akun/kode/").url == "/masuk/kode/"  # nor may a new one be set up
    assert client.post("/masuk/kode/", {"kode": "123"}).status_code == 401
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    right = {"kode": code_of(user, later=1), "next": "/laporan/"}
    assert client.post("/masuk/kode/", right).url == "/laporan/"
    assert client.get("/laporan/").status_code == 200


def test_a_code_is_good_once(user):
    set_up(user)
    again = code_of(user, later=1)
    first, second = enter(user)[0], enter(user)[0]
    assert first.post("/masuk/kode/", {"kode": again}).status_code == 302
    assert second.post("/masuk/kode/", {"kode": again}).status_code == 401


def test_guessing_a_code_is_slowed_down(user):
    set_up(user)
    client, _ = enter(user)
    client.post("/masuk/kode/", {"kode": "000000"})
    assert client.post("/masuk/kode/", {"kode": code_of(user, later=1)}).status_code == 401


def test_a_code_on_paper_is_good_once_too(user):
    _, paper = set_up(user)
    assert len(set(paper)) == 10
    first, second = enter(user)[0], enter(user)[0]
    assert first.post("/masuk/kode/", {"kode": paper[0].upper()}).status_code == 302
    assert second.post("/masuk/kode/", {"kode": paper[0]}).status_code == 401


def test_an_administrator_lets_who_lost_the_phone_set_up_anew(user, by):
    set_up(user)
    access.remove_second_factor(by=by, on=TODAY, id=user.id)
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not Session.objects.filter(user=user).exists()
    assert enter(user)[1].url == "/"


def test_people_see_their_browsers_and_end_another(user):
    here, _ = enter(user)
    there, _ = enter(user, Client(HTTP_USER_AGENT="Ponsel lama"))
    page = here.get("/akun/").content.decode()
    assert "Ponsel lama" in page
    assert there.session.session_key not in page
    name = page.split('name="sesi" value="')[1].partition('"')[0]
    here.post("/akun/", {"sesi": name})
    assert there.get("/mitra/").url.startswith("/masuk/")
    assert here.get("/mitra/").status_code == 200


def test_nobody_ends_a_session_of_another(user, institution):
    theirs, _ = enter(user_with(institution.id, "mentor"))
    mine, _ = enter(user)
    mine.post("/akun/", {"semua": "1", "sesi": theirs.session.session_key})
    assert theirs.get("/mitra/").status_code == 200


def test_a_new_password_ends_all_other_sessions(user):
    here, _ = enter(user)
    there, _ = enter(user)
    new = {
        "id": str(id_of("change")), "on": TODAY.isoformat(), "old": "salah",
        "password": "kambing etawa dua", "again": "kambing etawa dua",
    }  # fmt: skip
    address = "/tindakan/access.change_password/"
    assert here.post(address, new).status_code == 422
    assert here.post(address, new | {"old": PASSWORD}).url == "/akun/"
    assert here.get("/mitra/").status_code == 200
    assert there.get("/mitra/").status_code == 302
