"""Instruments on the web: adopted as shipped or from an XLSForm, refused by row; lines set."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from klaster.domain.surveys.models import Instrument, Line, PriceIndex
from tests.conftest import id_of
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
UPLOAD = "/tindakan/surveys.adopt.xlsform/"


def given(name, /, **fields):
    return {"id": id_of("send", name), "on": AS_OF.isoformat(), **fields}


def form(version="2", kind="integer"):
    """An XLSForm of one question, as bytes."""
    sheets = {
        "survey": [("type", "name", "label"), (kind, "heads", "Berapa kepala?")],
        "settings": [
            ("form_title", "form_id", "version", "subject", "source", "licence"),
            ("Kandang", "kandang", version, "mitra", "Uji", "CC0"),
        ],
    }
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def sent(name, content):
    return given(name, file=SimpleUploadedFile("kandang.xlsx", content))


@pytest.fixture
def coordinator(place, client):
    return sign_in(client, user_with(place.story.by.organisation_id, "coordinator"))


def test_a_shipped_instrument_is_looked_through_and_adopted(place, coordinator):
    assert "Tetapkan" in coordinator.get("/survei/bawaan/outlook_v1/").content.decode()
    adopt = "/tindakan/surveys.adopt/"
    assert 'value="outlook:1"' in coordinator.get(adopt).content.decode()
    assert coordinator.post(adopt, given("a", instrument="outlook:1")).status_code == 302
    assert 'value="outlook:1"' not in coordinator.get(adopt).content.decode()
    assert Instrument.objects.filter(code="outlook", adopted_on=AS_OF).exists()


def test_a_form_of_ones_own_is_adopted_and_taken_away_again(place, coordinator):
    where = coordinator.post(UPLOAD, sent("own", form())).url
    assert "Kandang" in coordinator.get(where).content.decode()
    file = coordinator.get(f"{where}xlsform/").content
    assert coordinator.post(UPLOAD, sent("again", file)).url == where


def test_what_is_wrong_with_a_form_is_said_by_its_row(place, coordinator):
    answer = coordinator.post(UPLOAD, sent("bad", form(version="dua", kind="geoshape")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lembar survey, baris 2, kolom type" in page
    assert "Lembar settings, baris 2, kolom version" in page
    assert coordinator.post(UPLOAD, sent("no", b"bukan buku kerja")).status_code == 422
    assert not Instrument.objects.filter(code="kandang").exists()


def test_lines_and_prices_are_set_with_their_source(place, coordinator):
    line = given("line", kind="bps", place="Cisimeut", monthly_rp="1.900.000", source="Uji 2012")
    assert coordinator.post("/tindakan/surveys.set_line/", line).url == "/survei/garis/"
    index = given("index", month="2012-05-20", index="112,4", source="Uji 2012")
    assert coordinator.post("/tindakan/surveys.set_price_index/", index).status_code == 302
    page = coordinator.get("/survei/garis/").content.decode()
    assert "Rp 1.900.000" in page
    assert "112,40" in page
    assert Line.objects.get(kind="bps", valid_from=AS_OF).monthly_rp == 1_900_000
    assert PriceIndex.objects.get().month.isoformat() == "2012-05-01"
