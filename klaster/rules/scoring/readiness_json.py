"""Rule sets of readiness as JSON, in and out; whatever is not understood is refused by its name."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from klaster.rules import reading
from klaster.rules.amount import to_decimal
from klaster.rules.refusal import BadField
from klaster.rules.scoring.readiness import (
    NOT_APPLICABLE,
    Comparison,
    Criterion,
    Dimension,
    Group,
    Inputs,
    Kind,
    Level,
    RuleSet,
    Threshold,
    Value,
)

LANGUAGES = ("id", "en")
_CODE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_INPUT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)
_LARGEST_VERSION = 999
_RULE_SET = (
    "code", "version", "level", "labels", "source", "criteria", "groups", "spiritual_gates",
)  # fmt: skip
_CRITERION = (
    "code", "labels", "kind", "dimension", "input", "comparison", "thresholds", "group",
    "applies_if", "is_spiritual", "note",
)  # fmt: skip


def read(values: object) -> RuleSet:
    """Read a rule set. Raises `BadField` naming the field: `criteria.3.input`."""
    asked = _known(values, "rules", _RULE_SET)
    groups = tuple(
        _group(one, f"groups.{n}") for n, one in enumerate(_list(asked, "groups", 20), 1)
    )
    criteria = tuple(
        _criterion(one, f"criteria.{n}") for n, one in enumerate(_list(asked, "criteria", 100), 1)
    )
    if not criteria:
        raise BadField(field="criteria", reason="harus diisi")
    rules = RuleSet(
        code=_code(asked, "code"),
        version=reading.read_int(asked, "version", 1, _LARGEST_VERSION),
        level=Level(reading.read_choice(asked, "level", [*Level])),
        labels=_labels(asked),
        source=reading.read_text(asked, "source", longest=300),
        criteria=criteria,
        groups=groups,
        spiritual_gates=reading.read_flag(asked, "spiritual_gates", default=False),
    )
    _require_whole(rules)
    return rules


def write(rules: RuleSet) -> dict[str, Any]:
    """Write a rule set so that `read` gives it back."""
    return {
        "code": rules.code,
        "version": rules.version,
        "level": rules.level.value,
        "labels": dict(rules.labels),
        "source": rules.source,
        "spiritual_gates": rules.spiritual_gates,
        "groups": [
            {"code": one.code, "labels": dict(one.labels), "needed": one.needed}
            for one in rules.groups
        ],
        "criteria": [_written(one) for one in rules.criteria],
    }


def write_inputs(inputs: Inputs) -> dict[str, Any]:
    """Write inputs as they were: whole numbers, text for fractions, true and false, null."""
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in sorted(inputs.items())
    }


def read_inputs(values: object) -> dict[str, Value]:
    """Read what `write_inputs` wrote. Raises `BadField`."""
    found: dict[str, Value] = {}
    for name, value in reading.as_mapping(values, "inputs").items():
        is_plain = value is None or value == NOT_APPLICABLE or isinstance(value, bool)
        found[name] = value if is_plain else to_decimal(value, f"inputs.{name}")
    return found


def _written(one: Criterion) -> dict[str, Any]:
    return {
        "code": one.code,
        "labels": dict(one.labels),
        "kind": one.kind.value,
        "dimension": one.dimension.value,
        "input": one.input,
        "comparison": one.comparison.value,
        "thresholds": [
            {
                "value": each.value if isinstance(each.value, bool) else str(each.value),
                "valid_from": each.valid_from.isoformat(),
                "valid_until": each.valid_until and each.valid_until.isoformat(),
            }
            for each in one.thresholds
        ],
        "group": one.group,
        "applies_if": one.applies_if,
        "is_spiritual": one.is_spiritual,
        "note": one.note,
    }


def _criterion(values: object, place: str) -> Criterion:
    asked = _known(values, place, _CRITERION)
    with reading.within(place):
        kind = Kind(reading.read_choice(asked, "kind", [*Kind]))
        comparison = Comparison(reading.read_choice(asked, "comparison", [*Comparison]))
        return Criterion(
            code=_code(asked, "code"),
            labels=_labels(asked),
            kind=kind,
            dimension=Dimension(reading.read_choice(asked, "dimension", [*Dimension])),
            input=_input(asked, "input"),
            comparison=comparison,
            thresholds=_thresholds(asked, comparison),
            group=_optional(asked, "group"),
            applies_if=_input(asked, "applies_if") if asked.get("applies_if") else "",
            is_spiritual=reading.read_flag(asked, "is_spiritual", default=False),
            note=_optional(asked, "note"),
        )


def _thresholds(asked: Mapping[str, Any], comparison: Comparison) -> tuple[Threshold, ...]:
    """The thresholds in the order of their days; none may hold on the same day as another."""
    found = []
    for n, one in enumerate(_list(asked, "thresholds", 50), 1):
        place = f"thresholds.{n}"
        each = _known(one, place, ("value", "valid_from", "valid_until"))
        with reading.within(place):
            value: Decimal | bool
            if comparison is Comparison.IS:
                value = reading.read_flag(each, "value")
            elif each.get("value") is None:
                raise BadField(field="value", reason="harus diisi")
            else:
                value = to_decimal(each["value"], "value")
            since = reading.read_date(each, "valid_from")
            until = reading.read_optional_date(each, "valid_until")
            if until is not None and until <= since:
                raise BadField(field="valid_until", reason="harus sesudah valid_from")
            found.append(Threshold(value, since, until))
    if not found:
        raise BadField(field="thresholds", reason="harus diisi")
    found.sort(key=lambda one: one.valid_from)
    for earlier, later in pairwise(found):
        if earlier.valid_until is None or earlier.valid_until > later.valid_from:
            raise BadField(field="thresholds", reason="masa berlakunya bertumpang tindih")
    return tuple(found)


def _group(values: object, place: str) -> Group:
    asked = _known(values, place, ("code", "labels", "needed"))
    with reading.within(place):
        needed = reading.read_int(asked, "needed", 1, 100)
        return Group(_code(asked, "code"), _labels(asked), needed)


def _require_whole(rules: RuleSet) -> None:
    """Codes are used once, and groups fit the criteria that are counted in them."""
    for name, codes in (
        ("criteria", [one.code for one in rules.criteria]),
        ("groups", [one.code for one in rules.groups]),
    ):
        if len(set(codes)) < len(codes):
            raise BadField(field=name, reason="ada kode yang dipakai dua kali")
    groups = {one.code for one in rules.groups}
    for n, one in enumerate(rules.criteria, 1):
        if (one.kind is Kind.COUNTED) is not bool(one.group):
            raise BadField(
                field=f"criteria.{n}.group", reason="hanya dan selalu untuk kriteria yang dihitung"
            )
        if one.group and one.group not in groups:
            raise BadField(field=f"criteria.{n}.group", reason="kelompok kriteria ini tidak ada")
        if one.kind is Kind.ESSENTIAL and one.applies_if:
            raise BadField(field=f"criteria.{n}.applies_if", reason="kriteria wajib selalu berlaku")
    for n, group in enumerate(rules.groups, 1):
        count = sum(one.group == group.code for one in rules.criteria)
        if group.needed > count:
            raise BadField(
                field=f"groups.{n}.needed",
                reason="hanya ada {count} kriteria di kelompok ini",
                count=count,
            )


def _known(values: object, name: str, keys: Sequence[str]) -> Mapping[str, Any]:
    asked = reading.as_mapping(values, name)
    for key in asked:
        if key not in keys:
            known = ", ".join(keys)
            raise BadField(
                field=f"{name}.{key}", reason="tidak dikenal; yang dikenal: {known}", known=known
            )
    return asked


def _list(asked: Mapping[str, Any], name: str, most: int) -> Sequence[Any]:
    return reading.read_list(asked, name, most)


def _labels(asked: Mapping[str, Any]) -> dict[str, str]:
    said = _known(reading.read_mapping(asked, "labels"), "labels", LANGUAGES)
    with reading.within("labels"):
        labels = {"id": reading.read_text(said, "id", longest=200)}
        if said.get("en") is not None:
            labels["en"] = reading.read_text(said, "en", longest=200)
    return labels


def _code(asked: Mapping[str, Any], name: str) -> str:
    return _matching(asked, name, _CODE)


def _input(asked: Mapping[str, Any], name: str) -> str:
    return _matching(asked, name, _INPUT)


def _matching(asked: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    text = reading.read_text(asked, name, longest=80)
    if not pattern.fullmatch(text):
        raise BadField(field=name, reason="hanya huruf kecil, angka, dan garis bawah")
    return text


def _optional(asked: Mapping[str, Any], name: str) -> str:
    return reading.read_text(asked, name, longest=300) if asked.get(name) else ""
