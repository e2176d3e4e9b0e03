"""Deeds of asset reform: what passed to which cooperative, at which value."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="deeds",
    title=_("Berita acara serah terima"),
    answers=_("Apa yang diserahkan kepada koperasi mana, dan berapa nilainya?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("number", _("Nomor")),
        Column("on", _("Tanggal"), Kind.DATE),
        Column("place", _("Tempat")),
        Column("cooperative", _("Penerima")),
        Column("items", _("Butir"), Kind.COUNT, total=True),
        Column("controlled", _("Aset dikendalikan"), Kind.RUPIAH, total=True),
        Column("portfolio", _("Piutang dan kas"), Kind.RUPIAH, total=True),
        Column("owned", _("Milik mitra disertakan"), Kind.RUPIAH, total=True),
        Column("book_value", _("Nilai buku"), Kind.RUPIAH, total=True),
        Column("fair_value", _("Nilai wajar"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per berita acara."),
    source=_("Berita acara dan butir-butirnya."),
    check=Check(
        _("Nilai buku yang diserahkan sama dengan penyaluran asset reform di buku besar."),
        added("book_value"),
    ),
)
