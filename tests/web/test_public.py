"""The public pages: only what was published, without names, cookies or scripts, at little cost."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.programme.commands import set_up
from tests.web.conftest import AS_OF, user_with
from tests.web.test_pages import QUERIES_OF

pytestmark = pytest.mark.django_db
PAGES = ("/publik/", "/publik/lembaga/uji/")


@pytest.fixture
def published(place):
    """The story's programme on the public pages, with its one deed."""
    set_up.publish(by=place.story.by, on=AS_OF, id=place.story.programme.id)
    return place


def test_a_programme_is_not_public_until_its_organisation_says_so(place, client):
    assert "Klaster Uji" not in client.get("/publik/").content.decode()
    assert client.get("/publik/lembaga/uji/").status_code == 404


def test_a_programme_is_public_from_its_day_and_no_longer_once_withdrawn(place, client):
    by, chosen = place.story.by, place.story.programme.id
    set_up.publish(by=by, on=date(2099, 1, 1), id=chosen)
    assert client.get("/publik/lembaga/uji/").status_code == 404
    set_up.withdraw(by=by, on=AS_OF, id=chosen)
    set_up.publish(by=by, on=AS_OF, id=chosen)
    assert set_up.publish(by=by, on=date(2099, 1, 1), id=chosen).published_on == AS_OF
    assert "Klaster Uji" in client.get("/publik/").content.decode()
    assert client.get("/publik/lembaga/uji/").status_code == 200
    set_up.withdraw(by=by, on=AS_OF, id=chosen)
    assert client.get("/publik/lembaga/uji/").status_code == 404


def test_nobody_is_named_in_public(published, client):
    page = client.get("/publik/lembaga/uji/").content.decode()
    for told in ("Klaster Uji", "Lembaga Uji", "Koperasi Uji", "BAST/1", "Peternakan", "UMKM"):
        assert told in page
    for person in ("Ani", "Darma", "Fatah", "Ibu A", "Bapak B", "QH-1", "Kelompok ternak"):
        assert person not in page


def test_a_public_page_sets_no_cookie_runs_nothing_and_may_be_kept(published, client):
    for address in PAGES:
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "public" in answer["Cache-Control"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert b"<script" not in answer.content
        assert b"<form" not in answer.content
        assert client.post(address).status_code == 405


def test_the_language_stands_in_the_address(published, client):
    assert 'lang="id"' in client.get(PAGES[1], headers={"accept-language": "en"}).content.decode()
    english = client.get(f"{PAGES[1]}?bahasa=en").content.decode()
    assert '<html lang="en">' in english


def test_a_public_page_costs_a_bounded_number_of_queries(published, client):
    for address in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 10 + QUERIES_OF["claims"]


def test_a_programme_is_published_and_withdrawn_by_the_program(place, client, capsys):
    admin = user_with(place.story.by.organisation_id, "head_office")
    asked = {"organisation": "lembaga", "programme": "uji", "user": admin.username}
    call_command("publish", **asked)
    assert "/publik/lembaga/uji/" in capsys.readouterr().out
    assert client.get("/publik/lembaga/uji/").status_code == 200
    call_command("publish", **asked, withdraw=True)
    assert client.get("/publik/lembaga/uji/").status_code == 404
