"""Lineage of livestock: which family's animals came from which."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import UNITS
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, added

REPORT = Report(
    code="lineage",
    title=_("Silsilah perguliran ternak"),
    answers=_("Ternak setiap keluarga berasal dari keluarga mana?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),),
    columns=(
        Column("lot", _("Penempatan"), Kind.ID),
        Column("came_from", _("Asal"), Kind.ID),
        Column("first", _("Penempatan pertama"), Kind.ID),
        Column("generation", _("Generasi"), Kind.COUNT),
        Column("mitra", _("Mitra")),
        Column("group", _("Kelompok")),
        Column("contract", _("Kontrak")),
        Column("unit", _("Ternak"), labels=UNITS),
        Column("quantity", _("Ekor"), Kind.HEAD, total=True),
        Column("placed_on", _("Tanggal"), Kind.DATE),
        Column("party_id", _("Mitra"), Kind.ID),
        Column("contract_id", _("Kontrak"), Kind.ID),
    ),
    grain=_("Satu baris per penempatan ternak; generasi 1 dibeli, berikutnya anak bergulir."),
    source=_("Catatan penempatan."),
    check=Check(
        _("Ekor yang ditempatkan sama dengan yang keluar dari tangan program di buku besar."),
        added("quantity", by="unit"),
        Kind.HEAD,
    ),
    totals_by="unit",
)
