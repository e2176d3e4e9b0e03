"""All standing controls of a book, those of the ledger and of every app that keeps one beside it.

Run by `klaster check-books`; `AT_CLOSING` are those that must hold before a month is closed (the
others look at months closed before, or are enforced by the database), of contracts only those that
the months not yet closed can have changed.
"""

from datetime import date

from django.utils.translation import gettext_lazy

from klaster.domain.contracts import queries as contracts
from klaster.domain.ledger import charts
from klaster.domain.ledger import controls as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.controls import Control
from klaster.domain.ledger.models import Book
from klaster.domain.trade import controls as trade
from klaster.domain.treasury import controls as treasury


def _contracts_differ(book: Book) -> list[str]:
    return _said(book, contracts.differences(book, date.max))


def _open_contracts_differ(book: Book) -> list[str]:
    since = ledger_read.first_open_month(book)
    return _said(book, contracts.differences(book, date.max, since))


def _said(book: Book, found: list[contracts.Difference]) -> list[str]:
    return [
        f"{each.number}, {charts.find(book.chart, each.role).name_id} ({each.unit}): "
        f"{each.events} ≠ {each.ledger}"
        for each in found
    ]


_TITLE = gettext_lazy("Posisi setiap kontrak sama dengan buku besar")
_STORES: tuple[Control, ...] = (*treasury.CONTROLS, *trade.CONTROLS)

AT_CLOSING: tuple[Control, ...] = (
    Control("contracts", _TITLE, _open_contracts_differ),
    *_STORES,
)
CONTROLS: tuple[Control, ...] = (
    *ledger.CONTROLS,
    Control("contracts", _TITLE, _contracts_differ),
    *_STORES,
)


def problems(book: Book) -> list[str]:
    """What contradicts the controls that must hold before a month is closed; empty when none."""
    return [f"{control.title}: {what}" for control in AT_CLOSING for what in control.find(book)]
