"""What the asset reform brought goes on in the cooperative: lots, lineage, tags, queue, wear."""

from dataclasses import replace
from datetime import date

import pytest

from klaster.domain.assets import commands as assets
from klaster.domain.assets import queries
from klaster.domain.assets.models import Animal, Placement, Waiting
from klaster.domain.closing import controls
from klaster.domain.contracts import commands as contracts
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import DeedItem
from klaster.domain.ledger import queries as books
from klaster.domain.programme.commands import enrolments
from klaster.domain.registry import commands as registry
from klaster.domain.registry.models import Party
from klaster.domain.treasury import commands as treasury
from klaster.domain.treasury.models import FixedAsset
from klaster.reports import catalogue
from klaster.reports.run import run
from tests.conftest import id_of
from tests.domain import leaving
from tests.reports import story

EXIT = date(2012, 7, 5)
SHEEP = ("SHEEP_F", "SHEEP_M")


def tag(told):
    """Ani's ewe T-1 with its lamb T-2, Badru's T-3 that died, and T-4 in the pool."""
    lots = {lot.party.name: lot for lot in Placement.objects.filter(unit="SHEEP_F")}
    rows = [
        assets.NewAnimal(id_of("T-1"), "T-1", "SHEEP_F", story.START, placement=lots["Ani"].id),
        assets.NewAnimal(
            id_of("T-2"), "T-2", "SHEEP_F", date(2011, 8, 1), born_on=date(2011, 8, 1),
            mother=id_of("T-1"), placement=lots["Ani"].id,
        ),
        assets.NewAnimal(id_of("T-3"), "T-3", "SHEEP_F", story.START, placement=lots["Badru"].id),
    ]  # fmt: skip
    assets.tag_many(by=told.by, on=story.START, rows=rows)
    assets.animal_left(by=told.by, on=date(2011, 9, 1), id=id_of("T-3"), way="died", cause="sakit")


def wait(told):
    """Dedi, a mitra without animals, waits for sheep in the group of livestock keepers."""
    party = registry.enrol(
        by=told.by, on=story.START,
        new=registry.NewParty(
            id_of("party", "Dedi"), "person", "Dedi", village=story.VILLAGE,
            person_id=id_of("person", "Dedi"), roles=("mitra",),
        ),
    )  # fmt: skip
    enrolments.enrol(
        by=told.by, on=story.START,
        new=enrolments.NewEnrolment(
            id_of("enrolment", "Dedi"), party.id, told.sectors["ternak"].id,
            id_of("group", "ternak"),
        ),
    )  # fmt: skip
    family = assets.NewWaiting(
        id_of("wait"), id_of("group party", "ternak"), party.id, "SHEEP", story.END
    )
    assets.queue_many(by=told.by, on=story.END, rows=[family])


@pytest.fixture
def told(by):
    return story.tell(by)


@pytest.fixture
def left(told):
    """The programme has left; the cooperative of livestock keepers."""
    tag(told)
    wait(told)
    return leave(told)["ternak"]


def leave(told):
    """Hand everything over; return the cooperatives by sector."""
    leaving.close_months(told.by, told.book, EXIT)
    leaving.confirm_receivables(told.by, told.programme, EXIT)
    receivers = {
        code: leaving.cooperative(told.by, sector, EXIT) for code, sector in told.sectors.items()
    }
    deeds = [leaving.deed(receiver) for receiver in receivers.values()]
    graduation.exit_programme(by=told.by, on=EXIT, programme=told.programme, deeds=deeds)
    return receivers


def lots_of(organisation_id, **more):
    return Placement.objects.filter(organisation_id=organisation_id, **more)


def as_placed(lots):
    rows = lots.order_by("party__name", "unit").select_related("party")
    return [(one.party.name, one.unit_id, one.quantity, one.cost, one.placed_on) for one in rows]


