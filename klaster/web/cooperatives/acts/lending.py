"""Financing: a member asks (with the plan of payment to look at), officers approve or turn down."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative.models import Officer
from klaster.domain.lending import commands, queries
from klaster.domain.lending.models import Application
from klaster.rules.amount import to_text
from klaster.rules.contracts import KINDS
from klaster.rules.contracts.profit_share import MUDHARABAH
from klaster.web.cooperatives.acts.base import OfMember, OfRow
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit

EVERY = [("month", _("bulan")), ("week", _("minggu"))]


class Apply(OfMember):
    """A member asks for financing under one kind of contract."""

    kind: ClassVar[str]
    preview_template = "cooperatives/simulation.html"
    amount = inputs.Rupiah(label=_("Jumlah yang diminta"))
    purpose = inputs.Words(label=_("Untuk apa"), longest=200)

    def terms(self) -> dict[str, Any]:
        """The terms of the kind without the amount."""
        raise NotImplementedError

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The plan of payment, and where the limit of related parties would stand."""
        given = self.cleaned_data
        amount = {commands.AMOUNT_KEYS[self.kind]: str(given["amount"])}
        rules = KINDS[self.kind]
        plan = rules.schedule(rules.read_terms({"start": on.isoformat(), **self.terms(), **amount}))
        application = self._apply(by, on)
        return {
            "plan": plan,
            "total": sum(each.total for each in plan),
            "application": application,
            "needed": queries.approvals_needed(self.own, on),
        }

    def _apply(self, by: Actor, on: date) -> Application:
        given = self.cleaned_data
        return commands.apply_for(
            by=by, on=on, id=given["id"], cooperative=self.own, member=self.subject,
            kind=self.kind, amount=given["amount"], purpose=given["purpose"], terms=self.terms(),
        )  # fmt: skip

    def do(self, by: Actor, on: date) -> str:
        """Record what is asked."""
        return reverse("application", args=[self._apply(by, on).id])


class InInstalments(Apply):
    """What is paid back in instalments."""

    instalments = forms.IntegerField(label=_("Berapa kali angsuran"), min_value=1, max_value=600)
    unit = forms.ChoiceField(label=_("Setiap"), choices=EVERY)

    def terms(self) -> dict[str, Any]:
        """How often, how many."""
        names = ("instalments", "unit")
        return {name: self.cleaned_data[name] for name in names} | {"rounding": "1000"}


class ApplyForLoan(InInstalments):
    """Qardh: the same sum comes back."""

    act = "lending.apply_for"
    code = "lending.apply_for.qardh"
    title = _("Ajukan pinjaman qardh")
    about = _("Yang dikembalikan sama dengan yang dipinjam, tanpa tambahan.")
    kind = "qardh"


class ApplyForGoods(InInstalments):
    """Murabahah: the cooperative buys and sells on at an agreed margin."""

    act = "lending.apply_for"
    code = "lending.apply_for.murabahah"
    title = _("Ajukan murabahah")
    about = _("Koperasi membeli barangnya, lalu menjualnya dengan margin yang disepakati.")
    kind = "murabahah"
    margin = inputs.Rupiah(label=_("Margin seluruhnya"))
    field_order = ["on", "purpose", "amount", "margin"]

    def terms(self) -> dict[str, Any]:
        """With the margin, spread evenly."""
        return super().terms() | {"margin": str(self.cleaned_data["margin"]), "method": "flat"}


class ApplyForCapital(InInstalments):
    """Mudharabah: capital for a share of the profit."""

    act = "lending.apply_for"
    code = "lending.apply_for.profit_share"
    title = _("Ajukan modal bagi hasil")
    about = _("Modal dari koperasi; laba dibagi menurut nisbah, rugi wajar ditanggung modal.")
    kind = "profit_share"
    owner = forms.IntegerField(
        label=_("Nisbah koperasi (persen laba)"), min_value=1, max_value=99, initial=40
    )

    def terms(self) -> dict[str, Any]:
        """With how profit is shared."""
        owner = self.cleaned_data["owner"]
        shared = {"form": MUDHARABAH, "nisbah_owner": owner, "nisbah_partner": 100 - owner}
        return {**super().terms(), **shared}


class ApplyForHarvest(Apply):
    """Salam: paid now for a harvest that comes later."""

    act = "lending.apply_for"
    code = "lending.apply_for.salam"
    title = _("Ajukan salam (beli hasil panen di muka)")
    about = _("Koperasi membayar sekarang untuk hasil panen yang diserahkan kemudian.")
    kind = "salam"
    quantity = inputs.Amount(label=_("Hasil yang diserahkan (kg)"), decimals=3)
    quality = inputs.Words(label=_("Jenis dan mutunya"), longest=200)
    due_date = inputs.Day(label=_("Diserahkan paling lambat"))

    def terms(self) -> dict[str, Any]:
        """What is delivered, and when."""
        given = self.cleaned_data
        return {
            "unit": "GOODS_KG",
            "quantity": to_text(given["quantity"], 3),
            "quality": given["quality"],
            "due_date": given["due_date"].isoformat(),
        }


class OfApplication(OfRow):
    """An act on an application that waits."""

    page = "application"
    model = Application
    related = ("cooperative__book", "member__party")
    subject: Application

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it waits."""
        is_open = subject.status == Application.Status.OPEN
        return super().is_offered(visit, subject) and is_open

    @property
    def whom(self) -> str:
        """Number and name."""
        return f"{self.subject} · {self.subject.member.party.name}"


class Deciding(OfApplication):
    """An officer decides; who recorded the application does not."""

    officer = inputs.Row(
        Officer,
        label=_("Pengurus yang memutuskan"),
        rows=lambda visit: (
            Q(office__in=commands.APPROVING, valid_from__lte=visit.on)
            & (Q(valid_until=None) | Q(valid_until__gt=visit.on))
        ),
        said=lambda officer: f"{officer.party.name}, {officer.get_office_display()}",
        related=("party",),
    )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """To others than who recorded it."""
        is_other = subject.recorded_by != visit.actor.user_id
        return super().is_offered(visit, subject) and is_other


class Approve(Deciding):
    """One approval; with the last one needed it is signed and paid out."""

    act = "lending.approve"
    title = _("Setujui")
    about = _("Dengan persetujuan terakhir yang diperlukan, akad ditandatangani dan dicairkan.")
    note = inputs.Words(label=_("Catatan"), required=False)

    def do(self, by: Actor, on: date) -> str:
        """Approve it."""
        given = self.cleaned_data
        commands.approve(
            by=by, on=on, id=given["id"], application=self.subject, officer=given["officer"],
            note=given["note"],
        )  # fmt: skip
        return self.back()


class Reject(Deciding):
    """Turned down."""

    act = "lending.reject"
    title = _("Tolak")
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Turn it down."""
        given = self.cleaned_data
        commands.reject(
            by=by, on=on, application=self.subject, officer=given["officer"],
            reason=given["reason"],
        )  # fmt: skip
        return self.back()


class Withdraw(OfApplication):
    """The member no longer asks."""

    act = "lending.withdraw"
    title = _("Tarik permohonan")
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        reason = self.cleaned_data["reason"]
        commands.withdraw(by=by, on=on, application=self.subject, reason=reason)
        return self.back()


FORMS = (
    ApplyForLoan,
    ApplyForGoods,
    ApplyForCapital,
    ApplyForHarvest,
    Approve,
    Reject,
    Withdraw,
)
