"""Settings: users and roles of one's own organisation, and the trail of what was done."""

from datetime import date

import pytest
from django.test import Client

from klaster.domain.access.models import Grant, Organisation, User
from tests.conftest import id_of
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
CLERK = id_of("clerk")


@pytest.fixture
def admin(place, client):
    user = user_with(place.story.by.organisation_id, "admin")
    sign_in(client, user)
    return user


def given(act, /, **fields):
    return {"id": id_of("send", act), "on": AS_OF.isoformat(), **fields}


def test_a_new_user_signs_in_and_sees_the_part_they_were_given(place, admin, client):
    page = client.get("/tindakan/access.create_user/").content.decode()
    assert "Kata sandi pertama" in page
    sent = given(
        "user", full_name="Bu Sari", username="sari", password="kuning-langit-7",
        role="mentor", scope=str(id_of("group", "ternak")),
    )  # fmt: skip
    for _ in range(2):
        where = client.post("/tindakan/access.create_user/", sent).url
    assert where == f"/pengaturan/pengguna/{sent['id']}/"
    assert "Kelompok ternak" in client.get(where).content.decode()
    theirs = Client()
    answer = theirs.post("/masuk/", {"username": "sari", "password": "kuning-langit-7"})
    assert answer.status_code == 302
    sign_in(theirs, User.objects.get(username="sari"))
    listed = theirs.get("/mitra/").content.decode()
    assert "Ani" in listed
    assert "Darma" not in listed
    assert theirs.get("/pengaturan/").status_code == 403


def test_the_password_of_who_serves_others_as_well_is_not_ours_to_set(place, admin, client):
    other = Organisation.objects.create(
        id=id_of("elsewhere"), code="tetangga", name="Tetangga", kind="institution"
    )
    clerk = User.objects.get(id=CLERK)
    before = clerk.password
    Grant.objects.create(
        id=id_of("there"), organisation_id=other.id, user=clerk, role="admin",
        valid_from=date(2011, 1, 1),
    )  # fmt: skip
    for act in ("set_password", "deactivate_user", "remove_second_factor"):
        answer = client.post(
            f"/tindakan/access.{act}/{CLERK}/", given(act, password="sandi-yang-baru")
        )
        assert answer.status_code == 422, act
        assert "lembaga lain" in answer.content.decode()
    clerk.refresh_from_db()
    assert (clerk.password, clerk.is_active) == (before, True)


def test_an_admin_resets_the_password_of_their_own_user(place, admin, client):
    sent = given("reset", password="sandi-yang-baru")
    assert client.post(f"/tindakan/access.set_password/{CLERK}/", sent).status_code == 302
    assert User.objects.get(id=CLERK).check_password("sandi-yang-baru")


def test_nobody_shuts_themselves_out(place, admin, client):
    own = Grant.objects.get(user=admin)
    assert client.get(f"/tindakan/access.revoke_role/{own.id}/").status_code == 404
    assert client.get(f"/tindakan/access.deactivate_user/{admin.id}/").status_code == 404


def test_who_founds_an_organisation_administers_it(place, admin, client):
    sent = given("found", name="Pelaksana Baru", kind="implementer")
    assert client.post("/tindakan/access.create_organisation/", sent).status_code == 302
    grant = Grant.objects.get(organisation_id=sent["id"])
    assert (grant.user_id, grant.role) == (admin.id, "admin")
    client.post("/lembaga/", {"organisation": str(place.story.by.organisation_id)})
    assert "Pelaksana Baru" in client.get("/pengaturan/lembaga/").content.decode()


def test_the_trail_is_narrowed_by_person_act_and_day(place, admin, client):
    client.post(f"/tindakan/access.set_password/{CLERK}/", given("a", password="sandi-yang-baru"))
    page = client.get(f"/pengaturan/audit/?orang={admin.id}").content.decode()
    assert "Setel ulang kata sandi" in page
    assert page.count("<tr>") == 2
    page = client.get("/pengaturan/audit/?tindakan=registry.merge").content.decode()
    assert page.count("<tr>") == 2
    assert client.get("/pengaturan/audit/?hari=2001-01-01").content.decode().count("<tr>") == 2
    assert client.get("/pengaturan/audit/?orang=x").status_code == 404
