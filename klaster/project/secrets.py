"""Secret keys kept outside the database: from the environment, or made once under the home folder.

A key file is written with mode 0600; losing the identity key loses every encrypted NIK, so
`klaster backup` names it among what must be kept.
"""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from klaster.project import database

LENGTH = 32  # bytes of a key


def byte_key(name: str, variable: str) -> bytes:
    """Return the 32-byte key `name` from `variable` or from its file, made if absent."""
    if text := os.environ.get(variable):
        return _bytes(text, variable)
    path = database.home() / "keys" / name
    if not path.exists():
        _make(path)
    return _bytes(path.read_text(), str(path))


def byte_keys(variable: str) -> tuple[bytes, ...]:
    """Return the keys that `variable` lists, comma separated; none where it is not set."""
    texts = os.environ.get(variable, "").split(",")
    return tuple(_bytes(text, variable) for text in texts if text.strip())


def text_key(name: str, variable: str) -> str:
    """Return a key as text, for Django's signing."""
    return os.environ.get(variable) or base64.urlsafe_b64encode(byte_key(name, variable)).decode()


def _bytes(text: str, place: str) -> bytes:
    """A key written as 64 hexadecimal digits or as base64; another length stops the start."""
    text = text.strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = base64.b64decode(text, altchars=b"-_")
    if len(key) != LENGTH:
        raise ValueError(f"{place}: {LENGTH} bytes are expected, as base64 or hexadecimal digits")
    return key


def _make(path: Path) -> None:
    """Write a new key whole, then give it its name: of two that start at once one key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
