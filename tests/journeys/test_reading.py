"""Reading in a real browser, down to the entry behind a number, with script and without."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import sign_in


def test_a_director_reads_from_the_list_down_to_the_entry(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="id-ID")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, address)
    page.get_by_role("link", name="Beranda").click()
    expect(page.get_by_role("heading", name="Klaster Uji")).to_be_visible()
    page.get_by_role("link", name="Mitra", exact=True).click()
    page.get_by_label("Cari nama").press_sequentially("darm")
    expect(page.locator("#hasil tbody a", has_text="Ani")).to_have_count(0)
    expect(page.locator("#hasil tbody a", has_text="Darma")).to_be_visible()
    page.get_by_role("link", name="Darma").click()
    page.get_by_role("link", name="QH-1", exact=True).click()
    page.get_by_role("link", name="Pencairan").click()
    expect(page.get_by_role("heading", name="Pencairan")).to_be_visible()
    expect(page.get_by_text("Rp 1.000.000")).to_be_visible()
    page.get_by_role("link", name="1101 Kas dan bank").click()
    expect(page.get_by_role("heading", name="Kas dan bank, Maret 2011")).to_be_visible()
    assert complaints == []


def test_all_of_it_works_without_script_on_a_small_phone(browser: Browser, address: str) -> None:
    phone = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="id-ID"
    )
    page = phone.new_page()
    sign_in(page, address)
    page.get_by_label("Cari nama").fill("darm")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("#hasil tbody a", has_text="Ani")).to_have_count(0)
    expect(page.locator("#hasil tbody a", has_text="Darma")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Buku", exact=True).click()
    page.get_by_role("link", name="Neraca saldo").click()
    expect(page.get_by_text("Debit sama dengan kredit.").first).to_be_visible()
