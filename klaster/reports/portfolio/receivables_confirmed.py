"""Receivables confirmed by their mitra before the exit, by sector, with those disputed or not."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report

REPORT = Report(
    code="receivables_confirmed",
    title=_("Konfirmasi piutang"),
    answers=_("Berapa piutang yang sudah diakui mitranya, dan mana yang belum atau berbeda?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("programme", _("Program")),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("programme", _("Program")),
        Column("sector", _("Sektor")),
        Column("contracts", _("Akad"), Kind.COUNT, total=True),
        Column("receivable", _("Piutang"), Kind.RUPIAH, total=True),
        Column("confirmed", _("Diakui"), Kind.COUNT, total=True),
        Column("confirmed_rp", _("Piutang diakui"), Kind.RUPIAH, total=True),
        Column("disputed", _("Berbeda"), Kind.COUNT, total=True),
        Column("disputed_rp", _("Piutang berbeda"), Kind.RUPIAH, total=True),
        Column("acknowledged_more", _("Diakui lebih (kurang)"), Kind.RUPIAH, total=True),
        Column("unconfirmed", _("Belum ditanya"), Kind.COUNT, total=True),
        Column("unconfirmed_rp", _("Piutang belum ditanya"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per sektor."),
    source=_(
        "Piutang menurut buku besar dan konfirmasi terakhir sejak awal bulan sebelumnya; yang"
        " sudah diserahkan seperti pada hari penyerahannya."
    ),
    check=Check(
        _("Diakui, berbeda dan belum ditanya sama dengan piutang di buku besar."),
        lambda rows: {
            "": sum(
                row["confirmed_rp"] + row["disputed_rp"] + row["unconfirmed_rp"] for row in rows
            )
        },
    ),
)
