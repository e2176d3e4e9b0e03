"""A cooperative runs itself in the browser: its month end, and the sharing of a year's surplus."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from klaster.domain.ledger import queries as books
from klaster.domain.treasury.commands import VALUES
from klaster.web.shared import words
from tests.domain import cooperative_year
from tests.domain.cooperative_world import World
from tests.journeys.conftest import sign_in
from tests.web.conftest import Place, user_with

DECEMBER = date(2014, 12, 1)
# Worlds come before the browser: once its loop runs, Django takes another connection, which would
# outlive the database of the test.


def officers_of(world: World) -> None:
    """Two officers, each with a login."""
    for name in ("bendahara", "ketua"):
        user = user_with(world.by.organisation_id, "officer")
        type(user).objects.filter(id=user.id).update(username=name, full_name=name)


@pytest.fixture
def in_december(told: Place, django_db_blocker: Any) -> Iterator[dict[int, int]]:
    """A cooperative whose December was lived but not ended: notes and coins as in its box."""
    with django_db_blocker.unblock():
        world = cooperative_year.tell(until=date(2014, 11, 30))
        cooperative_year.live(world, DECEMBER)
        officers_of(world)
        left, pieces = books.balance(world.cooperative.book, "fund_cash", date(2014, 12, 31)), {}
        for value in VALUES:
            pieces[value], left = divmod(left, value)
        yield {value: number for value, number in pieces.items() if number}


@pytest.fixture
def closed(told: Place, django_db_blocker: Any) -> Iterator[World]:
    """A cooperative whose year 2014 was closed."""
    with django_db_blocker.unblock():
        world = cooperative_year.tell()
        officers_of(world)
        yield world


def act(page: Page, name: str) -> None:
    """Press what may be done on the page, also where it is folded away."""
    link = page.locator(".acts").get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.get_by_text("Tindakan lain").click()
    link.click()


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


def on_day(page: Page, address: str, day: str) -> None:
    """See and act as of a day."""
    page.goto(f"{address}/tanggal/")
    page.get_by_label("Tanggal").fill(day)
    page.locator("main form button").first.click()


def test_a_treasurer_ends_the_month_once_nothing_is_missing(
    in_december: dict[int, int], browser: Browser, address: str
) -> None:
    page = browser.new_page(locale="id-ID")
    sign_in(page, address, "bendahara", "/koperasi/bulan/")
    act(page, "Tutup bulan")
    expect(page.get_by_text("Menutup bulan Desember 2014")).to_be_visible()
    press(page, "Periksa dahulu")
    expect(page.get_by_text("Hitung kas per tanggal terakhir bulan ini.")).to_be_visible()
    expect(page.get_by_text("Buku-buku saling cocok")).to_be_visible()
    page.get_by_role("link", name="Hitung kas").click()
    for value, number in in_december.items():
        title = words.rupiah(value) if value > 1 else "Receh lain, dalam rupiah"
        page.get_by_label(f"Banyaknya: {title}", exact=True).fill(str(number))
    press(page, "Periksa dahulu")
    expect(page.get_by_text("Cocok dengan buku.")).to_be_visible()
    press(page, "Simpan")
    page.get_by_role("link", name="Tutup bulan").click()
    act(page, "Tutup bulan")
    press(page, "Periksa dahulu")
    expect(page.get_by_text("Semua siap.")).to_be_visible()
    expect(page.get_by_text("SHU tahun buku")).to_be_visible()
    press(page, "Simpan")
    expect(page.get_by_role("rowheader", name="Desember 2014")).to_be_visible()


def test_a_surplus_is_proposed_resolved_and_shared_by_two_officers(
    closed: World, browser: Browser, address: str
) -> None:
    page = browser.new_page(locale="id-ID")
    sign_in(page, address, "bendahara", "/koperasi/shu/")
    on_day(page, address, "2015-02-21")
    page.goto(f"{address}/koperasi/shu/")
    act(page, "Usulkan pembagian")
    press(page, "Periksa dahulu")
    expect(page.get_by_role("rowheader", name="Ani")).to_be_visible()
    press(page, "Simpan")
    expect(page.get_by_role("heading", name="Pembagian SHU 2014")).to_be_visible()
    proposed = page.url

    meet(page)
    meeting = page.url
    page.goto(proposed)
    act(page, "Catat pengesahan rapat")
    page.get_by_label("Keputusan rapat anggota").select_option(index=1)
    press(page, "Simpan")
    act(page, "Bagikan kepada anggota")
    press(page, "Ajukan")
    expect(page.get_by_text("Usulan Anda sendiri harus disetujui orang lain.")).to_be_visible()

    other = browser.new_context(locale="id-ID").new_page()
    sign_in(other, address, "ketua", "/persetujuan/")
    other.get_by_role("link", name="Bagikan kepada anggota: SHU 2014").click()
    expect(other.get_by_role("rowheader", name="Ani")).to_be_visible()
    press(other, "Setujui")
    expect(other.locator(".lead", has_text="Dibagikan")).to_be_visible()
    other.goto(meeting)
    with other.expect_download() as download:
        other.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename == "rat-2014.xlsx"


def meet(page: Page) -> None:
    """The annual meeting is called, attended by eight, held, and resolves on the surplus."""
    page.get_by_role("link", name="Rapat", exact=True).click()
    act(page, "Undang rapat")
    page.get_by_label("Tentang tahun buku").fill("2014")
    page.get_by_label("Diadakan pada").fill("2015-02-21")
    page.get_by_label("Tempat").fill("Balai desa")
    page.get_by_label("Acara").fill("Laporan pengurus\nPembagian SHU")
    press(page, "Simpan")
    act(page, "Isi daftar hadir")
    for box in page.get_by_role("checkbox").all()[:8]:
        box.check()
    press(page, "Simpan")
    act(page, "Catat rapat dilaksanakan")
    expect(page.get_by_text("Hadir 8 dari 10; kuorum 6.")).to_be_visible()
    page.get_by_label("Pimpinan rapat").fill("Ani")
    page.get_by_label("Pencatat").fill("Budi")
    page.get_by_label("Risalah").fill("Laporan diterima.")
    press(page, "Simpan")
    act(page, "Catat keputusan")
    page.get_by_label("Tentang").select_option(label="Pembagian SHU")
    page.get_by_label("Keputusan", exact=True).fill("Dibagi menurut anggaran rumah tangga")
    page.get_by_label("Setuju", exact=True).fill("8")
    press(page, "Simpan")
