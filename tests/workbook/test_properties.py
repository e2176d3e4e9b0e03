"""What holds for every workbook: in equals out, twice is once, order and damage change nothing."""

import zipfile
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Entry
from klaster.domain.programme.models import BudgetLine, Enrolment, Group
from klaster.domain.registry.models import Consent, Identity, Membership, Party, PartyRole
from klaster.rules.refusal import Refused
from klaster.workbook import importing
from klaster.workbook.registers import REGISTERS
from tests.workbook import broken
from tests.workbook.conftest import ON, rows_everywhere
from tests.workbook.sheets import SMALL, changed, write

SLOW = settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
NAMES = st.text(LETTERS, min_size=1, max_size=30).filter(lambda name: name.isprintable())
CODES = st.text("ABCXYZ0123456789-/.", min_size=1, max_size=12)
DAYS = st.integers(0, 700).map(lambda days: date(2011, 2, 1) + timedelta(days=days))
AMOUNTS = st.integers(1, 10**9)
# Each table with what does not tell when it was written.
KEPT = {
    Party: ("id", "name", "birth_date", "known_since", "sex", "village_id"),
    Identity: ("party_id", "kind", "lookup"),
    PartyRole: ("party_id", "role", "valid_from"),
    Consent: ("party_id", "purpose", "given_on"),
    Membership: ("party_id", "group_id", "valid_from"),
    Group: ("id", "party_id", "weekday"),
    Enrolment: ("id", "party_id", "group_id", "enrolled_on"),
    Entry: ("id", "kind", "event_date", "memo"),
    BudgetLine: ("sector_id", "kind", "amount_rp"),
}


def written(draw, value):
    """A value in one of the ways in which people write it."""
    if isinstance(value, date):
        return draw(st.sampled_from([
            value, value.isoformat(), f"{value.day}-{value.month}-{value.year}",
        ]))  # fmt: skip
    grouped = f"{value:,}".replace(",", ".")
    return draw(st.sampled_from([value, float(value), str(value), grouped, f"Rp {grouped}"]))


@st.composite
def workbooks(draw):
    """A valid workbook: the small one with other groups, mitra, receipts and budget lines."""
    codes = draw(st.lists(CODES, min_size=2, max_size=7, unique=True))
    cut = draw(st.integers(1, len(codes) - 1))
    groups, mitra = codes[:cut], codes[cut:]
    numbers = draw(st.lists(CODES, max_size=4, unique=True))
    sheets = {name: lines for name, lines in SMALL.items() if name != "Perjalanan mitra"}
    sheets["Pendamping"] = sheets["Pendamping"][:1]
    sheets["Kelompok"] = [SMALL["Kelompok"][0]] + [
        [code, draw(NAMES), "pertanian", "36.02.06.2002", "Rabu", 1,
         written(draw, date(2011, 2, 1)), ""]
        for code in groups
    ]  # fmt: skip
    sheets["Mitra"] = [SMALL["Mitra"][0]] + [
        [code, draw(NAMES), draw(st.sampled_from("LP")), written(draw, date(1980, 5, 17)),
         f"36020657058{place:05}", "36.02.06.2002", draw(st.sampled_from(groups)),
         written(draw, draw(DAYS)), draw(st.sampled_from(["ya", "tidak", ""]))]
        for place, code in enumerate(mitra)
    ]  # fmt: skip
    sheets["Penerimaan"] = [SMALL["Penerimaan"][0]] + [
        [number, "zakat", written(draw, draw(DAYS)), written(draw, draw(AMOUNTS)), draw(NAMES)]
        for number in numbers
    ]
    return sheets


@contextmanager
def taken_back():
    """Whatever is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def state():
    """What is on record, in an order of its own."""
    kept = {
        model: sorted(map(repr, model.objects.values_list(*fields)))
        for model, fields in KEPT.items()
    }
    return kept, ledger.balance(Book.objects.get(), "fund_cash", ON)


@SLOW
@given(workbooks())
def test_rows_in_equal_rows_out_and_twice_is_once(tmp_path, beginner, sheets):
    path = write(tmp_path / "buku.xlsx", sheets)
    with taken_back():
        outcome = importing.run(path, beginner, ON)
        assert outcome.faults == ()
        assert {count.sheet: count.read for count in outcome.counts} == {
            name: len(lines) - 1 for name, lines in sheets.items()
        }
        assert Enrolment.objects.count() == len(sheets["Mitra"]) - 1
        assert Entry.objects.count() == len(sheets["Penerimaan"]) - 1
        once = state()
        again = importing.run(path, beginner, ON + timedelta(days=1))
        assert (again.faults, again.new, again.read) == ((), 0, outcome.read)
        assert state() == once


@SLOW
@given(workbooks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_sheets_and_columns_does_not_matter(tmp_path, beginner, sheets, random):
    mixed = {}
    for name in random.sample(list(sheets), len(sheets)):
        header, *rows = sheets[name]
        columns = random.sample(range(len(header)), len(header))
        lines = [header, *random.sample(rows, len(rows))]
        mixed[name] = [[line[place] for place in columns] for line in lines]
    mixed["Lembaga"] = sheets["Lembaga"]
    states = []
    for name, each in (("urut", sheets), ("acak", mixed)):
        with taken_back():
            path = write(tmp_path / f"{name}.xlsx", each)
            assert importing.run(path, beginner, ON).faults == ()
            states.append(state())
    assert states[0] == states[1]


REFERENCES = [
    (register.sheet, row, SMALL[register.sheet][0][place])
    for register in REGISTERS
    for column in register.columns
    if column.refers_to and register.sheet in SMALL
    for place, title in enumerate(SMALL[register.sheet][0])
    if title == column.header
    for row in range(2, len(SMALL[register.sheet]) + 1)
]
KEYS = sorted({str(line[0]) for lines in SMALL.values() for line in lines[1:]} | {"tiada", ""})


@settings(SLOW, max_examples=40)
@given(st.sampled_from(REFERENCES), st.sampled_from(KEYS))
def test_no_reference_to_the_wrong_thing_is_more_than_a_fault(tmp_path, beginner, place, key):
    path = write(tmp_path / "acuan.xlsx", changed(*place, key))
    before = rows_everywhere()
    with taken_back():
        outcome = importing.run(path, beginner, ON)
        assert not outcome.is_refused or rows_everywhere() == before


@settings(SLOW, max_examples=80)
@given(st.data())
def test_no_damage_to_a_file_is_more_than_a_refusal(tmp_path, beginner, data):
    parts = broken.parts_of(broken.good(tmp_path))
    name = data.draw(st.sampled_from(sorted(parts)))
    content = parts[name]
    start = data.draw(st.integers(0, len(content)))
    end = start + data.draw(st.integers(0, 12))
    token = data.draw(st.sampled_from([
        b"", b"<", b">", b'"', b"&#xD800;", b"&x;", b"99999999999", b"-1", b"NaN", b"\xff", b"\0",
        b"<!DOCTYPE x>", b't="e"', b't="s"', b"</c>", b"</row>", b"<f>A1</f>", b"]]>", b"<!--",
    ]))  # fmt: skip
    parts[name] = content[:start] + token + content[end:]
    path = broken.pack(tmp_path / "rusak.xlsx", parts, zipfile.ZIP_STORED)
    before = rows_everywhere()
    with taken_back():
        try:
            is_refused = importing.run(path, beginner, ON).is_refused
        except Refused:
            is_refused = True
        assert not is_refused or rows_everywhere() == before
