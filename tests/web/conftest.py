"""Two institutions with the same small story, and visitors with the role a test asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from klaster.domain.access.acts import Actor, new_id
from klaster.domain.access.models import Grant, Organisation, User
from klaster.domain.assets.models import Placement
from klaster.domain.graduation.models import Deed, DeedItem
from tests.conftest import id_of
from tests.reports import story

PASSWORD = "domba betina tiga"
AS_OF = story.END


@dataclass(frozen=True)
class Place:
    """An institution where the story happened, with the addresses of its pages."""

    story: story.Story
    addresses: dict[str, str]


def sign_in(client: Client, user: User) -> Client:
    """The client as that user, seeing the day on which the story ends."""
    client.force_login(user)
    session = client.session
    session["as_of"] = AS_OF.isoformat()
    session.save()
    return client


def user_with(organisation_id: UUID, *roles: str, scope: UUID | None = None) -> User:
    """A user who holds the roles in an organisation."""
    user = User(id=new_id(), username=f"u{new_id()}", full_name="Ibu Uji")
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        Grant.objects.create(
            id=new_id(), organisation_id=organisation_id, user=user, role=role, scope_id=scope,
            valid_from=date(2011, 1, 1),
        )  # fmt: skip
    return user


def tell(by: Actor) -> Place:
    """The story with a deed that closes its trading sector."""
    told = story.tell(by)
    receiver = Organisation.objects.create(
        id=id_of("koperasi"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    own: dict[str, Any] = {"organisation_id": by.organisation_id}
    deed = Deed.objects.create(
        id=id_of("deed"), **own, programme=told.programme, sector=told.sectors["dagang"],
        receiver=receiver, cooperative_id=id_of("koperasi row"), number="BAST/1",
        on=date(2012, 6, 15),
        place="Cisimeut", basis="Keputusan komite", giver_name="Ibu A", giver_position="Direktur",
        receiver_name="Bapak B", receiver_position="Ketua", credit_role="donated_capital",
    )  # fmt: skip
    DeedItem.objects.create(
        id=id_of("item"), **own, deed=deed, n=1, state="B", description="Piutang qardh",
        party_id=id_of("party", "Darma"), contract_id=id_of("contract", "QH-1"), quantity=600_000,
        unit_id="IDR", book_value_rp=600_000, fair_value_rp=600_000,
    )  # fmt: skip
    return Place(told, addresses_of(told))


def addresses_of(told: story.Story) -> dict[str, str]:
    """An address of every page, by the name of its view; those that name rows name this story's."""
    programme = told.programme.id
    return {
        "home": "/",
        "programmes": "/klaster/",
        "programme": f"/klaster/{programme}/",
        "flow": f"/klaster/{programme}/aliran/",
        "mitra": "/mitra/",
        "mitra_file": f"/mitra/{id_of('party', 'Ani')}/",
        "groups": "/kelompok/",
        "group": f"/kelompok/{id_of('group', 'ternak')}/",
        "contracts": "/kontrak/",
        "contract": f"/kontrak/{id_of('contract', 'QH-1')}/",
        "herd": "/ternak/",
        "lineage": "/ternak/silsilah/",
        "line": f"/ternak/silsilah/{first_lot(told)}/",
        "queue": "/ternak/antrean/",
        "books": "/buku/",
        "trial_balance": "/buku/program/",
        "account": "/buku/program/zakat/1101/IDR/",
        "journal": "/buku/program/jurnal/",
        "seals": "/buku/program/segel/",
        "entry": f"/buku/jurnal/{id_of('donation', 'zakat')}/",
        "cooperative": "/koperasi/",
        "deeds": "/serah-terima/",
        "deed": f"/serah-terima/{id_of('deed')}/",
        "deed_pdf": f"/serah-terima/{id_of('deed')}/bast.pdf",
        "claims": "/klaim/",
        "claims_summary": "/klaim/ringkas/",
        "reports": "/laporan/",
        "report": "/laporan/rolled_identity/",
        "report_download": "/laporan/rolled_identity/csv/",
    }


def first_lot(told: story.Story) -> UUID:
    """A lot of animals that was bought, the first of its line."""
    bought = Placement.objects.filter(
        organisation_id=told.by.organisation_id, came_from=None, unit__kind="animal"
    )
    return bought.order_by("placed_on", "id").values_list("id", flat=True)[0]


@pytest.fixture
def place(by: Actor) -> Place:
    """The institution of the story."""
    return tell(by)


@pytest.fixture
def stranger(db: None) -> User:
    """An administrator of another institution, which knows nothing of the story."""
    other = Organisation.objects.create(
        id=id_of("other"), code="lain", name="Lembaga Lain", kind="institution"
    )
    return user_with(other.id, "admin")
