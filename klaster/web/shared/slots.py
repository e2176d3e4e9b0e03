"""Counting what must not happen too often, in the cache that all processes share.

Each time takes the first free of a few slots, which no other can take at the same moment, and is
forgotten after a quarter of an hour.
"""

import hashlib
from collections.abc import Sequence

from django.core.cache import cache

SECONDS = 15 * 60

Slots = Sequence[str]


def of(kind: str, text: str, count: int) -> Slots:
    """The slots of one thing counted; hashed, so that what people type is not kept."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [f"{kind}:{digest}:{n}" for n in range(count)]


def are_full(*kinds: Slots) -> bool:
    """Say whether one of these has no slot left."""
    taken = cache.get_many([slot for slots in kinds for slot in slots])
    return any(taken.keys() >= set(slots) for slots in kinds)


def take(slots: Slots) -> None:
    """Take the first slot that is free, if any."""
    taken = cache.get_many(slots)
    for slot in slots:
        if slot not in taken and cache.add(slot, True, SECONDS):
            break


def free(slots: Slots) -> None:
    """Forget what was counted."""
    cache.delete_many(slots)
