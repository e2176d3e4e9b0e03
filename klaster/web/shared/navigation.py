"""The areas of the interface, in the order people work in them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy

# (page in the permission table, name of its address, icon, what it is called)
AREAS: tuple[tuple[str, str, str, Any], ...] = (
    ("home", "home", "home", _("Beranda")),
    ("proposals", "proposals", "good", _("Persetujuan")),
    ("programme", "programmes", "cluster", _("Klaster")),
    ("mitra", "mitra", "people", _("Mitra")),
    ("groups", "groups", "group", _("Kelompok")),
    ("surveys", "surveys", "survey", _("Survei")),
    ("contracts", "contracts", "contract", _("Kontrak")),
    ("herd", "herd", "herd", _("Ternak")),
    ("books", "books", "book", _("Buku")),
    ("cooperative", "cooperative", "cooperative", _("Koperasi")),
    ("readiness", "readiness", "ready", _("Kesiapan")),
    ("deeds", "deeds", "deed", _("Serah terima")),
    ("donors", "donors", "money", _("Donasi")),
    ("monitoring", "monitoring", "calendar", _("Pemantauan")),
    ("claims", "claims", "claim", _("Klaim")),
    ("reports", "reports", "report", _("Laporan")),
    ("imports", "imports", "download", _("Impor")),
    ("settings", "users", "lock", _("Pengaturan")),
    ("audit", "audit", "search", _("Jejak audit")),
)


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the menu."""

    title: str
    icon: str
    url: str
    is_current: bool


def areas(request: HttpRequest) -> list[Area]:
    """Return the areas that the visitor's roles may see; none before they are let in."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    return [
        Area(str(title), icon, url, _is_within(request.path, url))
        for code, name, icon, title in AREAS
        if not policy.PAGES[code].isdisjoint(actor.roles)
        for url in [reverse(name)]
    ]


def _is_within(path: str, url: str) -> bool:
    return path == url if url == reverse("home") else path.startswith(url)
