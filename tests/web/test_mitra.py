"""People on the web: enrolled once, numbers shown once for a reason, duplicates decided on."""

import pytest

from klaster.domain.programme.models import Enrolment
from klaster.domain.registry.models import Disclosure, Identity, Party
from tests.conftest import id_of
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
ENROL = "/tindakan/registry.enrol/"
ANI, DARMA = id_of("party", "Ani"), id_of("party", "Darma")
NIK = "9999014101800001"


def given(name, /, **fields):
    return {"id": id_of("send", name), "on": AS_OF.isoformat(), **fields}


def person(name, **fields):
    return given(name, **({"name": name, "sex": "P", "village": "Cisimeut"} | fields))


@pytest.fixture
def coordinator(place, client):
    user = user_with(place.story.by.organisation_id, "coordinator")
    sign_in(client, user)
    return user


def test_who_is_alike_is_asked_about_before_anything_is_recorded(place, coordinator, client):
    first = client.post(ENROL, person("Maryamah"))
    assert first.status_code == 302
    answer = client.post(ENROL, person("Mariamah"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Maryamah" in page
    assert not Party.objects.filter(name="Mariamah").exists()
    chosen = client.post(ENROL, person("Mariamah", same=str(id_of("send", "Maryamah"))))
    assert chosen.url == first.url
    assert not Party.objects.filter(name="Mariamah").exists()
    assert client.post(ENROL, person("Mariamah", same="lain")).status_code == 302
    assert Party.objects.filter(name="Mariamah").exists()


def test_a_number_on_record_is_alike_whatever_the_name(place, coordinator, client):
    answer = client.post(ENROL, person("Zubaedah", nik=NIK))
    assert answer.status_code == 422
    assert "Ani" in answer.content.decode()


def test_enrolling_sent_twice_is_done_once_with_sector_and_group(place, coordinator, client):
    sent = person("Wasti", group=str(id_of("group", "ternak")))
    for _ in range(2):
        assert client.post(ENROL, sent).url == f"/mitra/{sent['id']}/"
    enrolment = Enrolment.objects.get(party_id=sent["id"])
    assert enrolment.group_id == id_of("group", "ternak")
    assert enrolment.sector_id == id_of("sector", "ternak")


def test_a_mentor_enrols_into_their_own_group_and_learns_nothing_of_others(place, client):
    group = id_of("group", "ternak")
    sign_in(client, user_with(place.story.by.organisation_id, "mentor", scope=group))
    page = client.post(ENROL, person("Karsih")).content.decode()
    assert not Party.objects.filter(name="Karsih").exists()
    assert str(id_of("group", "dagang")) not in page
    own = {"sector": str(id_of("sector", "ternak")), "group": str(group)}
    answer = client.post(ENROL, person("Darma", **own))
    assert "di luar bagian Anda" in answer.content.decode()
    assert str(DARMA) not in answer.content.decode()
    assert client.post(ENROL, person("Karsih", **own)).url.startswith("/mitra/")


def test_a_strange_number_is_recorded_with_a_warning(place, coordinator, client):
    sent = given("number", kind="nik", number="1234")
    where = client.post(f"/tindakan/registry.record_number/{DARMA}/", sent).url
    assert "16 angka" in client.get(where).content.decode()
    assert Identity.objects.get(party_id=DARMA).warnings == ["not_16_digits"]


def test_a_number_is_shown_once_for_a_reason_that_is_kept(place, coordinator, client):
    number = Identity.objects.get(party_id=ANI)
    at = f"/tindakan/registry.unmask/{number.id}/"
    assert NIK not in client.get(f"/mitra/{ANI}/").content.decode()
    assert client.post(at, given("see", reason="")).status_code == 422
    answer = client.post(at, given("see", reason="Pencocokan dengan KTP"))
    assert NIK in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    kept = Disclosure.objects.get(party_id=ANI)
    assert (kept.reason, kept.shown_to) == ("Pencocokan dengan KTP", coordinator.id)


def test_a_pair_is_merged_from_the_page_of_duplicates_and_undone(place, coordinator, client):
    for name in ("Nengsih", "Nengsi"):
        client.post(ENROL, person(name, same="lain", birth_date="1980-02-03"))
    page = client.get("/mitra/ganda/").content.decode()
    ids = {str(id_of("send", name)) for name in ("Nengsih", "Nengsi")}
    assert all(each in page for each in ids)
    winner, loser = sorted(ids)
    form = client.get(f"/tindakan/registry.merge/?winner={winner}&loser={loser}")
    assert "Nengsih" in form.content.decode()
    sent = given("merge", winner=winner, loser=loser, reason="Orang yang sama")
    assert client.post("/tindakan/registry.merge/", sent).url == f"/mitra/{winner}/"
    assert client.get(f"/mitra/{loser}/").url == f"/mitra/{winner}/"
    undo = f"/tindakan/registry.undo_merge/{sent['id']}/"
    assert client.post(undo, given("undo", reason="Keliru")).url == f"/mitra/{loser}/"
    assert client.get(f"/mitra/{loser}/").status_code == 200
