"""The queue of a group: families that wait for the next offspring."""

from datetime import date
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.assets import commands
from klaster.domain.assets.models import Waiting
from klaster.domain.programme.models import Group
from klaster.domain.registry import queries as registry
from klaster.reports.labels import SPECIES
from klaster.rules.contracts.heads import SPECIES as PASSED_ON
from klaster.rules.identity import derived_id
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class Queue(ActForm):
    """Families of a group join its queue, in the order of the list."""

    act = "assets.queue_many"
    title = _("Antrekan keluarga")
    about = _("Keluarga yang dipilih menunggu anak ternak berikutnya, di belakang antrean.")
    subject_model = Group
    subject: Group
    species = forms.ChoiceField(
        label=_("Ternak"), choices=[(code, SPECIES[code]) for code in PASSED_ON]
    )
    families = forms.MultipleChoiceField(label=_("Keluarga"), widget=forms.CheckboxSelectMultiple)

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Group]:
        """The groups within reach."""
        return Group.objects.filter(
            visit.reach.within("id", "sector_id", "sector__programme_id"),
            organisation_id=visit.organisation.id,
        ).select_related("party")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Group) -> bool:
        """Unless it was dissolved."""
        return subject.dissolved_on is None

    @property
    def whom(self) -> str:
        """The group by its name."""
        return self.subject.party.name

    def prepare(self) -> None:
        """The members of the day."""
        members = registry.members(
            self.visit.organisation.id, self.subject.party_id, self.visit.on
        ).order_by("party__name")
        self.fields["families"].choices = [  # type: ignore[attr-defined]
            (str(each.party_id), each.party.name) for each in members
        ]

    def do(self, by: Actor, on: date) -> str:
        """Put those in the queue who do not wait there already."""
        given = self.cleaned_data
        group, species = self.subject.party_id, given["species"]
        ids = {party: derived_id(on, given["id"], party) for party in given["families"]}
        there = Waiting.objects.filter(
            organisation_id=self.visit.organisation.id, group_id=group, species=species,
            served_by=None, left_on=None,
        ).exclude(id__in=ids.values())  # fmt: skip
        waiting = {str(party) for party in there.values_list("party_id", flat=True)}
        rows = [
            commands.NewWaiting(ids[party], group, UUID(party), species, on)
            for party in given["families"]
            if party not in waiting
        ]
        commands.queue_many(by=by, on=on, rows=rows)
        return reverse("group", args=[self.subject.id])


class LeaveQueue(ActForm):
    """A family waits no longer."""

    act = "assets.leave_queue"
    title = _("Keluarkan dari antrean")
    subject_model = Waiting
    subject: Waiting
    reason = inputs.Words(label=_("Alasan"), longest=200)

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Waiting]:
        """Families within reach."""
        return Waiting.objects.filter(
            of_people(visit), organisation_id=visit.organisation.id
        ).select_related("party", "group")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Waiting) -> bool:
        """While it waits."""
        return subject.served_by_id is None and subject.left_on is None

    @property
    def whom(self) -> str:
        """The family and its group."""
        return f"{self.subject.party.name} · {self.subject.group.name}"

    def do(self, by: Actor, on: date) -> str:
        """Take it off the queue."""
        commands.leave_queue(by=by, on=on, id=self.subject.id, reason=self.cleaned_data["reason"])
        return reverse("queue")


FORMS = (Queue, LeaveQueue)
