"""A donor reads of their own fund only, and nobody is found in what they read."""

import pytest

from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def donor(place, client):
    """A visitor who gave the CSR grant of the story."""
    own = id_of("source", "csr")
    return sign_in(client, user_with(place.story.by.organisation_id, "donor", scope=own))


def test_a_donor_sees_their_own_grant_and_no_other(donor):
    listed = donor.get("/donasi/").content.decode()
    assert "Hibah CSR" in listed
    assert "Dana zakat" not in listed
    assert donor.get(f"/donasi/{id_of('source', 'csr')}/").status_code == 200
    for other in ("", "csv/", "pdf/"):
        assert donor.get(f"/donasi/{id_of('source', 'zakat')}/{other}").status_code == 404


def test_a_donor_sees_no_page_of_people(donor, place):
    for name in ("programme", "flow", "mitra", "contracts", "deeds", "deed", "claims", "reports"):
        assert donor.get(place.addresses[name]).status_code == 403, name


def test_a_donor_without_a_grant_sees_none(place, client):
    sign_in(client, user_with(place.story.by.organisation_id, "donor"))
    assert "Belum ada sumber dana" in client.get("/donasi/").content.decode()
    assert client.get(f"/donasi/{id_of('source', 'csr')}/").status_code == 404


def test_the_one_family_of_a_grant_is_hidden_in_every_form(donor):
    """The grant of 750,000 went to one family: neither it nor the amount is told."""
    address = f"/donasi/{id_of('source', 'csr')}/"
    page = donor.get(address).content.decode()
    assert "5.000.000" in page
    assert "750.000" not in page
    assert "disembunyikan" in page
    assert "750000" not in donor.get(f"{address}csv/").content.decode()
    assert donor.get(f"{address}xlsx/").content.startswith(b"PK")
    assert donor.get(f"{address}pdf/").content.startswith(b"%PDF-")
    assert donor.get(f"{address}doc/").status_code == 404
