"""Who may still join a cooperative that received a sector, and how the newly met are admitted."""

from datetime import date

import pytest

from klaster.domain.access import wall
from klaster.domain.access.models import Organisation
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.graduation import joining
from klaster.domain.graduation.models import Deed
from klaster.domain.places.models import Area
from klaster.domain.programme.commands import set_up
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import PartyRole
from tests.conftest import id_of
from tests.domain import cooperative_world

pytestmark = pytest.mark.django_db
ON = date(2014, 5, 2)


@pytest.fixture
def receiver(by):
    """A cooperative that got a deed of `by`, whose mitra Ani, Badru and Cici are on record."""
    world = cooperative_world.found(names=("Dedi", "Euis"), plan=(0, 0))
    implementer = Organisation.objects.create(
        id=id_of("implementer"), code="pelaksana", name="Pelaksana", kind="implementer"
    )
    Area.objects.create(code="99", name="Banten", level="provinsi", edition="uji")
    programme = set_up.start_programme(
        by=by, on=ON, id=id_of("programme"), code="uji", name="Klaster Uji", area="99"
    )
    sector = set_up.add_sector(
        by=by, on=ON, id=id_of("sector"), programme_id=programme.id, code="umkm", name="UMKM",
        implementer_id=implementer.id,
    )  # fmt: skip
    for name in ("Cici", "Badru", "Ani"):
        registry.enrol(by=by, on=ON, new=registry.NewParty(id_of("mitra", name), "person", name))
    Deed.objects.create(
        id=id_of("deed"), organisation_id=by.organisation_id, programme=programme, sector=sector,
        receiver_id=world.by.organisation_id, cooperative_id=world.cooperative.id,
        number="BAST/1", on=ON, place="Cisimeut", basis="Keputusan", giver_name="A",
        giver_position="Direktur", receiver_name="B", receiver_position="Ketua",
        credit_role="donated_capital",
    )  # fmt: skip
    return world


def allow(by, *names):
    for name in names:
        registry.give_consent(
            by=by, on=ON, id=id_of("consent", name), party_id=id_of("mitra", name),
            purpose="share_cooperative", evidence="Surat",
        )  # fmt: skip


def test_only_mitra_who_consented_may_be_admitted_also_from_behind_the_wall(by, receiver) -> None:
    allow(by, "Ani", "Cici")
    wall.raise_around(receiver.by.organisation_id)
    try:
        found = joining.joinable(receiver.cooperative, ON)
        assert [each.name for each in found] == ["Ani", "Cici"]
        (member,) = cooperatives.admit_mitra(
            by=receiver.by, on=ON, cooperative=receiver.cooperative,
            admissions=[cooperatives.Admission(found[0], ON)],
        )  # fmt: skip
        assert member.organisation_id == receiver.by.organisation_id
        left = joining.joinable(receiver.cooperative, ON)
    finally:
        wall.lower()
    assert [each.name for each in left] == ["Cici"]


def test_a_cooperative_without_a_deed_of_the_institution_sees_none_of_its_mitra(
    by, receiver
) -> None:
    allow(by, "Ani")
    other = cooperative_world.found("lain", names=("Wati",), plan=(0, 0))
    assert joining.joinable(other.cooperative, ON) == []


def test_someone_new_is_put_on_record_and_admitted_once(receiver) -> None:
    new = registry.NewParty(id_of("new"), "person", "Fitri", consents=("data",))
    for _ in range(2):
        member = cooperatives.admit_new(
            by=receiver.by, on=ON, cooperative=receiver.cooperative, new=new
        )
        assert (member.party_id, member.number) == (id_of("new"), 3)
    roles = PartyRole.objects.filter(party_id=id_of("new")).values_list("role", flat=True)
    assert list(roles) == ["member"]
