"""The inventory: what the cooperative owns for lasting use, what wore off, what is left."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="book_inventory",
    title=_("Buku inventaris"),
    answers=_("Barang apa milik koperasi, dan berapa nilainya sekarang?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Per tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("number", _("No."), Kind.COUNT),
        Column("name", _("Barang")),
        Column("pieces", _("Jumlah"), Kind.COUNT),
        Column("acquired_on", _("Diperoleh"), Kind.DATE),
        Column("cost", _("Harga perolehan"), Kind.RUPIAH, total=True),
        Column("worn", _("Penyusutan"), Kind.RUPIAH, total=True),
        Column("carried", _("Nilai buku"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per barang yang masih dimiliki."),
    source=_("Daftar inventaris dan penyusutan bulanannya."),
    check=Check(
        _("Nilai buku sama dengan akun aset tetap dikurangi akumulasi penyusutannya."),
        added("carried"),
    ),
)
