"""Small drawings that pages hold as SVG."""

from typing import Any

from klaster.rules import qr


def qr_path(code: qr.Code) -> dict[str, Any]:
    """A code as the path of an SVG, a module being one unit, with a quiet zone of four around."""
    width = len(code.rows) // code.size
    dark = [
        f"M{x} {y}h1v1h-1z"
        for y in range(code.size)
        for x in range(code.size)
        if code.rows[y * width + x // 8] >> (7 - x % 8) & 1
    ]
    return {"path": "".join(dark), "side": code.size + 8}


def in_fours(text: str) -> str:
    """A long secret in groups of four, to be typed from one screen into another."""
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))
