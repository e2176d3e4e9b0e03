"""The treasury's standing control: the inventory and the accounts tell the same."""

from datetime import date

from django.utils.translation import gettext, gettext_lazy

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.controls import Control
from klaster.domain.ledger.models import Book
from klaster.domain.treasury import queries
from klaster.rules.wording import money_text


def inventory_differences(book: Book) -> list[str]:
    """Where the inventory's cost or wear is not what the accounts hold; things not yet taken up."""
    cooperative = cooperatives.of_organisation(book.organisation_id)
    if cooperative is None or cooperative.book_id != book.id:
        return []
    listed = queries.inventory(cooperative, date.max)
    pairs = (
        (gettext("Aset tetap"), sum(one.asset.cost for one in listed), "fixed_asset", 1),
        (gettext("Penyusutan"), sum(one.worn for one in listed), "fixed_depreciation", -1),
    )
    found = []
    for name, in_list, role, sign in pairs:
        in_books = sign * ledger.balance(book, role, date.max)
        if in_list != in_books:
            found.append(
                gettext("{name}: inventaris {listed}, buku besar {books}").format(
                    name=name, listed=money_text(in_list), books=money_text(in_books)
                )
            )
    return found


CONTROLS = (
    Control(
        "inventory",
        gettext_lazy("Buku inventaris sama dengan akun aset tetap"),
        inventory_differences,
    ),
)
