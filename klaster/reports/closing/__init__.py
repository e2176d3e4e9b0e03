"""The closing report of a programme: in the terminal, and as HTML, PDF and XLSX in a folder."""

import shutil
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from rich.console import Console
from rich.text import Text

from klaster.domain.programme.models import Programme
from klaster.reports.closing.section import Section
from klaster.reports.closing.sections import Closing
from klaster.reports.documents import deeds, documents
from klaster.reports.render import as_html, as_pdf, as_terminal, as_xlsx

NAME = "laporan-penutup"
WIDTH = 100


def write(closing: Closing, programme: Programme, folder: Path) -> list[Path]:
    """Write a closing report, its style sheet and the deeds; return the files made."""
    made = write_closing(closing, folder)
    for deed in deeds.of_programme(programme.organisation_id, programme.id):
        path = folder / f"bast-{deed.sector.code}.pdf"
        path.write_bytes(deeds.pdf_of(deed))
        made.append(path)
    return made


def write_closing(closing: Closing, folder: Path) -> list[Path]:
    """Write a closing report and its style sheet, without the deeds."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        f"{NAME}.html": html(closing).encode(),
        f"{NAME}.pdf": pdf(closing),
        f"{NAME}.xlsx": as_xlsx.xlsx_bytes(closing.results, closing.on),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    shutil.copyfile(as_html.STYLESHEET, folder / "klaster.css")
    return [folder / name for name in (*made, "klaster.css")]


def show(console: Console, closing: Closing) -> None:
    """Print the closing report, at most 100 columns wide."""
    console.width = min(WIDTH, console.width)
    console.rule(style="green")
    console.print(Text(closing.title, style="bold green"))
    console.print(Text(closing.subtitle, style="dim"))
    for figure, said in closing.headline:
        console.print(Text(f"  {figure} ", style="bold").append(said, style="default"))
    for section in closing.sections:
        console.print()
        console.print(Text(section.title, style="bold"))
        console.print(Text(section.text, style="dim"))
        if section.result:
            if section.result.rows:
                console.print(as_terminal.table(section.result, section.columns))
            console.print(as_terminal.check_line(section.result))
    console.rule(style="green")


def html(closing: Closing) -> str:
    """The closing report as a page beside `klaster.css`."""
    return render_to_string(
        "closing/closing.html",
        {"closing": closing, "sections": [_for_page(section) for section in closing.sections]},
    )


def _for_page(section: Section) -> dict[str, object]:
    page: dict[str, object] = {
        "title": section.title,
        "text": section.text,
        "picture": mark_safe(section.picture),
    }
    if section.result:
        page["table"] = as_html.context(section.result, columns=section.columns)
    return page


def pdf(closing: Closing) -> bytes:
    """The closing report as tagged PDF."""
    data = {
        "letterhead": closing.organisation.name,
        "title": closing.title,
        "subtitle": closing.subtitle,
        "headline": [{"figure": figure, "said": said} for figure, said in closing.headline],
        "sections": [
            as_pdf.section(
                section.title, section.text, section.result, section.columns, section.paper
            )
            for section in closing.sections
        ],
    }
    return documents.report_pdf(data, closing.on)
