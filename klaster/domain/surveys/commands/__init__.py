"""All that may be done with surveys: adopting instruments, answering them, setting lines."""

from klaster.domain.surveys.commands.adopting import ChangedVersion, adopt
from klaster.domain.surveys.commands.answering import (
    AnsweredAlready,
    BadResponse,
    NewResponse,
    NoSpiritualConsent,
    answer_many,
)
from klaster.domain.surveys.commands.yardsticks import set_line, set_price_index

__all__ = [
    "AnsweredAlready",
    "BadResponse",
    "ChangedVersion",
    "NewResponse",
    "NoSpiritualConsent",
    "adopt",
    "answer_many",
    "set_line",
    "set_price_index",
]
