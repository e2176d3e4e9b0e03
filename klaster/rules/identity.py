"""Identifiers made by whoever starts a write (UUIDv7), and derived ones for what follows from it.

A derived id is a function of its parents: the same workbook row or the third instalment of one
contract always gets the same id, so that sending twice is doing once.
"""

import hashlib
from datetime import date
from uuid import UUID

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MILLISECONDS_A_DAY = 86_400_000


def derived_id(on: date, *parts: object) -> UUID:
    """Return the UUIDv7 of `parts` on a day: time bits from `on`, the rest from their SHA-256.

    Parts are told apart by their text; dates before 1970 are clamped to the epoch.
    """
    milliseconds = max(0, on.toordinal() - _EPOCH_ORDINAL) * _MILLISECONDS_A_DAY
    text = "\x1f".join(map(str, parts))
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10], "big")
    upper, lower = (digest >> 62) & 0xFFF, digest & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (upper << 64) | (2 << 62) | lower)
