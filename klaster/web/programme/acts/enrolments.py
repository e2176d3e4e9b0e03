"""The path of mitra: into a sector, from stage to stage, out."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.programme import commands
from klaster.domain.programme.models import NEXT_STAGES, Enrolment, EnrolmentStep, Stage
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.choices import group_field, sector_field
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class Enrol(ActForm):
    """Somebody on record into a sector, as a candidate."""

    act = "programme.enrol"
    title = _("Ikutkan ke sektor")
    about = _("Menjadi mitra dengan tahap calon, dan anggota kelompok bila dipilih.")
    subject_model = Party
    subject: Party
    sector = sector_field()
    group = group_field(required=False)

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """The people within reach."""
        return registry.parties(visit.organisation.id).filter(
            of_people(visit, "id"), kind__in=(Party.Kind.PERSON, Party.Kind.HOUSEHOLD)
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """People and households take part."""
        return subject.kind in (Party.Kind.PERSON, Party.Kind.HOUSEHOLD)

    def clean(self) -> dict[str, Any]:
        """A group works in one sector."""
        given = super().clean() or self.cleaned_data
        group = given.get("group")
        if group is not None and given.get("sector") not in (None, group.sector):
            self.add_error("group", _("Kelompok ini ada di sektor lain."))
        return given

    def do(self, by: Actor, on: date) -> str:
        """Enrol them."""
        given = self.cleaned_data
        new = commands.NewEnrolment(
            id=given["id"],
            party_id=self.subject.id,
            sector_id=given["sector"].id,
            group_id=given["group"].id if given["group"] else None,
        )
        commands.enrol(by=by, on=on, new=new)
        return reverse("mitra_file", args=[self.subject.id])


class Move(ActForm):
    """The next stage of one mitra."""

    act = "programme.move_enrolment"
    title = _("Pindah tahap")
    subject_model = Enrolment
    subject: Enrolment
    stage = forms.ChoiceField(label=_("Tahap berikutnya"), choices=Stage.choices)
    reason = inputs.Words(
        label=_("Alasan"), help_text=_("Wajib bila keluar atau kembali"), required=False
    )

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Enrolment]:
        """The enrolments within reach."""
        reach = visit.reach.within("party_id", "group_id", "sector_id", "programme_id")
        own = Enrolment.objects.filter(reach, organisation_id=visit.organisation.id)
        return own.select_related("party", "sector")

    def prepare(self) -> None:
        """Offer the stages that may follow, and say where they stand now."""
        steps = EnrolmentStep.objects.filter(
            organisation_id=self.visit.organisation.id, enrolment_id=self.subject.id
        )
        last = steps.order_by("-number").values_list("stage", flat=True)[0]
        following = NEXT_STAGES[Stage(last)]
        self.fields["stage"].choices = [(each.value, each.label) for each in following]  # type: ignore[attr-defined]
        where = (self.subject.sector.name, Stage(last).label)
        self.about = " · ".join(map(str, where))

    def do(self, by: Actor, on: date) -> str:
        """Move them."""
        given = self.cleaned_data
        step = commands.NewStep(
            id=given["id"],
            enrolment_id=self.subject.id,
            stage=given["stage"],
            reason=given["reason"],
        )
        commands.move_enrolment(by=by, on=on, step=step)
        return reverse("mitra_file", args=[self.subject.party_id])


FORMS = (Enrol, Move)
