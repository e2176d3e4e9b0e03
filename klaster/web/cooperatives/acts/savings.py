"""Savings: of one member or of all on one sheet, billed, planned, paid out on leaving."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import queries as contracts
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Member
from klaster.domain.savings import commands, queries
from klaster.domain.savings.models import Kind
from klaster.rules import savings
from klaster.rules.calc import PAYABLE
from klaster.rules.identity import derived_id
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative, OfMember, Table, Via
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit

ON_A_SHEET = 50
AT_A_MEETING = (savings.MANDATORY, savings.VOLUNTARY, savings.PRINCIPAL)
ENDS = [choice for choice in Member.End.choices if choice[0] != Member.End.DIED]


class PayIn(OfMember):
    """One member pays savings in."""

    act = "savings.keep_many"
    code = "savings.keep_many.paid_in"
    title = _("Terima simpanan")
    kind = forms.ChoiceField(label=_("Simpanan"), choices=Kind.choices, initial=savings.MANDATORY)
    amount = inputs.Rupiah(label=_("Jumlah"))
    via = Via()

    def do(self, by: Actor, on: date) -> str:
        """Keep it."""
        given = self.cleaned_data
        commands.deposit(
            by=by, on=on, id=given["id"], cooperative=self.own, member=self.subject.id,
            kind=given["kind"], amount=given["amount"], via=given["via"],
        )  # fmt: skip
        return self.back()


class TakeOut(OfMember):
    """One member takes voluntary savings out."""

    act = "savings.keep_many"
    code = "savings.keep_many.taken_out"
    title = _("Bayar penarikan sukarela")
    about = _("Hanya simpanan sukarela dapat diambil selama masih menjadi anggota.")
    amount = inputs.Rupiah(label=_("Jumlah"))
    via = Via()

    def prepare(self) -> None:
        """Say how much there is."""
        saved = queries.saved_by(
            self.visit.organisation.id, [self.subject.party_id], self.visit.on
        )[self.subject.party_id]
        self.fields["amount"].help_text = gettext("Simpanan sukarela: {amount}").format(
            amount=words.rupiah(saved[savings.VOLUNTARY])
        )

    def do(self, by: Actor, on: date) -> str:
        """Pay it out."""
        given = self.cleaned_data
        commands.withdraw(
            by=by, on=on, id=given["id"], cooperative=self.own, member=self.subject.id,
            amount=given["amount"], via=given["via"],
        )  # fmt: skip
        return self.back()


class Sheet(Table):
    """What every member pays in at a meeting, each on a row, with what is late beside the name."""

    act = "savings.keep_many"
    area = "members"
    title = _("Isi lembar simpanan")
    about = _("Untuk pertemuan: isi hanya yang membayar, lalu simpan sekali untuk semua.")
    caption = _("Anggota")
    columns = {kind: Kind(kind).label for kind in AT_A_MEETING}
    via = Via()

    def prepare(self) -> None:
        """A row for each member of this part of the list."""
        standing = list(cooperatives.standing_members(self.own, self.visit.on))
        asked = self.visit.GET.get("lembar", "1")
        part = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
        self.members = standing[(part - 1) * ON_A_SHEET : part * ON_A_SHEET]
        parts = (
            range(1, (len(standing) - 1) // ON_A_SHEET + 2) if len(standing) > ON_A_SHEET else ()
        )
        self.further = [(f"?lembar={each}", gettext("Lembar {n}").format(n=each)) for each in parts]
        late = queries.late(self.own, self.visit.on)
        for member in self.members:
            owed = late.get(member.id)
            said = gettext("menunggak {amount}").format(amount=words.rupiah(owed)) if owed else ""
            self.add_row(
                member.number,
                member.party.name,
                said,
                [inputs.Amount(required=False) for _kind in AT_A_MEETING],
            )

    def clean(self) -> dict[str, Any]:
        """Something must be filled in."""
        if not any(self.row(key)[kind] for key in self.keys() for kind in AT_A_MEETING):
            raise forms.ValidationError(gettext("Isi sedikitnya satu simpanan."))
        return self.cleaned_data

    def do(self, by: Actor, on: date) -> str:
        """Keep all of it, or none."""
        given = self.cleaned_data
        rows = [
            commands.Saving(
                derived_id(on, given["id"], member.id, kind), member.id, kind, amount, on,
                given["via"],
            )
            for member in self.members
            for kind, amount in self.row(member.number).items()
            if amount
        ]  # fmt: skip
        commands.keep_many(by=by, on=on, cooperative=self.own, rows=rows)
        return self.back()


class Bill(OfCooperative):
    """Everything that falls due is billed."""

    act = "savings.bill"
    area = "members"
    title = _("Tagih simpanan")
    about = _(
        "Menagih simpanan pokok dan wajib yang jatuh tempo sampai tanggal ini. Tutup bulan juga "
        "menagih; yang sudah ditagih tidak ditagih dua kali."
    )

    def do(self, by: Actor, on: date) -> str:
        """Bill them."""
        commands.bill(by=by, on=on, cooperative=self.own)
        return self.back() + "?tampil=menunggak"


class SetPlan(OfCooperative):
    """What every member owes from a day."""

    act = "savings.set_plan"
    area = "organisation"
    title = _("Tetapkan simpanan pokok dan wajib")
    principal = inputs.Rupiah(label=_("Simpanan pokok, sekali"), least=0)
    mandatory = inputs.Rupiah(label=_("Simpanan wajib"), least=0)
    every_months = forms.IntegerField(
        label=_("Setiap berapa bulan"), min_value=1, max_value=12, initial=1
    )
    due_day = forms.IntegerField(
        label=_("Jatuh tempo tanggal"), min_value=1, max_value=31, initial=10
    )
    basis = inputs.Words(label=_("Keputusan rapat yang menetapkannya"), longest=200)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The plan in force."""
        plans = queries.plans(period.own(visit))
        now = next((plan for plan in reversed(plans) if plan.valid_from <= visit.on), None)
        if now is None:
            return {}
        names = ("principal", "mandatory", "every_months", "due_day")
        return {name: getattr(now, name) for name in names}

    def do(self, by: Actor, on: date) -> str:
        """Set it from that day on."""
        given = self.cleaned_data
        names = ("principal", "mandatory", "every_months", "due_day", "basis")
        commands.set_plan(
            by=by, on=on, cooperative=self.own, **{name: given[name] for name in names}
        )
        return self.back()


