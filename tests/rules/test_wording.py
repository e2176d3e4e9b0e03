"""Amounts and dates are said as Indonesian readers write them."""

from datetime import date

from klaster.rules import wording


def test_rupiah_are_grouped_by_dots() -> None:
    assert wording.money_text(1714661978) == "Rp 1.714.661.978"
    assert wording.money_text(0) == "Rp 0"
    assert wording.money_text(-5000) == "-Rp 5.000"
    assert wording.money_text(123456, 2) == "Rp 1.234,56"


def test_the_closing_day_was_a_thursday() -> None:
    assert wording.date_text(date(2014, 3, 6)) == "6 Maret 2014"
    assert wording.full_date_text(date(2014, 3, 6)) == "Kamis, 6 Maret 2014"
    assert wording.month_text(date(2011, 12, 1)) == "Desember 2011"
    assert wording.weekday_text(date(2014, 3, 2)) == "Minggu"
