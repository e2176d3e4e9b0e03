"""`docs/accounting.md` prints what the charts and the rules hold; nothing in it can go stale.

`KLASTER_UPDATE_GOLDEN=1` rewrites its tables.
"""

import ast
import re

import pytest

from klaster.rules.contracts import KINDS
from tests.golden import golden
from tests.tidy import journals
from tests.tidy.source import PACKAGE, ROOT, tree

PAGE = ROOT / "docs" / "accounting.md"
RULES = PACKAGE / "rules" / "contracts"
TABLES = {"charts": journals.chart_table, "journals": journals.journal_table}

# Files that several kinds share, or that are a part of one.
FINANCING = ("qardh", "murabahah", "conventional")
SHARED = {
    "financing": FINANCING,
    "financing_steps": FINANCING,
    "pass_on_losses": ("pass_on",),
}
# A pass-on's claim is released with the last animal owed, so nothing is left of it at the end.
NEVER_LEFT = {("pass_on", "fund_distributed", "managed_asset")}


@pytest.mark.parametrize("name", TABLES)
def test_the_page_prints_the_table_as_it_is(name):
    block = re.compile(f"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    text = PAGE.read_text()
    assert len(block.findall(text)) == 1
    printed = block.sub(lambda found: found[1] + TABLES[name]() + found[2], text)
    golden(PAGE, printed)


def test_every_event_of_every_kind_has_its_journal():
    every = {(code, event) for code in KINDS for event in KINDS[code].events}
    assert sorted(every - journals.journals().keys()) == []


def test_every_journal_that_the_rules_write_is_printed():
    told = {
        (code, debit, credit)
        for (code, _event), pairs in journals.journals().items()
        for debit, credit, _ in pairs
    }
    missing = [
        f"{path.name}: {debit} / {credit}"
        for path in sorted(RULES.glob("*.py"))
        for debit, credit in written(tree(path))
        if not any(
            (code, debit, credit) in told | NEVER_LEFT
            for code in SHARED.get(path.stem, (path.stem,))
        )
    ]
    assert not missing


def written(module):
    """(debit, credit) of every `moves((debit, credit, amount), …)` that names both roles."""
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "moves":
            for row in call.args:
                if isinstance(row, ast.Tuple):
                    debit, credit = row.elts[:2]
                    if isinstance(debit, ast.Constant) and isinstance(credit, ast.Constant):
                        yield debit.value, credit.value
