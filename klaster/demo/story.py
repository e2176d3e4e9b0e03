"""The whole story as one workbook, the same rows each time: `build` is `klaster demo build`.

"Dana yang digulirkan" is the cost of everything placed with mitra and groups, placed again
included, and of the assets that groups share; the last of these takes what is missing to the
published Rp 1.714.661.978.
"""

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from klaster.demo import (
    cast,
    enterprise,
    farming,
    livelihoods,
    livestock,
    savings,
    sharing,
    spending,
)
from klaster.demo.ledger import Story
from klaster.workbook.registers import REGISTERS

ROLLED = 1_714_661_978  # published
_TRANCHE = 5_000_000


def build(path: Path) -> int:
    """Write the workbook; return how many rows it has."""
    story = tell()
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(story, path)
    return sum(len(rows) for rows in story.sheets.values())


def tell() -> Story:
    """All rows of the story."""
    story = Story()
    mitra = cast.set_the_stage(story)
    farmers, herders, traders = (
        [one for one in mitra if one.sector == sector] for sector in cast.SIZES
    )
    spending.spend(story)
    livestock.raise_animals(story, herders, farmers)
    farming.farm(story, farmers)
    enterprise.trade(story, traders)
    livelihoods.keep_herds(story, herders)
    livelihoods.keep_shops(story, traders)
    sharing.build(story)
    sharing.build_house(story, ROLLED - story.rolled)
    savings.put_aside(story, mitra)
    _receive(story)
    events = story.sheets["Kejadian kontrak"]
    events.sort(key=lambda row: row["tanggal"])
    for n, row in enumerate(events, 1):
        row["nomor"] = f"KJ-{n:05}"
    return story


def _receive(story: Story) -> None:
    """Money comes in at the start of each half-year, as much as it will need."""
    for fund, moves in story.cash.items():
        moves.sort(key=lambda move: move[0])
        held = 0
        for start in (
            date(year, month, 3) for year in (2011, 2012, 2013, 2014) for month in (1, 7)
        ):
            end = start + timedelta(days=181) if start.month == 1 else date(start.year + 1, 1, 3)
            lowest = running = held
            for day, amount in moves:
                if start <= day < end:
                    running += amount
                    lowest = min(lowest, running)
            if lowest < 0:
                got = -(lowest // _TRANCHE) * _TRANCHE
                story.add("Penerimaan", nomor=story.number("Penerimaan", "TR"), dana=fund,
                          tanggal=start, jumlah=got, keterangan="contoh")  # fmt: skip
                running += got
            held = running


def _write(story: Story, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": date(2014, 3, 6), "comments": "contoh"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for register in REGISTERS:
            rows = story.sheets.get(register.sheet)
            if not rows:
                continue
            sheet = book.add_worksheet(register.sheet)
            sheet.write_row(0, 0, [column.header for column in register.columns])
            for n, row in enumerate(rows, 1):
                for place, column in enumerate(register.columns):
                    value = row.get(column.name)
                    if value is None or value == "":
                        continue
                    if isinstance(value, date):
                        sheet.write_datetime(n, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(n, place, value)
                    else:
                        sheet.write_number(n, place, value)
