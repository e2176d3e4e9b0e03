"""The register: bonds with a span, the bridge by consent, merging and undoing it."""

from datetime import timedelta

import pytest
from django.db import connection

from klaster.domain.access.models import Organisation
from klaster.domain.places import commands as places
from klaster.domain.registry import commands as registry
from klaster.domain.registry import queries, search
from klaster.domain.registry.commands.bonds import StandsAlready
from klaster.domain.registry.commands.merging import NotAlike
from klaster.domain.registry.commands.refusals import EndsBeforeItBegins
from klaster.domain.registry.models import (
    Membership,
)
from tests.conftest import TODAY, actor_of, id_of
from tests.domain.register import enrol, group, person

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def lebak(db):
    places.load_shipped()


@pytest.fixture
def other(db):
    organisation = Organisation.objects.create(
        id=id_of("koperasi"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    return actor_of(organisation)


# Roles, membership, consent


def test_role_counts_from_its_first_day_to_the_day_before_its_end(by):
    party = registry.enrol(by=by, on=TODAY, new=person())
    role = registry.give_role(
        by=by, on=TODAY, id=id_of("role"), party_id=party.id, role="officer", title="Bendahara"
    )
    registry.end_role(by=by, on=LATER, id=role.id, reason="masa jabatan selesai")

    def holders(on):
        return list(queries.holders(by.organisation_id, "officer", on))

    assert holders(TODAY - timedelta(days=1)) == []
    assert holders(TODAY) == holders(LATER - timedelta(days=1)) == [party]
    assert holders(LATER) == []


def test_role_held_twice_at_once_is_refused_but_may_be_held_again(by):
    party = registry.enrol(by=by, on=TODAY, new=person())

    def give(name, on=TODAY):
        return registry.give_role(by=by, on=on, id=id_of(name), party_id=party.id, role="cadre")

    first = give("one")
    assert give("one") == first
    with pytest.raises(StandsAlready):
        give("two")
    registry.end_role(by=by, on=LATER, id=first.id, reason="pindah desa")
    give("three", LATER)


def test_role_for_many_goes_to_those_who_lack_it(by):
    people = enrol(by, person("Asep", roles=("mitra",)), person("Ujang"), person("Euis"))
    ids = {party.id for party in people}
    assert registry.give_role_to_many(by=by, on=LATER, party_ids=ids, role="mitra") == 2
    assert registry.give_role_to_many(by=by, on=LATER, party_ids=ids, role="mitra") == 0


def test_member_is_counted_only_while_a_member(by):
    melati, siti = enrol(by, group(), person())
    joined = registry.join(
        by=by, on=TODAY, id=id_of("in"), party_id=siti.id, group_id=melati.id, position="chair"
    )
    registry.leave(by=by, on=LATER, id=joined.id, reason="pindah desa")
    assert [m.party for m in queries.members(by.organisation_id, melati.id, TODAY)] == [siti]
    assert not queries.members(by.organisation_id, melati.id, LATER).exists()
    assert Membership.objects.get().end_reason == "pindah desa"


def test_joining_and_leaving_in_bulk_leaves_others_alone(by):
    melati, siti, asep = enrol(by, group(), person("Siti"), person("Asep"))
    rows = [(siti.id, melati.id, TODAY), (asep.id, melati.id, TODAY)]
    assert registry.join_many(by=by, on=TODAY, rows=rows) == 2
    assert registry.join_many(by=by, on=LATER, rows=rows) == 0
    gone = [(siti.id, melati.id, LATER, "merantau")]
    assert registry.leave_many(by=by, on=LATER, rows=gone) == 1
    assert [m.party for m in queries.members(by.organisation_id, melati.id, LATER)] == [asep]


def test_person_has_no_members(by):
    siti, asep = enrol(by, person("Siti"), person("Asep"))
    with pytest.raises(registry.NotAGroup):
        registry.join(by=by, on=TODAY, id=id_of("in"), party_id=asep.id, group_id=siti.id)


def test_bond_does_not_end_before_it_began_nor_without_a_reason(by):
    melati, siti = enrol(by, group(), person())
    joined = registry.join(by=by, on=TODAY, id=id_of("in"), party_id=siti.id, group_id=melati.id)
    with pytest.raises(EndsBeforeItBegins):
        registry.leave(by=by, on=TODAY - timedelta(days=1), id=joined.id, reason="keliru")
    with pytest.raises(registry.ReasonMissing):
        registry.leave(by=by, on=LATER, id=joined.id, reason="")
    with pytest.raises(registry.NoSuchBond):
        registry.leave(by=by, on=LATER, id=id_of("none"), reason="tidak ada")


def test_consent_holds_until_it_is_withdrawn(by):
    party = registry.enrol(by=by, on=TODAY, new=person())
    consent = registry.give_consent(
        by=by, on=TODAY, id=id_of("yes"), party_id=party.id, purpose="photo", evidence="formulir 7"
    )
    registry.withdraw_consent(by=by, on=LATER, id=consent.id)

    def holds(on, purpose="photo"):
        return queries.has_consent(by.organisation_id, party.id, purpose, on)

    assert holds(TODAY)
    assert not holds(TODAY, "spiritual")
    assert not holds(TODAY - timedelta(days=1))
    assert not holds(LATER)


def test_same_human_is_seen_across_organisations_only_by_consent_given_there(by, other):
    here = registry.enrol(by=by, on=TODAY, new=person("Siti Aminah"))
    there = registry.enrol(
        by=other, on=TODAY, new=person("Siti Aminah", key="sana", person_id=here.person_id)
    )

    def seen(on=TODAY):
        return queries.across(by.organisation_id, here.person_id, "share_cooperative", on)

    assert seen() == []
    # Consent to the one who asks opens nothing; it must be given to the one who tells.
    registry.give_consent(
        by=by, on=TODAY, id=id_of("a"), party_id=here.id, purpose="share_cooperative"
    )
    assert seen() == []
    consent = registry.give_consent(
        by=other, on=TODAY, id=id_of("b"), party_id=there.id, purpose="share_cooperative"
    )
    (known,) = seen()
    assert (known.party_id, known.organisation) == (there.id, "Koperasi Uji")
    registry.withdraw_consent(by=other, on=LATER, id=consent.id)
    assert seen(LATER) == []


# Merging


def merge(by, loser, winner, name="merge"):
    return registry.merge(
        by=by,
        on=TODAY,
        id=id_of(name),
        loser_id=loser.id,
        winner_id=winner.id,
        reason="orang yang sama",
    )


def standing(by, *parties):
    return [queries.resolve(by.organisation_id, party.id) for party in parties]


def test_merged_party_keeps_its_row_and_leads_to_the_winner(by):
    one, two = enrol(by, person("Siti Aminah"), person("Siti Aminh", roles=("mitra",)))
    assert merge(by, two, one) == merge(by, two, one)
    assert standing(by, one, two) == [one.id, one.id]
    file = queries.file(by.organisation_id, two.id)
    assert (file.party, file.merged_ids) == (one, (two.id,))
    assert [role.role for role in file.roles] == ["mitra"]
    assert list(queries.parties(by.organisation_id)) == [one]
    assert [hit.id for hit in search.find(by.organisation_id, "aminah")] == [one.id]


def test_merges_in_a_row_lead_to_the_last_and_are_undone_in_any_order(by):
    a, b, c = enrol(by, person("A"), person("B"), person("C"))
    first = merge(by, a, b, "first")
    second = merge(by, b, c, "second")
    assert standing(by, a, b, c) == [c.id, c.id, c.id]
    registry.undo_merge(by=by, on=LATER, id=second.id, reason="keliru")
    assert standing(by, a, b, c) == [b.id, b.id, c.id]
    again = merge(by, b, c, "again")
    registry.undo_merge(by=by, on=LATER, id=first.id, reason="keliru")
    assert standing(by, a, b, c) == [a.id, c.id, c.id]
    registry.undo_merge(by=by, on=LATER, id=again.id, reason="keliru")
    assert registry.undo_merge(by=by, on=LATER, id=again.id, reason="keliru").undone_on == LATER
    assert standing(by, a, b, c) == [a.id, b.id, c.id]


def test_what_is_merged_already_or_of_another_kind_is_not_merged(by):
    a, b, melati = enrol(by, person("A"), person("B"), group())
    with pytest.raises(NotAlike):
        merge(by, a, melati)
    with pytest.raises(NotAlike):
        merge(by, a, a)
    merge(by, a, b)
    with pytest.raises(registry.AlreadyMerged):
        merge(by, b, a, "back")
    with pytest.raises(registry.ReasonMissing):
        registry.undo_merge(by=by, on=LATER, id=id_of("merge"), reason=" ")


def test_file_of_a_group_lists_its_members_and_is_read_in_few_queries(
    by, django_assert_max_num_queries
):
    enrol(
        by,
        group(),
        *(person(f"Orang {n}", group=id_of("party", "Kelompok Melati")) for n in range(12)),
    )
    with django_assert_max_num_queries(8, connection=connection):
        file = queries.file(by.organisation_id, id_of("party", "Kelompok Melati"))
        assert len([member.party.name for member in file.members]) == 12
