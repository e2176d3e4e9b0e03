"""What stored codes of monitoring are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

BUSINESSES: Mapping[str, Any] = {
    "running": _("Usaha berjalan"),
    "changed": _("Berubah usaha"),
    "closed": _("Usaha tutup"),
    "moved_into_work": _("Beralih bekerja"),
}
