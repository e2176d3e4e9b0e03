"""Slowing down who guesses passwords: failures are counted by name and by address."""

from klaster.web.shared import slots

PER_NAME = 5  # failures for one name from one address
PER_ADDRESS = 50  # failures from one address, whatever the names


def are_too_many(username: str, address: str) -> bool:
    """Say whether no more attempts are heard from this address, for this name or at all."""
    return slots.are_full(_of_name(username, address), _of_address(address))


def failed(username: str, address: str) -> None:
    """Count a failure."""
    for kind in (_of_name(username, address), _of_address(address)):
        slots.take(kind)


def succeeded(username: str, address: str) -> None:
    """Forget the failures of this name at this address."""
    slots.free(_of_name(username, address))


def _of_name(username: str, address: str) -> slots.Slots:
    return slots.of("sign_in:name", f"{username.casefold()}\0{address}", PER_NAME)


def _of_address(address: str) -> slots.Slots:
    return slots.of("sign_in:address", address, PER_ADDRESS)
