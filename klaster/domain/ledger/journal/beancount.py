"""The journal as Beancount reads it: accounts opened, balances asserted the morning after."""

from collections.abc import Iterable
from datetime import date

from klaster.domain.ledger.journal.pieces import Entry, Posting
from klaster.rules.calendar import add_months


def head(decimals: dict[str, int]) -> str:
    """Return the title; Beancount learns the units from their use."""
    return 'option "title" "Klaster"\noption "operating_currency" "IDR"\n'


def opening(since: date, account: str) -> str:
    """Return the opening of an account."""
    return f"{since} open {account}\n"


def entry(entry: Entry) -> str:
    """Return an entry with its id and the day of the event beside it."""
    lines = [
        f'\n{entry.posting_date} * "{_quoted(entry.kind)}" "{_quoted(entry.memo)}"\n',
        f'  id: "{entry.id}"\n',
        f"  event-date: {entry.event_date}\n",
    ]
    lines += [f"  {part.account}  {part.amount} {part.unit}\n" for part in entry.postings]
    return "".join(lines)


def closing(month: date, balances: Iterable[Posting]) -> str:
    """Return the assertions: Beancount looks at the beginning of a day."""
    morning_after = add_months(month, 1)
    lines = [
        f"{morning_after} balance {held.account}  {held.amount} {held.unit}\n" for held in balances
    ]
    return "".join(["\n", *lines])


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
