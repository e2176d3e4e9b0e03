"""Produce in kilograms or another measure: its unit and quantities, read from JSON.

Shared by `salam` and `crop_share`. Quantities are whole smallest steps of the ledger's unit.
"""

from collections.abc import Mapping
from typing import Any

from klaster.rules import amount, reading
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import BadField


def read_unit(values: Mapping[str, Any]) -> str:
    """The ledger's code of a unit of produce, such as RICE_KG; not money."""
    unit = reading.read_text(values, "unit", longest=20)
    if not unit.replace("_", "").isalnum() or unit != unit.upper() or unit == RUPIAH:
        raise BadField(field="unit", reason="tulis kode satuan hasil, misalnya RICE_KG")
    return unit


def read_quantity(values: Mapping[str, Any], name: str = "quantity") -> int:
    """A quantity above zero."""
    return reading.read_int(values, name, 1, amount.LARGEST)
