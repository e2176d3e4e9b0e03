"""The one base of every refusal: what was asked cannot be done, and what to do instead.

A refusal is a named subclass beside the code that raises it. `message` is written in the
source language of the product (Indonesian, see docs/decisions/0002) with `{name}` fields; a face
says it in the reader's language by `said(gettext)`.
"""

from collections.abc import Callable
from typing import Any, ClassVar


class Refused(Exception):
    """A request that is understood and denied; `code` is stable, `data` fills the message."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "Permintaan ditolak."

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.said())

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The message, translated first and its fields filled from `data` afterwards."""
        return translate(self.message).format(**self.data)


class Explained(Refused):
    """A refusal whose `reason` is a sentence of its own, translated and filled like the message."""

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The message with its reason in it."""
        return translate(self.message).format(**{**self.data, "reason": self.why(translate)})

    def why(self, translate: Callable[[str], str] = str) -> str:
        """The reason alone; it may name any field of `data`."""
        return translate(self.data["reason"]).format(**self.data)


class BadField(Explained):
    """A value given from outside is missing, of the wrong kind, or out of bounds.

    `data` holds `field` (its dotted name as the writer of the input knows it), `reason`, and what
    the reason names.
    """

    code = "bad_field"
    message = "Isian {field}: {reason}"
