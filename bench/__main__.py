"""`python -m bench [--quick] [group …]` (`GROUPS`): a table, and out/bench.json."""

import argparse
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("KLASTER_HOME", str(ROOT / "var" / "bench" / "home"))

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bench import cooperative, people, posting, reading  # noqa: E402

GROUPS = {
    "posting": posting.run,
    "reading": reading.run,
    "people": people.run,
    "cooperative": cooperative.run,
}


def main() -> None:
    """Measure the groups named, or all; --quick only shows that each runs."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("groups", nargs="*", default=[*GROUPS])
    options = parser.parse_args()
    results = [result for group in options.groups for result in GROUPS[group](options.quick)]
    table = Table("what", "value", "bar", "unit", "")
    for result in results:
        sign = "≥" if result.is_least else "≤"
        bar = "" if result.bar is None else f"{sign} {result.bar:g}"
        mark = {True: "✔", False: "✘", None: ""}[result.ok]
        table.add_row(result.name, f"{result.value:,.3f}", bar, result.unit, mark)
    Console().print(table)
    out = ROOT / "out" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    rows = [
        {"name": r.name, "value": r.value, "bar": r.bar, "unit": r.unit, "ok": r.ok}
        for r in results
    ]
    out.write_text(json.dumps({"results": rows}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
