"""Contracts from signing to their end, by two people in real browsers; the books follow."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.conftest import id_of
from tests.journeys.conftest import sign_in
from tests.web.conftest import Place, user_with

BADRU, DARMA = (f"/mitra/{id_of('party', name)}/" for name in ("Badru", "Darma"))


@pytest.fixture
def deputy(told: Place, django_db_blocker: Any) -> Iterator[str]:
    """A second person of the head office, who may approve what the director proposes.

    Asked for before the browser, whose loop would keep a connection of its own.
    """
    with django_db_blocker.unblock():
        user = user_with(told.story.by.organisation_id, "head_office")
        type(user).objects.filter(id=user.id).update(username="wakil")
        yield "wakil"


def begin(page: Page, title: str) -> None:
    """Open the form of an act from the page of its row."""
    link = page.get_by_role("link", name=title, exact=True)
    if not link.is_visible():
        page.get_by_text("Tindakan lain").click()
    link.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def fill(page: Page, **given: str) -> None:
    """Fill in fields by their names; a choice by its words."""
    for name, value in given.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def save(page: Page, button: str = "Simpan") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".notice.error")).to_have_count(0)


def act(page: Page, title: str, **given: str) -> None:
    """Do an act from the page of its row, and come back to a page of the row."""
    begin(page, title)
    fill(page, **given)
    save(page)


def signed_by_two(
    browser: Browser, address: str, deputy: str, at: str, kind: str, **given: str
) -> Page:
    """The director proposes a contract, the deputy approves it and sees its page."""
    director = browser.new_page(locale="id-ID")
    sign_in(director, address, at=at)
    begin(director, "Buat akad")
    director.get_by_label(kind, exact=True).check()
    save(director, "Lanjut")
    fill(director, fund="Dana zakat", **given)
    save(director, "Periksa dahulu")
    expect(director.get_by_role("heading", name="Bila dilaksanakan")).to_be_visible()
    save(director, "Ajukan")
    expect(director.get_by_text("harus disetujui orang lain")).to_be_visible()
    proposal = director.url
    director.close()
    page = browser.new_context(locale="id-ID").new_page()
    sign_in(page, address, deputy, proposal.removeprefix(address))
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_role("heading", name=given["number"])).to_be_visible()
    return page


def test_two_ewes_are_placed_and_their_lamb_reaches_the_next_family(
    deputy: str, browser: Browser, address: str
) -> None:
    page = signed_by_two(
        browser, address, deputy, BADRU, "Perguliran ternak", number="PG-77", females="2",
        base_value="1.000.000", owed_females="1", deadline_months="24",
    )  # fmt: skip
    contract = page.url
    act(page, "Serahkan ternak")
    act(page, "Catat kelahiran", females="1", males="1")
    act(
        page, "Catat ternak mati atau hilang", way="mati", of="yang ditempatkan", females="1",
        cause="mati wajar",
    )  # fmt: skip
    act(page, "Catat sapih", females="1")
    page.goto(f"{address}/kelompok/{id_of('group', 'ternak')}/")
    begin(page, "Antrekan keluarga")
    page.get_by_label("Cicih").check()
    fill(page, species="Domba")
    save(page)
    page.goto(contract)
    act(
        page, "Gulirkan anak ternak", females="1", to="Cicih · Kelompok ternak", number="PG-78",
    )  # fmt: skip
    expect(page.get_by_role("link", name="Perguliran", exact=True)).to_be_visible()
    page.goto(f"{address}/kontrak/?q=PG-78")
    expect(page.locator("#hasil tbody tr")).to_contain_text(["Cicih"])
    page.goto(f"{address}/ternak/")
    expect(page.locator(".check.agrees").first).to_be_visible()
    expect(page.locator(".check.differs")).to_have_count(0)


def test_a_loan_signed_by_two_is_repaid_on_the_sheet_and_stands_in_the_account(
    deputy: str, browser: Browser, address: str
) -> None:
    page = signed_by_two(
        browser, address, deputy, DARMA, "Qardh", number="QH-77", principal="500.000",
        instalments="5", every="1", unit="bulan", rounding="Rp 1.000",
    )  # fmt: skip
    act(page, "Cairkan dana")
    page.goto(f"{address}/kelompok/{id_of('group', 'dagang')}/")
    begin(page, "Lembar setoran")
    for box in page.locator("td input").all():
        box.fill("")
    page.get_by_label("Darma QH-77").fill("100.000")
    fill(page, counted="90.000")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".notice.error")).to_contain_text("Hitung ulang")
    fill(page, counted="100.000")
    save(page)
    expect(page.get_by_role("heading", name="Setoran terakhir")).to_be_visible()
    month = f"{timezone.localdate():%Y-%m}"
    page.goto(f"{address}/buku/program/zakat/1101/IDR/?bulan={month}")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="Pencairan")).to_contain_text(["500.000"])
    expect(rows.filter(has_text="Angsuran")).to_contain_text(["100.000"])


def test_goods_paid_off_early_cost_no_margin_for_the_time_not_used(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(locale="id-ID")
    sign_in(page, address, at=f"/kontrak/{id_of('contract', 'MB-1')}/")
    begin(page, "Lunasi sekarang")
    fill(page, on="2011-06-15")
    save(page, "Periksa dahulu")
    facts = page.locator(".facts")
    expect(facts).to_contain_text("Rp 90.000")
    expect(facts).to_contain_text("Rp 1.120.000")
    save(page)
    expect(page.get_by_text("Selesai", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Pelunasan")).to_be_visible()
