"""The collection sheet of a group: one row per member, cash counted, posted all or none."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands, queries
from klaster.domain.contracts.models import Contract
from klaster.domain.ledger.models import Fund
from klaster.domain.programme.models import Group
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.reports.labels import CONTRACT_KINDS
from klaster.rules.contracts import KINDS
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

REPAID = [kind.code for kind in KINDS.values() if "repaid" in kind.events]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: a member, one contract of theirs (or none), and where to write."""

    name: str
    contract: Contract | None
    due: int
    paid: str  # names of fields; "": nothing to write
    saved: str


class Collect(ActForm):
    """What a group's members paid at a meeting."""

    act = "contracts.collect"
    title = _("Lembar setoran")
    about = _("Tulis yang dibayar setiap anggota, lalu hitung uangnya. Semua disimpan sekaligus.")
    subject_model = Group
    subject: Group
    template = "groups/sheet.html"
    preview_template = "groups/collected.html"
    fund = inputs.Row(
        Fund,
        label=_("Simpanan masuk ke"),
        required=False,
        rows=lambda visit: Q(kind=Fund.Kind.GROUP_CASH),
    )
    counted = inputs.Rupiah(label=_("Uang yang dihitung"), least=0)
    reason = inputs.Words(
        label=_("Alasan bila berbeda"), required=False, help_text=_("Kosong bila uangnya cocok")
    )

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Group]:
        """The groups within reach."""
        return Group.objects.filter(
            visit.reach.within("id", "sector_id", "sector__programme_id"),
            organisation_id=visit.organisation.id,
        ).select_related("party")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Group) -> bool:
        """Unless the group was dissolved."""
        return subject.dissolved_on is None

    @property
    def whom(self) -> str:
        """The group by its name."""
        return self.subject.party.name

    def prepare(self) -> None:
        """A line for each running contract of the members, and one for who has none."""
        own, on = self.visit.organisation.id, self.visit.on
        members = registry.members(own, self.subject.party_id, on)
        names = {each.party_id: each.party.name for each in members}
        found = queries.of_organisation(own).filter(
            Q(party_id__in=names) | Q(group_id=self.subject.party_id),
            status=Contract.Status.ACTIVE,
            kind__in=REPAID,
            signed_on__lte=on,
        )
        running = list(found)
        asked = queries.to_collect(running, on)
        self.contracts = {each.id: each for each in running if each.id in asked}
        names |= {each.party_id: each.party.name for each in self.contracts.values()}
        has_cash = self._choose_cash()
        self.lines: list[Line] = []
        for party, name in sorted(names.items(), key=lambda each: (each[1], each[0])):
            saved = self._add(f"saved-{party}", name, None) if has_cash else ""
            theirs = [each for each in self.contracts.values() if each.party_id == party]
            for contract in theirs:
                due = asked[contract.id]
                paid = self._add(f"paid-{contract.id}", f"{name} {contract.number}", due)
                self.lines.append(Line(name, contract, due, paid, saved))
                saved = ""
            if not theirs:
                self.lines.append(Line(name, None, 0, "", saved))

    def rows(self) -> list[dict[str, Any]]:
        """The lines with their fields, for the table."""
        return [
            {
                "name": line.name,
                "contract": line.contract,
                "kind": CONTRACT_KINDS[line.contract.kind] if line.contract else "",
                "due": line.due,
                "paid": self[line.paid] if line.paid else None,
                "saved": self[line.saved] if line.saved else None,
            }
            for line in self.lines
        ]

    def last_fields(self) -> list[forms.BoundField]:
        """What is filled in below the table, and the day above all."""
        names = ("fund", "counted", "reason")
        return [self[name] for name in names if not self[name].is_hidden]

    def do(self, by: Actor, on: date) -> str:
        """Post it."""
        given = self.cleaned_data
        commands.collect(
            by=by,
            on=on,
            id=given["id"],
            group=self.subject.party_id,
            repaid=self._written("paid-"),
            saved=self._written("saved-"),
            fund=given["fund"].id if given["fund"] else None,
            counted=given["counted"],
            reason=given["reason"],
        )
        return reverse("group", args=[self.subject.id])

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The sums of the sheet."""
        self.do(by, on)
        repaid, saved = (sum(self._written(start).values()) for start in ("paid-", "saved-"))
        counted = self.cleaned_data["counted"]
        return {
            "repaid": repaid,
            "saved": saved,
            "counted": counted,
            "difference": counted - repaid - saved,
        }

    def _written(self, start: str) -> dict[UUID, int]:
        return {
            UUID(name.removeprefix(start)): amount
            for name, amount in self.cleaned_data.items()
            if name.startswith(start) and amount
        }

    def _add(self, name: str, label: str, initial: int | None) -> str:
        field = inputs.Rupiah(label=label, required=False, help_text="", initial=initial, least=0)
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field
        return name

    def _choose_cash(self) -> bool:
        """Whether there is any group cash; the only one needs no choosing."""
        field: Any = self.fields["fund"]
        funds = list(field.queryset[:2])
        if len(funds) == 1:
            self.initial.setdefault("fund", funds[0].id)
        if len(funds) < 2:
            field.widget = forms.HiddenInput()
        return bool(funds)


class Withdraw(ActForm):
    """A member takes their own savings out of the group's cash."""

    act = "contracts.withdraw_from_group"
    title = _("Bayar tabungan kelompok")
    subject_model = Party
    subject: Party
    fund = inputs.Row(Fund, label=_("Dari kas"), rows=lambda _visit: Q(kind=Fund.Kind.GROUP_CASH))
    amount = inputs.Rupiah(label=_("Jumlah"))

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """People within reach."""
        return Party.objects.filter(
            of_people(visit, "id"), organisation_id=visit.organisation.id, merged_into=None
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """For people."""
        return subject.kind == Party.Kind.PERSON

    def do(self, by: Actor, on: date) -> str:
        """Pay it out."""
        given = self.cleaned_data
        commands.withdraw_from_group(
            by=by, on=on, id=given["id"], fund=given["fund"].id, party=self.subject.id,
            amount=given["amount"],
        )  # fmt: skip
        return reverse("mitra_file", args=[self.subject.id])


FORMS = (
    Withdraw,
    Collect,
)
