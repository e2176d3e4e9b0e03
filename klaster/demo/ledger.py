"""The records of the story while it is told: rows by sheet, contracts as the rules see them, cash.

An event is put through the rules before its row is kept, so the story cannot owe what a contract
does not say; the importer checks the same again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from klaster.rules.contracts import KINDS
from klaster.rules.contracts.kind import Event
from klaster.rules.entry import RUPIAH
from klaster.workbook.registers.events import CAUSES, DATA
from klaster.workbook.registers.events import KINDS as EVENT_WORDS

SEED = 20140306
_WORDS = {code: word for word, code in EVENT_WORDS.items()}
_HANDED_OVER = ("disbursed", "placed", "inputs_given")


@dataclass(slots=True)
class Story:
    """Everything told so far. `cash` holds (day, rupiah in or out) by fund; `rolled` the placed."""

    chance: Random = field(default_factory=lambda: Random(SEED))
    sheets: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    cash: dict[str, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    rolled: int = 0

    def add(self, sheet: str, **row: Any) -> None:
        """One more row of a sheet."""
        self.sheets[sheet].append(row)

    def number(self, sheet: str, letters: str) -> str:
        """The next voucher number of a sheet."""
        return f"{letters}-{len(self.sheets[sheet]) + 1:05}"


@dataclass(slots=True)
class Agreement:
    """A contract of the story and its history."""

    story: Story
    number: str
    fund: str
    kind: str
    terms: Any
    history: tuple[Event, ...] = ()

    def owed(self) -> int:
        """Rupiah still owed."""
        return KINDS[self.kind].owed(self.terms, self.history).get(RUPIAH, 0)

    def happens(self, what: str, on: date, amount: int = 0, **row: Any) -> int:
        """Keep an event, in the words of the sheet; return what rupiah it put into stock."""
        data = {
            there: written(row[name]) for name, there, written in DATA if row.get(name) is not None
        }
        data = {name: _code(name, value) for name, value in data.items()}
        if what == "fined":  # as the importer reads it: only the able are fined
            data["able"] = True
        event = Event(what, on, amount, data | row.pop("rules", {}))
        outcome = KINDS[self.kind].apply(self.terms, self.history, event)
        self.history = (*self.history, event)
        self.story.add(
            "Kejadian kontrak", kontrak=self.number, tanggal=on, kejadian=_WORDS[what],
            jumlah=amount or None, **row,
        )  # fmt: skip
        into_stock = 0
        for each in outcome.transfers:
            if each.unit != RUPIAH:
                continue
            if each.debit == "fund_cash":
                self.story.cash[self.fund].append((on, each.amount))
            if each.credit == "fund_cash":
                self.story.cash[self.fund].append((on, -each.amount))
            if what in _HANDED_OVER and each.credit in ("fund_cash", "goods_stock"):
                self.story.rolled += each.amount
            if each.debit == "goods_stock":
                into_stock += each.amount
        return into_stock


_CODES: Mapping[str, Mapping[str, str]] = {
    "of": {"bergulir": "placed", "belum sapih": "unweaned", "sapih": "weaned", "anak": "offspring"},
    "from": {"kas": "fund_cash", "persediaan": "goods_stock"},
    "in": {"kg": "kg", "tunai": "cash"},
    "cause": CAUSES,
}


def _code(name: str, value: Any) -> Any:
    return _CODES[name][value] if name in _CODES else value


def agree(story: Story, sheet: str, kind: str, terms: Mapping[str, Any], **row: Any) -> Agreement:
    """Sign a contract: keep its row, and read its terms as the rules do."""
    story.add(sheet, **row)
    return Agreement(story, row["nomor"], row["dana"], kind, KINDS[kind].read_terms(terms))
