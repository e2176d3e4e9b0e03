"""Contracts by forms: signed after a look at their schedule, told what happens, decided upon."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klaster.domain.access.models import Proposal
from klaster.domain.assets import commands as assets
from klaster.domain.contracts.models import Contract, Event, Terms
from klaster.web.contracts.acts import agreed
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db
ON = "2012-06-30"
TIMES = {"instalments": "3", "every": "1", "unit": "month", "rounding": "1000"}
HERD = {"species": "SHEEP", "females": "2", "base_value": "2.000.000"}
TERMS = {
    "qardh": {"principal": "900.000", **TIMES},
    "murabahah": {"principal": "900.000", "margin": "90.000", "method": "flat", **TIMES},
    "profit_share": {
        "form": "mudharabah", "capital": "900.000", "nisbah_owner": "40", "nisbah_partner": "60",
        **TIMES,
    },
    "salam": {
        "unit": "RICE_KG", "quantity": "100", "quality": "kering", "price": "500.000",
        "due_date": "2012-12-01",
    },
    "crop_share": {
        "form": "muzaraah", "unit": "RICE_KG", "inputs": "500.000", "part_programme": "40",
        "part_farmer": "60",
    },
    "lease": {"principal": "900.000", "rent": "50.000", "useful_months": "24", **TIMES},
    "livestock_share": {**HERD, "rule": "value_5050"},
    "pass_on": {
        **HERD, "owed_females": "2", "deadline_months": "24", "to": "group", "twins": "all_count",
        "death_before_weaning": "still_owed", "dam_freed_by": "obligation_met",
        "natural_death": "waived", "disease": "waived", "force_majeure": "waived",
        "theft": "shared", "negligence": "replace", "unreported_sale": "charged",
    },
    "grant": {"principal": "100.000"},
}  # fmt: skip


def as_role(place, client, role):
    sign_in(client, user_with(place.story.by.organisation_id, role))
    return client


def filled(place, kind, **more):
    """The form of a new contract with Badru, filled in."""
    return {
        "id": id_of("new", kind), "on": ON, "kind": kind, "number": f"B-{kind}",
        "party": "Badru", "fund": place.story.zakat.id, "group": id_of("group", "ternak"),
        "sector": place.story.sectors["ternak"].id, **TERMS[kind], **more,
    }  # fmt: skip


def contract_of(number):
    return f"/kontrak/{id_of('contract', number)}/"


def act_on(number, code):
    return f"/tindakan/{code}/{id_of('contract', number)}/"


def test_the_kind_is_chosen_first_and_asks_for_its_own_terms(place, client):
    as_role(place, client, "coordinator")
    address = f"/tindakan/contracts.sign.with/{id_of('party', 'Badru')}/"
    first = client.get(address).content.decode()
    assert "Perguliran ternak" in first
    assert 'name="number"' not in first
    second = client.post(address, {"id": id_of("new"), "on": ON, "kind": "salam"})
    assert second.status_code == 200
    page = second.content.decode()
    assert 'name="quality"' in page
    assert 'name="females"' not in page
    assert f'<option value="{id_of("group", "ternak")}" selected>' in page


@pytest.mark.parametrize("kind", [kind for kind in agreed.TERMS if kind != "conventional"])
def test_a_contract_of_every_kind_is_proposed_by_one_and_signed_by_another(place, client, kind):
    as_role(place, client, "coordinator")
    given = filled(place, kind)
    shown = client.post("/tindakan/contracts.sign/", given | {"aksi": "periksa"})
    assert shown.status_code == 200, shown.content.decode()
    assert not Contract.objects.filter(number=given["number"]).exists()
    proposal = client.post("/tindakan/contracts.sign/", given).url
    assert Proposal.objects.get(id=given["id"]).said.endswith(f"{given['number']}: Badru")
    other = as_role(place, Client(), "head_office")
    answer = other.post(proposal, {"aksi": "setujui"})
    contract = Contract.objects.get(number=given["number"])
    assert answer.url == f"/kontrak/{contract.id}/"
    assert (contract.kind, contract.approved_by) == (kind, "Ibu Uji")
    assert contract.group_id == id_of("group party", "ternak")


def test_terms_are_stored_as_the_rules_read_them(place, client):
    as_role(place, client, "coordinator")
    proposal = client.post("/tindakan/contracts.sign/", filled(place, "pass_on")).url
    as_role(place, Client(), "admin").post(proposal, {"aksi": "setujui"})
    said = Terms.objects.get(contract__number="B-pass_on").data
    assert (said["base_value"], said["females"], said["owed_females"]) == ("2000000", 2, 2)
    assert said["losses"]["theft"] == "shared"


def test_the_rehearsal_lays_out_the_schedule(place, client):
    as_role(place, client, "coordinator")
    given = filled(place, "murabahah") | {"aksi": "periksa"}
    page = client.post("/tindakan/contracts.sign/", given).content.decode()
    assert page.count("<td>30-0") == 3  # 30 July, August, September
    assert "990.000" in page
    assert "330.000" in page


def test_what_the_rules_refuse_stands_beside_its_field(place, client):
    as_role(place, client, "coordinator")
    given = filled(place, "lease", residual="1.000.000")
    answer = client.post("/tindakan/contracts.sign/", given)
    assert answer.status_code == 422
    assert 'id="id_residual_error"' in answer.content.decode()


@pytest.mark.parametrize("word", ["", "x", "-1", "\0", "9" * 40, "1e400"])
def test_nonsense_in_the_terms_of_any_kind_is_answered(place, client, word):
    as_role(place, client, "coordinator")
    for kind, fields in agreed.TERMS.items():
        given = filled(place, "qardh") | {"kind": kind} | dict.fromkeys(fields, word)
        answer = client.post("/tindakan/contracts.sign/", given)
        assert answer.status_code in (302, 422), (kind, answer.status_code)


def test_due_dates_follow_a_group_that_meets(place, client):
    as_role(place, client, "coordinator")
    given = filled(place, "qardh", follow_meetings="on")
    page = client.post("/tindakan/contracts.sign/", given)
    assert page.status_code == 422
    assert 'id="id_follow_meetings_error"' in page.content.decode()


def test_a_loan_is_paid_out_at_the_agreed_amount_without_typing_it(place, client):
    as_role(place, client, "mentor")
    address = act_on("QH-2", "contracts.record.disbursed")
    assert "Rp 1.000.000" in client.get(address).content.decode()
    client.post(address, {"id": id_of("out"), "on": ON})
    assert Event.objects.get(id=id_of("out")).amount == 1_000_000


def test_only_what_the_state_allows_is_offered(place, client):
    as_role(place, client, "admin")
    pending = client.get(contract_of("QH-2")).content.decode()
    assert "contracts.record.disbursed" in pending
    assert "contracts.repay" not in pending
    running = client.get(contract_of("QH-1")).content.decode()
    assert "contracts.record.disbursed" not in running
    assert "contracts.repay" in running
    assert "contracts.record.recovered" not in running
    assert "contracts.record.recovered" in client.get(contract_of("QH-3")).content.decode()
    nothing_weaned = client.get(contract_of("PG-Badru")).content.decode()
    assert "contracts.pass_on" not in nothing_weaned


def test_an_animal_that_is_gone_is_recorded_with_its_way_and_cause(place, client):
    as_role(place, client, "mentor")
    given = {
        "id": id_of("gone"), "on": ON, "way": "stolen", "of": "placed", "females": "1",
        "cause": "theft",
    }  # fmt: skip
    answer = client.post(act_on("PG-Ani", "contracts.record.died"), given)
    assert answer.url == contract_of("PG-Ani")
    event = Event.objects.get(id=id_of("gone"))
    assert (event.kind, event.data) == ("stolen", {"of": "placed", "females": 1, "cause": "theft"})


def test_a_pay_off_says_what_is_due_before_it_is_done(place, client):
    as_role(place, client, "mentor")
    address = act_on("MB-1", "contracts.pay_off")
    given = {"id": id_of("off"), "on": "2011-06-15"}
    page = client.post(address, given | {"aksi": "periksa"}).content.decode()
    # 11 of 12 instalments are left; months 4 to 12 are not used: 9 of 12 parts of the margin.
    assert "Rp 1.210.000" in page
    assert "Rp 90.000" in page
    assert "Rp 1.120.000" in page
    assert not Event.objects.filter(id=id_of("off")).exists()
    client.post(address, given)
    event = Event.objects.get(id=id_of("off"))
    assert (event.kind, event.amount, event.status) == ("paid_off", 1_120_000, "fulfilled")


def test_the_last_event_can_be_taken_back_and_no_other(place, client):
    as_role(place, client, "coordinator")
    page = client.get(contract_of("QH-1")).content.decode()
    assert page.count("/tindakan/contracts.undo/") == 1
    events = Event.objects.filter(contract_id=id_of("contract", "QH-1")).order_by("n")
    last, before = events.reverse()[:2]
    assert str(last.id) in page
    assert client.get(f"/tindakan/contracts.undo/{before.id}/").status_code == 404
    given = {"id": id_of("undone"), "on": ON, "reason": "salah mitra"}
    client.post(f"/tindakan/contracts.undo/{last.id}/", given)
    assert str(before.id) in client.get(contract_of("QH-1")).content.decode()


def test_new_terms_for_what_is_left_never_raise_the_debt(place, client):
    as_role(place, client, "coordinator")
    address = act_on("QH-1", "contracts.restructure")
    assert "Rp 600.000" in client.get(address).content.decode()
    given = {"id": id_of("anew"), "on": ON, "reason": "gagal panen", **TIMES, "instalments": "12"}
    page = client.post(address, given | {"aksi": "periksa"}).content.decode()
    assert page.count("50.000") >= 12
    client.post(address, given)
    assert Terms.objects.get(contract__number="QH-1", version=2).data["principal"] == "600000"


def test_offspring_goes_to_the_family_that_waits_which_signs_in_the_same_act(place, client):
    story = place.story
    assets.queue_many(
        by=story.by, on=date(2012, 3, 1),
        rows=[
            assets.NewWaiting(
                id_of("waits"), id_of("group party", "ternak"), id_of("party", "Badru"), "SHEEP",
                date(2012, 3, 1),
            )
        ],
    )  # fmt: skip
    as_role(place, client, "mentor")
    address = act_on("PG-1", "contracts.pass_on")
    assert "Badru · Kelompok ternak" in client.get(address).content.decode()
    given = {"id": id_of("on"), "on": ON, "females": "1", "to": f"waiting:{id_of('waits')}"}
    assert "id_number_error" in client.post(address, given).content.decode()
    client.post(address, given | {"number": "PG-2"})
    new = Contract.objects.get(number="PG-2")
    assert (new.party_id, new.status) == (id_of("party", "Badru"), "active")
    terms = Terms.objects.get(contract=new).data
    assert (terms["females"], terms["owed_females"]) == (1, 1)


def test_the_page_of_a_contract_costs_a_bounded_number_of_queries(place, client):
    as_role(place, client, "admin")
    for number in ("QH-1", "PG-Ani", "IJ-2", "GD-2"):
        with CaptureQueriesContext(connection) as queries:
            client.get(contract_of(number))
        said = [each["sql"][:90] for each in queries if "set_config" not in each["sql"]]
        assert len(said) <= 12, said
