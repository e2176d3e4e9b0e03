"""Programmes on the web: set up by forms, groups that meet, stages one after another."""

from datetime import date

import pytest

from klaster.domain.mentoring.models import Presence
from klaster.domain.programme.models import BudgetLine, Enrolment, Group, Phase, Programme
from klaster.web.home.today import next_on
from tests.conftest import id_of
from tests.reports.story import VILLAGE
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
GROUP = id_of("group", "ternak")


def given(name, /, **fields):
    return {"id": id_of("send", name), "on": AS_OF.isoformat(), **fields}


@pytest.fixture
def office(place, client):
    return sign_in(client, user_with(place.story.by.organisation_id, "head_office"))


def test_a_programme_is_set_up_from_its_page(place, office):
    sent = given("start", name="Klaster Baru", place="Cisimeut")
    assert office.post("/tindakan/programme.start_programme/", sent).status_code == 302
    programme = Programme.objects.get(id=sent["id"])
    assert (programme.code, programme.area_id) == ("klaster-baru", VILLAGE)
    on_it = f"/{programme.id}/"
    sector = given("sector", name="Perikanan")
    assert office.post(f"/tindakan/programme.add_sector{on_it}", sector).url == f"/klaster{on_it}"
    phase = given("phase", phase="penumbuhan")
    assert office.post(f"/tindakan/programme.set_phase{on_it}", phase).status_code == 302
    line = given("line", kind="assets", amount_rp="1.500.000", sector=str(sector["id"]))
    assert office.post(f"/tindakan/programme.set_budget{on_it}", line).status_code == 302
    assert Phase.objects.get(programme=programme).starts_on == AS_OF
    kept = BudgetLine.objects.get(programme=programme)
    assert (kept.amount_rp, kept.sector_id) == (1_500_000, sector["id"])
    elsewhere = given("other", kind="assets", amount_rp="1", sector=str(id_of("sector", "ternak")))
    assert office.post(f"/tindakan/programme.set_budget{on_it}", elsewhere).status_code == 422


def test_whoever_is_not_marked_at_a_meeting_was_absent(place, office):
    at = f"/tindakan/mentoring.meet_many/{GROUP}/"
    page = office.get(at).content.decode()
    members = [id_of("party", name) for name in ("Ani", "Badru", "Cicih")]
    assert all(f'value="{each}"' in page for each in members)
    assert page.count("checked") == len(members)
    sent = given("meet", kind="meeting", topic="Pakan", present=[str(each) for each in members[:2]])
    assert office.post(at, sent).url == f"/kelompok/{GROUP}/"
    came = dict(Presence.objects.filter(session_id=sent["id"]).values_list("party_id", "came"))
    assert came == {members[0]: True, members[1]: True, members[2]: False}


def test_a_mitra_moves_only_to_a_stage_that_may_follow(place, office):
    enrolment = Enrolment.objects.get(party_id=id_of("party", "Ani"))
    at = f"/tindakan/programme.move_enrolment/{enrolment.id}/"
    assert 'value="independent"' not in office.get(at).content.decode()
    assert office.post(at, given("jump", stage="independent")).status_code == 422
    assert office.post(at, given("leave", stage="left")).status_code == 422
    sent = given("left", stage="left", reason="Pindah ke kota")
    assert office.post(at, sent).url == f"/mitra/{id_of('party', 'Ani')}/"
    assert enrolment.steps.get(id=sent["id"]).reason == "Pindah ke kota"


def test_several_people_join_a_group_by_one_form(place, office):
    at = f"/tindakan/programme.enrol_many/{GROUP}/"
    sent = given("many") | {"party-1": "Darma", "party-2": "Fatah"}
    assert office.post(at, sent).url == f"/kelompok/{GROUP}/"
    joined = Enrolment.objects.filter(group_id=GROUP, enrolled_on=AS_OF)
    assert {each.party.name for each in joined} == {"Darma", "Fatah"}


def test_a_group_meets_next_in_its_rhythm_since_it_last_met():
    group = Group(weekday=1, every_weeks=2)
    tuesday = date(2012, 3, 6)
    assert next_on(group, None, tuesday) == date(2012, 3, 12)
    assert next_on(group, date(2012, 3, 5), tuesday) == date(2012, 3, 19)
    assert next_on(group, date(2012, 3, 7), date(2012, 3, 8)) == date(2012, 3, 19)
    assert next_on(group, None, date(2012, 3, 5)) == date(2012, 3, 5)


def test_the_first_page_counts_what_waits_for_the_visitor(place, office):
    page = office.get("/").content.decode()
    assert "menunggu persetujuan Anda" in page
    assert 'hx-get="/hari-ini/tunggakan/"' in page
    counted = office.get("/hari-ini/tunggakan/").content.decode()
    assert "menunggak, Rp" in counted
    assert office.get("/hari-ini/lain/").status_code == 404
