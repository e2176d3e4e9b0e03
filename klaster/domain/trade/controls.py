"""Trade's standing controls: stock cards, the accounts and the members' turnover tell the same."""

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext_lazy

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.ledger.controls import Control
from klaster.domain.ledger.models import Book
from klaster.domain.trade import queries, stock
from klaster.domain.trade.models import DealLine
from klaster.rules.moving_average import Stock
from klaster.rules.wording import money_text


def stock_differences(book: Book) -> list[str]:
    """Items whose deals do not add up to the accounts, and value that stands without goods."""
    cooperative = cooperatives.of_organisation(book.organisation_id)
    if cooperative is None or cooperative.book_id != book.id:
        return []
    sums = (
        DealLine.objects.filter(organisation_id=book.organisation_id)
        .values_list("item_id")
        .annotate(Sum("quantity"), Sum("value"))
    )
    by_deals = {item: Stock(quantity, value) for item, quantity, value in sums}
    in_books = stock.on_hand(cooperative, date.max)
    found = []
    for item in queries.items(cooperative):
        there = in_books.get(item.id, Stock())
        if by_deals.get(item.id, Stock()) != there or (there.value and not there.quantity):
            found.append(f"{item.name}: {there.quantity} {item.unit}, {money_text(there.value)}")
    return found


def turnover_differences(book: Book) -> list[str]:
    """Whether what members bought by name is what the accounts say they bought."""
    cooperative = cooperatives.of_organisation(book.organisation_id)
    if cooperative is None or cooperative.book_id != book.id:
        return []
    by_name = sum(queries.purchases_by_party(cooperative, date.min, date.max).values())
    in_books = queries.turnover(cooperative, date.min, date.max).member_sales
    return [] if by_name == in_books else [f"{money_text(by_name)} ≠ {money_text(in_books)}"]


CONTROLS = (
    Control("stock", gettext_lazy("Kartu persediaan sama dengan buku besar"), stock_differences),
    Control(
        "turnover",
        gettext_lazy("Belanja anggota menurut nama sama dengan akun penjualan"),
        turnover_differences,
    ),
)
