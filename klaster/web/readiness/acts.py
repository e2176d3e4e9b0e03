"""Rules of readiness adopted, and what a committee decided on a mitra."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.graduation import commands, readiness, shipped
from klaster.domain.graduation.models import Decision
from klaster.domain.programme.models import Enrolment, Programme
from klaster.domain.registry.models import Party
from klaster.reports.impact.readiness_board import JUDGED, said
from klaster.rules.scoring.readiness import Level
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

OTHERWISE = "rapat"  # no adopted rules: what the meeting went by, in words


class AdoptRules(ActForm):
    """Rules that come with the product become the organisation's own."""

    act = "graduation.adopt_rules"
    area = "readiness"
    title = _("Pakai aturan kesiapan")
    about = _("Aturan yang sudah dipakai tidak berubah; keputusan lama tetap pada aturannya.")
    rules = forms.ChoiceField(label=_("Aturan"))

    def prepare(self) -> None:
        """Those that are shipped."""
        field: Any = self.fields["rules"]
        levels = {level.value: label for level, label in LEVELS.items()}
        field.choices = [
            (rules.name, f"{levels[rules.level.value]}: {rules.name}")
            for rules in shipped.rule_sets().values()
        ]

    def do(self, by: Actor, on: date) -> str:
        """Adopt them."""
        given = self.cleaned_data
        rules = next(r for r in shipped.rule_sets().values() if r.name == given["rules"])
        commands.adopt_rules(by=by, on=on, id=given["id"], rules=rules)
        return reverse("readiness")


LEVELS = {Level.MITRA: _("Mitra"), Level.GROUP: _("Kelompok"), Level.COOPERATIVE: _("Koperasi")}


class Decide(ActForm):
    """A committee decides whether a mitra is independent."""

    act = "graduation.decide_many"
    title = _("Putuskan kemandirian")
    subject_model = Party
    subject: Party
    preview_template = "readiness/judged.html"

    programme = inputs.Row(
        Programme, label=_("Program"), rows=lambda _visit: Q(status=Programme.Status.RUNNING)
    )
    outcome = forms.ChoiceField(label=_("Keputusan"), choices=Decision.Outcome.choices)
    reason = inputs.Words(label=_("Alasan"))
    sat = inputs.Words(label=_("Peserta rapat"))
    override_reason = inputs.Words(
        label=_("Mengapa berbeda dari aturan"),
        help_text=_("Isi hanya bila keputusan lain dari hasil aturan"),
        required=False,
    )

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """People within reach."""
        return Party.objects.filter(
            of_people(visit, "id"), organisation_id=visit.organisation.id, merged_into=None
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """For who takes part in a programme that runs."""
        return _running(subject).exists()

    def prepare(self) -> None:
        """The programmes the mitra takes part in."""
        field: Any = self.fields["programme"]
        field.queryset = field.queryset.filter(id__in=_running(self.subject).values("programme_id"))
        if (only := field.queryset[:2]) and len(only) == 1:
            self.initial["programme"] = only[0].pk

    def _rule(self, on: date) -> str:
        adopted = readiness.in_force(self.visit.organisation.id, Level.MITRA, on)
        return str(adopted) if adopted else OTHERWISE

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What the rules in force say of the mitra on that day."""
        adopted = readiness.in_force(self.visit.organisation.id, Level.MITRA, on)
        if adopted is None:
            return {}
        rules = readiness.content(adopted)
        programme = self.cleaned_data["programme"]
        found = readiness.standings(programme, rules, [self.subject.id], on)[self.subject.id]
        row = said(rules, found.judgement)
        return {"rule": rules.name, "judged": JUDGED[row["judged"]], **row}

    def do(self, by: Actor, on: date) -> str:
        """Record the decision with what was known."""
        given = self.cleaned_data
        new = commands.NewDecision(
            id=given["id"],
            party_id=self.subject.id,
            outcome=given["outcome"],
            reason=given["reason"],
            sat=given["sat"],
            rule=self._rule(on),
            override_reason=given["override_reason"],
        )
        commands.decide_many(by=by, on=on, programme=given["programme"], rows=[new])
        return reverse("mitra_file", args=[self.subject.id])


def _running(party: Party) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(
        organisation_id=party.organisation_id,
        party=party,
        programme__status=Programme.Status.RUNNING,
    )


FORMS = (AdoptRules, Decide)
