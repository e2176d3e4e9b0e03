"""What stored codes of the record books are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

OFFICES: Mapping[str, Any] = {
    "ketua": _("Ketua"),
    "sekretaris": _("Sekretaris"),
    "bendahara": _("Bendahara"),
    "pengawas": _("Pengawas"),
    "dps": _("Dewan pengawas syariah"),
}

NOTES: Mapping[str, Any] = {
    "guest": _("Tamu"),
    "suggestion": _("Saran anggota"),
    "official_advice": _("Anjuran pejabat koperasi"),
    "other_advice": _("Anjuran instansi lain"),
    "incident": _("Kejadian penting"),
    "letter_in": _("Surat masuk"),
    "letter_out": _("Surat keluar"),
}

MEETINGS: Mapping[str, Any] = {
    "rat": _("Rapat anggota tahunan"),
    "luar_biasa": _("Rapat anggota luar biasa"),
    "pengurus": _("Rapat pengurus"),
    "pengawas": _("Rapat pengawas"),
}

OUTCOMES: Mapping[str, Any] = {
    "adopted": _("Diterima"),
    "rejected": _("Ditolak"),
}
