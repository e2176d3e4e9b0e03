"""Reading in a real browser, down to the entry behind a number, with script and without."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from klaster.domain.access.models import Organisation
from tests.conftest import actor_of, id_of
from tests.web.conftest import PASSWORD, tell, user_with

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="chromium is not installed"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture
def address(
    own_database: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A server of the pages over a database that holds the story."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with django_db_blocker.unblock():
        institution = Organisation.objects.create(
            id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
        )
        tell(actor_of(institution))
        user = user_with(institution.id, "head_office")
        type(user).objects.filter(id=user.id).update(username="direktur")
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """A headless Chromium; missing in CI, starting it fails and says so."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM or "/usr/bin/chromium", args=FLAGS
        )
        yield started
        started.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/mitra/")
    page.get_by_label("Nama pengguna").fill("direktur")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


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
