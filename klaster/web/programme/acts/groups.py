"""Groups of a sector: forming, meeting otherwise, dissolving, who accompanies them, who joins."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.programme import commands
from klaster.domain.programme.models import Group, MentorAssignment
from klaster.domain.registry.models import Party
from klaster.rules.identity import derived_id
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.choices import sector_field
from klaster.web.shared.visits import Visit

_DAYS = [("", _("Tidak tetap")), *((str(day + 1), name) for day, name in WEEKDAYS.items())]
MOST_AT_ONCE = 30


def _rhythm() -> forms.IntegerField:
    return forms.IntegerField(label=_("Setiap berapa minggu"), min_value=1, max_value=8, initial=1)


class Form(ActForm):
    """A new group of a sector."""

    act = "programme.form_group"
    title = _("Bentuk kelompok")
    area = "groups"
    is_for_part = True
    sector = sector_field()
    name = forms.CharField(label=_("Nama kelompok"), max_length=200)
    village = inputs.Place(label=_("Desa"), level="desa", required=False)
    weekday = forms.ChoiceField(label=_("Hari pertemuan"), choices=_DAYS, required=False)
    every_weeks = _rhythm()
    mentor = inputs.Named(label=_("Pendamping"), kind=Party.Kind.PERSON, required=False)

    def do(self, by: Actor, on: date) -> str:
        """Form it."""
        given = self.cleaned_data
        new = commands.NewGroup(
            id=given["id"],
            sector_id=given["sector"].id,
            name=given["name"],
            village=given["village"].code if given["village"] else None,
            weekday=int(given["weekday"]) if given["weekday"] else None,
            every_weeks=given["every_weeks"],
            mentor_id=given["mentor"].id if given["mentor"] else None,
        )
        commands.form_group(by=by, on=on, new=new)
        return reverse("group", args=[new.id])


class OfGroup(ActForm):
    """An act on a group at work; afterwards its page."""

    subject_model = Group
    subject: Group

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Group]:
        """The groups within reach."""
        reach = visit.reach.within("id", "sector_id", "sector__programme_id")
        own = Group.objects.filter(reach, organisation_id=visit.organisation.id)
        return own.select_related("party", "sector")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Group) -> bool:
        """Until it is dissolved."""
        return subject.dissolved_on is None

    def there(self) -> str:
        """Its page."""
        return reverse("group", args=[self.subject.id])


class EnrolMany(OfGroup):
    """Several people on record into the sector and the group at once."""

    act = "programme.enrol_many"
    title = _("Tambah mitra ke kelompok")
    about = _("Tiap orang menjadi mitra di sektor kelompok ini dan anggota kelompoknya.")

    def prepare(self) -> None:
        """A field per person, as many as the visitor asks for."""
        try:
            count = int(self.visit.GET.get("banyak", "5"))
        except ValueError:
            count = 5
        for number in range(1, min(max(count, 1), MOST_AT_ONCE) + 1):
            field = inputs.Named(
                label=_("Orang ke-{number}").format(number=number),
                kind=Party.Kind.PERSON,
                required=number == 1,
            )
            field.look_within(self.visit)
            self.fields[f"party-{number}"] = field

    def do(self, by: Actor, on: date) -> str:
        """Enrol them."""
        given = self.cleaned_data
        parties = {
            given[name].id for name in self.fields if name.startswith("party-") and given[name]
        }
        rows = [
            commands.NewEnrolment(
                id=derived_id(on, given["id"], party),
                party_id=party,
                sector_id=self.subject.sector_id,
                group_id=self.subject.id,
            )
            for party in sorted(parties)
        ]
        commands.enrol_many(by=by, on=on, rows=rows)
        return self.there()


class Change(OfGroup):
    """Another day or rhythm."""

    act = "programme.change_group"
    title = _("Ubah jadwal pertemuan")
    weekday = forms.ChoiceField(label=_("Hari pertemuan"), choices=_DAYS, required=False)
    every_weeks = _rhythm()

    def begin(self, visit: Visit) -> dict[str, Any]:
        """As it is."""
        now = {"weekday": self.subject.weekday, "every_weeks": self.subject.every_weeks}
        return now | super().begin(visit)

    def do(self, by: Actor, on: date) -> str:
        """Change it."""
        given = self.cleaned_data
        weekday = int(given["weekday"]) if given["weekday"] else None
        commands.change_group(
            by=by, on=on, id=self.subject.id, weekday=weekday, every_weeks=given["every_weeks"]
        )
        return self.there()


class Assign(OfGroup):
    """Who accompanies it from a day."""

    act = "programme.assign_mentor"
    title = _("Tugaskan pendamping")
    mentor = inputs.Named(label=_("Nama pendamping atau kader"), kind=Party.Kind.PERSON)
    kind = forms.ChoiceField(label=_("Sebagai"), choices=MentorAssignment.Kind.choices)

    def do(self, by: Actor, on: date) -> str:
        """Assign them; whoever did so until now stops."""
        given = self.cleaned_data
        commands.assign_mentor(
            by=by, on=on, id=given["id"], group_id=self.subject.id, mentor_id=given["mentor"].id,
            kind=given["kind"],
        )  # fmt: skip
        return self.there()


class Dissolve(OfGroup):
    """Its last day."""

    act = "programme.dissolve_group"
    title = _("Bubarkan kelompok")
    about = _("Mitranya tetap terdaftar di sektor.")

    def do(self, by: Actor, on: date) -> str:
        """Dissolve it."""
        commands.dissolve_group(by=by, on=on, id=self.subject.id)
        return self.there()


FORMS = (Form, EnrolMany, Change, Assign, Dissolve)
