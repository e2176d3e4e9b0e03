"""What has to be mended in a workbook, as a table in the terminal."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from klaster.workbook.rows import Fault


def table(faults: Iterable[Fault]) -> Table:
    """One row for each fault: where it stands, what stands there, what to do."""
    shown = Table(_("Lembar"), _("Baris"), _("Kolom"), _("Isi"), _("Yang harus diperbaiki"))
    for fault in faults:
        row = str(fault.row or "")
        shown.add_row(fault.sheet, row, fault.column, fault.value, fault.reason)
    return shown


def show(shown: Table) -> None:
    """Print a table; what stands in a sheet is shown as it stands: ":sheep:" is no picture."""
    Console(markup=False, emoji=False, highlight=False).print(shown)
