"""Signing a contract: the kind is chosen first, then what such a contract agrees on."""

from copy import deepcopy
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import User
from klaster.domain.contracts import commands, queries
from klaster.domain.contracts.models import Contract
from klaster.domain.ledger.models import Fund
from klaster.domain.programme.models import Enrolment, Group, Sector
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.reports.labels import CONTRACT_KINDS
from klaster.web.contracts.acts import agreed
from klaster.web.contracts.terms import in_words
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class Sign(ActForm):
    """A new contract, from the list of contracts."""

    act = "contracts.sign"
    area = "contracts"
    title = _("Buat akad")
    is_for_part = True
    template = "contracts/acts/sign.html"
    preview_template = "contracts/acts/signed.html"
    kind = forms.ChoiceField(
        label=_("Jenis akad"),
        choices=[(code, CONTRACT_KINDS[code]) for code in agreed.TERMS],
        widget=forms.RadioSelect,
    )
    number = inputs.Words(label=_("Nomor akad"), longest=40)
    party = inputs.Named(label=_("Mitra"))
    fund = inputs.Row(Fund, label=_("Dana"), rows=lambda visit: ~Q(kind=Fund.Kind.GROUP_CASH))
    group = inputs.Row(
        Group,
        label=_("Kelompok"),
        required=False,
        rows=lambda visit: visit.reach.within("id", "sector_id", "sector__programme_id"),
        said=lambda group: group.party.name,
        related=("party",),
    )
    sector = inputs.Row(
        Sector,
        label=_("Sektor"),
        required=False,
        rows=lambda visit: visit.reach.within("id", "programme_id", "groups"),
    )

    def __init__(self, visit: Visit, subject: Any = None, given: Any = None) -> None:
        self.kind_chosen = (visit.GET if given is None else given).get("kind", "")
        if self.kind_chosen not in agreed.TERMS:
            self.kind_chosen = ""
        if given is not None and self.kind_chosen and "number" not in given:
            given = None  # the first step: only the kind was chosen
        super().__init__(visit, subject, given)

    @property
    def goes_on(self) -> bool:
        """Whether the next step comes before anything is done."""
        return not self.kind_chosen and not self.is_bound

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The kind chosen; of a mitra, the group and sector they take part in."""
        return {"kind": self.kind_chosen, **super().begin(visit)}

    def prepare(self) -> None:
        """Ask for the kind first, then for its own terms."""
        if not self.kind_chosen and not self.is_bound:
            self.fields = {name: self.fields[name] for name in ("id", "on", "kind")}
            self.fields["on"].widget = forms.HiddenInput()
            return
        if self.kind_chosen:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields |= deepcopy(dict(agreed.TERMS[self.kind_chosen]))

    @property
    def about(self) -> Any:
        """The kind, and what it means."""
        if not self.kind_chosen:
            return _("Pilih jenis akadnya dahulu.")
        return f"{CONTRACT_KINDS[self.kind_chosen]}. {agreed.ABOUT[self.kind_chosen]}"

    @property
    def terms_fields(self) -> list[forms.BoundField]:
        """The fields of the kind's own."""
        return [
            self[name] for name in agreed.TERMS.get(self.kind_chosen, ()) if name in self.fields
        ]

    @property
    def common_fields(self) -> list[forms.BoundField]:
        """The fields of every kind."""
        own = agreed.TERMS.get(self.kind_chosen, {})
        return [field for field in self.visible_fields() if field.name not in own]

    def clean(self) -> dict[str, Any]:
        """Due dates follow the meetings of a group that meets."""
        given = super().clean() or self.cleaned_data
        group = given.get("group")
        if given.get(agreed.FOLLOW_MEETINGS) and not (group and group.weekday):
            self.add_error(agreed.FOLLOW_MEETINGS, _("Pilih kelompok yang mempunyai hari bertemu."))
        return given

    def said(self) -> str:
        """The contract in a line."""
        given = self.cleaned_data
        kind = CONTRACT_KINDS[given["kind"]]
        return gettext("Buat akad {kind} {number}: {party}").format(
            kind=kind, number=given["number"], party=self.mitra.name
        )

    @property
    def mitra(self) -> Party:
        """Whom it is agreed with."""
        party: Party = self.cleaned_data["party"]
        return party

    def do(self, by: Actor, on: date) -> str:
        """Sign it."""
        return reverse("contract", args=[self._sign(by, on).id])

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The schedule and what will be owed, as the rules lay them out."""
        contract = self._sign(by, on)
        rows = queries.schedule(contract)
        left = sum(row.principal for row in rows)
        laid_out = []
        for row in rows:
            left -= row.principal
            laid_out.append((row, row.principal + row.margin, left))
        version = contract.terms.get()
        return {
            "terms": in_words(version.data),
            "rows": laid_out,
            "principal": sum(row.principal for row in rows),
            "margin": sum(row.margin for row in rows),
            "total": sum(row.principal + row.margin for row in rows),
        }

    def _sign(self, by: Actor, on: date) -> Contract:
        given = self.cleaned_data
        group = given["group"]
        new = commands.NewContract(
            id=given["id"],
            number=given["number"],
            kind=given["kind"],
            party=self.mitra.id,
            fund=given["fund"].id,
            terms=agreed.terms(
                agreed.TERMS[given["kind"]], given, on, group.weekday if group else None
            ),
            signed_on=on,
            group=group.party_id if group else None,
            sector=given["sector"].id if given["sector"] else None,
            approved_by=cast(User, self.visit.user).full_name[:100],
        )
        return commands.sign(by=by, on=on, new=new)


class SignWith(Sign):
    """A new contract with a mitra, from their page."""

    act = "contracts.sign"
    code = "contracts.sign.with"
    area = ""
    subject_model = Party
    subject: Party
    party = None  # type: ignore[assignment]  # the subject is the party

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """The people and groups within reach."""
        return registry.parties(visit.organisation.id).filter(of_people(visit, "id"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """With people and groups."""
        return subject.kind in (Party.Kind.PERSON, Party.Kind.GROUP)

    @property
    def mitra(self) -> Party:
        """Whom it is agreed with."""
        return self.subject

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The group and sector they take part in."""
        enrolled = Enrolment.objects.filter(
            organisation_id=visit.organisation.id, party=self.subject
        ).order_by("-enrolled_on", "id")
        latest = cast(dict[str, Any], enrolled.values("group", "sector").first() or {})
        return {**latest, **super().begin(visit)}


FORMS = (Sign, SignWith)
