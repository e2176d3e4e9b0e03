"""Deciding whether two people on record are one: merge, undo, keep apart."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.registry import commands
from klaster.domain.registry.models import Merge, Party
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class MergeTwo(ActForm):
    """One record stands for both."""

    act = "registry.merge"
    title = _("Gabungkan data ganda")
    about = _(
        "Semua riwayat data yang digabungkan tampil pada data yang dipakai. Dapat dibatalkan."
    )
    area = "duplicates"
    winner = inputs.Named(label=_("Data yang dipakai"))
    loser = inputs.Named(label=_("Data yang digabungkan ke sana"))
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def do(self, by: Actor, on: date) -> str:
        """Merge them."""
        given = self.cleaned_data
        commands.merge(
            by=by, on=on, id=given["id"], loser_id=given["loser"].id,
            winner_id=given["winner"].id, reason=given["reason"],
        )  # fmt: skip
        return reverse("mitra_file", args=[given["winner"].id])


class KeepApart(ActForm):
    """Alike, but two."""

    act = "registry.keep_apart"
    title = _("Nyatakan orang berbeda")
    about = _("Pasangan ini tidak ditawarkan lagi sebagai data ganda.")
    area = "duplicates"
    first = inputs.Named(label=_("Orang pertama"), kind=Party.Kind.PERSON)
    second = inputs.Named(label=_("Orang kedua"), kind=Party.Kind.PERSON)
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def do(self, by: Actor, on: date) -> str:
        """Record that they are two."""
        given = self.cleaned_data
        commands.keep_apart(
            by=by, on=on, id=given["id"], first_id=given["first"].id,
            second_id=given["second"].id, reason=given["reason"],
        )  # fmt: skip
        return reverse("duplicates")


class UndoMerge(ActForm):
    """Two again."""

    act = "registry.undo_merge"
    title = _("Batalkan penggabungan")
    subject_model = Merge
    subject: Merge
    reason = inputs.Words(label=_("Alasan"), longest=200)

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Merge]:
        """The merges of people within reach."""
        return Merge.objects.filter(
            of_people(visit, "winner_id"), organisation_id=visit.organisation.id
        ).select_related("loser", "winner")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Merge) -> bool:
        """While it stands."""
        return subject.undone_on is None

    def do(self, by: Actor, on: date) -> str:
        """Let the loser stand for itself again."""
        commands.undo_merge(by=by, on=on, id=self.subject.id, reason=self.cleaned_data["reason"])
        return reverse("mitra_file", args=[self.subject.loser_id])


FORMS = (MergeTwo, KeepApart, UndoMerge)