class Leaving(OfMember):
    """A member goes: what is saved is paid out, less what is still owed if that is asked for."""

    preview_template = "cooperatives/settlement.html"
    set_off = forms.BooleanField(
        label=_("Perhitungkan sisa pembiayaan dengan simpanannya"), required=False
    )
    via = Via(label=_("Dibayar lewat"))
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What is saved, what is owed, and what is paid out."""
        saved = queries.holdings(self.own, self.subject.party_id, on)
        debts: list[tuple[Contract, int]] = []
        if self.cleaned_data["set_off"]:
            debts = [
                (each, contracts.pay_off_due(each, on))
                for each in self._open() if each.kind in PAYABLE
            ]  # fmt: skip
        self.do(by, on)
        kinds = {role: Kind(kind).label for kind, role in savings.ROLES.items()}
        lines = [
            (kinds.get(each.role, _("SHU belum diambil")), -each.balance)
            for each in saved if each.balance
        ]  # fmt: skip
        owed = sum(amount for _contract, amount in debts)
        total = sum(amount for _title, amount in lines)
        return {"saved": lines, "debts": debts, "paid": total - owed}

    def _open(self) -> QuerySet[Contract]:
        return Contract.objects.filter(
            organisation_id=self.visit.organisation.id,
            party_id=self.subject.party_id,
            status__in=[Contract.Status.PENDING, Contract.Status.ACTIVE],
        )


class Leave(Leaving):
    """Resigned or expelled."""

    act = "savings.leave"
    title = _("Keluar dari koperasi")
    about = _(
        "Mengakhiri keanggotaan dan membayarkan seluruh simpanan. Periksa dahulu hitungannya."
    )
    end = forms.ChoiceField(label=_("Sebab keluar"), choices=ENDS)
    field_order = ["on", "end", "reason", "set_off", "via"]

    def do(self, by: Actor, on: date) -> str:
        """Pay out and end it."""
        given = self.cleaned_data
        commands.leave(
            by=by, on=on, id=given["id"], cooperative=self.own, member=self.subject,
            end=given["end"], reason=given["reason"], via=given["via"], set_off=given["set_off"],
        )  # fmt: skip
        return self.back()


class PassToHeir(Leaving):
    """Died: the savings pass to the heir."""

    act = "savings.pass_to_heir"
    title = _("Alihkan kepada ahli waris")
    about = _("Untuk anggota yang meninggal dunia. Simpanannya menjadi hak ahli waris.")
    heir = inputs.Named(label=_("Ahli waris"), kind="person")
    joins = forms.BooleanField(
        label=_("Ahli waris menjadi anggota; simpanan tidak dibayarkan"), required=False
    )
    field_order = ["on", "heir", "joins", "reason", "set_off", "via"]

    def do(self, by: Actor, on: date) -> str:
        """Pass them on and end the membership."""
        given = self.cleaned_data
        commands.pass_to_heir(
            by=by, on=on, id=given["id"], cooperative=self.own, member=self.subject,
            heir=given["heir"], reason=given["reason"], joins=given["joins"], via=given["via"],
            set_off=given["set_off"],
        )  # fmt: skip
        return self.back()

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """As of one who leaves; nothing is paid out to an heir who joins."""
        return super().preview(by, on) | {"stays": self.cleaned_data["joins"]}


FORMS = (PayIn, TakeOut, Sheet, Bill, SetPlan)
ON_LEAVING = (Leave, PassToHeir)  # asked for seldom: after all else on a member
