"""The lists of choices of a form, from its sheet of choices."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from klaster.rules.instrument import Choice
from klaster.workbook.xlsform.sheets import Line, Sheet

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Lists:
    """The choices of each list, the line where it begins, and the lists that a question asks."""

    sheet: Sheet
    choices: Mapping[str, Sequence[Choice]]
    begins: Mapping[str, Line]
    asked: set[str] = field(default_factory=set)


def lists(sheet: Sheet) -> Lists:
    """Every list by name; what is wrong in a line is noted."""
    choices: dict[str, list[Choice]] = {}
    begins: dict[str, Line] = {}
    if sheet.lines:
        sheet.require("label::id")
    for line in sheet.lines:
        name = line["list_name"]
        if not name:
            sheet.fault(line, "list_name", _("harus diisi"))
            continue
        begins.setdefault(name, line)
        known = choices.setdefault(name, [])
        if not _CODE.fullmatch(line["name"]):
            reason = _("kode pilihan: huruf, angka, _ atau -, tanpa spasi, paling banyak 40")
            sheet.fault(line, "name", reason)
        elif any(choice.code == line["name"] for choice in known):
            sheet.fault(line, "name", _("kode ini sudah dipakai dalam daftar yang sama"))
        labels = line.labels("label")
        if "id" not in labels and "label::id" in sheet.titles:
            sheet.fault(line, "label::id", _("harus diisi dalam Bahasa Indonesia"))
        known.append(Choice(line["name"], labels))
    return Lists(sheet, choices, begins)


def check_all_used(given: Lists) -> None:
    """Note lists that no question asks for: they would be left out."""
    for name, line in given.begins.items():
        if name not in given.asked:
            reason = _("daftar ini tidak dipakai satu pertanyaan pun; hapus barisnya")
            given.sheet.fault(line, "list_name", reason)
