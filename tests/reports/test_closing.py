"""The closing report: one gathering, four forms, the same bytes again."""

import io

from pypdf import PdfReader
from rich.console import Console

from klaster.domain.access.models import Organisation
from klaster.reports import closing
from tests.reports import story


def test_the_closing_report_is_written_whole_and_the_same_twice(by, tmp_path):
    told = story.tell(by)
    institution = Organisation.objects.get(id=by.organisation_id)
    gathered = closing.gather(institution, told.programme, story.END)
    files = closing.write_closing(gathered, tmp_path)
    assert [file.suffix for file in files] == [".html", ".pdf", ".xlsx", ".css"]
    before = [file.read_bytes() for file in files]
    again = closing.write(institution, told.programme, story.END, tmp_path)
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
    closing.show(console, closing.gather(institution, told.programme, story.END))
    assert max(map(len, out.getvalue().splitlines())) <= 100
    assert "✗" not in out.getvalue()
