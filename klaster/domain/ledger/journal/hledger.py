"""The journal as hledger reads it, strictly: accounts and commodities declared first."""

from collections.abc import Iterable
from datetime import date

from klaster.domain.ledger.journal.pieces import Entry, Posting
from klaster.rules.calendar import add_months


def head(decimals: dict[str, int]) -> str:
    """Return the declarations of all units."""
    return "".join(f'commodity 1000.{"0" * places} "{unit}"\n' for unit, places in decimals.items())


def opening(_since: date, account: str) -> str:
    """Return the declaration of an account."""
    return f"account {account}\n"


def entry(entry: Entry) -> str:
    """Return an entry; its second date is that of the event."""
    memo = " ".join(entry.memo.replace(";", ",").split())
    dates = f"{entry.posting_date}={entry.event_date}"
    lines = [f"\n{dates} * {entry.kind} | {memo}  ; id:{entry.id}\n"]
    lines += [_posting(posting) for posting in entry.postings]
    return "".join(lines)


def closing(month: date, balances: Iterable[Posting]) -> str:
    """Return the assertions at the end of a month."""
    lines = [
        f'    {held.account}  0 "{held.unit}" = {held.amount} "{held.unit}"\n' for held in balances
    ]
    return "".join([f"\n{add_months(month, 0, anchor_day=31)} * saldo akhir bulan\n", *lines])


def _posting(posting: Posting) -> str:
    return f'    {posting.account}  {posting.amount} "{posting.unit}"\n'
