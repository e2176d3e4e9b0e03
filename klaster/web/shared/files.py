"""Files that a visitor takes away: reports as CSV, XLSX, PDF, and what else is made on a page."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from klaster.reports.render import as_csv, as_pdf, as_xlsx
from klaster.reports.report import Result

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
FORMS: dict[str, Callable[[Result], bytes]] = {
    "csv": lambda result: as_csv.csv_text(result).encode(),
    "xlsx": lambda result: as_xlsx.xlsx_bytes([result], result.asked.on),
    "pdf": as_pdf.pdf_bytes,
}


def taken_away(form: str, answered: Callable[[], Result]) -> HttpResponse:
    """The report, run once the form is known, as a file of that form; 404 for another form."""
    make = FORMS.get(form)
    if make is None:
        raise Http404
    result = answered()
    return sent(make(result), form, f"{result.report.code}-{result.asked.on:%Y-%m-%d}.{form}")


def sent(content: bytes, form: str, name: str) -> HttpResponse:
    """A file to keep, under a name."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
