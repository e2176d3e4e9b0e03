"""Every page: who may see it, in which organisation, at what cost, and under which policy."""

from itertools import chain
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve, reverse

from klaster.domain.access import policy
from klaster.web.shared.visits import OWN_ONLY
from tests.conftest import id_of
from tests.web.conftest import AS_OF, HOUSE_AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
# A claim is held to the report it names, and each report is asked once: seven reports, two queries.
# A rating reads the reports its ratios come from; the pack of a meeting is some twenty reports.
# The file of a mitra gathers all that is on record of one person, a query for each sort of it.
QUERIES_OF = {
    "claims": 20, "claims_summary": 20, "health": 16, "mitra_file": 15, "rat_pack": 80,
    "readiness": 26,
}  # fmt: skip
# Without a page in the table: anyone, signed in or not.
OPEN = {
    "sign_in", "sign_out", "choose_organisation", "as_of", "set_language", "verification",
    "verification_key", "public", "public_programme",
    "second_factor", "set_up_second_factor",
}  # fmt: skip
# Made by seconds of work: asked for once, where their queries are counted.
FILES_MADE = {"rat_pack", "import_template"}
# Their addresses name a report, a year or a form of file, the same for every organisation.
NAMES_NO_ROWS = {"report", "report_download", "rat_pack", "instrument", "today"}


# The same pages with something asked of them.
ASKED = {
    AS_OF: {
        "account in a month": "/buku/program/zakat/1101/IDR/?bulan=2011-03",
        "mitra found": "/mitra/?q=darm",
        "contracts found": "/kontrak/?q=darm&akad=qardh&sektor=dagang",
        "survey of a mitra": f"/survei/{id_of('instrument')}/isi/?mitra={id_of('party', 'Ani')}",
    },
    HOUSE_AS_OF: {
        "members found": "/koperasi/anggota/?q=budi&tampil=menunggak",
        "bank": "/koperasi/kas/?bulan=2014-11&buku=bank",
        "stock of a year": "/koperasi/usaha/?tahun=2014",
    },
}


def views():
    """The view of every address by name."""
    resolver = get_resolver()
    found = {}

    def walk(patterns):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns)
            else:
                found[each.name] = each.callback

    walk(resolver.url_patterns)
    return found


VIEWS = views()
# Each form has a permission of its own: tests/web/test_acts_matrix.py.
ACTS = {"act", "act_on"}
NAMES = sorted(VIEWS.keys() - OPEN - ACTS)


def test_each_view_has_its_line_in_the_permission_table(place, house):
    assert set(NAMES) == place.addresses.keys() | house.addresses.keys()
    assert {VIEWS[name].page for name in NAMES} <= set(policy.PAGES)


def test_each_role_sees_its_pages_and_no_others(site, client):
    for role in policy.ROLES:
        user = user_with(site.organisation_id, role, scope=site.scopes.get(role))
        sign_in(client, user, site.on)
        for name, address in site.addresses.items():
            if name in FILES_MADE:
                continue
            status = client.get(address).status_code
            may = role in policy.PAGES[VIEWS[name].page]
            if not may:
                assert status == 403, (role, name, status)
            elif role not in OWN_ONLY and name != "proposal":  # seen by its maker and its checkers
                assert status == 200, (role, name, status)
            else:
                assert status in (200, 403, 404), (role, name, status)


def test_a_member_sees_their_own_file_and_contracts_only(place, client):
    own = id_of("party", "Darma")
    sign_in(client, user_with(place.story.by.organisation_id, "member", scope=own))
    assert client.get(f"/mitra/{own}/").status_code == 200
    assert client.get(f"/mitra/{id_of('party', 'Ani')}/").status_code == 404
    assert client.get(f"/kontrak/{id_of('contract', 'QH-1')}/").status_code == 200
    assert client.get(f"/kontrak/{id_of('contract', 'MB-1')}/").status_code == 404


def test_a_member_without_a_party_of_their_own_sees_nobody(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "member"))
    assert client.get(place.addresses["mitra_file"]).status_code == 404


def test_a_mentor_of_one_group_sees_its_people_only(place, client):
    group = id_of("group", "ternak")
    sign_in(client, user_with(place.story.by.organisation_id, "mentor", scope=group))
    listed = client.get("/mitra/").content.decode()
    assert "Ani" in listed
    assert "Darma" not in listed
    assert client.get(f"/mitra/{id_of('party', 'Darma')}/").status_code == 404
    assert client.get(f"/kelompok/{id_of('group', 'dagang')}/").status_code == 404
    assert client.get(f"/kontrak/{id_of('contract', 'PG-Ani')}/").status_code == 200
    assert client.get(f"/kontrak/{id_of('contract', 'QH-1')}/").status_code == 404


