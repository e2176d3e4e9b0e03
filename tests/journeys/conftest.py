"""A server of the pages over a database that holds the story, and a browser to read them with."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from klaster.domain.access.models import Organisation
from tests.conftest import actor_of, id_of
from tests.web.conftest import PASSWORD, House, Place, keep_house, tell, user_with

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
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
def told(own_database: str, django_db_blocker: Any) -> Iterator[Place]:
    """The story in a database of its own, and a director who may read it."""
    with django_db_blocker.unblock():
        institution = Organisation.objects.create(
            id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
        )
        place = tell(actor_of(institution))
        user = user_with(institution.id, "head_office")
        type(user).objects.filter(id=user.id).update(username="direktur")
        yield place


@pytest.fixture
def kept(told: Place, django_db_blocker: Any) -> Iterator[House]:
    """A cooperative's year in the same database, and a treasurer who may read it."""
    with django_db_blocker.unblock():
        house = keep_house()
        user = user_with(house.world.by.organisation_id, "officer")
        type(user).objects.filter(id=user.id).update(username="bendahara")
        yield house


@pytest.fixture
def address(told: Place, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the pages of the story are served."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """A headless Chromium; missing in CI, starting it fails and says so."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM or "/usr/bin/chromium", args=FLAGS
        )
        yield started
        started.close()


def sign_in(page: Page, address: str, username: str = "direktur", at: str = "/mitra/") -> None:
    """Sign in (unless told otherwise as the director) on the way to a page."""
    page.goto(f"{address}{at}")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
