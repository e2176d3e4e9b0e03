"""`klaster calc score`: households in CSV or JSON in, a score in JSON out.

CSV has a header; JSON is an array of objects with the same names, or {"before": [...], "after":
[...]} for scores that can be compared. Every fault names its row (the header is row 1) and column,
and nothing is answered. Indices leave exact, as fractions; a face writes them as numbers.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from klaster.rules import reading
from klaster.rules.amount import to_decimal
from klaster.rules.refusal import BadField
from klaster.rules.scoring import cibest, poverty, ppi, welfare_index

Row = Mapping[str, Any]
MOST_ROWS = 1_000_000
BEFORE, AFTER = "before", "after"
WEIGHT = "weight"
SPIRITUAL = tuple(f"s{n}" for n in range(1, cibest.VARIABLES + 1))
LINE, LINE_NAMED = "line", "line_"
WELFARE = ("cibest", "hdi", "independence")


@dataclass(frozen=True, slots=True)
class Score:
    """A score: the columns it must have, the answer to rows, and how two answers compare."""

    columns: tuple[str, ...]
    answer: Callable[[Sequence[Row]], dict[str, Any]]
    compare: Callable[[Sequence[Row], Sequence[Row]], dict[str, Any]] | None = None


def score_json(code: str, text: str) -> dict[str, Any]:
    """Answer a score for rows of CSV or JSON; raises `BadField` by row and column."""
    score = SCORES[code]
    if not text.lstrip().startswith(("[", "{")):
        return score.answer(_csv(text, score))
    given = _json(text)
    if isinstance(given, list):
        return score.answer(_objects(given, score, ""))
    rounds = reading.as_mapping(given, "JSON")
    if score.compare is None or set(rounds) != {BEFORE, AFTER}:
        raise BadField(
            field="JSON", reason='harus daftar, atau {{"before": [...], "after": [...]}}'
        )
    before, after = (_objects(rounds[name], score, f"{name}.") for name in (BEFORE, AFTER))
    return {
        BEFORE: score.answer(before),
        AFTER: score.answer(after),
        "change": score.compare(before, after),
    }


def _csv(text: str, score: Score) -> list[Row]:
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        _require_columns(header, score)
        rows: list[Row] = []
        for number, cells in enumerate(lines, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise BadField(
                    field=f"baris {number}", reason="harus {many} kolom", many=len(header)
                )
            named = zip(header, (cell.strip() for cell in cells), strict=True)
            rows.append({name: cell for name, cell in named if cell} | {"": f"baris {number}"})
            _bound(rows)
    except csv.Error as error:
        raise BadField(
            field=f"baris {lines.line_num}", reason="tidak dapat dibaca ({error})", error=error
        ) from None
    return rows


def _require_columns(header: Sequence[str], score: Score) -> None:
    for column in score.columns:
        if header.count(column) != 1:
            raise BadField(field=column, reason="harus ada satu kolom bernama ini")
    for name in header:
        if header.count(name) != 1:
            raise BadField(field=name, reason="harus ada satu kolom bernama ini")


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise BadField(field="JSON", reason="tidak dapat dibaca ({error})", error=error) from None


def _objects(given: object, score: Score, path: str) -> list[Row]:
    if not isinstance(given, list):
        raise BadField(field=path.rstrip(".") or "JSON", reason="harus berupa daftar")
    rows: list[Row] = []
    for number, each in enumerate(given, 1):
        where = f"{path}unsur {number}"
        rows.append({**reading.as_mapping(each, where), "": where})
        _bound(rows)
    return rows


def _bound(rows: Sequence[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise BadField(field="JSON", reason="paling banyak {most} unsur", most=MOST_ROWS)


def _field(row: Row, name: str) -> str:
    return f"{row['']}, {name}"


def _number(
    row: Row,
    name: str,
    least: int | None = None,
    most: int | None = None,
    default: int | None = None,
) -> Decimal:
    value = row.get(name)
    field = _field(row, name)
    if value is None:
        if default is None:
            raise BadField(field=field, reason="harus diisi")
        return Decimal(default)
    number = to_decimal(value, field)
    if least is not None and number < least:
        raise BadField(field=field, reason="paling sedikit {least}", least=least)
    if most is not None and number > most:
        raise BadField(field=field, reason="paling banyak {most}", most=most)
    return number


def _line(row: Row, name: str) -> Decimal:
    line = _number(row, name)
    if line <= 0:
        raise BadField(field=_field(row, name), reason="harus di atas nol")
    return line


def _cibest(rows: Sequence[Row]) -> dict[str, Any]:
    counted = _counted(rows)
    return {
        "n": counted.n,
        "counts": {name.value: _plain(count) for name, count in counted.counts.items()},
        "indices": {cibest.INDICES[name]: index for name, index in counted.indices.items()},
    }


def _counted(rows: Sequence[Row]) -> cibest.Counted:
    return cibest.count(
        cibest.Household(
            _number(row, "income"),
            _line(row, LINE),
            tuple(_number(row, name, cibest.LOWEST, cibest.HIGHEST) for name in SPIRITUAL),
            _number(row, WEIGHT, least=0, default=1),
        )
        for row in rows
    )


def _cibest_change(before: Sequence[Row], after: Sequence[Row]) -> dict[str, Any]:
    changes = cibest.change(_counted(before), _counted(after))
    return {
        cibest.INDICES[name]: {
            "percentage_points": change.points,
            "relative_percent": None if change.relative is None else change.relative,
        }
        for name, change in changes.items()
    }


def _poverty(rows: Sequence[Row]) -> dict[str, Any]:
    """The measures by each line: the column `line`, and those whose names begin with `line_`."""
    names = sorted({name for row in rows for name in row if _is_line(name)}) or [LINE]
    return {"n": len(rows), "lines": {name: _measures(rows, name) for name in names}}


def _is_line(name: str) -> bool:
    return name == LINE or name.startswith(LINE_NAMED)


def _measures(rows: Sequence[Row], line: str) -> dict[str, Any]:
    found = poverty.measure(
        [
            poverty.Household(
                _number(row, "income"), _line(row, line), _number(row, WEIGHT, least=0, default=1)
            )
            for row in rows
        ]
    )
    return {
        "poor": found.poor,
        "H": found.headcount,
        "I": found.income_gap,
        "FGT0": found.headcount,
        "FGT1": found.gap,
        "FGT2": found.squared_gap,
        "poverty_gap": found.gap,
        "gini_of_poor": found.gini,
        "Sen": found.sen,
    }


def _ppi(rows: Sequence[Row]) -> dict[str, Any]:
    """The score of each household, and for all the mean of likelihoods (never of scores)."""
    scores = []
    for row in rows:
        answers = {name: value for name, value in row.items() if name in ppi.QUESTIONS}
        with reading.within(str(row[""])):
            scores.append(ppi.score(answers))
    return {
        "n": len(scores),
        "scores": scores,
        "rates": {line: ppi.rate(scores, line) for line in ppi.LINES} if scores else {},
    }


def _welfare(rows: Sequence[Row]) -> dict[str, Any]:
    return {"n": len(rows), "indices": [_welfare_of(row) for row in rows]}


def _welfare_of(row: Row) -> dict[str, Any]:
    on = reading.as_date(row["on"], _field(row, "on")) if "on" in row else welfare_index.LATEST
    cibest_part, hdi, independence = (_number(row, name, 0, 1) for name in WELFARE)
    held = welfare_index.weights(on)
    return {
        "index": welfare_index.index(cibest_part, hdi, independence, on),
        "weights": dict(zip(WELFARE, (held.cibest, held.hdi, held.independence), strict=True)),
    }


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == int(value) else value


SCORES: Mapping[str, Score] = {
    "cibest": Score(("income", LINE, *SPIRITUAL), _cibest, _cibest_change),
    "poverty": Score(("income",), _poverty),
    "ppi": Score(ppi.QUESTIONS, _ppi),
    "welfare-index": Score(WELFARE, _welfare),
}
