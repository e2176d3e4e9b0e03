"""NIK and KK numbers: what the digits say, and what is warned of without blocking anyone."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from klaster.rules import nik

TODAY = date(2026, 1, 1)
LEBAK = frozenset({"36.02.04", "36.02.06", "36.02.11"})

# number, subdistrict, birth date (None: the digits are no date), sex, serial.
PUBLISHED = [
    ("3602041211870001", "36.02.04", date(1987, 11, 12), "L", 1),
    ("3273056010900009", "32.73.05", date(1990, 10, 20), "P", 9),
    ("3602067102900001", "36.02.06", None, "", 1),
]


def _agrees(number: str, subdistrict: str, born: date | None, sex: str, serial: int) -> None:
    reading = nik.read(number)
    assert reading is not None
    assert (reading.subdistrict, reading.serial) == (subdistrict, serial)
    if born is None:
        assert reading.dates == ()
        assert nik.DATE_IMPOSSIBLE in nik.check(number, on=TODAY)
    else:
        assert (born in reading.dates, reading.sex) == (True, sex)
        assert nik.check(number, on=TODAY, birth_date=born, sex=sex, subdistricts=LEBAK) == ()


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_published_numbers_read_as_published(case):
    _agrees(*case)


def test_all_cases_of_the_facts_folder():
    folder = os.environ.get("KLASTER_FACTS_DIR")
    if not folder:
        pytest.skip("KLASTER_FACTS_DIR is not set")
    with (Path(folder) / "nik_cases.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        is_date = row["birth_date"] != "INVALID"
        _agrees(
            row["nik"],
            f"{row['prov']}.{row['kab']}.{row['kec']}",
            date.fromisoformat(row["birth_date"]) if is_date else None,
            row["sex"],
            int(row["serial"] or row["nik"][-4:]),
        )


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("", nik.NOT_16_DIGITS),
        ("360204121187000", nik.NOT_16_DIGITS),
        ("36020412118700011", nik.NOT_16_DIGITS),
        ("360204121187000A", nik.NOT_16_DIGITS),
        ("３６０２０４１２１１８７０００１", nik.NOT_16_DIGITS),
        ("3600041211870001", nik.PLACE_UNKNOWN),
        ("3602991211870001", nik.PLACE_UNKNOWN),
        ("3602043902870001", nik.DATE_IMPOSSIBLE),
        ("3602040013870001", nik.DATE_IMPOSSIBLE),
        ("3602041211870000", nik.SERIAL_ZERO),
    ],
)
def test_each_fault_of_form_has_its_own_warning(number, warning):
    assert nik.check(number, on=TODAY, birth_date=date(1987, 11, 12), subdistricts=LEBAK) == (
        warning,
    )


def test_place_is_not_judged_by_a_list_that_does_not_cover_it():
    assert nik.check("3273056010900009", on=TODAY, subdistricts=LEBAK) == ()


def test_leap_day_exists_if_it_does_in_either_century():
    assert nik.read("3602042902000001").dates == (date(2000, 2, 29),)
    assert nik.read("3602042902010001").dates == ()


def test_recorded_birth_date_and_sex_that_differ_are_warned_of():
    found = nik.check("3602041211870001", on=TODAY, birth_date=date(1987, 11, 13), sex="P")
    assert found == (nik.BIRTH_DATE_DIFFERS, nik.SEX_DIFFERS)


def test_century_is_ambiguous_only_without_a_birth_date_and_if_both_lie_behind_us():
    born_10 = "3602041211100001"
    assert nik.check(born_10, on=TODAY) == (nik.CENTURY_AMBIGUOUS,)
    assert nik.check(born_10, on=date(2009, 1, 1)) == ()
    assert nik.check(born_10, on=TODAY, birth_date=date(2010, 11, 12)) == ()
    assert nik.check(born_10, on=TODAY, birth_date=date(1910, 11, 12)) == ()


def test_day_of_a_household_card_takes_no_40():
    assert nik.check_household("3602041211100003", on=TODAY) == ()
    assert nik.check_household("3602045211100003", on=TODAY) == (nik.DATE_IMPOSSIBLE,)
    assert nik.check_household("12", on=TODAY) == (nik.NOT_16_DIGITS,)


def test_mask_hides_the_birth_date_and_all_of_what_is_no_nik():
    assert nik.masked("3602041211870001") == "3602••••••••0001"
    assert nik.masked("12345") == "•••••"
