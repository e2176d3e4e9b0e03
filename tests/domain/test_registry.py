"""The register: enrolling, numbers nobody can read, bonds with a span, merging, the bridge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from klaster.domain.access import once, policy
from klaster.domain.access.acts import NotAllowed
from klaster.domain.access.models import AuditLine, Organisation
from klaster.domain.places import commands as places
from klaster.domain.registry import commands as registry
from klaster.domain.registry import queries, search, secrecy
from klaster.domain.registry.commands.bonds import StandsAlready
from klaster.domain.registry.commands.merging import NotAlike
from klaster.domain.registry.commands.numbers import NumberUnknown
from klaster.domain.registry.commands.refusals import EndsBeforeItBegins
from klaster.domain.registry.models import (
    Consent,
    Disclosure,
    Identity,
    Membership,
    Party,
    PartyRole,
)
from klaster.rules import nik
from klaster.rules.refusal import BadField
from tests.conftest import TODAY, actor_of, id_of

pytestmark = pytest.mark.django_db
NIK = "3602041211870001"
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def lebak(db):
    places.load_shipped()


def person(name="Siti Aminah", key="", **known):
    return registry.NewParty(id=id_of("party", key or name), kind="person", name=name, **known)


def group(name="Kelompok Melati"):
    return registry.NewParty(id=id_of("party", name), kind="group", name=name)


def enrol(by, *rows):
    return registry.enrol_many(by=by, on=TODAY, rows=rows)


@pytest.fixture
def other(db):
    organisation = Organisation.objects.create(
        id=id_of("koperasi"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    return actor_of(organisation)


# Enrolling


def test_person_enrolled_twice_is_one(by):
    new = person(nik=NIK, birth_date=date(1987, 11, 12), roles=("mitra",), consents=("data",))
    first = registry.enrol(by=by, on=TODAY, new=new)
    assert registry.enrol(by=by, on=TODAY, new=new) == first
    assert [model.objects.count() for model in (Party, Identity, PartyRole, Consent)] == [1] * 4


@pytest.mark.parametrize("changed", [{"name": "Lain"}, {"nik": "3602041211870002"}])
def test_same_id_with_other_content_is_refused(by, changed):
    new = person(nik=NIK)
    registry.enrol(by=by, on=TODAY, new=new)
    with pytest.raises(once.SentBefore):
        registry.enrol(by=by, on=TODAY, new=replace(new, **changed))


def test_many_are_enrolled_in_queries_that_do_not_grow(by, django_assert_max_num_queries):
    rows = [group()] + [
        person(
            f"Orang {number}",
            nik=f"360204121187{number:04}",
            village="36.02.06.2002",
            roles=("mitra",),
            consents=("data",),
            group=id_of("party", "Kelompok Melati"),
        )
        for number in range(1, 301)
    ]
    with django_assert_max_num_queries(18, connection=connection):
        enrol(by, *rows)
    assert Membership.objects.count() == Identity.objects.count() == 300
    assert AuditLine.objects.count() == 1


def test_fault_in_one_row_keeps_all_rows_out_and_is_named(by):
    with pytest.raises(BadField) as refused:
        enrol(by, person("Asep"), person("Ujang", village="36.02.99"))
    assert refused.value.data["field"] == "2.village"
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("faulty", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"kind": "robot"}, "kind"),
        ({"sex": "X"}, "sex"),
        ({"kind": "group", "sex": "P"}, "birth_date"),
        ({"birth_date": LATER}, "birth_date"),
        ({"phone": "0" * 31}, "phone"),
        ({"roles": ("raja",)}, "roles"),
        ({"consents": ("apa saja",)}, "consents"),
        ({"position": "raja"}, "position"),
        ({"nik": "1" * 41}, "nik"),
    ],
)
def test_faulty_field_is_refused_by_name(by, faulty, field):
    with pytest.raises(BadField) as refused:
        registry.enrol(by=by, on=TODAY, new=replace(person(), **faulty))
    assert refused.value.data["field"] == field


def test_phone_and_number_keep_their_leading_zero(by):
    party = registry.enrol(by=by, on=TODAY, new=person(phone="081200000001", kk="0602041211870001"))
    assert Party.objects.get(id=party.id).phone == "081200000001"
    shown = registry.unmask(
        by=by, on=TODAY, id=id_of("see"), party_id=party.id, kind="kk", reason="cocokkan kartu"
    )
    assert shown == "0602041211870001"


def test_correction_changes_facts_but_not_what_a_party_is(by):
    party = registry.enrol(by=by, on=TODAY, new=person("Siti Aminh"))
    changed = registry.correct(
        by=by, on=LATER, id=party.id, changes={"name": "Siti Aminah", "sex": "P"}
    )
    assert (changed.name, changed.sex, changed.folded) == ("Siti Aminah", "P", "siti aminah")
    with pytest.raises(BadField):
        registry.correct(by=by, on=LATER, id=party.id, changes={"kind": "group"})
    with pytest.raises(BadField):
        registry.correct(by=by, on=LATER, id=party.id, changes={"village_id": "99"})


def test_party_of_another_organisation_cannot_be_touched(by, other):
    party = registry.enrol(by=by, on=TODAY, new=person(nik=NIK))
    with pytest.raises(registry.NoSuchParty):
        registry.correct(by=other, on=TODAY, id=party.id, changes={"name": "X"})
    with pytest.raises(registry.NoSuchParty):
        registry.unmask(
            by=other, on=TODAY, id=id_of("see"), party_id=party.id, kind="nik", reason="ingin tahu"
        )
    assert queries.file(other.organisation_id, party.id) is None
    assert search.find(other.organisation_id, "siti") == []
    assert search.find(other.organisation_id, NIK) == []


def test_database_itself_refuses_a_bond_across_organisations(by, other):
    party = registry.enrol(by=by, on=TODAY, new=person())
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyRole.objects.create(
            id=id_of("role"),
            organisation_id=other.organisation_id,
            party_id=party.id,
            role="mitra",
            valid_from=TODAY,
        )


# Official numbers


def test_number_is_nowhere_in_the_database_in_clear(by):
    registry.enrol(by=by, on=TODAY, new=person(nik=NIK))
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(i)::text from registry_identity as i")
        ((row,),) = cursor.fetchall()
    assert NIK not in row
    assert NIK.encode().hex() not in row


def test_strange_number_warns_and_is_recorded_all_the_same(by):
    party = registry.enrol(by=by, on=TODAY, new=person(nik="3602067102900001", sex="L"))
    assert Identity.objects.get().warnings == [nik.DATE_IMPOSSIBLE]
    assert queries.file(by.organisation_id, party.id).warnings == {"nik": (nik.DATE_IMPOSSIBLE,)}


def test_number_is_masked_unless_it_is_asked_for_with_a_reason(by):
    party = registry.enrol(by=by, on=TODAY, new=person(nik=NIK))
    assert queries.masked_numbers(by.organisation_id, [party.id]) == {
        party.id: {"nik": "3602••••••••0001"}
    }
    ask = {"by": by, "on": TODAY, "id": id_of("see"), "party_id": party.id}
    with pytest.raises(registry.ReasonMissing):
        registry.unmask(kind="nik", reason=" ", **ask)
    with pytest.raises(NumberUnknown):
        registry.unmask(kind="kk", reason="cocokkan kartu", **ask)
    assert not Disclosure.objects.exists()
    assert registry.unmask(kind="nik", reason="cocokkan kartu", **ask) == NIK
    seen = Disclosure.objects.get()
    assert (seen.shown_to, seen.reason) == (by.user_id, "cocokkan kartu")
    line = AuditLine.objects.get(action="registry.unmask")
    assert (line.subject_id, line.actor_id) == (seen.id, by.user_id)


def test_mentor_enrols_but_never_sees_a_number_in_clear(by, institution):
    mentor = actor_of(institution, policy.MENTOR)
    party = registry.enrol(by=mentor, on=TODAY, new=person(nik=NIK))
    with pytest.raises(NotAllowed):
        registry.unmask(
            by=mentor, on=TODAY, id=id_of("see"), party_id=party.id, kind="nik", reason="perlu"
        )


def test_recording_a_number_again_replaces_it_and_checks_it_anew(by):
    party = registry.enrol(by=by, on=TODAY, new=person(nik="123", birth_date=date(1987, 11, 12)))
    assert Identity.objects.get().warnings == [nik.NOT_16_DIGITS]
    registry.record_number(by=by, on=TODAY, party_id=party.id, kind="nik", number=f" {NIK} ")
    assert Identity.objects.get().warnings == []
    assert [hit.id for hit in search.find(by.organisation_id, NIK)] == [party.id]


def test_cipher_copied_to_another_party_does_not_open(by):
    siti, ani = enrol(by, person("Siti", nik=NIK), person("Ani", nik="3602041211870002"))
    stolen = Identity.objects.get(party_id=siti.id).cipher
    with pytest.raises(InvalidTag):
        secrecy.reveal(ani.id, "nik", stolen)


def test_equal_numbers_look_different_in_two_organisations(by, other):
    registry.enrol(by=by, on=TODAY, new=person("Siti", nik=NIK))
    registry.enrol(by=other, on=TODAY, new=person("Siti", key="sana", nik=NIK))
    assert Identity.objects.values("lookup").distinct().count() == 2
    assert Identity.objects.values("cipher").distinct().count() == 2


def test_key_is_renewed_without_a_moment_in_which_numbers_are_lost(by, settings):
    party = registry.enrol(by=by, on=TODAY, new=person(nik=NIK))
    old, settings.KLASTER_IDENTITY_KEY = settings.KLASTER_IDENTITY_KEY, b"n" * 32
    settings.KLASTER_IDENTITY_OLD_KEYS = (old,)

    def is_found():
        masked = queries.masked_numbers(by.organisation_id, [party.id])[party.id]["nik"]
        hits = [hit.id for hit in search.find(by.organisation_id, NIK)]
        return (masked, hits) == ("3602••••••••0001", [party.id])

    assert is_found()
    assert registry.renew_ciphers(by=by, on=TODAY) == 1
    assert registry.renew_ciphers(by=by, on=TODAY) == 0
    settings.KLASTER_IDENTITY_OLD_KEYS = ()
    assert is_found()


def test_number_of_a_key_that_is_gone_is_a_fault_not_a_wrong_number(by, settings):
    party = registry.enrol(by=by, on=TODAY, new=person(nik=NIK))
    settings.KLASTER_IDENTITY_KEY = b"n" * 32
    with pytest.raises(secrecy.KeyMissing):
        queries.masked_numbers(by.organisation_id, [party.id])


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
    one, two = enrol(by, person("Siti Aminah", nik=NIK), person("Siti Aminh", roles=("mitra",)))
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
    with django_assert_max_num_queries(9, connection=connection):
        file = queries.file(by.organisation_id, id_of("party", "Kelompok Melati"))
        assert len([member.party.name for member in file.members]) == 12
