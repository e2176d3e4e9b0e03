"""What the formats of the journal are given to write."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount, as text, of a unit on an account; debits are positive."""

    account: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its postings, which add up to nothing in each unit."""

    id: UUID
    posting_date: date
    event_date: date
    kind: str
    memo: str
    postings: tuple[Posting, ...]
