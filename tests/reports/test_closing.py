"""The closing report: one gathering, four forms, the same bytes again."""

import io
from datetime import date

from pypdf import PdfReader
from rich.console import Console

from klaster.domain.access.models import Organisation
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.reports import closing
from klaster.reports.closing import sections
from klaster.reports.documents import deeds
from tests.conftest import id_of
from tests.reports import story


def test_the_closing_report_is_written_whole_and_the_same_twice(by, tmp_path):
    told = story.tell(by)
    institution = Organisation.objects.get(id=by.organisation_id)
    gathered = sections.gather(institution, told.programme, story.END)
    files = closing.write_closing(gathered, tmp_path)
    assert [file.suffix for file in files] == [".html", ".pdf", ".xlsx", ".css"]
    before = [file.read_bytes() for file in files]
    again = closing.write(gathered, told.programme, tmp_path)
    assert [file.read_bytes() for file in again] == before
    page = files[0].read_text()
    assert "Rp 12.750.000" in page
    assert "Kamis" in page
    assert "style=" not in page
    assert all(result.agrees for result in gathered.results)
    reader = PdfReader(files[1])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Identitas perguliran" in "".join(each.extract_text() for each in reader.pages)


def test_the_terminal_shows_it_within_a_hundred_columns(by):
    told = story.tell(by)
    institution = Organisation.objects.get(id=by.organisation_id)
    out = io.StringIO()
    console = Console(file=out, width=140)
    closing.show(console, sections.gather(institution, told.programme, story.END))
    assert max(map(len, out.getvalue().splitlines())) <= 100
    assert "✗" not in out.getvalue()


def test_a_deed_names_its_day_parties_and_every_item(by):
    told = story.tell(by)
    receiver = Organisation.objects.create(
        id=id_of("cooperative"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    own = {"organisation_id": by.organisation_id}
    deed = Deed.objects.create(
        id=id_of("deed"), **own, programme=told.programme, sector=told.sectors["ternak"],
        receiver=receiver, cooperative_id=id_of("c"), number="BAST/1", on=date(2014, 3, 6),
        place="Gedung Uji", basis="Keputusan uji", giver_name="A", giver_position="Direktur",
        receiver_name="B", receiver_position="Ketua", witnesses=["C", "D"],
        credit_role="donated_capital",
    )  # fmt: skip
    DeedItem.objects.create(
        id=id_of("item"), **own, deed=deed, n=1, state="A", description="Kandang bersama",
        quantity=1, unit_id="BUILDING", book_value_rp=4_300_000, fair_value_rp=4_500_000,
    )  # fmt: skip
    made = deeds.pdf_of(deed)
    assert made == deeds.pdf_of(deed)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    for said in ("Kamis", "6 Maret 2014", "BAST/1", "Kandang bersama", "Rp 4.500.000", "Saksi"):
        assert said in text
