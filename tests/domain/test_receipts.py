"""Receipts and passbooks: genuine or not, offline too, and whether they still stand."""

from datetime import date
from uuid import UUID

import pytest
from django.test import override_settings

from klaster.domain.access import signing
from klaster.domain.ledger import commands as ledger
from klaster.domain.savings import receipts
from tests.conftest import id_of
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED

SAVED = date(2014, 2, 3)


@pytest.fixture
def world(db: None) -> cooperative_world.World:
    return cooperative_world.found()


@pytest.fixture
def token(world) -> str:
    posted = world.save("Ani", "sukarela", 50_000, SAVED)
    return receipts.of_entry(world.cooperative, world.members["Ani"], posted.id)


def test_a_receipt_says_what_was_paid_and_stands(world, token: str) -> None:
    found = receipts.verify(token)
    assert found.state == receipts.STANDS
    assert found.says["jumlah"] == {"sukarela": 50_000}
    assert (found.says["anggota"], found.says["tanggal"]) == (1, "2014-02-03")
    assert len(token) < 500


def test_a_changed_receipt_is_not_genuine(token: str) -> None:
    version, said, signature = token.split(".")
    for forged in (
        f"{version}.{said[:-2]}AA.{signature}",
        f"{version}.{said}.{signature[:-3]}AAA",
        f"KL2.{said}.{signature}",
        "KL1..",
        "",
        "KL1." + "A" * 3_000,
        "KL1.é.é",
    ):
        with pytest.raises(signing.NotGenuine):
            receipts.verify(forged)


def test_a_receipt_of_what_was_taken_back_says_so(world, token: str) -> None:
    entry = UUID(receipts.verify(token).says["jurnal"])
    ledger.reverse(by=world.by, on=SAVED, id=id_of("back"), entry=entry, reason="salah catat")
    assert receipts.verify(token).state == receipts.TAKEN_BACK


def test_with_the_public_key_alone_a_receipt_is_checked_elsewhere(token: str) -> None:
    public = signing.public_key()
    with override_settings(KLASTER_RECEIPT_KEY=b"\1" * 32):
        with pytest.raises(signing.NotGenuine):
            signing.verify(token)
        assert signing.verify(token, public)["anggota"] == 1


def test_nobody_gets_a_receipt_for_another_members_entry(world, token: str) -> None:
    entry = UUID(receipts.verify(token).says["jurnal"])
    with pytest.raises(receipts.NoSuchReceipt):
        receipts.of_entry(world.cooperative, world.members["Budi"], entry)


def test_a_passbook_says_its_balances(world) -> None:
    token = receipts.of_passbook(
        world.cooperative, world.members["Ani"], {"pokok": 100_000, "wajib": 0}, FOUNDED
    )
    assert receipts.verify(token).says["saldo"] == {"pokok": 100_000}
