"""Pages keep the strict content policy: no style, script or handler within the page itself."""

import re

import pytest

from tests.tidy.source import PACKAGE, where

PAGES = sorted((PACKAGE / "web").rglob("*.html"))
INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | <script(?![^>]*\bsrc=) | \son\w+\s*= | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)


@pytest.mark.parametrize("page", PAGES, ids=where)
def test_a_page_holds_no_style_or_script(page):
    lines = page.read_text().splitlines()
    assert not [where(page, n) for n, line in enumerate(lines, 1) if INLINE.search(line)]


@pytest.mark.parametrize(
    "written", ["<style>", '<p style="x">', "<script>", '<a onclick="x">', 'href="javascript:x"']
)
def test_the_search_finds_each_way_to_write_it_inline(written):
    assert INLINE.search(written)


def test_a_script_file_is_not_inline():
    assert not INLINE.search('<script src="/static/app.js" defer></script>')
