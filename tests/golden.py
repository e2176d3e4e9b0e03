"""Golden files: text that an accountant reads and signs off, compared word for word.

`KLASTER_UPDATE_GOLDEN=1` rewrites them; what changed is then read in the diff.
"""

import os
from pathlib import Path


def golden(path: Path, text: str) -> None:
    """Compare `text` with the file at `path`, or write it when an update is asked for."""
    if os.environ.get("KLASTER_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing; write it with KLASTER_UPDATE_GOLDEN=1"
    assert text == path.read_text(encoding="utf-8")
