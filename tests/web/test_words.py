"""What pages say: every term of a contract has its word, figures follow the reader's language."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from klaster.rules import contracts
from klaster.web.contracts.terms import NAMES, in_words
from klaster.web.shared import words

RULES = Path(contracts.__file__).parent
READERS = sorted([*RULES.glob("*.py"), RULES.parent / "calendar.py", RULES.parent / "schedule.py"])


def names_read(path):
    """The names under which a rule reads what was agreed or what happened."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            function = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            name = getattr(node.args[1], "value", None)
            if function.startswith("read_") and isinstance(name, str):
                yield name


def test_every_term_that_a_contract_reads_has_a_name_in_words():
    read = {name for path in READERS for name in names_read(path)}
    assert {"principal", "either_sex", "nisbah_owner"} <= read
    assert read - NAMES.keys() == set()


def test_how_often_instalments_fall_due_is_said_in_one_place():
    assert ("Setiap", "2 minggu") in in_words({"every": 2, "unit": "week"})
    assert in_words({"unit": "RICE_KG"}) == [("Satuan", "Gabah (kg)")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["1.714.661.978", "-Rp 5.000", "0,50", "6 Maret 2014", "Kas dan bank"]),
        ("en", ["1,714,661,978", "-Rp 5,000", "0.50", "6 March 2014", "Cash and bank"]),
    ],
)
def test_figures_days_and_accounts_follow_the_readers_language(language, said):
    with override(language):
        assert [
            words.number(1_714_661_978), words.rupiah(-5_000), words.number(Decimal("0.5")),
            words.day(date(2014, 3, 6)), words.account_name("psak409:1101"),
        ] == said  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "unit", "said"),
    [
        (131_000, "GOODS_KG", "131 kg"), (1_500, "GOODS_KG", "1,5 kg"), (0, "GOODS_KG", "0 kg"),
        (-250, "LITRE", "-0,25 liter"), (1_200_000, "LITRE", "1.200 liter"), (62, "PCS", "62"),
        (12, "RICE_KG", "12 kg"), (3, "SHEEP_F", "3 ekor"),
    ],
)  # fmt: skip
def test_a_quantity_is_said_in_whole_units_not_in_the_steps_it_is_kept_in(steps, unit, said):
    assert words.quantity(steps, unit) == said
