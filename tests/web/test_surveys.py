"""Surveys on the web: one form that records one response, and spiritual answers for few eyes."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from klaster.domain.access import policy
from klaster.domain.access.models import AuditLine
from klaster.domain.registry import commands as registry
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import shipped
from klaster.domain.surveys.models import Response, SensitiveAnswers
from klaster.reports import catalogue
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db
PRAYER = "Salat wajib dengan rutin, tidak selalu berjamaah"
HIDDEN = "Tidak ditampilkan"
DARMA = id_of("party", "Darma")
SHOWN = {"tampil": ["household_size", "income", "s1", "s2", "s3", "s4", "s5"]}


@pytest.fixture
def form(place, client):
    """The address of the form, for a cadre who has signed in."""
    sign_in(client, user_with(place.story.by.organisation_id, "cadre"))
    return f"/survei/{id_of('instrument')}/isi/"


def sheet(key="sheet", **answers):
    filled = {f"j-{name}": value for name, value in answers.items()}
    return {
        "nomor": id_of(key), "mitra": DARMA, "tahap": "yearly", "tanggal": "2012-01-05",
        **SHOWN, **filled,
    }  # fmt: skip


def test_a_form_records_one_response_however_often_it_is_sent(place, client, form):
    sent = sheet(household_size="3", income="1.500.000")
    for _ in range(2):
        answer = client.post(form, sent)
        assert answer.status_code == 302
        assert answer.url == f"/survei/jawaban/{id_of('sheet')}/"
    made = Response.objects.get(party_id=DARMA)
    assert made.answers == {"household_size": 3, "income": 1_500_000}
    assert (made.programme_id, made.round) == (place.story.programme.id, "yearly")
    assert AuditLine.objects.filter(action="surveys.answer_many", channel="web").exists()
    page = client.get(answer.url).content.decode()
    assert "Rp 1.500.000" in page
    assert "Darma" in page


def test_a_refusal_stands_beside_its_question_and_nothing_typed_is_lost(client, form):
    page = client.post(form, sheet(household_size="99", income="banyak")).content.decode()
    assert 'value="99"' in page
    assert 'value="banyak"' in page
    assert f'value="{id_of("sheet")}"' in page
    for name, fault in (("household_size", "1 sampai 40"), ("income", "bilangan bulat")):
        assert re.search(f'id="j-{name}-galat">[^<]*{fault}', page)
        assert f'aria-describedby="j-{name}-galat"' in page
    assert not Response.objects.filter(party_id=DARMA).exists()


def test_answers_on_worship_without_consent_are_refused_on_the_page(client, form):
    page = client.post(form, sheet(household_size="3", income="1", s1="4")).content.decode()
    assert "belum menyetujui" in page
    assert re.search(r'value="4" checked', page)
    assert not SensitiveAnswers.objects.filter(response__party_id=DARMA).exists()


def test_a_question_that_becomes_relevant_is_asked_before_anything_is_recorded(place, client):
    by = place.story.by
    sign_in(client, user_with(by.organisation_id, "mentor"))
    made = surveys.adopt(
        by=by, on=date(2012, 1, 1), id=id_of("later"), instrument=shipped.latest("independence")
    )
    form = f"/survei/{made.id}/isi/"
    purpose = "j-savings_purpose"
    first = client.get(form, {"mitra": DARMA}).content.decode()
    assert purpose not in first
    assert 'value="lanjut"' in first
    answers = {"work": "one", "saves": "yes", "covers_needs": "yes"}
    sent = {**sheet(**answers), "tampil": [*answers, "gives"]}
    second = client.post(form, sent).content.decode()
    assert "Ada pertanyaan lanjutan" in second
    assert purpose in second
    assert not Response.objects.filter(party_id=DARMA).exists()
    sent |= {"tampil": re.findall('name="tampil" value="([a-z_]+)"', second)}
    assert client.post(form, {**sent, purpose: "daily"}).status_code == 302
    kept = Response.objects.get(party_id=DARMA).answers
    assert kept == {
        "work": "one", "saves": True, "covers_needs": True, "savings_purpose": "daily",
    }  # fmt: skip


def test_what_a_visit_after_the_exit_asks_is_filled_in_where_visits_are_due(place, client):
    by = place.story.by
    sign_in(client, user_with(by.organisation_id, "mentor"))
    made = surveys.adopt(
        by=by, on=date(2012, 1, 1), id=id_of("later"), instrument=shipped.latest("follow_up")
    )
    assert client.get(f"/survei/{made.id}/isi/", {"mitra": DARMA}).url == "/pemantauan/"
    assert client.post(f"/survei/{made.id}/isi/", sheet(found="no")).url == "/pemantauan/"
    assert not Response.objects.filter(party_id=DARMA).exists()


def test_a_form_without_its_token_a_supervisor_or_a_stranger_records_nothing(place, form):
    own = place.story.by.organisation_id
    sent = sheet(household_size="3", income="1")
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, user_with(own, "cadre"))
    assert strict.post(form, sent).status_code == 403
    watcher = sign_in(Client(), user_with(own, "supervisor"))
    assert watcher.post(form, sent).status_code == 403
    mentor = sign_in(Client(), user_with(own, "mentor", scope=id_of("group", "ternak")))
    assert mentor.post(form, sent).status_code == 404
    assert not Response.objects.filter(party_id=DARMA).exists()


def test_who_answers_is_looked_for_by_name(client, form):
    page = client.get(form, {"q": "darm"}).content.decode()
    assert f'href="?mitra={DARMA}"' in page


def test_what_was_told_of_worship_is_seen_by_few_and_while_the_consent_stands(place):
    visitors = {
        role: sign_in(Client(), user_with(place.story.by.organisation_id, role))
        for role in policy.ROLES
    }

    def text(role):
        answer = visitors[role].get(place.addresses["survey_response"])
        return answer.content.decode() if answer.status_code == 200 else None

    readers = {role for role in policy.ROLES if text(role) is not None}
    assert readers == policy.PAGES["surveys"] > policy.SPIRITUAL
    for role in readers:
        assert (PRAYER in text(role)) is (role in policy.SPIRITUAL), role
        assert (HIDDEN in text(role)) is (role not in policy.SPIRITUAL), role
    registry.withdraw_consent(by=place.story.by, on=date(2012, 6, 1), id=id_of("consent"))
    assert [role for role in readers if PRAYER in text(role) or HIDDEN not in text(role)] == []


def test_a_spiritual_report_exists_only_for_those_who_may_see_it(place, monkeypatch):
    code = "programme_facts"
    marked = replace(catalogue.REPORTS[code], is_spiritual=True)
    monkeypatch.setitem(catalogue.REPORTS, code, marked)
    others = [each for each in catalogue.OF_PROGRAMMES if each.code != code]
    monkeypatch.setattr(catalogue, "OF_PROGRAMMES", (marked, *others))
    for role in policy.PAGES["reports"]:
        client = sign_in(Client(), user_with(place.story.by.organisation_id, role))
        may = role in policy.SPIRITUAL
        assert (f"/laporan/{code}/" in client.get("/laporan/").content.decode()) is may, role
        for form in ("", "csv/", "xlsx/"):
            status = client.get(f"/laporan/{code}/{form}").status_code
            assert status == (200 if may else 404), (role, form)