def test_a_lot_ends_here_and_goes_on_there_as_it_was(by, left):
    ended = lots_of(by.organisation_id, end=Placement.End.HANDED_OVER)
    there = lots_of(left.organisation_id, ended_on=None)
    assert {lot.ended_on for lot in ended} == {EXIT}
    sheep = as_placed(ended.filter(unit__in=SHEEP))
    assert len(sheep) == 3
    assert as_placed(there.filter(unit__in=SHEEP)) == sheep
    assert {(lot.deed_number, lot.taken_over_on) for lot in there} == {("BAST/ternak", EXIT)}
    assert not lots_of(by.organisation_id, ended_on=None, unit__in=SHEEP, is_controlled=True)


def test_lineage_reads_the_same_in_both_books(by, left):
    ends = [
        queries.lineage_of(organisation, "pass_on", SHEEP, EXIT)
        for organisation in (by.organisation_id, left.organisation_id)
    ]
    assert [(one.families, one.multiplier) for one in ends] == [(3, ends[0].multiplier)] * 2
    assert sorted(ends[0].generations.values()) == sorted(ends[1].generations.values())
    for code in ("lineage", "multiplier", "herd_identity"):
        result = run(catalogue.find(code), organisation=left.organisation_id, on=EXIT)
        assert result.rows
        assert result.agrees, result.check


def test_the_herd_goes_on_with_whom_it_is(by, left):
    rows = queries.herd(left.book, EXIT, EXIT)
    assert all(row.is_whole for row in rows)
    with_families = {(row.party, row.unit): row.closing for row in rows if row.party}
    names = dict(Party.objects.values_list("id", "name"))
    assert {(names[party], unit): head for (party, unit), head in with_families.items()} == {
        ("Ani", "SHEEP_F"): 3, ("Ani", "SHEEP_M"): 1, ("Badru", "SHEEP_F"): 1,
        ("Cicih", "SHEEP_F"): 1,
    }  # fmt: skip
    assert not [row for row in rows if not row.contract]
    result = run(catalogue.find("herd_identity"), organisation=left.organisation_id, on=EXIT)
    assert {row["group"] for row in result.rows} == {"Kelompok ternak"}


def test_offspring_is_passed_on_within_the_cooperative_from_the_lot_it_came_from(by, left):
    there = replace(by, organisation_id=left.organisation_id)
    ani = lots_of(left.organisation_id, party__name="Ani", unit="SHEEP_F").get()
    family = queries.waiting(left.organisation_id, _group(left).id).get()
    new = contracts.NewContract(
        id=id_of("PG-Dedi"), number="PG-Dedi", kind="pass_on", party=family.party_id,
        fund=left.rolling_fund_id, signed_on=date(2012, 8, 1),
        terms={**story.PASS_ON, "females": 1, "owed_females": 1, "base_value": "0"},
    )  # fmt: skip
    contracts.pass_on(
        by=there, on=date(2012, 8, 1), id=id_of("passed there"), contract=ani.contract_id,
        animals={"females": 1, "age_months": 7}, to=new,
    )  # fmt: skip
    family.refresh_from_db()
    assert family.served_by.came_from == ani
    assert not queries.waiting(left.organisation_id, _group(left).id)


def _group(left):
    return Party.objects.get(organisation_id=left.organisation_id, kind="group")


def test_a_family_keeps_its_place_in_the_queue(by, left):
    here = Waiting.objects.get(organisation_id=by.organisation_id)
    there = Waiting.objects.get(organisation_id=left.organisation_id)
    assert (here.left_on, bool(here.reason)) == (EXIT, True)
    assert (there.party.name, there.position, there.since, there.left_on) == (
        "Dedi", 1, story.END, None,
    )  # fmt: skip
    assert there.party.person_id == here.party.person_id


def test_tagged_animals_go_on_with_their_mothers_and_the_dead_stay_dead(by, left):
    assert {
        (one.tag, one.left_on, one.left_by)
        for one in Animal.objects.filter(organisation_id=by.organisation_id)
    } == {
        ("T-1", EXIT, "handed_over"), ("T-2", EXIT, "handed_over"),
        ("T-3", date(2011, 9, 1), "died"),
    }  # fmt: skip
    there = {one.tag: one for one in Animal.objects.filter(organisation_id=left.organisation_id)}
    assert {one.tag for one in there.values() if one.left_on is None} == {"T-1", "T-2"}
    assert there["T-2"].mother == there["T-1"]
    assert there["T-2"].born_on == date(2011, 8, 1)
    assert there["T-1"].placement.party.name == "Ani"


