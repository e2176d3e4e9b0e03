"""Stock, shared assets, tagged animals and queues by forms."""

from datetime import date

import pytest

from klaster.domain.assets.models import Animal, Placement, Waiting
from klaster.domain.ledger import queries as ledger
from tests.conftest import id_of
from tests.web.conftest import AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
ON = "2012-06-30"


def as_role(place, client, role):
    sign_in(client, user_with(place.story.by.organisation_id, role))


def held(place, unit):
    return ledger.balance(place.story.book, "stock", AS_OF, place.story.zakat.id, unit)


def test_a_purchase_stands_in_the_stock_with_its_value(place, client):
    as_role(place, client, "coordinator")
    before = held(place, "GOAT_F")
    given = {
        "id": id_of("goats"), "on": ON, "fund": place.story.zakat.id, "unit": "GOAT_F",
        "quantity": "3", "cost": "1.200.000",
    }  # fmt: skip
    for _ in range(2):
        answer = client.post("/tindakan/assets.buy/", given)
        assert answer.status_code == 302, answer.content.decode()
        assert answer.url == "/ternak/stok/"
    assert held(place, "GOAT_F") == before + 3
    assert "Kambing betina" in client.get("/ternak/stok/").content.decode()


def test_what_is_not_there_cannot_leave_the_stock(place, client):
    as_role(place, client, "coordinator")
    given = {
        "id": id_of("out"), "on": ON, "fund": place.story.zakat.id, "unit": "CATTLE_F",
        "quantity": "1", "way": "died", "carried": "0", "reason": "sakit",
    }  # fmt: skip
    answer = client.post("/tindakan/assets.take_from_stock/", given)
    assert answer.status_code == 422
    assert "tidak cukup" in answer.content.decode()


def test_an_asset_is_shared_with_a_group(place, client):
    as_role(place, client, "coordinator")
    same = {"on": ON, "fund": place.story.zakat.id, "unit": "MACHINE", "quantity": "1"}
    client.post("/tindakan/assets.buy/", same | {"id": id_of("mill"), "cost": "900.000"})
    client.post(
        "/tindakan/assets.share/",
        same
        | {
            "id": id_of("share"), "group": id_of("group", "ternak"), "cost": "900.000",
            "description": "Mesin pencacah", "useful_months": "60",
        },
    )  # fmt: skip
    lot = Placement.objects.get(id=id_of("share"))
    assert (lot.party_id, lot.useful_months) == (id_of("group party", "ternak"), 60)
    assert "Mesin pencacah" in client.get("/ternak/stok/").content.decode()


def test_animals_are_tagged_once_moved_and_gone(place, client):
    as_role(place, client, "mentor")
    address = f"/tindakan/assets.tag_many.kept/{id_of('contract', 'PG-Ani')}/"
    given = {"id": id_of("tags"), "on": ON, "unit": "SHEEP_F", "tags": "A-1\nA-2\n"}
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    again = client.post(address, given | {"id": id_of("other")})
    assert "Nomor ini sudah dipakai: A-1, A-2." in again.content.decode()
    animal = Animal.objects.get(tag="A-1")
    assert animal.placement.party_id == id_of("party", "Ani")

    move = f"/tindakan/assets.move_animal/{animal.id}/"
    refused = client.post(move, {"id": id_of("m"), "on": ON, "party": "Euis"})
    assert "id_party_error" in refused.content.decode()
    client.post(move, {"id": id_of("m"), "on": ON, "party": "Badru"})
    animal.refresh_from_db()
    assert animal.placement.party_id == id_of("party", "Badru")

    left = {"id": id_of("l"), "on": ON, "way": "died", "cause": "kembung"}
    client.post(f"/tindakan/assets.animal_left/{animal.id}/", left)
    page = client.get("/ternak/bertanda/").content.decode()
    assert "A-2" in page
    assert "A-1" not in page
    assert "kembung" in client.get("/ternak/bertanda/?tampil=keluar").content.decode()


def test_families_join_the_queue_at_its_end_once_and_leave_for_a_reason(place, client):
    as_role(place, client, "mentor")
    address = f"/tindakan/assets.queue_many/{id_of('group', 'ternak')}/"
    given = {
        "id": id_of("q"), "on": ON, "species": "GOAT",
        "families": [id_of("party", "Badru"), id_of("party", "Cicih")],
    }  # fmt: skip
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    waiting = Waiting.objects.filter(species="GOAT", left_on=None).order_by("position")
    assert [each.party.name for each in waiting] == ["Cicih", "Badru"]  # Cicih waited before
    first = waiting[0]
    client.post(f"/tindakan/assets.leave_queue/{first.id}/", {"id": id_of("x"), "on": ON})
    assert waiting.count() == 2
    gone = {"id": id_of("x"), "on": ON, "reason": "pindah"}
    client.post(f"/tindakan/assets.leave_queue/{first.id}/", gone)
    first.refresh_from_db()
    assert (first.left_on, first.reason) == (date(2012, 6, 30), "pindah")
