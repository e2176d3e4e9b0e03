"""Keys from the environment: two ways to write them, old ones listed, wrong ones refused."""

import base64
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from klaster.project import secrets

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = bytes(range(32)), b"\xff" * 32
PARTY = UUID(int=1)
SEAL = """
import sys, uuid, django
django.setup()
from klaster.domain.registry import secrecy
party = uuid.UUID(int=1)
if len(sys.argv) > 1:
    print(secrecy.reveal(party, "nik", bytes.fromhex(sys.argv[1])))
else:
    print(secrecy.seal(party, "nik", "3602140101800001").hex())
"""


def base64_of(key):
    return base64.urlsafe_b64encode(key).decode()


def installation(tmp_path, *arguments, **keys):
    """What a process of an installation with these keys prints; its error where it fails."""
    environment = os.environ | keys | {
        "KLASTER_HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "klaster.project.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SEAL, *arguments], env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or done.stderr.strip().split("\n")[-1]


@pytest.mark.parametrize("written", [OLD.hex(), OLD.hex().upper(), base64_of(OLD)])
def test_a_key_is_read_as_digits_or_as_base64(monkeypatch, written):
    monkeypatch.setenv("KLASTER_IDENTITY_KEY", written)
    assert secrets.byte_key("identity", "KLASTER_IDENTITY_KEY") == OLD


def test_old_keys_are_listed_with_commas_and_may_be_none(monkeypatch):
    monkeypatch.delenv("KLASTER_IDENTITY_OLD_KEYS", raising=False)
    assert secrets.byte_keys("KLASTER_IDENTITY_OLD_KEYS") == ()
    monkeypatch.setenv("KLASTER_IDENTITY_OLD_KEYS", f"{OLD.hex()}, {base64_of(NEW)},")
    assert secrets.byte_keys("KLASTER_IDENTITY_OLD_KEYS") == (OLD, NEW)


@pytest.mark.parametrize("written", ["abcd", OLD.hex()[:-2], base64_of(OLD + b"x"), "bukan kunci"])
def test_a_key_of_another_length_stops_the_start(monkeypatch, written):
    monkeypatch.setenv("KLASTER_IDENTITY_OLD_KEYS", written)
    with pytest.raises(ValueError, match=r"KLASTER_IDENTITY_OLD_KEYS|base64|padding"):
        secrets.byte_keys("KLASTER_IDENTITY_OLD_KEYS")


def test_a_number_sealed_before_the_key_changed_opens_with_the_old_key_listed(tmp_path):
    sealed = installation(tmp_path, KLASTER_IDENTITY_KEY=base64_of(OLD))
    changed = {"KLASTER_IDENTITY_KEY": base64_of(NEW)}
    listed = installation(tmp_path, sealed, **changed, KLASTER_IDENTITY_OLD_KEYS=OLD.hex())
    assert listed == "3602140101800001"
    assert "KeyMissing" in installation(tmp_path, sealed, **changed)
