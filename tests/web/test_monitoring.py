"""Pages after the exit: late ones first, the cohort as denominator, within the visitor's reach."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import id_of
from tests.domain import monitoring_world
from tests.web.conftest import sign_in, user_with

ON = date(2013, 1, 20)
PAGES = ("/pemantauan/", "/pemantauan/bertahan/", "/pemantauan/peringatan/")


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
    assert "2 terlambat, 3 jatuh tempo sekarang" in page
    assert page.index("Terlambat") < page.index("sampai 4 Februari 2013")
    assert "Ani" not in page


def test_a_cadre_sees_those_of_their_own_group_only(world, client):
    page = read(client, world, "/pemantauan/", "cadre", scope=id_of("group", "ternak"))
    assert "Badru" in page
    assert "Fatah" not in page


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


@pytest.mark.parametrize("address", PAGES)
def test_before_any_exit_a_page_says_so(by, client, address):
    sign_in(client, user_with(by.organisation_id, "admin"), ON)
    assert "Belum ada program yang dilepas" in client.get(address).content.decode()
