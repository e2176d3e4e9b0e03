"""Budget against actual: what was planned for each sector and what was spent of it."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import BUDGET_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="budget_actual",
    title=_("Anggaran dan realisasi"),
    answers=_("Berapa anggaran setiap sektor, dan berapa yang sudah dipakai?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor"), labels={"": _("Bersama")}),
        Column("kind", _("Jenis"), labels=BUDGET_KINDS),
        Column("budget", _("Anggaran"), Kind.RUPIAH, total=True),
        Column("actual", _("Realisasi"), Kind.RUPIAH, total=True),
        Column("left_over", _("Sisa"), Kind.RUPIAH, total=True),
        Column("percent", _("Terpakai"), Kind.PERCENT),
    ),
    grain=_("Satu baris per program, sektor, dan jenis belanja."),
    source=_("Anggaran program, mutasi pada mitra, dan beban program di buku besar."),
    check=Check(
        _("Realisasi sama dengan yang keluar dari kas dan persediaan, per program."),
        added("actual", by="programme"),
    ),
)
