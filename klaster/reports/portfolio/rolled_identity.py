"""The rolled identity: everything placed with mitra is accounted for, to the rupiah."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import CONTRACT_KINDS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="rolled_identity",
    title=_("Identitas perguliran"),
    answers=_("Di mana sekarang semua yang pernah digulirkan? Adakah yang hilang tanpa catatan?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("kind", _("Akad"), labels=CONTRACT_KINDS),
        Column("contracts", _("Kontrak"), Kind.COUNT, total=True),
        Column("placed", _("Digulirkan"), Kind.RUPIAH, total=True),
        Column("taken_over", _("Diterima alih"), Kind.RUPIAH, total=True),
        Column("earned", _("Hasil"), Kind.RUPIAH, total=True),
        Column("with_mitra", _("Pada mitra"), Kind.RUPIAH, total=True),
        Column("returned_cash", _("Kembali uang"), Kind.RUPIAH, total=True),
        Column("returned_kind", _("Kembali barang"), Kind.RUPIAH, total=True),
        Column("passed", _("Menjadi milik mitra"), Kind.RUPIAH, total=True),
        Column("used", _("Terpakai"), Kind.RUPIAH, total=True),
        Column("handed_over", _("Diserahkan"), Kind.RUPIAH, total=True),
        Column("lost", _("Rugi dan hapus"), Kind.RUPIAH, total=True),
        Column("difference", _("Selisih"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per program, sektor, dan akad."),
    source=_("Mutasi tagihan dan aset pada mitra; sisa pada mitra dari saldo buku besar."),
    check=Check(
        _("Sisa pada mitra sama dengan jumlah seluruh transaksi akun mitra, per program."),
        added("with_mitra", by="programme"),
    ),
)
