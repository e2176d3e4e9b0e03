"""Single animals that carry a tag: tagged, moved, gone. Head are counted by contracts' events."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.assets import commands
from klaster.domain.assets.models import Animal, Placement
from klaster.domain.contracts import queries as contracts
from klaster.domain.contracts.models import Contract
from klaster.reports.labels import UNITS
from klaster.rules.contracts.heads import SPECIES
from klaster.rules.identity import derived_id
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

KINDS = ("pass_on", "livestock_share")
ANIMALS = [
    (code, name) for code, name in UNITS.items() if code.rpartition("_")[0] in SPECIES
]  # fmt: skip
MOST_TAGS = 200
LONGEST_TAG = 30


def open_lots(organisation_id: UUID) -> QuerySet[Placement]:
    """Lots of animals that are still kept by those they were placed with."""
    return Placement.objects.filter(
        organisation_id=organisation_id, unit__kind="animal", ended_on=None
    )


class Tags(ActForm):
    """Tags for several animals of one sort."""

    unit = forms.ChoiceField(label=_("Ternak"), choices=ANIMALS)
    tags = forms.CharField(
        label=_("Nomor tanda"),
        help_text=_("Satu nomor setiap baris"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    born_on = inputs.Day(label=_("Tanggal lahir"), required=False)

    def clean_tags(self) -> list[str]:
        """The numbers, one of a line."""
        tags = [line.strip() for line in self.cleaned_data["tags"].splitlines() if line.strip()]
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError(_("Paling banyak 200 nomor, masing-masing 30 huruf."))
        known = Animal.objects.filter(organisation_id=self.visit.organisation.id, tag__in=tags)
        taken = known.exclude(id__in=self._ids(tags)).values_list("tag", flat=True)
        twice = {tag for tag in tags if tags.count(tag) > 1}
        if wrong := sorted(twice | set(taken)):
            raise ValidationError(
                _("Nomor ini sudah dipakai: %(tags)s."), params={"tags": ", ".join(wrong)}
            )
        return tags

    def _ids(self, tags: list[str]) -> list[UUID]:
        """An id for each tag, the same when the form is sent twice."""
        sent = self.cleaned_data.get("id")
        on = self.cleaned_data.get("on")
        return [derived_id(on, sent, tag) for tag in tags] if sent and on else []

    def _tag(self, by: Actor, on: date, placement: UUID | None) -> None:
        given = self.cleaned_data
        rows = [
            commands.NewAnimal(
                each, tag, given["unit"], on, born_on=given["born_on"], placement=placement
            )
            for each, tag in zip(self._ids(given["tags"]), given["tags"], strict=True)
        ]
        commands.tag_many(by=by, on=on, rows=rows)


class TagPool(Tags):
    """Animals in the programme's own pool."""

    act = "assets.tag_many"
    title = _("Beri tanda ternak di kandang program")
    area = "animals"

    def do(self, by: Actor, on: date) -> str:
        """Tag them."""
        self._tag(by, on, None)
        return reverse("animals")


class TagKept(Tags):
    """Animals of a contract."""

    act = "assets.tag_many"
    code = "assets.tag_many.kept"
    title = _("Beri tanda ternak")
    subject_model = Contract
    subject: Contract

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Contract]:
        """The contracts of the people within reach."""
        return contracts.of_organisation(visit.organisation.id).filter(of_people(visit))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While animals are kept under it."""
        return subject.kind in KINDS and subject.status == Contract.Status.ACTIVE

    @property
    def whom(self) -> str:
        """The contract by its number and its party."""
        return f"{self.subject.number} · {self.subject.party.name}"

    def do(self, by: Actor, on: date) -> str:
        """Tag them; each is kept with the lot of its sort, or else with the first one."""
        lots = open_lots(self.visit.organisation.id).filter(contract_id=self.subject.id)
        unit = self.cleaned_data["unit"]
        in_order = sorted(lots, key=lambda lot: (lot.unit_id != unit, lot.placed_on, lot.id))
        self._tag(by, on, in_order[0].id if in_order else None)
        return reverse("contract", args=[self.subject.id])


class OfAnimal(ActForm):
    """An act on a tagged animal that is still there."""

    subject_model = Animal
    subject: Animal

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Animal]:
        """The animals of the people within reach; those of the pool for who sees the whole."""
        kept = of_people(visit, "placement__party_id")
        return Animal.objects.filter(kept, organisation_id=visit.organisation.id).select_related(
            "placement__party"
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Animal) -> bool:
        """While it is there."""
        return subject.left_on is None

    @property
    def whom(self) -> str:
        """The animal by its tag and who keeps it."""
        kept = self.subject.placement
        place = kept.party.name if kept else str(_("kandang program"))
        return f"{self.subject.tag} · {UNITS[self.subject.unit_id]} · {place}"

    def there(self) -> str:
        """The list of animals."""
        return reverse("animals")


class Move(OfAnimal):
    """Kept elsewhere from now on."""

    act = "assets.move_animal"
    title = _("Pindahkan")
    party = inputs.Named(
        label=_("Dipelihara oleh"), required=False, help_text=_("Kosong: kandang program")
    )

    def clean(self) -> dict[str, Any]:
        """A lot of that family where the animal can stand."""
        given = super().clean() or self.cleaned_data
        given["placement"] = None
        if given.get("party"):
            lots = open_lots(self.visit.organisation.id).filter(party=given["party"])
            species = self.subject.unit_id.rpartition("_")[0]
            lot = lots.filter(unit__code__startswith=species).order_by("-placed_on", "id").first()
            if lot is None:
                self.add_error("party", _("Keluarga ini tidak memelihara ternak sejenis."))
            else:
                given["placement"] = lot.id
        return given

    def do(self, by: Actor, on: date) -> str:
        """Move it."""
        commands.move_animal(
            by=by, on=on, id=self.subject.id, placement=self.cleaned_data["placement"]
        )
        return self.there()


class Left(OfAnimal):
    """Gone."""

    act = "assets.animal_left"
    title = _("Catat keluar")
    about = _("Hanya untuk tanda ini; jumlah ekor dicatat pada kontraknya.")
    way = forms.ChoiceField(
        label=_("Apa yang terjadi"),
        choices=[
            (value, label)
            for value, label in Animal.Left.choices
            if value != Animal.Left.HANDED_OVER
        ],
    )
    cause = inputs.Words(label=_("Sebab"), required=False, longest=200)

    def do(self, by: Actor, on: date) -> str:
        """It is there no longer."""
        given = self.cleaned_data
        commands.animal_left(
            by=by, on=on, id=self.subject.id, way=given["way"], cause=given["cause"]
        )
        return self.there()


FORMS = (TagPool, TagKept, Move, Left)
