"""`klaster calc schedule` and `payoff`: JSON values in, JSON values out.

Also called by the web simulator. Amounts are text with as many decimals as the terms name;
`BadField` says which field is wrong and why. Floats are refused like any text that is no number:
read JSON with `parse_float=Decimal`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from klaster.rules import payoff, reading, settlement
from klaster.rules.amount import to_text
from klaster.rules.contracts import KINDS, financing
from klaster.rules.instalment import Instalment
from klaster.rules.refusal import BadField, Refused

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]

LONGEST_ARRAY = 10_000
PAYABLE = ("qardh", "murabahah", "conventional")  # kinds that are paid down by instalments


def each(function: Answer, value: object) -> Any:
    """`function` of an object, or of every element of an array.

    A bad element is answered with its `{"error": …}` and does not stop the others; a bad
    single object raises `Refused`.
    """
    if not isinstance(value, list):
        return function(reading.as_mapping(value, "JSON"))
    if len(value) > LONGEST_ARRAY:
        raise BadField(field="JSON", reason="paling banyak {most} unsur", most=LONGEST_ARRAY)
    return [_answered(function, element) for element in value]


def schedule_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The instalments and totals of terms: `outstanding` is the principal left after the row."""
    kind = KINDS[reading.read_choice(values, "kind", tuple(KINDS))]
    terms = kind.read_terms(values)
    rows = kind.schedule(terms)
    if not rows:
        raise BadField(
            field="kind", reason="akad {kind} tidak memiliki jadwal angsuran", kind=kind.code
        )
    decimals = terms.common.decimals
    outstanding = sum(row.principal for row in rows)
    instalments = []
    for row in rows:
        outstanding -= row.principal
        instalments.append(
            {
                "n": row.n,
                "due": row.due_date.isoformat(),
                **_amounts([row], decimals),
                "outstanding": to_text(outstanding, decimals),
            }
        )
    return {"instalments": instalments, "totals": _amounts(rows, decimals)}


def payoff_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """What ends a contract on the day `on`, after the payments `paid`.

    A payment is `{"on": "2011-03-01", "amount": "9333333"}`, or the amount alone, which is then
    taken as paid when the oldest open row fell due. Cost 100,000,000 and margin 12,000,000 over 12
    months, five instalments paid, month 6: `margin_waived` is "6000000".
    """
    given = reading.read_mapping(values, "terms")
    with reading.within("terms"):
        code = reading.read_choice(given, "kind", PAYABLE)
        terms = KINDS[code].read_terms(given)
    on = reading.read_date(values, "on")
    if on < terms.plan.timing.start:
        raise BadField(field="on", reason="tidak boleh sebelum tanggal mulai (terms.start)")
    open_rows = settlement.open_rows(KINDS[code].schedule(terms))
    total = open_rows.left
    for i, payment in enumerate(reading.read_list(values, "paid")):
        _pay(open_rows, terms, payment, f"paid[{i}]", on)
    ending = payoff.early(open_rows, on)
    decimals = terms.common.decimals
    return {
        "on": on.isoformat(),
        "paid": to_text(total - open_rows.left, decimals),
        "outstanding": to_text(open_rows.left, decimals),
        "amount_due": to_text(ending.due, decimals),
        "margin_waived": to_text(ending.margin_waived, decimals),
    }


def _pay(
    rows: settlement.OpenRows, terms: financing.Terms, payment: object, path: str, last_day: date
) -> None:
    if not isinstance(payment, Mapping):
        payment = {"amount": payment}
    common = terms.common
    with reading.within(path):
        paid = reading.read_money(payment, "amount", common.decimals, least=1)
        next_row = rows.rows[min(rows.first, len(rows.rows) - 1)]
        given = reading.read_optional_date(payment, "on")
        on = given or min(next_row.due_date, last_day)
        if on > last_day:
            raise BadField(field="on", reason="tidak boleh sesudah tanggal pelunasan (on)")
        if paid > rows.left:
            left = to_text(rows.left, common.decimals)
            raise BadField(field="amount", reason="melebihi sisa kewajiban {left}", left=left)
    settlement.settle(rows, on, paid, common.allocation, common.overpayment, common.rounding)


def _amounts(rows: Iterable[Instalment], decimals: int) -> dict[str, str]:
    rows = list(rows)
    principal, margin = sum(row.principal for row in rows), sum(row.margin for row in rows)
    return {
        "principal": to_text(principal, decimals),
        "margin": to_text(margin, decimals),
        "total": to_text(principal + margin, decimals),
    }


def _answered(function: Answer, element: object) -> dict[str, Any]:
    try:
        return function(reading.as_mapping(element, "JSON"))
    except Refused as refused:
        return {"error": str(refused)}
