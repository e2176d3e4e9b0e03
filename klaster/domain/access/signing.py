"""Statements that anyone can check without asking us: signed text, short enough for a QR code.

Ed25519 (RFC 8032) under `settings.KLASTER_RECEIPT_KEY`, a 32-byte seed kept outside the database.
A token is `KL1.<content>.<signature>`, both base64url; the public key
is enough to check it offline.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from klaster.rules.refusal import Refused

VERSION = "KL1"
LONGEST = 2_000  # characters; a larger token fits no printed code


class NotGenuine(Refused):
    code = "not_genuine"
    message = "Tanda bukti ini tidak dibuat oleh sistem ini, atau isinya sudah diubah."


def sign(content: Mapping[str, Any]) -> str:
    """Return the token of a content of texts and numbers; the same content gives the same token."""
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return f"{VERSION}.{_text(said)}.{_text(_key().sign(said))}"


def verify(token: str, public_key: bytes | None = None) -> dict[str, Any]:
    """Return what a token says; raises `NotGenuine`. `public_key` is another installation's."""
    version, _, rest = token.strip().partition(".")
    said, _, signature = rest.partition(".")
    if version != VERSION or len(token) > LONGEST:
        raise NotGenuine()
    key = Ed25519PublicKey.from_public_bytes(public_key) if public_key else _key().public_key()
    try:
        content = _bytes(said)
        key.verify(_bytes(signature), content)
        found = json.loads(content)
    except (InvalidSignature, ValueError, binascii.Error):
        raise NotGenuine() from None
    if not isinstance(found, dict):
        raise NotGenuine()
    return found


def public_key() -> bytes:
    """Return the 32 bytes that others check our tokens by."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.KLASTER_RECEIPT_KEY)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
