"""Writing a told story as a workbook of registers, as users keep them."""

from datetime import date
from pathlib import Path

import xlsxwriter

from klaster.demo.ledger import Story
from klaster.workbook.registers import REGISTERS


def write(story: Story, path: Path) -> int:
    """Write the sheets there are, in the order of the registers; return how many rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": date(2014, 3, 6), "comments": "contoh"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for register in REGISTERS:
            rows = story.sheets.get(register.sheet)
            if not rows:
                continue
            sheet = book.add_worksheet(register.sheet)
            sheet.write_row(0, 0, [column.header for column in register.columns])
            places = {column.name: place for place, column in enumerate(register.columns)}
            for n, row in enumerate(rows, 1):
                for name, value in row.items():
                    if value is None or value == "":
                        continue
                    if isinstance(value, date):
                        sheet.write_datetime(n, places[name], value, day)
                    elif isinstance(value, str):
                        sheet.write_string(n, places[name], value)
                    else:
                        sheet.write_number(n, places[name], value)
    return sum(len(rows) for rows in story.sheets.values())
