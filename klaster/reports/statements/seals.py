"""Seals: which months are closed, and the digest that everything in them is bound to."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

STATUSES = {"open": _("Terbuka"), "closed": _("Ditutup")}

REPORT = Report(
    code="seals",
    title=_("Segel bulan buku"),
    answers=_("Bulan mana yang sudah ditutup, dan dengan segel apa?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("book", _("Buku")),
        Column("month", _("Bulan"), Kind.DATE),
        Column("status", _("Keadaan"), labels=STATUSES),
        Column("entries", _("Jurnal tersegel"), Kind.COUNT, total=True),
        Column("standing", _("Jurnal sekarang"), Kind.COUNT, total=True),
        Column("seal", _("Segel (awal)")),
    ),
    grain=_("Satu baris per buku dan bulan."),
    source=_("Masa buku dan segelnya."),
    check=Check(
        _("Setiap jurnal di bulan yang ditutup berada di bawah segel."),
        added("entries", by="book"),
        Kind.COUNT,
    ),
)
