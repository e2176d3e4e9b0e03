"""Slowing down who guesses passwords: failures are counted by name and address, in the cache.

The count needs a cache that all processes share; it is forgotten after a quarter of an hour.
"""

import hashlib

from django.core.cache import cache

SECONDS = 15 * 60
PER_NAME = 5  # failures for one name from one address
PER_ADDRESS = 50  # failures from one address, whatever the names


def are_too_many(username: str, address: str) -> bool:
    """Say whether no more attempts are heard from this address, for this name or at all."""
    return any(cache.get(key, 0) >= limit for key, limit in _keys(username, address))


def failed(username: str, address: str) -> None:
    """Count a failure."""
    for key, _ in _keys(username, address):
        cache.add(key, 0, SECONDS)
        cache.incr(key)


def succeeded(username: str, address: str) -> None:
    """Forget the failures of this name at this address."""
    cache.set(_keys(username, address)[0][0], 0, SECONDS)


def _keys(username: str, address: str) -> list[tuple[str, int]]:
    """Hashed, so that what people type in the wrong field is not kept."""
    name = hashlib.sha256(f"{username.casefold()}\0{address}".encode()).hexdigest()
    place = hashlib.sha256(address.encode()).hexdigest()
    return [(f"sign_in:name:{name}", PER_NAME), (f"sign_in:address:{place}", PER_ADDRESS)]
