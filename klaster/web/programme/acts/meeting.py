"""What mentors do: meetings and trainings with who came, and visits at home."""

from datetime import date
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.mentoring import commands
from klaster.domain.mentoring.models import Session
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.web.programme.acts.groups import OfGroup
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class Meet(OfGroup):
    """A meeting or training, and who of the group's members came."""

    act = "mentoring.meet_many"
    title = _("Catat pertemuan dan kehadiran")
    kind = forms.ChoiceField(label=_("Jenis"), choices=Session.Kind.choices)
    topic = forms.CharField(label=_("Pokok bahasan"), max_length=200)
    mentor = inputs.Named(label=_("Pendamping"), kind=Party.Kind.PERSON, required=False)
    present = forms.MultipleChoiceField(
        label=_("Yang hadir"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """All members of the day, each taken to be there."""
        given = self.data.get("on") if self.is_bound else None
        try:
            day = date.fromisoformat(given) if given else self.visit.on
        except ValueError:
            day = self.visit.on
        members = registry.members(self.visit.organisation.id, self.subject.party_id, day)
        names = {str(each.party_id): each.party.name for each in members.order_by("party__name")}
        self.fields["present"].choices = list(names.items())  # type: ignore[attr-defined]
        self.initial["present"] = list(names)

    def do(self, by: Actor, on: date) -> str:
        """Record it; whoever is not marked was absent."""
        given = self.cleaned_data
        choices = self.fields["present"].choices  # type: ignore[attr-defined]
        absent = {UUID(party) for party, _name in choices} - set(map(UUID, given["present"]))
        row = commands.NewSession(
            id=given["id"],
            group_id=self.subject.id,
            kind=given["kind"],
            on=on,
            topic=given["topic"],
            mentor_id=given["mentor"].id if given["mentor"] else None,
            absent=absent,
        )
        commands.meet_many(by=by, on=on, rows=[row])
        return self.there()


class Call(ActForm):
    """A visit at a mitra's home or place of work."""

    act = "mentoring.visit_many"
    title = _("Catat kunjungan")
    subject_model = Party
    subject: Party
    topic = forms.CharField(label=_("Pokok kunjungan"), max_length=200)
    mentor = inputs.Named(label=_("Pendamping"), kind=Party.Kind.PERSON, required=False)
    note = forms.CharField(
        label=_("Yang dilihat dan disepakati"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """The people within reach."""
        return registry.parties(visit.organisation.id).filter(
            of_people(visit, "id"), kind__in=(Party.Kind.PERSON, Party.Kind.HOUSEHOLD)
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """People are visited, and households."""
        return subject.kind in (Party.Kind.PERSON, Party.Kind.HOUSEHOLD)

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        row = commands.NewVisit(
            id=given["id"],
            party_id=self.subject.id,
            on=on,
            topic=given["topic"],
            mentor_id=given["mentor"].id if given["mentor"] else None,
            note=given["note"],
        )
        commands.visit_many(by=by, on=on, rows=[row])
        return reverse("mitra_file", args=[self.subject.id])


FORMS = (Meet, Call)
