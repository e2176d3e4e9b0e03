"""The multiplier: families reached per first animal, by generation of offspring passed on."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import SPECIES
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="multiplier",
    title=_("Pengganda perguliran ternak"),
    answers=_("Berapa keluarga terjangkau oleh setiap ekor pertama, dan seberapa cepat berputar?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("species", _("Ternak"), labels=SPECIES),
        Column("generation", _("Generasi"), Kind.COUNT),
        Column("since", _("Sejak"), Kind.DATE),
        Column("lots", _("Penempatan"), Kind.COUNT, total=True),
        Column("head", _("Ekor"), Kind.HEAD, total=True),
        Column("families", _("Keluarga baru"), Kind.COUNT, total=True),
        Column("reached", _("Keluarga sejauh ini"), Kind.COUNT),
        Column("per_first_head", _("Keluarga per ekor pertama"), Kind.RATIO),
        Column("turns_a_year", _("Putaran per tahun"), Kind.RATIO),
    ),
    grain=_("Satu baris per jenis ternak dan generasi."),
    source=_("Catatan penempatan dan asal-usulnya."),
    check=Check(
        _("Ekor yang ditempatkan sama dengan yang keluar dari tangan program di buku besar."),
        added("head", by="species"),
        Kind.HEAD,
    ),
    totals_by="species",
)
