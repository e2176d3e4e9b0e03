"""The pack for an annual meeting: one tagged PDF to hand out, one XLSX with the same tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from klaster.domain.cooperative.models import Cooperative
from klaster.reports.documents import documents
from klaster.reports.rat_pack.sections import Pack, Section, gather
from klaster.reports.render import as_pdf, as_xlsx


def write(cooperative: Cooperative, year: int, folder: Path) -> list[Path]:
    """Write the pack of a book year into a folder; return the files made."""
    pack = gather(cooperative, year)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"rat-{year}-{cooperative.organisation.code}"
    made = {
        f"{name}.pdf": pdf(pack),
        f"{name}.xlsx": as_xlsx.xlsx_bytes(pack.results, pack.on),
    }
    for file, content in made.items():
        (folder / file).write_bytes(content)
    return [folder / file for file in made]


def pdf(pack: Pack) -> bytes:
    """The pack on paper, dated by the end of its year: the same books give the same bytes."""
    data = {
        "letterhead": pack.cooperative.name,
        "title": pack.title,
        "subtitle": pack.subtitle,
        "headline": [{"figure": figure, "said": said} for figure, said in pack.headline],
        "sections": [_section(section) for section in pack.sections],
        "signing": {
            "title": _("Tanda tangan"),
            "said": _("Pengurus dan pengawas menandatangani laporan ini."),
        },
        "signers": [{"office": office, "name": name} for office, name in pack.signers],
    }
    return documents.pdf("rat_pack", data, pack.on)


def _share(texts: Sequence[str]) -> int:
    """How much of the width a column of words asks for: its longest text, between 6 and 60."""
    return min(60, max(6, *(len(text) for text in texts)))


def _section(section: Section) -> dict[str, Any]:
    header, *rows = section.texts or ((),)
    return {
        **as_pdf.section(section.title, "", section.result, section.columns),
        "paragraphs": list(section.paragraphs),
        "statement": {
            "heads": list(section.heads),
            "lines": [
                {"label": line.label, "texts": line.texts, "style": line.style}
                for line in section.lines
            ],
        },
        "words": {
            "columns": [
                {"title": title, "num": False, "share": _share([title, *column])}
                for title, *column in zip(header, *rows, strict=True)
            ],
            "rows": [list(row) for row in rows],
        },
        "starts_page": section.starts_page,
    }