def test_a_deed_names_the_tag_and_birth_of_each_tagged_animal(left):
    marked = [item for item in DeedItem.objects.order_by("n") if item.marks]
    assert [(item.contract_number, item.akad, item.marks) for item in marked] == [
        (
            "PG-Ani", "pass_on",
            [{"tag": "T-1", "born_on": None}, {"tag": "T-2", "born_on": "2011-08-01"}],
        )
    ]  # fmt: skip


def test_a_shared_asset_wears_on_as_the_cooperatives_own(by, left):
    shed = lots_of(left.organisation_id, unit="BUILDING").get()
    assert (shed.akad, shed.party.name, shed.placed_on) == ("own", "Kelompok ternak", EXIT)
    held = books.sub_balances(left.book, ["with_keeper"], EXIT)
    assert [part.party for part in held if part.contract == shed.id] == [shed.party_id]
    listed = FixedAsset.objects.get(organisation_id=left.organisation_id)
    assert (listed.cost, listed.useful_months, listed.origin) == (4_300_000, 80, "received")
    there = replace(by, organisation_id=left.organisation_id)
    cooperative = cooperatives.of_organisation(left.organisation_id)
    until = date(2012, 10, 31)
    worn = treasury.depreciate(by=there, on=until, cooperative=cooperative, until=until)
    assert worn == 3 * 53_750
    assert books.balance(left.book, "fixed_depreciation", until) == -worn
    assert not [found for each in controls.CONTROLS for found in each.find(left.book)]


def test_a_family_that_owes_nothing_any_more_is_still_where_the_line_began(told):
    ani = id_of("contract", "PG-Ani")
    for kind, data in (
        ("waived", {"females": 1, "reason": "keputusan kelompok"}),
        ("fulfilled", {}),
    ):
        event = contracts.NewEvent(id_of(kind), ani, kind, story.END, 0, data)
        contracts.record(by=told.by, on=story.END, new=event)
    receiver = leave(told)["ternak"]
    cicih = lots_of(receiver.organisation_id, party__name="Cicih").get()
    origin = cicih.came_from
    assert (origin.party.name, origin.end, origin.taken_over_on) == ("Ani", "fulfilled", EXIT)
    assert not queries.miscounted(receiver.book, EXIT)
    result = run(catalogue.find("multiplier"), organisation=receiver.organisation_id, on=EXIT)
    assert [(row["generation"], row["families"]) for row in result.rows] == [(1, 2), (2, 1)]
    assert result.agrees, result.check


def in_pool(told, tags):
    """One ewe of the CSR fund in the programme's own hands, and some tags."""
    ewe = assets.Purchase(id_of("ewe"), told.csr.id, "SHEEP_F", 1, 900_000, story.END)
    assets.buy(by=told.by, on=story.END, new=ewe)
    rows = [assets.NewAnimal(id_of(name), name, "SHEEP_F", story.END) for name in tags]
    assets.tag_many(by=told.by, on=story.END, rows=rows)


def test_a_tagged_animal_of_the_pool_goes_with_its_fund(told):
    in_pool(told, ["P-1"])
    receiver = leave(told)["dagang"]
    animal = Animal.objects.get(organisation_id=receiver.organisation_id)
    assert (animal.tag, animal.placement, animal.left_on) == ("P-1", None, None)
    assert DeedItem.objects.get(unit="SHEEP_F", party=None).marks == [
        {"tag": "P-1", "born_on": None}
    ]


def test_which_of_several_tagged_animals_passes_is_not_guessed(told):
    in_pool(told, ["P-1", "P-2"])
    with pytest.raises(assets.WhichAnimals):
        leave(told)
    assert not DeedItem.objects.exists()
