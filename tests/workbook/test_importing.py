"""A workbook is imported whole or not at all, once, and says what became of each sheet."""

from datetime import date

import pytest

from klaster.domain.access import policy
from klaster.domain.access.acts import Actor
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Entry
from klaster.domain.places import commands as places
from klaster.domain.programme.models import Enrolment, Programme
from klaster.domain.registry.models import Identity, Party, PartyRole
from klaster.workbook import beginning, importing
from tests.workbook.sheets import SMALL, changed, write

ON = date(2014, 3, 7)


@pytest.fixture
def areas(db: None) -> None:
    places.load_shipped()


@pytest.fixture
def small(tmp_path, areas):
    return write(tmp_path / "kecil.xlsx", SMALL)


@pytest.fixture
def by(small) -> Actor:
    return beginning.set_up(small, ON, "pengelola", "kata sandi uji")


def test_first_workbook_sets_up_institution_and_administrator(small, by):
    assert by.roles == {policy.ADMIN}
    assert importing.run(small, by, ON).faults == ()
    assert Programme.objects.get().organisation_id == by.organisation_id


def test_counts_in_equal_counts_out(small, by):
    outcome = importing.run(small, by, ON)
    counted = {count.sheet: (count.read, count.new) for count in outcome.counts}
    wanted = {sheet: (len(lines) - 1, len(lines) - 1) for sheet, lines in SMALL.items()}
    wanted["Lembaga"] = (2, 1)  # the institution itself was set up before
    assert outcome.faults == ()
    assert counted == wanted
    assert Party.objects.filter(kind="person").count() == 3
    assert Enrolment.objects.count() == 2


def test_amounts_and_days_arrive_as_meant(small, by):
    importing.run(small, by, ON)
    assert ledger.balance(Book.objects.get(), "fund_cash", date(2011, 1, 31)) == 5_000_000
    assert ledger.balance(Book.objects.get(), "fund_cash", date(2011, 2, 1)) == 9_000_000
    assert Party.objects.get(name="Uji Satu").birth_date == date(1980, 5, 17)
    assert PartyRole.objects.get(party__name="Uji Satu").valid_from == date(2011, 2, 1)
    assert Identity.objects.count() == 2


def test_importing_again_changes_nothing_and_says_so(small, by):
    importing.run(small, by, ON)
    entries = list(Entry.objects.order_by("id").values_list("id", "posted_at"))
    again = importing.run(small, by, date(2014, 3, 8))
    assert again.faults == ()
    assert (again.new, again.read) == (0, sum(len(lines) - 1 for lines in SMALL.values()))
    assert list(Entry.objects.order_by("id").values_list("id", "posted_at")) == entries


def test_dry_run_writes_nothing_and_counts_the_same(small, by):
    rehearsed = importing.check(small, by, ON)
    assert not Party.objects.exists()
    assert rehearsed == importing.run(small, by, ON)


def test_one_wrong_row_keeps_the_whole_workbook_out(tmp_path, by):
    wrong = write(tmp_path / "salah.xlsx", changed("Mitra", 3, "Desa", "36.02.06.9999"))
    (fault,) = importing.run(wrong, by, ON).faults
    assert (fault.sheet, fault.row, fault.column) == ("Mitra", 3, "Desa")
    assert "tidak dikenal" in fault.reason
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        ("Mitra", 2, "Nama", "Uji Lain", "Uji Satu"),
        ("Mitra", 2, "Tanggal lahir", "18-5-1980", "17 Mei 1980"),
        ("Program", 2, "Nama", "Klaster Lain", "Klaster Uji"),
        ("Penerimaan", 2, "Jumlah", 6000, "isi yang lain"),
        ("Dana", 2, "Janji", 1, "dengan isi lain"),
    ],
)
def test_same_key_with_other_content_is_named_with_row_and_column(
    tmp_path, small, by, sheet, row, column, value, said
):
    importing.run(small, by, ON)
    other = write(tmp_path / "lain.xlsx", changed(sheet, row, column, value))
    fault, *more = importing.run(other, by, ON).faults
    assert (fault.sheet, fault.row) == (sheet, row)
    assert said in fault.reason
    assert not more


def test_a_second_workbook_may_refer_to_rows_of_the_first(tmp_path, small, by):
    importing.run(small, by, ON)
    header, *_ = SMALL["Penerimaan"]
    later = {"Penerimaan": [header, ["T-3", "zakat", "1-3-2011", 7, ""]]}
    outcome = importing.run(write(tmp_path / "maret.xlsx", later), by, ON)
    assert outcome.faults == ()
    assert outcome.new == 1


def test_a_refusal_of_the_domain_is_pinned_to_its_row(tmp_path, by):
    wrong = changed("Perjalanan mitra", 3, "Tahap", "mandiri")
    (fault,) = importing.check(write(tmp_path / "salah.xlsx", wrong), by, ON).faults
    assert (fault.sheet, fault.row) == ("Perjalanan mitra", 3)
    assert "tidak dapat langsung" in fault.reason


def test_progress_reaches_the_end_of_every_sheet(small, by):
    told = {}
    importing.run(small, by, ON, lambda sheet, done, of: told.update({sheet: (done, of)}))
    assert set(told) == set(SMALL)
    assert all(done == of for done, of in told.values())
