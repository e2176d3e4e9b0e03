"""The exit on the web: check-list, rehearsal, two people, both books; all behind the wall."""

import pytest
from django.test import Client

from klaster.domain.graduation.models import Confirmation, Decision, Deed, DeedItem
from klaster.domain.ledger import queries as ledger
from klaster.domain.programme.models import Enrolment
from tests.conftest import id_of
from tests.domain import leaving, reform_world
from tests.domain.reform_world import EXIT, MITRA
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db
RULES = "graduation.adopt_rules"


@pytest.fixture
def world(by):
    built = reform_world.build(by)
    leaving.close_months(by, built.book, EXIT)
    return built


def director(world):
    return sign_in(Client(), user_with(world.by.organisation_id, "head_office"), EXIT)


def exit_form(world, **more):
    code = world.cooperative.sector
    return {
        "id": str(id_of("exit")), "on": EXIT.isoformat(), "place": "Balai desa",
        "basis": "Mitra mampu mengelola sendiri", "giver_name": "Wakil lembaga",
        "giver_position": "Ketua", "witnesses": "Saksi satu; Saksi dua",
        f"cooperative-{code}": str(world.cooperative.id), f"number-{code}": "BAST/1",
        f"receiver_name-{code}": "Wakil koperasi", f"receiver_position-{code}": "Ketua", **more,
    }  # fmt: skip


def test_a_programme_is_rehearsed_proposed_and_handed_over_by_two(world):
    first = director(world)
    address = f"/tindakan/graduation.exit/{world.programme.id}/"
    assert address in first.get("/serah-terima/").content.decode()
    rehearsal = first.post(address, exit_form(world, aksi="periksa")).content.decode()
    assert "Yang tertinggal di program: Rp 0" in rehearsal
    assert not Deed.objects.exists()
    proposal = first.post(address, exit_form(world)).url
    assert not Deed.objects.exists()

    second = director(world)
    assert "Balai desa" in second.get(proposal).content.decode()
    assert second.post(proposal, {"aksi": "setujui"}).url == "/serah-terima/"
    deed = Deed.objects.get()
    assert (deed.number, deed.on, deed.cooperative_id) == ("BAST/1", EXIT, world.cooperative.id)
    assert deed.witnesses == ["Saksi satu", "Saksi dua"]
    assert DeedItem.objects.filter(deed=deed).count() > 10
    assert ledger.balance(world.cooperative.book, "receivable", until=EXIT)
    assert second.get(f"/serah-terima/{deed.id}/bast.pdf").content.startswith(b"%PDF-")


def test_what_stands_in_the_way_is_said_before_anything_is_filled_in(by):
    world = reform_world.build(by, is_confirmed=False)
    client = director(world)
    address = f"/tindakan/graduation.exit/{world.programme.id}/"
    page = client.get(address).content.decode()
    assert "minta konfirmasi" in page
    answer = client.post(address, exit_form(world))
    assert answer.status_code == 422
    assert "Program belum dapat diserahkan" in answer.content.decode()
    assert not Deed.objects.exists()


def test_a_mitra_confirms_what_is_owed_on_the_page_of_the_contract(by):
    world = reform_world.build(by, is_confirmed=False)
    client = sign_in(Client(), user_with(by.organisation_id, "mentor"), EXIT)
    contract = next(c for c in world.programme.contracts.all() if c.kind == "qardh")
    address = f"/tindakan/graduation.confirm_many/{contract.id}/"
    assert address in client.get(f"/kontrak/{contract.id}/").content.decode()
    assert 'value="875.000"' in client.get(address).content.decode()
    given = {"id": str(id_of("said")), "on": EXIT.isoformat(), "acknowledged": "800.000",
             "evidence": "Mengaku menyetor 75.000"}  # fmt: skip
    for _ in range(2):
        assert client.post(address, given).url == f"/kontrak/{contract.id}/"
    said = Confirmation.objects.get()
    assert (said.acknowledged_rp, said.book_rp) == (800_000, 875_000)


def test_a_committee_decides_by_the_rules_or_says_why_not(world):
    client = director(world)
    adopt = {"id": str(id_of(RULES)), "on": "2014-01-02", "rules": "contoh_mitra_v1"}
    assert client.post(f"/tindakan/{RULES}/", adopt).url == "/kesiapan/"
    party = id_of("party", MITRA[0])
    address = f"/tindakan/graduation.decide_many/{party}/"
    assert address in client.get(f"/mitra/{party}/").content.decode()
    given = {
        "id": str(id_of("decided")), "on": EXIT.isoformat(), "programme": str(world.programme.id),
        "outcome": "independent", "reason": "Usahanya kuat", "sat": "Tiga pendamping",
        "override_reason": "",
    }  # fmt: skip
    judged = client.post(address, given | {"aksi": "periksa"}).content.decode()
    assert "contoh_mitra_v1" in judged
    assert client.post(address, given).status_code == 422
    assert not Decision.objects.exists()
    why = given | {"override_reason": "Kelompok menjamin"}
    assert client.post(address, why).url == f"/mitra/{party}/"
    decision = Decision.objects.get()
    assert (decision.judged, decision.override_reason) == ("held", "Kelompok menjamin")
    assert Enrolment.objects.filter(party_id=party).exists()
