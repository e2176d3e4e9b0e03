"""A programme that has left: four mitra independent and handed over, one held back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.models import Decision, Deed
from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring.models import FollowUp
from klaster.domain.programme.models import Programme
from tests.conftest import id_of
from tests.reports import story

EXIT = date(2012, 7, 5)
INDEPENDENT = ("Ani", "Badru", "Darma", "Fatah")


@dataclass(frozen=True)
class World:
    """The story after its exit; people are named."""

    by: Actor
    programme: Programme

    def new(self, name: str, month: int, on: date, business: str = "", **more: object):
        """A follow-up to record: found with its business, or lost."""
        found = {"outcome": "found", "business": business}
        lost = {"outcome": "lost", "reason": "pindah rumah"}
        known: dict[str, Any] = {"id": id_of("follow up", name, month), "on": on}
        known |= {"programme_id": self.programme.id, "due_month": month}
        known |= {"party_id": id_of("party", name), **(found if business else lost), **more}
        return monitoring.NewFollowUp(**known)

    def record(self, name: str, month: int, on: date, business: str = "", **more) -> FollowUp:
        """A follow-up, recorded."""
        rows = [self.new(name, month, on, business, **more)]
        (recorded,) = monitoring.record_many(by=self.by, on=on, rows=rows)
        return recorded


def build(by: Actor, **left: Any) -> World:
    """The story with its decisions and deeds put in place, as the exit leaves them."""
    return leave(story.tell(by), **left)


def leave(
    told: story.Story,
    sectors: Sequence[str] = ("ternak", "dagang"),
    receivers: Mapping[str, Cooperative] = MappingProxyType({}),
) -> World:
    """Let the story's programme have left on `EXIT`, its sectors handed to cooperatives.

    `receivers` are those that exist, by sector; of the others there is only a name.
    """
    own = {"organisation_id": told.by.organisation_id}
    for name, outcome in [*((name, "independent") for name in INDEPENDENT), ("Euis", "held")]:
        Decision.objects.create(
            id=id_of("decided", name), **own, programme=told.programme,
            party_id=id_of("party", name), on=EXIT, outcome=outcome, reason="lihat berita acara",
            sat="Komite", rule="uji_v1", inputs={},
        )  # fmt: skip
    for code in sectors:
        receiver = receivers.get(code)
        Deed.objects.create(
            id=id_of("deed", code), **own, programme=told.programme, sector=told.sectors[code],
            receiver=receiver.organisation if receiver else _cooperative(code),
            cooperative_id=receiver.id if receiver else id_of("cooperative", code),
            number=f"BAST/{code}", on=EXIT, place="Cisimeut", basis="Keputusan komite",
            giver_name="Ibu A", giver_position="Direktur", receiver_name="Bapak B",
            receiver_position="Ketua", credit_role="donated_capital",
        )  # fmt: skip
    Programme.objects.filter(**own, id=told.programme.id).update(status="exited", exited_on=EXIT)
    told.programme.refresh_from_db()
    return World(told.by, told.programme)


def _cooperative(code: str) -> Organisation:
    kept, _ = Organisation.objects.get_or_create(
        code=f"koperasi-{code}",
        defaults={"id": id_of("body", code), "name": f"Koperasi {code}", "kind": "cooperative"},
    )
    return kept


def consent_id(name: str) -> UUID:
    """The id of a person's consent to follow-up."""
    return id_of("follow up consent", name)
