"""Enrolling a mitra in a real browser: who is alike is asked about, and a typo finds them after."""

from playwright.sync_api import Browser, Page, expect

from tests.conftest import id_of
from tests.journeys.conftest import sign_in


def test_a_mitra_is_enrolled_once_into_a_group_and_found_by_a_misspelt_name(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(locale="id-ID")
    sign_in(page, address)
    page.get_by_role("link", name="Daftarkan mitra").click()
    _fill(page, "Siti Nurhayati")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name="Siti Nurhayati")).to_be_visible()
    expect(page.get_by_role("link", name="Kelompok ternak").first).to_be_visible()
    first = page.url

    page.goto(f"{address}/tindakan/registry.enrol/")
    _fill(page, "Siti Nurhayati")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Ada yang mirip.")).to_be_visible()
    page.get_by_label("Siti Nurhayati · Cisimeut").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page).to_have_url(first)

    page.goto(f"{address}/tindakan/registry.enrol/")
    _fill(page, "Siti Nurhayatin")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Orang lain; daftarkan sebagai orang baru").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name="Siti Nurhayatin")).to_be_visible()
    assert page.url != first

    page.goto(f"{address}/mitra/")
    page.get_by_label("Cari nama").press_sequentially("siti nurhayti")
    expect(page.locator("#hasil tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Siti Nurhayati", exact=True).click()
    expect(page).to_have_url(first)


def _fill(page: Page, name: str) -> None:
    page.get_by_label("Nama", exact=True).fill(name)
    page.get_by_label("Perempuan").check()
    page.get_by_label("Desa").fill("Cisimeut")
    page.get_by_label("Kelompok").select_option(str(id_of("group", "ternak")))
