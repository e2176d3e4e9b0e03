"""On whom the forms of this area act: the parties within reach, and what is recorded of them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

HUMAN = (Party.Kind.PERSON, Party.Kind.HOUSEHOLD)


class OfParty(ActForm):
    """An act on a party; afterwards its file."""

    subject_model = Party
    subject: Party
    kinds: tuple[str, ...] = HUMAN

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Party]:
        """The parties within reach that stand for themselves."""
        return registry.parties(visit.organisation.id).filter(
            of_people(visit, "id"), kind__in=cls.kinds
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Party) -> bool:
        """For the kinds of party it makes sense for."""
        return subject.kind in cls.kinds and subject.merged_into_id is None

    def there(self) -> str:
        """The file of the party."""
        return reverse("mitra_file", args=[self.subject.id])


class OfBond(ActForm):
    """An act on what is recorded of a party (a role, a number); afterwards the party's file."""

    subject: Any

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Any]:
        """What is recorded of the people within reach."""
        rows = cls.subject_model._default_manager  # type: ignore[union-attr]
        own = rows.filter(of_people(visit), organisation_id=visit.organisation.id)
        return own.select_related("party")

    def prepare(self) -> None:
        """Say of whom it is."""
        self.about = self.subject.party.name

    def there(self) -> str:
        """The file of the party."""
        return reverse("mitra_file", args=[self.subject.party_id])
