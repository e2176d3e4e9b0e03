"""Passbooks: one tagged PDF, a page or more for each member, each with a code that proves it."""

import io
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from klaster.domain.registry import commands as registry
from klaster.domain.savings import queries, receipts
from klaster.reports import passbooks
from klaster.reports.passbooks import pages
from klaster.rules import qr
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED, NAMES

LAST = date(2014, 12, 31)
MANY = 60  # withdrawals of one member: more than a page holds


@pytest.fixture
def world(db: None) -> cooperative_world.World:
    """Everybody saves at the first meeting; Ani goes on until her book needs a second page."""
    world = cooperative_world.found()
    for name in NAMES:
        world.save(name, "pokok", 100_000, FOUNDED)
        world.save(name, "wajib", 10_000, FOUNDED)
    for n in range(MANY):
        world.save("Ani", "sukarela", 1_000 + n, FOUNDED + timedelta(days=n + 1))
    return world


def made(world, name: str | None = None) -> PdfReader:
    member = world.members[name] if name else None
    return PdfReader(io.BytesIO(passbooks.pdf(world.cooperative, FOUNDED, LAST, member)))


def test_every_member_has_a_page_and_the_file_is_tagged(world) -> None:
    reader = made(world)
    assert len(reader.pages) == len(NAMES) + 1
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "id"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert [each.title for each in reader.outline][:2] == ["1. Ani", "2. Budi"]
    assert "Anggota 1, halaman 2 dari 2" in reader.pages[1].extract_text()


def test_the_same_books_give_the_same_bytes(world) -> None:
    twice = [passbooks.pdf(world.cooperative, FOUNDED, LAST) for _ in range(2)]
    assert twice[0] == twice[1]


def test_the_code_is_the_signed_token_of_the_last_balances(world) -> None:
    reader = made(world, "Budi")
    (said,) = re.findall(rb"/F/AHx ID ([0-9a-f]+)> EI", reader.pages[0].get_contents().get_data())
    saved = queries.balances(world.cooperative, LAST)[world.members["Budi"].party_id]
    token = receipts.of_passbook(world.cooperative, world.members["Budi"], saved, LAST)
    assert bytes.fromhex(said.decode()) == qr.code(token).rows
    found = receipts.verify(token)
    assert (found.state, found.says["anggota"]) == (receipts.STANDS, 2)
    assert found.says["saldo"] == {"pokok": 100_000, "wajib": 10_000}


def test_a_book_is_a_table_that_says_each_movement_once(world) -> None:
    root = made(world, "Ani").trailer["/Root"]["/StructTreeRoot"]
    (document,) = root["/K"]
    (section,) = document.get_object()["/K"]
    kinds = [each.get_object()["/S"] for each in section.get_object()["/K"]]
    assert kinds == ["/H1", "/P", "/P", "/Figure", "/P", "/Table"]
    head, body = section.get_object()["/K"][-1].get_object()["/K"]
    assert len(body.get_object()["/K"]) == 1 + 1 + MANY + 1  # opening, first day, then closing
    titles = head.get_object()["/K"][0].get_object()["/K"]
    assert all(each.get_object()["/A"]["/Scope"] == "/Column" for each in titles)


def test_every_mark_of_a_page_belongs_to_its_element(world) -> None:
    reader = made(world, "Ani")
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for n, page in enumerate(reader.pages):
        assert page["/StructParents"] == numbers[2 * n] == n
        elements = numbers[2 * n + 1].get_object()
        marks = re.findall(rb"/MCID (\d+)", page.get_contents().get_data())
        assert [int(mark) for mark in marks] == list(range(len(elements)))
        for mark, element in enumerate(elements):
            assert element.get_object()["/K"] == mark
            assert element.get_object()["/Pg"].get_object() == page


def test_movements_alike_on_a_day_share_a_row_and_carry_the_sum(world) -> None:
    text = made(world, "Budi").pages[0].extract_text().replace("\n", " ")
    assert "1 Januari 2014 Setoran 100.000 10.000 110.000" in text
    assert "Saldo akhir 100.000 10.000 0 110.000" in text


def test_letters_that_the_type_has_not_are_shown_as_question_marks(world) -> None:
    (party,) = registry.enrol_many(
        by=world.by, on=FOUNDED,
        rows=[registry.NewParty(id=world.id("x"), kind="person", name="Née 山 Żak", since=FOUNDED)],
    )  # fmt: skip
    member = world.members["Budi"]
    member.party = party
    text = PdfReader(
        io.BytesIO(passbooks.pdf(world.cooperative, FOUNDED, LAST, member))
    ).pages[0].extract_text()  # fmt: skip
    assert "Née ? Żak" in text


@given(
    heights=st.lists(st.integers(5, 60), min_size=1, max_size=80),
    first=st.integers(60, 200),
    further=st.integers(60, 300),
)
def test_rows_fill_pages_in_order_and_none_is_lost(heights, first: int, further: int) -> None:
    found = list(pages.split(heights, first, further))
    assert [n for part in found for n in part] == list(range(len(heights)))
    for page, part in enumerate(found):
        assert sum(heights[n] for n in part) <= (further if page else first)
