"""Vouchers that turned up after their months were closed: a small workbook of its own.

Each keeps the day on which it happened and counts in the first month that is still open.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import GROUP_CASH
from klaster.demo.ledger import Agreement, Story

CLOSED_UNTIL = date(2013, 12, 31)  # when the vouchers were found, the year had been closed
FOUND = date(2014, 2, 18)
HAPPENED = date(2013, 12, 12)
PAID, SAVED = 7, 5  # how many vouchers of each sort
INSTALMENT, SAVING = 20_000, 10_000


def found_late(loans: Sequence[Agreement]) -> Story:
    """Tell repayments and savings of December 2013 that lay in a mentor's notebook."""
    story = Story()
    owing = [loan for loan in loans if loan.owed() > 5 * INSTALMENT]
    for n, loan in enumerate(owing[:PAID]):
        loan.story = story
        loan.happens("repaid", HAPPENED + timedelta(days=n), INSTALMENT)
    for n, row in enumerate(story.sheets["Kejadian kontrak"], 1):
        row["nomor"] = f"KJ-SUSULAN-{n:02}"
    for n, loan in enumerate(owing[:SAVED], 1):
        story.add(
            "Tabungan kelompok", nomor=f"TB-SUSULAN-{n:02}", mitra=loan.number.split("-")[1],
            dana=GROUP_CASH, tanggal=HAPPENED + timedelta(days=n), setor=SAVING,
        )  # fmt: skip
    return story
