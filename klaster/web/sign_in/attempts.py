"""Slowing down who guesses passwords: failures are counted by name and address, in the cache.

The cache is one that all processes share. A failure takes the first free of a few slots, which
no other can take at the same moment, and is forgotten after a quarter of an hour.
"""

import hashlib

from django.core.cache import cache

SECONDS = 15 * 60
PER_NAME = 5  # failures for one name from one address
PER_ADDRESS = 50  # failures from one address, whatever the names


def are_too_many(username: str, address: str) -> bool:
    """Say whether no more attempts are heard from this address, for this name or at all."""
    kinds = (_of_name(username, address), _of_address(address))
    taken = cache.get_many([slot for slots in kinds for slot in slots])
    return any(taken.keys() >= set(slots) for slots in kinds)


def failed(username: str, address: str) -> None:
    """Count a failure."""
    for slots in (_of_name(username, address), _of_address(address)):
        taken = cache.get_many(slots)
        for slot in slots:
            if slot not in taken and cache.add(slot, True, SECONDS):
                break


def succeeded(username: str, address: str) -> None:
    """Forget the failures of this name at this address."""
    cache.delete_many(_of_name(username, address))


def _of_name(username: str, address: str) -> list[str]:
    """Hashed, so that what people type in the wrong field is not kept."""
    return _slots("name", f"{username.casefold()}\0{address}", PER_NAME)


def _of_address(address: str) -> list[str]:
    return _slots("address", address, PER_ADDRESS)


def _slots(kind: str, text: str, count: int) -> list[str]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [f"sign_in:{kind}:{digest}:{n}" for n in range(count)]
