"""`klaster calc schedule|payoff|herd`: JSON on standard input, JSON on standard output.

Needs no database. An array is answered by an array, its bad elements by their error; anything else
that is wrong ends with status 2 and one line that names the field.
"""

import json
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from klaster.cli.base import Command as Base
from klaster.rules import calc, calc_herd
from klaster.rules.refusal import BadField

CALCULATIONS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "schedule": calc.schedule_json,
    "payoff": calc.payoff_json,
    "herd": calc_herd.herd_json,
}
MOST_BYTES = 50_000_000


class Command(Base):
    help = _("Menghitung jadwal, pelunasan awal, atau perkembangan ternak dari JSON di stdin.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=list(CALCULATIONS), help=_("yang dihitung"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        answer = calc.each(CALCULATIONS[what], _read())
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _read() -> Any:
    """Return the JSON on standard input, fractions exact."""
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise BadField(field="JSON", reason="terlalu besar")
        return json.loads(raw.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError) as error:
        raise BadField(field="JSON", reason="tidak dapat dibaca ({error})", error=error) from None
