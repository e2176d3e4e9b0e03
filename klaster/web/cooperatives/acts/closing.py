"""Ending a month: what is missing, what would be booked, and then the act itself."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.closing import commands, queries
from klaster.domain.closing.queries import Check
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit

CHECKS = {
    "over": (_("Bulannya sudah lewat"), _("Bulan ini belum berakhir.")),
    "counted": (
        _("Kas akhir bulan sudah dihitung dan cocok"),
        _("Hitung kas per tanggal terakhir bulan ini. Tidak boleh ada uang bergerak sesudahnya."),
    ),
    "controls": (_("Buku-buku saling cocok"), _("Ada catatan yang tidak cocok dengan buku besar.")),
}


class MonthEnd(OfCooperative):
    """The next open month is billed, worn, provided for, shared, and sealed."""

    act = "closing.month_end"
    area = "months"
    title = _("Tutup bulan")
    about = _(
        "Periksa dahulu: daftar periksa menunjukkan yang masih kurang, dan jurnal yang akan "
        "dibuat. Bulan yang sudah ditutup hanya dapat dibuka lagi dengan persetujuan."
    )
    preview_template = "cooperatives/month_end.html"
    month = inputs.Day(label=_("Bulan"), widget=forms.HiddenInput)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The month whose turn it is; sent again, it is ended already."""
        return {"month": queries.next_month(period.own(visit))}

    @property
    def whom(self) -> str:
        """The month in words."""
        return words.month(self.initial["month"])

    def prepare(self) -> None:
        """Say which month it is."""
        self.fields["on"].label = _("Ditutup pada tanggal")
        self.fields["on"].help_text = gettext("Menutup bulan {month}").format(month=self.whom)

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The check-list, and when all of it is met what would be booked."""
        month = self.cleaned_data["month"]
        found = queries.checks(self.own, month, on)
        shown: dict[str, Any] = {"month": month, "checks": [_said(each) for each in found]}
        if not all(each.is_met for each in found):
            return shown | {"last": queries.last_day(month)}
        ended = commands.month_end(by=by, on=on, cooperative=self.own, month=month)
        booked = [
            (words.entry_kind(each.kind), each.memo, sum(line.amount for line in each.lines))
            for each in queries.booked(self.own, month)
        ]
        return shown | {"ended": ended, "booked": booked}

    def clean_month(self) -> date:
        """The first day of it."""
        day: date = self.cleaned_data["month"]
        return day.replace(day=1)

    def do(self, by: Actor, on: date) -> str:
        """End it."""
        commands.month_end(by=by, on=on, cooperative=self.own, month=self.cleaned_data["month"])
        return self.back()


def _said(check: Check) -> dict[str, Any]:
    title, missing = CHECKS[check.code]
    return {"code": check.code, "is_met": check.is_met, "title": title, "missing": missing,
            "problems": check.problems}  # fmt: skip


FORMS = (MonthEnd,)
