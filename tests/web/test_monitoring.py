"""Pages after the exit: late ones first, the cohort as denominator, within the visitor's reach.

A visit is filled in on one form, and becomes a follow-up with its answers.
"""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.monitoring.models import FollowUp
from klaster.domain.surveys.models import Response
from tests.conftest import id_of
from tests.domain import monitoring_world
from tests.web.conftest import sign_in, user_with

ON = date(2013, 1, 20)
FORM = "/pemantauan/kunjungan/"
BADRU, GROUP, COOPERATIVE = (
    id_of("party", "Badru"), id_of("group party", "ternak"), id_of("body", "ternak"),
)  # fmt: skip
PAGES = (
    "/pemantauan/", "/pemantauan/?jenis=kelompok", "/pemantauan/?jenis=koperasi",
    f"{FORM}?program=uji&pihak={BADRU}&bulan=3", "/pemantauan/bertahan/",
    "/pemantauan/peringatan/",
)  # fmt: skip


@pytest.fixture
def world(by):
    world = monitoring_world.build(by)
    world.record("Ani", 3, date(2012, 10, 5), "running")
    world.record("Ani", 6, date(2013, 1, 5), "closed")
    world.record("Darma", 3, date(2012, 10, 9), "changed")
    return world


def read(client, world, address, *roles, scope=None):
    user = user_with(world.by.organisation_id, *roles or ("admin",), scope=scope)
    answer = sign_in(client, user, ON).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_day_list_names_the_late_before_the_due(world, client):
    page = read(client, world, "/pemantauan/")
    assert "Kunjungan mitra: 2 terlambat, 3 jatuh tempo sekarang" in page
    assert page.index("Terlambat") < page.index("sampai 4 Februari 2013")
    assert "Ani" not in page


def test_a_cadre_sees_those_of_their_own_group_only(world, client):
    page = read(client, world, "/pemantauan/", "cadre", scope=id_of("group", "ternak"))
    assert "Badru" in page
    assert "Fatah" not in page


def test_groups_and_cooperatives_have_lists_of_their_own(world, client):
    page = read(client, world, "/pemantauan/?jenis=kelompok")
    assert "Kunjungan kelompok: 2 terlambat, 2 jatuh tempo sekarang" in page
    assert "Kelompok ternak" in page
    assert "Badru" not in page
    page = read(client, world, "/pemantauan/?jenis=koperasi", "cadre", scope=id_of("sector", "x"))
    assert "Koperasi (0)" in page
    sector = world.programme.sectors.get(code="ternak").id
    page = read(client, world, "/pemantauan/?jenis=koperasi", "cadre", scope=sector)
    assert "Koperasi ternak" in page
    assert "Koperasi dagang" not in page


def visit(client, world, party, *roles, scope=None, **answers):
    """Open the form from the list, answer what it asks, and send it."""
    sign_in(client, user_with(world.by.organisation_id, *roles or ("cadre",), scope=scope), ON)
    about = {"program": "uji", "pihak": party, "bulan": 3}
    page = client.get(FORM, about)
    if page.status_code != 200:
        return page
    shown = re.findall('name="tampil" value="([a-z_]+)"', page.content.decode())
    filled = {f"j-{name}": value for name, value in answers.items()}
    sent = {"nomor": id_of("visit"), "tanggal": "2013-01-18", "tampil": shown}
    return client.post(FORM, about | sent | filled)


def test_a_visit_is_one_form_that_records_answers_and_follow_up_once(world, client):
    answers = {"found": "yes", "business": "running", "household_size": "4", "income": "900.000"}
    for _ in range(2):
        answer = visit(client, world, BADRU, **answers)
        assert answer.url == "/pemantauan/?program=uji&jenis=mitra"
    recorded = FollowUp.objects.get(party_id=BADRU)
    assert (recorded.business, recorded.on, recorded.due_month) == ("running", date(2013, 1, 18), 3)
    assert recorded.response == Response.objects.get(party_id=BADRU)
    assert recorded.response.answers["income"] == 900_000
    assert client.get(answer.url).content.decode().count("Badru") == 2  # month 6: name and act