def test_a_coordinator_of_one_sector_is_refused_the_whole_books(place, client):
    sector = place.story.sectors["ternak"].id
    sign_in(client, user_with(place.story.by.organisation_id, "coordinator", scope=sector))
    assert client.get("/buku/").status_code == 403
    assert client.get(place.addresses["programme"]).status_code == 200


def names_in(address):
    """The parts of an address that name something, by their names in the list of addresses."""
    return resolve(address).kwargs


def with_rows(addresses):
    """The names of the pages whose address names a row of an organisation."""
    return {name for name, at in addresses.items() if names_in(at)} - NAMES_NO_ROWS


def guesses(name, address):
    """The address with each of its parts in turn replaced by one that nothing bears."""
    named = names_in(address)
    for part, value in named.items():
        guess = id_of("nothing") if isinstance(value, UUID) else "tidak-ada"
        yield reverse(name, kwargs={**named, part: guess})


def test_a_guessed_address_is_not_found(site, client):
    sign_in(client, user_with(site.organisation_id, "admin"), site.on)
    found = {
        guess: status
        for name, address in site.addresses.items()
        for guess in guesses(name, address)
        if (status := client.get(guess).status_code) != 404
    }
    assert found == {}


def test_rows_of_another_organisation_are_not_found(site, client):
    sign_in(client, site.stranger, site.on)
    rows = with_rows(site.addresses)
    assert len(rows) >= 6
    statuses = {name: client.get(site.addresses[name]).status_code for name in rows}
    assert statuses == dict.fromkeys(rows, 404)


def test_lists_of_another_organisation_do_not_name_ours(site, client):
    sign_in(client, site.stranger, site.on)
    for name in site.addresses.keys() - with_rows(site.addresses) - FILES_MADE:
        answer = client.get(site.addresses[name])
        assert answer.status_code == 200, name
        text = answer.content.decode()
        assert not [word for word in site.names if word in text], name


def test_a_page_costs_a_bounded_number_of_queries(site, client):
    sign_in(client, user_with(site.organisation_id, "admin"), site.on)
    asked = [site.addresses.items(), ASKED.get(site.on, {}).items()]
    dear = {}
    for name, address in chain(*asked):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, name
        queries = [query for query in queries if "set_config" not in query["sql"]]  # the wall's
        if len(queries) > QUERIES_OF.get(name, MOST_QUERIES):
            dear[name] = [query["sql"][:100] for query in queries]
    assert dear == {}


def test_a_report_is_downloaded_in_every_form(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "admin"))
    page = client.get("/laporan/trial_balance/?book=program").content.decode()
    for form, start in (("csv", b"book,"), ("xlsx", b"PK"), ("pdf", b"%PDF-")):
        address = f"/laporan/trial_balance/{form}/"
        assert f'href="{address}?book=program"' in page
        assert client.get(f"{address}?book=program").content.startswith(start), form


def test_a_field_of_a_report_offers_what_there_is_to_choose(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "admin"))
    page = client.get("/laporan/account_statement/").content.decode()
    assert '<option value="1101">1101 Kas dan bank</option>' in page
    assert f'value="{AS_OF}"' in page
    party = id_of("party", "Darma")
    page = client.get(f"/laporan/member_statement/?party={party}").content.decode()
    assert f'<option value="{party}" selected>Darma</option>' in page


def test_the_line_of_a_lot_is_drawn_with_each_family_in_the_table(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "admin"))
    page = client.get(place.addresses["line"]).content.decode()
    assert 'class="lineage"' in page
    assert page.count("<rect") == page.count('<th scope="row">')


def test_a_page_asks_an_unknown_visitor_to_sign_in(site, client):
    for name, address in site.addresses.items():
        answer = client.get(address)
        assert answer.status_code == 302, name
        assert answer.url.startswith("/masuk/?next="), name


def test_a_page_is_read_only_private_and_under_the_strict_policy(site, client):
    sign_in(client, user_with(site.organisation_id, "admin"), site.on)
    for name in site.addresses.keys() - FILES_MADE:
        answer = client.get(site.addresses[name])
        content = answer["Content-Security-Policy"]
        assert "default-src 'self'" in content, name
        assert "unsafe" not in content, name
        assert "no-store" in answer["Cache-Control"], name
        if not VIEWS[name].act:
            assert client.post(site.addresses[name]).status_code == 405, name


def test_the_wall_stands_during_a_request_and_is_gone_after_it(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "admin"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/mitra/").status_code == 200
    said = [query["sql"] for query in queries]
    raised = next(n for n, sql in enumerate(said) if "klaster_web" in sql)
    first = next(n for n, sql in enumerate(said) if 'from "registry_party"' in sql.lower())
    assert first > raised
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), current_setting('klaster.organisations')")
        assert cursor.fetchone() == ("none", "{}")
