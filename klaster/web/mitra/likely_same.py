"""Who on record may be the person about to be enrolled, as far as the visitor may know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from klaster.domain.registry import queries as registry
from klaster.domain.registry import search
from klaster.domain.registry.search import Hit
from klaster.web.shared import words
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

LEAST = 0.45  # the name sounds the same, or half the name and the village


@dataclass(frozen=True, slots=True)
class Alike:
    """Those within the visitor's reach, and how many more there are beyond it."""

    within: tuple[Hit, ...]
    count_beyond: int

    def __bool__(self) -> bool:
        return bool(self.within or self.count_beyond)

    def said(self, hit: Hit) -> str:
        """One of them in a line: name, village, birth date."""
        born = (
            gettext("lahir {day}").format(day=words.day(hit.birth_date)) if hit.birth_date else ""
        )
        return " · ".join(filter(None, (hit.name, hit.alias, hit.village, born)))

    def beyond(self) -> str:
        """That there are some the visitor may not see."""
        return ngettext(
            "{count} orang mirip tercatat di luar bagian Anda; tanyakan kepada koordinator.",
            "{count} orang mirip tercatat di luar bagian Anda; tanyakan kepada koordinator.",
            self.count_beyond,
        ).format(count=self.count_beyond)


def alike(visit: Visit, given: Mapping[str, Any]) -> Alike:
    """Return who has the same NIK, or a name, birth date and village that come near."""
    organisation, village = visit.organisation.id, given.get("village")
    hits = {hit.id: hit for hit in _with_number(visit, given.get("nik", ""))}
    for hit in search.likely_same(
        organisation,
        name=given["name"],
        birth_date=given.get("birth_date"),
        village=village.code if village else None,
        least=LEAST,
    ):
        hits.setdefault(hit.id, hit)
    hits.pop(given["id"], None)
    own = registry.parties(organisation).filter(of_people(visit, "id"), id__in=hits)
    seen = set(own.values_list("id", flat=True))
    within = tuple(hit for hit in hits.values() if hit.id in seen)
    return Alike(within, len(hits) - len(within))


def _with_number(visit: Visit, nik: str) -> list[Hit]:
    digits = nik.replace(" ", "")
    is_whole = len(digits) == 16 and digits.isdecimal()
    return search.find(visit.organisation.id, digits) if is_whole else []