@pytest.mark.parametrize(("party", "word"), [(GROUP, "kelompok"), (COOPERATIVE, "koperasi")])
def test_the_form_of_a_group_or_cooperative_asks_nothing_of_households(world, client, party, word):
    page = read(client, world, f"{FORM}?program=uji&pihak={party}&bulan=3")
    assert "rumah tangga" not in page
    answer = visit(client, world, party, found="yes", business="closed")
    assert answer.url == f"/pemantauan/?program=uji&jenis={word}"
    assert FollowUp.objects.get(party_id=party).business == "closed"


def test_who_is_not_found_is_lost_for_a_reason_said_beside_the_note(world, client):
    page = visit(client, world, BADRU, found="no").content.decode()
    assert re.search('id="j-note-galat">[^<]*mengapa tidak ditemukan', page)
    assert f'value="{id_of("visit")}"' in page
    assert not FollowUp.objects.filter(party_id=BADRU).exists()
    assert visit(client, world, BADRU, found="no", note="merantau").status_code == 302
    assert FollowUp.objects.get(party_id=BADRU).reason == "merantau"
    assert not Response.objects.exists()


def test_a_question_that_becomes_relevant_is_asked_before_a_visit_is_recorded(world, client):
    sign_in(client, user_with(world.by.organisation_id, "cadre"), ON)
    sent = {"program": "uji", "pihak": BADRU, "bulan": 3, "tanggal": "2013-01-18"}
    sent |= {"nomor": id_of("visit"), "j-found": "yes", "tampil": ["found", "note"]}
    page = client.post(FORM, sent).content.decode()
    assert "Ada pertanyaan lanjutan" in page
    assert "Bagaimana usahanya sekarang?" in page
    assert not FollowUp.objects.filter(party_id=BADRU).exists()


def test_a_visit_is_refused_in_words_where_it_cannot_be_and_nothing_typed_is_lost(world, client):
    answers = {"found": "yes", "business": "running", "note": "kios"}
    page = visit(client, world, id_of("party", "Ani"), **answers).content.decode()
    assert "sudah dipantau untuk bulan ke-3" in page
    assert 'value="kios"' in page
    page = visit(client, world, BADRU, found="yes", income="banyak").content.decode()
    assert re.search('id="j-income-galat">[^<]*bilangan bulat', page)
    assert not Response.objects.exists()


def test_no_visit_is_recorded_beyond_the_reach_of_who_records(world, client):
    own = id_of("group", "dagang")
    answers = {"found": "yes", "business": "running"}
    for party in (BADRU, GROUP, COOPERATIVE, id_of("party", "Euis"), id_of("nobody")):
        assert visit(client, world, party, "cadre", scope=own, **answers).status_code == 404
    assert visit(client, world, BADRU, "auditor").status_code == 403
    # Who may read all and record of one group records of that group only.
    wide = user_with(world.by.organisation_id, "auditor")
    narrow = user_with(world.by.organisation_id, "cadre", scope=own)
    narrow.grants.update(user=wide)
    sign_in(client, wide, ON)
    assert client.get(FORM, {"program": "uji", "pihak": BADRU, "bulan": 3}).status_code == 404
    sign_in(client, user_with(world.by.organisation_id, "cadre"), ON)
    for wrong in ({"bulan": 4}, {"bulan": "tiga"}, {"pihak": "x"}):
        about = {"program": "uji", "pihak": BADRU, "bulan": 3} | wrong
        assert client.get(FORM, about).status_code == 404


def test_the_curve_is_drawn_without_inline_styles_beside_the_cohort(world, client):
    page = read(client, world, "/pemantauan/bertahan/")
    assert "<svg" in page
    assert "style=" not in page
    assert "Tidak diketahui" in page
    assert "belum tercapai" in page


def test_what_a_cooperative_keeps_closed_is_said(world, client):
    assert "Tidak diizinkan koperasi" in read(client, world, "/pemantauan/peringatan/")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_after_the_exit_takes_few_queries(world, client, address):
    sign_in(client, user_with(world.by.organisation_id, "admin"), ON)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 14


@pytest.mark.parametrize("address", [each for each in PAGES if FORM not in each])
def test_before_any_exit_a_page_says_so(by, client, address):
    sign_in(client, user_with(by.organisation_id, "admin"), ON)
    assert "Belum ada program yang dilepas" in client.get(address).content.decode()
