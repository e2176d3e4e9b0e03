"""Pages of the books."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger import seals as sealing
from klaster.domain.ledger.charts import NoSuchLine
from klaster.domain.ledger.models import Book, Fund, Seal
from klaster.web.books import queries
from klaster.web.shared import words
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page


@page("books", whole=True)
def books(request: Visit) -> HttpResponse:
    """All books of the organisation."""
    found = queries.books(request.organisation.id)
    return render(request, "books/books.html", {"books": found})


@page("books", whole=True)
def trial_balance(request: Visit, code: str) -> HttpResponse:
    """What every account holds on the day, and that debits equal credits."""
    book = _book(request, code)
    funds = dict(
        Fund.objects.filter(organisation_id=request.organisation.id, book=book).values_list(
            "code", "name"
        )
    )
    by_unit: dict[str, dict[str, Any]] = {}
    for row in ledger.trial_balance(book, request.on):
        if row.balance:
            table = by_unit.setdefault(row.unit, {"rows": [], "debit": 0, "credit": 0})
            side = "debit" if row.balance > 0 else "credit"
            table[side] += abs(row.balance)
            table["rows"].append(
                {
                    "row": row,
                    "fund": funds[row.fund],
                    "account": f"{book.chart}:{row.code}",
                    "debit": None,
                    "credit": None,
                    side: abs(row.balance),
                }
            )
    context = {"book": book, "tables": by_unit}
    return render(request, "books/trial_balance.html", context)


@page("books", whole=True)
def account(request: Visit, code: str, fund: str, line: str, unit: str) -> HttpResponse:
    """One account line of a fund: month by month, or one month's movements."""
    book = _book(request, code)
    own = Fund.objects.filter(organisation_id=request.organisation.id, book=book)
    chosen = get_object_or_404(own, code=fund)
    try:
        chart_line = charts.find(book.chart, line)
    except NoSuchLine:
        raise Http404 from None
    if not words.is_unit(unit):
        raise Http404
    context: dict[str, Any] = {"book": book, "fund": chosen, "line": chart_line, "unit": unit}
    if "bulan" not in request.GET:
        context["months"] = queries.months(book, chosen, chart_line.id, unit, request.on)
        return render(request, "books/account.html", context)
    context["month"] = month = _month(request.GET["bulan"])
    moves = queries.movements(book, chosen, chart_line.id, unit).filter(
        posting_date__gte=month, posting_date__lt=_next(month), posting_date__lte=request.on
    )
    context["part"] = part(
        moves, {"posting_date": False, "entry_id": False, "n": False}, request.GET
    )
    context["movements"] = [
        (each, words.entry_kind(each.transfer.entry.kind))
        for each in queries.seen_from(chart_line.id, list(context["part"].rows))
    ]
    return render(request, "books/account_month.html", context)


@page("books", whole=True)
def journal(request: Visit, code: str) -> HttpResponse:
    """Every entry of a book, the latest first."""
    book = _book(request, code)
    entries = queries.entries(book, request.on)
    if kind := request.GET.get("jenis", ""):
        entries = entries.filter(kind=kind)
    listed = part(entries, {"posting_date": True, "id": True}, request.GET)
    contracts = queries.contracts_by_entry(listed.rows)
    amounts = queries.amounts_of(listed.rows)
    rows = [
        (entry, words.entry_kind(entry.kind), contracts.get(entry.id), amounts.get(entry.id, []))
        for entry in listed.rows
    ]
    return render(request, "books/journal.html", {"book": book, "part": listed, "rows": rows})


@page("books", whole=True)
def entry(request: Visit, id: UUID) -> HttpResponse:
    """One entry: what moved where, why, by whom, and whether its month is sealed."""
    found = queries.entry(request.organisation.id, id)
    if found is None:
        raise Http404
    lines = []
    for each in found.transfers:
        named = each.debit.contract_id or each.credit.contract_id
        lines.append({"transfer": each, "contract": found.contracts.get(named) if named else None})
    kind = words.entry_kind(found.entry.kind)
    context = {"page": found, "entry": found.entry, "lines": lines, "kind": kind}
    return render(request, "books/entry.html", context)


@page("books", whole=True)
def seals(request: Visit, code: str) -> HttpResponse:
    """The months of a book with their seals; one of them recomputed on demand."""
    book = _book(request, code)
    months = queries.periods(book)
    checked = request.GET.get("periksa", "")
    context: dict[str, Any] = {
        "book": book,
        "months": months,
        "next": ledger.first_open_month(book),
    }
    if checked:
        month = _month(checked)
        seal = next((seal for period, seal in months if period.month == month and seal), None)
        if seal is None:
            raise Http404
        context |= {"checked": month, "holds": _holds(book, month, seal)}
    return render(request, "books/seals.html", context)


def _holds(book: Book, month: date, seal: Seal) -> bool:
    return sealing.digest(book, month, seal.previous).digest == seal.digest


def _book(request: Visit, code: str) -> Book:
    book = ledger.book(request.organisation.id, code)
    if book is None:
        raise Http404
    return book


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
