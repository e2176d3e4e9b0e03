"""The herd identity: every head is born, bought, passed on, or lost for a named cause."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import UNITS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="herd_identity",
    title=_("Identitas ternak"),
    answers=_("Berapa ekor di setiap kelompok, dan dari mana setiap perubahannya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("sector", _("Sektor")),
        Column("group", _("Kelompok"), labels={"": _("Di tangan program")}),
        Column("unit", _("Ternak"), labels=UNITS),
        Column("opening", _("Awal"), Kind.HEAD, total=True),
        Column("acquired", _("Masuk"), Kind.HEAD, total=True),
        Column("born", _("Lahir"), Kind.HEAD, total=True),
        Column("moved_in", _("Pindah masuk"), Kind.HEAD, total=True),
        Column("died", _("Mati"), Kind.HEAD, total=True),
        Column("stolen", _("Dicuri atau hilang"), Kind.HEAD, total=True),
        Column("sold", _("Dijual atau dipotong"), Kind.HEAD, total=True),
        Column("moved_out", _("Pindah keluar"), Kind.HEAD, total=True),
        Column("handed_over", _("Diserahkan"), Kind.HEAD, total=True),
        Column("closing", _("Akhir"), Kind.HEAD, total=True),
        Column("difference", _("Selisih"), Kind.HEAD, total=True),
    ),
    grain=_("Satu baris per sektor, kelompok, dan jenis ternak."),
    source=_("Akun penguasaan ternak di buku besar."),
    check=Check(
        _("Ternak akhir sama dengan semua yang masuk dikurangi semua yang keluar, per jenis."),
        added("closing", by="unit"),
        Kind.HEAD,
    ),
    totals_by="unit",
)
