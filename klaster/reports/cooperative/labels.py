"""What the parts of a cooperative's statements are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SECTIONS: Mapping[str, Any] = {
    "asset": _("Aset"),
    "liability": _("Liabilitas"),
    "equity": _("Ekuitas"),
}

# The parts of the statement of results, in order; a `sum_` closes the parts before it.
RESULT_PARTS: Mapping[str, Any] = {
    "member_income": _("Partisipasi bruto anggota"),
    "member_cost": _("Beban pokok anggota"),
    "sum_member": _("Partisipasi neto anggota"),
    "other_income": _("Pendapatan dari bukan anggota"),
    "other_cost": _("Beban pokok bukan anggota"),
    "sum_gross": _("Sisa hasil usaha kotor"),
    "operating": _("Beban usaha"),
    "cooperative": _("Beban perkoperasian"),
    "outside": _("Pendapatan dan beban lain"),
    "sum_before_tax": _("Sisa hasil usaha sebelum pajak"),
    "tax": _("Beban pajak"),
    "sum_surplus": _("Sisa hasil usaha"),
}

FLOWS: Mapping[str, Any] = {
    "operating": _("Kegiatan usaha"),
    "investing": _("Investasi"),
    "financing": _("Pendanaan"),
}

MEMBER_ENDS: Mapping[str, Any] = {
    "": "",
    "resigned": _("Mengundurkan diri"),
    "expelled": _("Diberhentikan"),
    "died": _("Meninggal dunia"),
}

SURPLUS_STATUS: Mapping[str, Any] = {
    "proposed": _("Diusulkan"),
    "approved": _("Disahkan rapat anggota"),
    "distributed": _("Dibagikan"),
}

KNOWN: Mapping[str, Any] = {
    "known": _("Dinilai"),
    "unknown": _("Belum tersedia"),
}

MEMBERSHIP: Mapping[str, Any] = {
    "opening": _("Anggota awal"),
    "joined": _("Masuk"),
    "resigned": _("Mengundurkan diri"),
    "expelled": _("Diberhentikan"),
    "died": _("Meninggal dunia"),
}
