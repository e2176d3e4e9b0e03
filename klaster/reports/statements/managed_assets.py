"""Changes in managed assets: what the funds still control in the hands of mitra (PSAK 409)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.labels import CONTRACT_KINDS
from klaster.reports.report import (
    Check,
    Column,
    Default,
    Kind,
    Parameter,
    Report,
    added,
)

REPORT = Report(
    code="managed_assets",
    title=_("Perubahan aset kelolaan"),
    answers=_("Berapa aset yang masih dikendalikan dana, dan ke mana perginya yang lain?"),
    sql=Path(__file__).with_suffix(".sql"),
    parameters=(
        Parameter("book", _("Buku")),
        Parameter("since", _("Sejak tanggal"), Kind.DATE),
        Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
    ),
    columns=(
        Column("fund", _("Kode dana")),
        Column("fund_name", _("Dana")),
        Column("akad", _("Akad"), labels=CONTRACT_KINDS),
        Column("opening", _("Awal"), Kind.RUPIAH, total=True),
        Column("placed", _("Ditempatkan"), Kind.RUPIAH, total=True),
        Column("depreciated", _("Disusutkan"), Kind.RUPIAH, total=True),
        Column("derecognised", _("Dilepas"), Kind.RUPIAH, total=True),
        Column("lost", _("Rugi"), Kind.RUPIAH, total=True),
        Column("closing", _("Akhir"), Kind.RUPIAH, total=True),
        Column("difference", _("Selisih"), Kind.RUPIAH, total=True),
    ),
    grain=_("Satu baris per dana dan akad; nilai tercatat setelah penyusutan."),
    source=_("Mutasi dan saldo akun aset kelolaan di buku besar."),
    check=Check(
        _("Nilai akhir sama dengan jumlah seluruh mutasi aset kelolaan setiap dana."),
        added("closing", by="fund"),
    ),
)
