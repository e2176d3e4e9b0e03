"""The public page that checks receipts: plain answers, no names, no guessing without end."""

import base64
from uuid import UUID

import pytest
from django.test import Client

from klaster.domain.access import signing
from klaster.domain.ledger import commands as ledger
from klaster.domain.savings import receipts
from klaster.web.verification import views
from tests.conftest import id_of
from tests.domain import cooperative_world

pytestmark = pytest.mark.django_db
SAVED = cooperative_world.FOUNDED.replace(month=2, day=3)


@pytest.fixture
def world():
    return cooperative_world.found()


@pytest.fixture
def token(world):
    posted = world.save("Ani", "sukarela", 50_000, SAVED)
    return receipts.of_entry(world.cooperative, world.members["Ani"], posted.id)


def ask(client, given):
    return client.get("/verifikasi/", {"t": given})


def test_anyone_learns_that_a_receipt_stands_and_what_it_says_without_names(client, token):
    answer = ask(client, token)
    page = answer.content.decode()
    assert "ASLI, dan transaksinya masih tercatat" in page
    for said in ("Koperasi kop", "Simpanan sukarela", "Rp 50.000", "3 Februari 2014"):
        assert said in page
    assert "Ani" not in page


def test_the_address_in_the_code_is_taken_like_the_code_itself(client, token):
    link = f"https://koperasi.example/verifikasi/?t={token}"
    assert "masih tercatat" in ask(client, link).content.decode()


def test_what_was_taken_back_is_said_to_be(client, world, token):
    entry = UUID(receipts.verify(token).says["jurnal"])
    ledger.reverse(by=world.by, on=SAVED, id=id_of("back"), entry=entry, reason="salah catat")
    assert "sudah DIBATALKAN" in ask(client, token).content.decode()


def test_a_passbook_says_its_balances(client, world):
    token = receipts.of_passbook(world.cooperative, world.members["Ani"], {"pokok": 100_000}, SAVED)
    page = ask(client, token).content.decode()
    assert "Buku simpanan ini ASLI." in page
    assert "Rp 100.000" in page


def test_a_changed_code_is_said_to_be_false(client, token):
    for forged in (token[:-3] + "AAA", "KL1..", "apa saja", "KL1.é.é", "https://x.example/?a=1"):
        answer = ask(client, forged)
        assert answer.status_code == 400
        assert "TIDAK ASLI." in answer.content.decode()


def test_the_page_is_open_unindexed_and_runs_no_script(client, token):
    for answer in (client.get("/verifikasi/"), ask(client, token)):
        assert answer.status_code == 200
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert "script" not in answer["Content-Security-Policy"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "no-store"
    assert client.post("/verifikasi/").status_code == 405


def test_the_public_key_checks_a_receipt_elsewhere(client, token):
    kind, text = client.get("/verifikasi/kunci.txt").content.decode().split()
    assert kind == "Ed25519"
    assert signing.verify(token, base64.b64decode(text))["anggota"] == 1


def test_who_tries_many_false_codes_is_no_longer_heard(client, token):
    for n in range(views.PER_ADDRESS):
        ask(client, f"KL1.{n}.A")
    assert ask(client, token).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert ask(elsewhere, token).status_code == 200
