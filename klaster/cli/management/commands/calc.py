"""`klaster calc schedule|payoff|herd|score|shu`: JSON on standard input, JSON on standard output.

Needs no database. An array is answered by an array, its bad elements by their error; anything else
that is wrong ends with status 2 and one line that names the field. `calc shu` reads its policy and
its members from files, `calc score` households in CSV or JSON from standard input.
"""

import json
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table

from klaster.cli.base import Command as Base
from klaster.rules import calc, calc_herd, calc_score, calc_surplus, reading
from klaster.rules.amount import to_steps
from klaster.rules.refusal import BadField
from klaster.rules.surplus import Sharing, share
from klaster.rules.wording import number_text

CALCULATIONS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "schedule": calc.schedule_json,
    "payoff": calc.payoff_json,
    "herd": calc_herd.herd_json,
}
SHU, SCORE = "shu", "score"
MOST_BYTES = 50_000_000


class Command(Base):
    help = _(
        "Menghitung jadwal, pelunasan awal, atau perkembangan ternak dari JSON di stdin; "
        "pembagian SHU dari berkas kebijakan dan anggota; skor rumah tangga dari CSV atau JSON "
        "di stdin, misalnya calc score cibest < rumah-tangga.csv."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=[*CALCULATIONS, SHU, SCORE], help=_("yang dihitung"))
        parser.add_argument(
            "score", nargs="?", choices=[*calc_score.SCORES], help=_("score: skor yang dihitung")
        )
        parser.add_argument("--policy", type=Path, help=_("shu: berkas JSON kebijakan"))
        parser.add_argument("--members", type=Path, help=_("shu: berkas CSV anggota"))
        parser.add_argument("--surplus", help=_("shu: SHU dalam rupiah"))
        parser.add_argument("--json", action="store_true", help=_("shu: jawaban sebagai JSON"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == SHU:
            self._shu(**options)
            return
        if what == SCORE:
            self._score(options["score"])
            return
        answer = calc.each(CALCULATIONS[what], _json(_limited(sys.stdin.buffer.read), "JSON"))
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _score(self, code: str | None) -> None:
        """Answer a score of the households on standard input."""
        if code is None:
            raise BadField(
                field="score", reason="pilih salah satu: {choices}",
                choices=", ".join(calc_score.SCORES),
            )  # fmt: skip
        text = _text(_limited(sys.stdin.buffer.read, "stdin"), "stdin")
        answer = calc_score.score_json(code, text)
        self.stdout.write(json.dumps(answer, ensure_ascii=False, default=float))

    def _shu(
        self, policy: Path | None, members: Path | None, surplus: str | None, **options: Any
    ) -> None:
        """Share a surplus out; the answer as a table, or as JSON."""
        for name, value in (("policy", policy), ("members", members), ("surplus", surplus)):
            if value is None:
                raise BadField(field=f"--{name}", reason="harus diisi")
        rules = calc_surplus.read_policy(
            reading.as_mapping(_json(_file(policy, "--policy"), "--policy"), "--policy")
        )
        rows = _text(_file(members, "--members"), "--members").splitlines(keepends=True)
        sharing = share(
            to_steps(surplus, field="--surplus"), rules, calc_surplus.read_members(rows, rules)
        )
        if options["json"]:
            answer = calc_surplus.sharing_json(sharing)
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            Console(file=sys.stdout).print(_as_table(sharing))


def _as_table(sharing: Sharing) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for title in (_("Bagian"), _("Jasa modal"), _("Jasa usaha"), _("Jumlah")):
        table.add_column(title, justify="left" if not table.columns else "right")
    for one in sharing.members:
        figures = (one.capital, one.usage, one.total)
        table.add_row(one.member, *(number_text(each) for each in figures))
    for name, rupiah in sharing.pots.items():
        table.add_row(name, "", "", number_text(rupiah))
    table.add_row(_("belum dibagi"), "", "", number_text(sharing.undistributed))
    table.add_row(_("SHU"), "", "", number_text(sharing.surplus), style="bold")
    return table


def _file(path: Path | None, field: str) -> bytes:
    assert path is not None
    try:
        with path.open("rb") as file:
            return _limited(file.read, field)
    except OSError as error:
        raise BadField(
            field=field, reason="tidak dapat dibuka ({error})", error=error.strerror
        ) from None


def _limited(read: Callable[[int], bytes], field: str = "JSON") -> bytes:
    raw = read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadField(field=field, reason="terlalu besar")
    return raw


def _text(raw: bytes, field: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadField(field=field, reason="tidak dapat dibaca ({error})", error=error) from None


def _json(raw: bytes, field: str) -> Any:
    """Return JSON, fractions exact."""
    try:
        return json.loads(_text(raw, field), parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise BadField(field=field, reason="tidak dapat dibaca ({error})", error=error) from None
