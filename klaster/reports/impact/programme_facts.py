"""Programme facts: the figures that a programme publishes, by sector; claims are held to them."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="programme_facts",
    title=_("Fakta program"),
    answers=_(
        "Berapa mitra, kelompok, dan dana bergulir di setiap sektor, dan siapa pelaksananya?"
    ),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Kode sektor")),
        Column("sector_name", _("Sektor")),
        Column("implementer", _("Pelaksana")),
        Column("mitra", _("Mitra"), Kind.COUNT, total=True),
        Column("independent", _("Mandiri"), Kind.COUNT, total=True),
        Column("left", _("Keluar"), Kind.COUNT, total=True),
        Column("groups", _("Kelompok"), Kind.COUNT, total=True),
        Column("rolled", _("Digulirkan"), Kind.RUPIAH, total=True),
        Column("returned", _("Kembali"), Kind.RUPIAH, total=True),
        Column("handed_over", _("Diserahkan"), Kind.RUPIAH, total=True),
        Column("cooperatives", _("Koperasi"), Kind.COUNT, total=True),
        Column("cooperative", _("Nama koperasi")),
        Column("handed_over_on", _("Serah terima"), Kind.DATE),
    ),
    grain=_("Satu baris per program dan sektor; mitra: pernah aktif dan belum keluar."),
    source=_("Pendaftaran, kelompok, mutasi pada mitra, dan berita acara serah terima."),
    check=Check(
        _("Yang digulirkan sama dengan yang keluar dari kas dan persediaan untuk kontrak mitra."),
        added("rolled", by="programme"),
    ),
)
