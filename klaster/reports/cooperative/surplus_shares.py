"""The sharing of a year's surplus: every member's part and the pots."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.cooperative.labels import SURPLUS_STATUS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="surplus_shares",
    title=_("Pembagian SHU"),
    answers=_("Berapa SHU setiap anggota, dan dari mana asalnya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("year", _("Tahun buku"), default=Default.NEEDED),),
    columns=(
        Column("number", _("No."), Kind.COUNT),
        Column("name", _("Penerima")),
        Column("savings", _("Simpanan"), Kind.RUPIAH),
        Column("usage", _("Transaksi"), Kind.RUPIAH),
        Column("capital_part", _("Jasa modal"), Kind.RUPIAH, total=True),
        Column("usage_part", _("Jasa usaha"), Kind.RUPIAH, total=True),
        Column("total", _("Bagian"), Kind.RUPIAH, total=True),
        Column("status", _("Keadaan"), labels=SURPLUS_STATUS),
    ),
    grain=_("Satu baris per anggota, lalu satu per dana pembagian."),
    source=_("Usulan pembagian menurut kebijakan yang berlaku pada akhir tahun buku."),
    check=Check(
        _("Jumlah seluruh bagian sama dengan SHU tahun itu menurut jurnal penutupnya."),
        added("total"),
    ),
)
