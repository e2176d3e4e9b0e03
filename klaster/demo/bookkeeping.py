"""What the office does with the books before the exit: wear, year end, and vouchers found late."""

from datetime import date
from pathlib import Path

from klaster.demo.cast import EXIT
from klaster.demo.late import CLOSED_UNTIL, FOUND
from klaster.domain.access.acts import Actor
from klaster.domain.assets import commands as assets
from klaster.domain.graduation import estate
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.programme.models import Programme
from klaster.rules.calendar import add_months
from klaster.workbook import importing
from klaster.workbook.importing import Outcome


def settle(by: Actor, programme: Programme, late: Path) -> Outcome:
    """Book the wear of shared assets, close the year, then take in what was found afterwards.

    A second time nothing changes. The months after the year's end stay open.
    """
    book = estate.book_of(programme)
    assets.depreciate(by=by, on=CLOSED_UNTIL, book=book, until=CLOSED_UNTIL)
    while (month := ledger_read.first_open_month(book)) <= CLOSED_UNTIL:
        ledger.close_period(by=by, on=add_months(month, 1), book=book, month=month)
    found = importing.run(late, by, FOUND)
    last_month = date.fromordinal(EXIT.replace(day=1).toordinal() - 1)
    assets.depreciate(by=by, on=EXIT, book=book, until=last_month)
    return found
