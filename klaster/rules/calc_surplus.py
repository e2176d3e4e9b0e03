"""`klaster calc shu`: a policy in JSON and members in CSV in, the sharing in JSON out."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from klaster.rules import reading, surplus
from klaster.rules.amount import HALF_EVEN, round_to, to_decimal, to_steps, to_text
from klaster.rules.refusal import BadField
from klaster.rules.surplus import Basis, Policy, Sharing

KEYS = (
    "pots",
    "capital_pot",
    "usage_pot",
    "savings_base",
    "usage_denominator",
    "savings_denominator",
    "rounding",
    "remainder_to",
)
MEMBER, USAGE = "member", "usage"
MEMBERS_ONLY = "members"
MOST_MEMBERS = 1_000_000
MOST_POTS = 50


def read_policy(values: Mapping[str, Any]) -> Policy:
    """Check a policy of JSON and return it; raises `BadField` by key, and `PotsNotWhole`."""
    for key in values:
        if key not in KEYS:
            raise BadField(
                field=str(key), reason="tidak dikenal; yang dikenal: {known}", known=", ".join(KEYS)
            )
    given = reading.read_mapping(values, "pots")
    if not 1 <= len(given) <= MOST_POTS:
        raise BadField(field="pots", reason="harus 1 sampai {most} bagian", most=MOST_POTS)
    pots = {str(name): to_decimal(part, f"pots.{name}") for name, part in given.items()}
    base = reading.read_list(values, "savings_base")
    if not base or not all(isinstance(column, str) and column for column in base):
        raise BadField(field="savings_base", reason="harus berupa daftar kolom simpanan")
    policy = Policy(
        pots=pots,
        capital_pot=reading.read_text(values, "capital_pot"),
        usage_pot=reading.read_text(values, "usage_pot"),
        savings_base=tuple(dict.fromkeys(base)),
        usage_denominator=_denominator(values, "usage_denominator"),
        savings_denominator=_denominator(values, "savings_denominator"),
        rounding=reading.read_choice(
            values, "rounding", surplus.ROUNDINGS, default=surplus.LARGEST_REMAINDER
        ),
        remainder_to=reading.read_text(values, "remainder_to"),
    )
    surplus.require_sound(policy)
    return policy


def _denominator(values: Mapping[str, Any], key: str) -> int | None:
    value = values.get(key)
    if value is None or value == MEMBERS_ONLY:
        return None
    if not isinstance(value, Mapping):
        raise BadField(field=key, reason='harus "members" atau {"total": "75000000"}')
    with reading.within(key):
        return reading.read_money(value, "total", least=0)


def read_members(lines: Iterable[str], policy: Policy) -> list[Basis]:
    """Members from CSV lines with the columns member, usage and those of the savings base.

    An empty amount is nothing. Refuses a missing column, a member twice, a negative amount, each
    by its row (the header is row 1) and column.
    """
    rows = csv.reader(lines, strict=True)
    try:
        header = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
        for column in (MEMBER, USAGE, *policy.savings_base):
            if header.count(column) != 1:
                raise BadField(field=column, reason="harus ada satu kolom bernama ini")
        members = [_basis(header, row, n, policy) for n, row in enumerate(rows, 2) if any(row)]
    except csv.Error as error:
        raise BadField(
            field="members", reason="bukan CSV yang dapat dibaca ({error})", error=error
        ) from None
    seen: set[str] = set()
    for one in members:
        if one.member in seen:
            raise BadField(field=MEMBER, reason="{member} tertulis dua kali", member=one.member)
        seen.add(one.member)
    if len(members) > MOST_MEMBERS:
        raise BadField(field="members", reason="paling banyak {most} anggota", most=MOST_MEMBERS)
    return members


def _basis(header: Sequence[str], row: Sequence[str], n: int, policy: Policy) -> Basis:
    if len(row) > len(header):
        raise BadField(field=f"baris {n}", reason="memuat lebih banyak kolom daripada judulnya")
    cells = dict(zip(header, row, strict=False))
    name = cells.get(MEMBER, "").strip()
    if not name:
        raise BadField(field=f"baris {n}.{MEMBER}", reason="harus diisi")
    return Basis(
        name,
        savings=sum(_amount(cells, column, n) for column in policy.savings_base),
        usage=_amount(cells, USAGE, n),
    )


def _amount(cells: Mapping[str, str], column: str, n: int) -> int:
    field = f"baris {n}.{column}"
    steps = to_steps(cells.get(column, "").strip() or "0", field=field)
    if steps < 0:
        raise BadField(field=field, reason="tidak boleh negatif")
    return steps


def sharing_json(sharing: Sharing) -> dict[str, Any]:
    """The sharing as JSON values: whole rupiah as text; `…_exact` before rounding, two decimals."""
    return {
        "pots": {name: str(rupiah) for name, rupiah in sharing.pots.items()},
        "members": [
            {
                "member": one.member,
                "capital": str(one.capital),
                "usage": str(one.usage),
                "total": str(one.total),
                "capital_exact": _sen(one.capital_exact),
                "usage_exact": _sen(one.usage_exact),
                "total_exact": _sen(one.capital_exact + one.usage_exact),
            }
            for one in sharing.members
        ],
        "undistributed": str(sharing.undistributed),
    }


def _sen(exact: Fraction) -> str:
    return to_text(round_to(exact * 100, 1, HALF_EVEN), 2)


def policy_json(policy: Policy) -> dict[str, Any]:
    """The policy as it would be read again."""
    return {
        "pots": {name: f"{percent:f}" for name, percent in policy.pots.items()},
        "capital_pot": policy.capital_pot,
        "usage_pot": policy.usage_pot,
        "savings_base": list(policy.savings_base),
        "usage_denominator": _said(policy.usage_denominator),
        "savings_denominator": _said(policy.savings_denominator),
        "rounding": policy.rounding,
        "remainder_to": policy.remainder_to,
    }


def _said(total: int | None) -> Any:
    return MEMBERS_ONLY if total is None else {"total": str(total)}
