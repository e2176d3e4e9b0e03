"""No page breaks a rule of accessibility that a program can check, wide or narrow, light or dark.

The rules are those of axe-core (WCAG 2.2 A and AA, and its good practices); what it cannot see,
people have to look at.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.conftest import id_of
from tests.journeys.conftest import sign_in
from tests.web import conftest as web

WIDTHS, THEMES = (1280, 360), ("light", "dark")
# Files and parts of other pages.
NOT_PAGES = {
    "deed_pdf", "report_download", "donor_fund_file", "claims_summary", "passbook_pdf", "rat_pack",
    "instrument_xlsx", "import_template", "import_state", "today",
}  # fmt: skip
FURTHER = {
    "nobody found": "/mitra/?q=zzzz",
    "report to be asked": "/laporan/account_statement/",
    "survey of a mitra": f"/survei/{id_of('instrument')}/isi/?mitra={id_of('party', 'Ani')}",
    "day": "/tanggal/",
    "organisations": "/lembaga/",
    "not found": "/tidak-ada/",
}
# A theme changes colours and nothing else.
ONLY = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
RUN = """async only => (await axe.run({resultTypes: ["violations"], ...only})).violations.map(
    each => each.id + ": " + each.nodes.map(node => node.target + " " + node.failureSummary).join())
"""


def findings(page: Page, url: str) -> dict[str, Any]:
    """What axe finds on a page, by width and theme; what scrolls sideways counts too."""
    page.goto(url)
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found[f"{width} {theme}"] = page.evaluate(RUN, ONLY[theme])
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{width}"] = "wider than the screen"
    return {where: each for where, each in found.items() if each}


def test_no_page_breaks_a_rule_of_accessibility(
    browser: Browser, address: str, told: web.Place
) -> None:
    page = browser.new_page(locale="id-ID")
    found = {"sign in": findings(page, f"{address}/masuk/")}
    sign_in(page, address)
    pages = {name: at for name, at in told.addresses.items() if name not in NOT_PAGES}
    pages["account in a month"] = f"{told.addresses['account']}?bulan=2011-03"
    for name, at in {**pages, **FURTHER}.items():
        found[name] = findings(page, address + at)
    assert {name: each for name, each in found.items() if each} == {}


def test_no_page_of_a_cooperative_breaks_a_rule_of_accessibility(
    browser: Browser, address: str, kept: web.House
) -> None:
    page = browser.new_page(locale="id-ID")
    found = {"false": findings(page, f"{address}/verifikasi/?t=KL1.tidak.asli")}
    sign_in(page, address, "bendahara", "/koperasi/")
    pages = {name: at for name, at in kept.addresses.items() if name not in NOT_PAGES}
    for name, at in pages.items():
        found[name] = findings(page, address + at)
    page.goto(address + kept.addresses["receipt"])
    link = page.get_by_role("link", name="Periksa sekarang").get_attribute("href")
    found["genuine"] = findings(page, f"{link}")
    assert {name: each for name, each in found.items() if each} == {}
