"""The funnel of mitra: how many stand at which stage, by sector and village."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import STAGES
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="mitra_funnel",
    title=_("Mitra menurut tahap"),
    answers=_("Berapa mitra di setiap sektor dan desa, dan sejauh mana mereka?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("village", _("Desa")),
        *(Column(stage, title, Kind.COUNT, total=True) for stage, title in STAGES.items()),
        Column("enrolled", _("Terdaftar"), Kind.COUNT, total=True),
        Column("mitra", _("Mitra"), Kind.COUNT, total=True),
    ),
    grain=_("Satu baris per program, sektor, dan desa; mitra: pernah aktif dan belum keluar."),
    source=_("Langkah terakhir setiap pendaftaran sampai hari itu."),
    check=Check(
        _("Jumlah terdaftar sama dengan langkah pertama semua pendaftaran."),
        added("enrolled", by="programme"),
        Kind.COUNT,
    ),
)
