"""The columns a register declares: header, type, whether it must be filled, help for the template.

A column turns a cell into a value by `read`; the registers themselves only name columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from klaster.workbook import cells

CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` as the register's code knows it, `header` as people read it.

    `refers_to` is the space of keys that the column repeats, `sheets` those where they may stand.
    `choices` maps the words offered to the codes kept. `form` tells the template how to format
    the cells: text, number, money, day.
    """

    name: str
    read: Callable[[Any], Any]
    help: str
    form: str = "text"
    is_required: bool = True
    default: Any = None
    refers_to: str = ""
    sheets: tuple[str, ...] = ()
    choices: Mapping[str, Any] | None = None

    @property
    def header(self) -> str:
        """What stands in the first row: "Tanggal lahir" for `tanggal_lahir`."""
        return HEADERS.get(self.name) or self.name.replace("_", " ").capitalize()


# Headers that are more than their name with a capital.
HEADERS = {"nik": "NIK", "no_kk": "No KK", "nomor_bast": "Nomor BAST"}


def code(name: str, help: str = "", longest: int = CODE_LENGTH, **more: Any) -> Column:
    """A key: short text that stays the same for ever."""
    return Column(name, partial(cells.code, longest=longest), help, **more)


def text(name: str, help: str = "", longest: int = 200, default: str = "", **more: Any) -> Column:
    """Words."""
    return Column(name, partial(cells.text, longest=longest), help, default=default, **more)


def digits(name: str, help: str, longest: int) -> Column:
    """A number that is kept as text; may be left blank."""
    return Column(name, partial(cells.digits, longest=longest), help, default="", is_required=False)


def whole(
    name: str, help: str = "", least: int = 0, most: int = cells.LARGEST, **more: Any
) -> Column:
    """A count."""
    return Column(name, partial(cells.whole, least=least, most=most), help, form="number", **more)


def rupiah(name: str, help: str = "", least: int = 1, **more: Any) -> Column:
    """Money."""
    return Column(name, partial(cells.rupiah, least=least), help, form="money", **more)


def decimal(name: str, help: str, least: int, most: int, **more: Any) -> Column:
    """A number with a fraction."""
    return Column(name, partial(cells.decimal, least=least, most=most), help, form="number", **more)


def day(name: str, help: str = "", **more: Any) -> Column:
    """A date."""
    return Column(name, cells.day, help, form="day", **more)


def choice(name: str, choices: Mapping[str, Any], help: str = "", **more: Any) -> Column:
    """One of a few words."""
    return Column(name, partial(cells.choice, choices=choices), help, choices=choices, **more)


def flag(name: str, help: str = "", default: bool | None = False) -> Column:
    """A column of ya or tidak; blank is the default."""
    return choice(name, {"ya": True, "tidak": False}, help, is_required=False, default=default)


def reference(
    name: str, space: str, help: str = "", sheets: tuple[str, ...] = (), **more: Any
) -> Column:
    """The key of a row on another sheet, or of one imported earlier.

    `sheets` names them where a space has several; a space of one sheet has its name.
    """
    sheets = sheets or (space,)
    said = help or f"Kode dari lembar {' atau '.join(sheets)}."
    read = partial(cells.code, longest=CODE_LENGTH)
    return Column(name, read, said, refers_to=space, sheets=sheets, **more)
