"""Finding people and look-alikes: typos, old spellings, aliases, villages, numbers."""

from datetime import date, timedelta

import pytest

from klaster.domain.places import commands as places
from klaster.domain.registry import commands as registry
from klaster.domain.registry import search
from tests.conftest import TODAY, id_of
from tests.domain.register import enrol, person

pytestmark = pytest.mark.django_db
CISIMEUT, SANGKANWANGI = "36.02.06.2002", "36.02.06.2006"
NIK = "3602041211870001"


@pytest.fixture(autouse=True)
def lebak(db):
    places.load_shipped()


@pytest.fixture
def people(by):
    return enrol(
        by,
        person("Siti Nurhayati", alias="Teh Nung", village=CISIMEUT, nik=NIK),
        person("Siti Nuraeni", village=SANGKANWANGI),
        person("Asep Saepudin", village=CISIMEUT),
        person("Éka Wahyuni", village=SANGKANWANGI),
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("nurhayati", "Siti Nurhayati"),
        ("SITI NURHAYTI", "Siti Nurhayati"),
        ("teh nung", "Siti Nurhayati"),
        ("saepudn", "Asep Saepudin"),
        ("eka", "Éka Wahyuni"),
        ("siti nur, Sankanwangi", "Siti Nuraeni"),
        (NIK, "Siti Nurhayati"),
        ("3602 0412 1187 0001", "Siti Nurhayati"),
    ],
)
def test_person_is_found_however_they_are_looked_for(by, people, text, first):
    assert search.find(by.organisation_id, text)[0].name == first


@pytest.mark.parametrize("text", ["xqzv", "3602041211870009", "siti, Atlantis", "%", "_"])
def test_nobody_is_found_for_what_fits_nobody(by, people, text):
    assert search.find(by.organisation_id, text) == []


def test_search_narrows_by_village_and_kind_and_tells_the_village(by, people):
    hits = search.find(by.organisation_id, "", village="36.02.06.2002")
    assert {hit.name for hit in hits} == {"Siti Nurhayati", "Asep Saepudin"}
    assert {hit.village for hit in hits} == {"Cisimeut"}
    assert len(search.find(by.organisation_id, "", village="36.02")) == 4
    assert search.find(by.organisation_id, "siti", kind="group") == []


def pairs(by, **options):
    return {
        frozenset((pair.first_id, pair.second_id)): pair
        for pair in search.duplicates(by.organisation_id, **options)
    }


BORN = date(1980, 5, 17)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"name": "Siti Nurhayati"}, {"name": "Siti Nurhayti"}),
        ({"name": "Moehammad Fadli"}, {"name": "Muhamad Padli"}),
        ({"name": "H. Djoko Soesilo"}, {"name": "Joko Susilo"}),
        ({"name": "Zaenal Arifin", "village": CISIMEUT}, {"name": "Jaenal Aripin"}),
    ],
)
def test_names_that_are_near_with_the_same_birth_date_are_candidates(by, one, two):
    enrol(by, person(key="one", birth_date=BORN, **one), person(key="two", birth_date=BORN, **two))
    (pair,) = pairs(by).values()
    assert pair.same_birth_date
    assert pair.score >= 0.55


def test_same_sounding_names_of_one_village_are_candidates_without_a_birth_date(by):
    enrol(
        by,
        person("Ahmad Yusup", village=CISIMEUT),
        person("Achmad Yusuf", village=CISIMEUT),
        person("Ahmad Yusuf", key="far", village=SANGKANWANGI),
    )
    assert set(pairs(by, least=0.7)) == {
        frozenset((id_of("party", "Ahmad Yusup"), id_of("party", "Achmad Yusuf")))
    }


def test_typo_in_a_consonant_is_caught_within_a_village(by):
    enrol(
        by,
        person("Sutisna Wijaya", village=CISIMEUT),
        person("Sutisna Wikaya", village=CISIMEUT),
    )
    assert len(pairs(by)) == 1


def test_equal_nik_outweighs_all_else(by):
    enrol(by, person("Ani", nik=NIK), person("Rohmat", nik=NIK, birth_date=BORN))
    (pair,) = pairs(by).values()
    assert pair.same_number
    assert pair.score == 1


def test_namesakes_born_on_different_days_are_no_candidates(by):
    enrol(
        by,
        person("Siti Aminah", key="one", birth_date=BORN, village=CISIMEUT),
        person("Siti Aminah", key="two", birth_date=BORN + timedelta(days=700), village=CISIMEUT),
    )
    assert pairs(by) == {}
    assert len(pairs(by, least=0.5)) == 1


def test_pair_kept_apart_or_merged_is_not_offered_again(by):
    one, two = enrol(
        by,
        person("Siti Aminah", key="one", birth_date=BORN),
        person("Siti Aminah", key="two", birth_date=BORN),
    )
    given = {"by": by, "on": TODAY, "reason": "diperiksa"}
    merged = registry.merge(id=id_of("m"), loser_id=one.id, winner_id=two.id, **given)
    assert pairs(by) == {}
    registry.undo_merge(id=merged.id, **given)
    assert len(pairs(by)) == 1
    apart = registry.keep_apart(id=id_of("a"), first_id=two.id, second_id=one.id, **given)
    assert registry.keep_apart(id=id_of("b"), first_id=one.id, second_id=two.id, **given) == apart
    assert pairs(by) == {}


def test_who_is_about_to_be_enrolled_is_compared_with_who_is_there(by, people):
    (likeliest, *_) = search.likely_same(
        by.organisation_id, name="Siti Noerhayati", village=CISIMEUT
    )
    assert likeliest.name == "Siti Nurhayati"
    assert search.likely_same(by.organisation_id, name="Xqzv") == []


def test_duplicates_of_another_organisation_are_not_mine(by):
    enrol(by, person("Ani", nik=NIK), person("Rohmat", nik=NIK))
    assert search.duplicates(id_of("elsewhere")) == []
