"""The one base of every refusal: what was asked cannot be done, and what to do instead.

A refusal is a named subclass beside the code that raises it. `message` is written in the
source language of the product (Indonesian, see docs/decisions/0002) with `{name}` fields; a face
translates the template first and fills the fields from `data` afterwards.
"""

from typing import Any, ClassVar


class Refused(Exception):
    """A request that is understood and denied; `code` is stable, `data` fills the message."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "Permintaan ditolak."

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.message.format(**data))


class BadField(Refused):
    """A value given from outside is missing, of the wrong kind, or out of bounds.

    `data` holds `field` (its dotted name as the writer of the input knows it) and `reason`.
    """

    code = "bad_field"
    message = "Isian {field}: {reason}"
