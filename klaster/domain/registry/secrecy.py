"""Making official numbers unreadable to whoever has only the database, and findable all the same.

A number is sealed with AES-256-SIV, bound to its party and kind, so a cipher copied to another
row does not open. The key is `settings.KLASTER_IDENTITY_KEY`, kept outside the database; keys it
replaced stand in `settings.KLASTER_IDENTITY_OLD_KEYS` until `renew_ciphers` is done. SIV
needs no random number and the same number sent twice gives the same cipher (RFC 5297).
The lookup is an HMAC-SHA256 that also covers the organisation: equal numbers in two organisations
cannot be told to be equal from the database alone.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_ID_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """What is derived from one secret key: its id, its cipher, its key for lookups."""

    id: bytes
    cipher: AESSIV
    lookup: bytes


class KeyMissing(Exception):
    """A number was sealed with a key that the settings no longer hold: a fault of operation."""


def seal(party_id: UUID, kind: str, number: str) -> bytes:
    """Return the number sealed for its place, the id of the current key first."""
    keys = _current()
    return keys.id + keys.cipher.encrypt(number.encode(), _place(party_id, kind))


def reveal(party_id: UUID, kind: str, cipher: bytes | memoryview) -> str:
    """Return the number that was sealed for this place. Raises `KeyMissing`."""
    key_id, sealed = bytes(cipher[:KEY_ID_LENGTH]), bytes(cipher[KEY_ID_LENGTH:])
    for keys in _all():
        if keys.id == key_id:
            return keys.cipher.decrypt(sealed, _place(party_id, kind)).decode()
    raise KeyMissing(key_id.hex())


def lookup(organisation_id: UUID, kind: str, number: str) -> bytes:
    """Return the 32 bytes under which the number is found within an organisation."""
    return _lookup(_current(), organisation_id, kind, number)


def lookups(organisation_id: UUID, kind: str, number: str) -> list[bytes]:
    """Return the lookups of a number under the current key and those it replaced."""
    return [_lookup(keys, organisation_id, kind, number) for keys in _all()]


def current_key_id() -> bytes:
    """Return the id that ciphers of the current key begin with."""
    return _current().id


def _lookup(keys: Keys, organisation_id: UUID, kind: str, number: str) -> bytes:
    text = organisation_id.bytes + kind.encode() + b":" + number.encode()
    return hmac.digest(keys.lookup, text, hashlib.sha256)


def _place(party_id: UUID, kind: str) -> list[bytes]:
    return [party_id.bytes, kind.encode()]


def _current() -> Keys:
    return _derived(settings.KLASTER_IDENTITY_KEY)


def _all() -> list[Keys]:
    secrets = (settings.KLASTER_IDENTITY_KEY, *settings.KLASTER_IDENTITY_OLD_KEYS)
    return [_derived(secret) for secret in secrets]


@cache
def _derived(secret: bytes) -> Keys:
    def derive(purpose: bytes, length: int) -> bytes:
        info = b"klaster registry " + purpose
        return HKDF(hashes.SHA256(), length, salt=None, info=info).derive(secret)

    return Keys(
        id=derive(b"key id", KEY_ID_LENGTH),
        cipher=AESSIV(derive(b"cipher", 64)),
        lookup=derive(b"lookup", 32),
    )
