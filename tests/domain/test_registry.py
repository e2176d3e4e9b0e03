"""The register: enrolling, correcting, and official numbers that nobody can read."""

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
from klaster.domain.registry.commands.numbers import NumberUnknown
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
from tests.domain.register import enrol, group, person

pytestmark = pytest.mark.django_db
NIK = "3602041211870001"
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
