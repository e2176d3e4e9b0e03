"""Where money comes from: donors give what a fund will need, half-year by half-year."""

from datetime import date, timedelta

from klaster.demo.ledger import Story

_TRANCHE = 5_000_000


def receive(story: Story) -> None:
    """Let money come in at the start of each half-year, in tranches, as much as it needs."""
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
