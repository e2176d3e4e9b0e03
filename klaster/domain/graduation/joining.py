"""Who of a programme may still become a member of the cooperative that it founded.

One of the places where two organisations meet: asked by the cooperative, of those who consented.
"""

from datetime import date

from klaster.domain.access import wall
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.models import Deed
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Consent, Party


def joinable(cooperative: Cooperative, on: date) -> list[Party]:
    """Return by name the people of who handed over to it that consent and are not members yet."""
    with wall.outside():
        givers = Deed.objects.filter(receiver_id=cooperative.organisation_id, on__lte=on)
        institutions = set(givers.values_list("organisation_id", flat=True))
    with wall.opened(*institutions):
        people = Party.objects.filter(
            organisation_id__in=institutions, kind=Party.Kind.PERSON, merged_into=None
        )
        found = people.filter(consents__purpose=Consent.Purpose.SHARE_COOPERATIVE).distinct()
        parties = {each.id: each for each in found.order_by("name", "id")}
        consenting = registry.consenting(parties, Consent.Purpose.SHARE_COOPERATIVE, on)
    persons = [each.person_id for each in parties.values() if each.person_id]
    members = cooperatives.members_by_person(cooperative, persons)
    return [
        each
        for each in parties.values()
        if each.id in consenting and each.person_id and each.person_id not in members
    ]
