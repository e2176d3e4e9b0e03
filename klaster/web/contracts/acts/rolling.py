"""Passing offspring on to the next family, who sign for it in the same act."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import User
from klaster.domain.assets.models import Waiting
from klaster.domain.contracts import commands
from klaster.domain.contracts.models import Contract, Terms
from klaster.rules.identity import derived_id
from klaster.web.contracts.acts.events import HEADS, count
from klaster.web.contracts.acts.standing import OfContract, case_of, may_happen
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit

_SIGNED, _WAITING = "contract", "waiting"


class PassOn(OfContract):
    """Offspring leaves a family and arrives at the next one."""

    act = "contracts.pass_on"
    title = _("Gulirkan anak ternak")
    about = _("Keluarga berikutnya menandatangani akad yang sama untuk ternak yang diterimanya.")
    females, males = HEADS["females"], HEADS["males"]
    age_months = count(_("Umur yang termuda (bulan)"), required=False)
    weight_kg = forms.DecimalField(
        label=_("Berat yang teringan (kg)"), required=False, min_value=0, max_value=2000,
        decimal_places=1,
    )  # fmt: skip
    to = forms.ChoiceField(label=_("Diterima oleh"), required=False)
    number = inputs.Words(
        label=_("Nomor akad keluarga berikutnya"), required=False, longest=40,
        help_text=_("Bila akadnya belum ditandatangani"),
    )  # fmt: skip
    owed_females = count(
        _("Betina yang wajib digulirkan keluarga itu"), required=False,
        help_text=_("Kosong: sebanyak yang diterima"),
    )  # fmt: skip
    owed_males = count(_("Jantan yang wajib digulirkan keluarga itu"), required=False)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While offspring is owed and some is weaned."""
        return subject.kind == "pass_on" and may_happen(subject, "passed_on", visit.on)

    def prepare(self) -> None:
        """Who waits in the queues, those of the own group first; who has signed already."""
        own = self.subject
        species = case_of(own).terms.species
        waiting = Waiting.objects.filter(
            organisation_id=own.organisation_id, species=species, served_by=None, left_on=None
        ).select_related("party", "group")
        signed = (
            Contract.objects.filter(
                organisation_id=own.organisation_id, kind=own.kind, status=Contract.Status.PENDING
            )
            .select_related("party")
            .order_by("party__name", "id")
        )
        self.waiting = {each.id: each for each in waiting}
        in_order = sorted(
            self.waiting.values(),
            key=lambda each: (each.group_id != own.group_id, each.group.name, each.position),
        )
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Belum ada: ke kandang program")),
            *(
                (f"{_WAITING}:{each.id}", f"{each.party.name} · {each.group.name}")
                for each in in_order
            ),
            *((f"{_SIGNED}:{each.id}", f"{each.party.name} · {each.number}") for each in signed),
        ]

    def clean(self) -> dict[str, Any]:
        """A family from the queue needs a number for its contract."""
        given = super().clean() or self.cleaned_data
        if given.get("to", "").startswith(_WAITING) and not given.get("number"):
            self.add_error("number", _("Tulis nomor akadnya."))
        return given

    def do(self, by: Actor, on: date) -> str:
        """Pass it on."""
        given = self.cleaned_data
        animals: dict[str, Any] = {
            name: given[name] for name in ("females", "males", "age_months") if given[name]
        }
        if given["weight_kg"]:
            animals["weight_kg"] = str(given["weight_kg"])
        commands.pass_on(
            by=by, on=on, id=given["id"], contract=self.subject.id, animals=animals,
            to=self._receiver(),
        )  # fmt: skip
        return self.there()

    def _receiver(self) -> commands.NewContract | UUID | None:
        """The contract signed before, or the one that the family from the queue signs now."""
        chosen, _colon, row = self.cleaned_data["to"].partition(":")
        if not chosen:
            return None
        if chosen == _SIGNED:
            return UUID(row)
        family = self.waiting[UUID(row)]
        own, given = self.subject, self.cleaned_data
        terms = Terms.objects.filter(organisation_id=own.organisation_id, contract=own)
        agreed = dict(terms.latest("version").data)
        agreed.pop("base_value")
        females, males = given["females"] or 0, given["males"] or 0
        has_own = given["owed_females"] or given["owed_males"]
        owed = (given["owed_females"], given["owed_males"]) if has_own else (females, males)
        return commands.NewContract(
            id=derived_id(given["on"], given["id"], "contract"),
            number=given["number"],
            kind=own.kind,
            party=family.party_id,
            fund=own.fund_id,
            group=family.group_id,
            sector=own.sector_id,
            programme=own.programme_id,
            terms={
                **agreed, "females": females, "males": males,
                "owed_females": owed[0] or 0, "owed_males": owed[1] or 0,
            },
            approved_by=cast(User, self.visit.user).full_name[:100],
        )  # fmt: skip


FORMS = (PassOn,)
