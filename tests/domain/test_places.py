"""Areas: loading an official list, and finding one by code, alias or a name with a typo."""

import pytest

from klaster.domain.places import commands as places
from klaster.domain.places import queries
from klaster.domain.places.models import Area, AreaAlias

pytestmark = pytest.mark.django_db


@pytest.fixture
def lebak():
    places.load_shipped()


def test_shipped_areas_form_one_tree(lebak):
    assert Area.objects.count() == 42
    assert list(Area.objects.filter(parent=None).values_list("code", flat=True)) == ["36"]
    assert Area.objects.get(code="36.02.06.2002").parent.name == "Leuwidamar"


def test_loading_again_changes_nothing(lebak):
    before = list(Area.objects.order_by("code").values())
    places.load_shipped()
    assert list(Area.objects.order_by("code").values()) == before
    assert AreaAlias.objects.count() == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cisimeut", "36.02.06.2002"),
        ("Cisemeut", "36.02.06.2002"),
        ("Sankanwangi", "36.02.06.2006"),
        ("JALUPANG", "36.02.06.2011"),
        ("Bojongmentng", "36.02.06.2008"),
        ("36.02.06.2010", "36.02.06.2010"),
        ("3602062010", "36.02.06.2010"),
    ],
)
def test_area_is_found_however_it_is_written(lebak, written, meant):
    assert queries.find(written)[0].code == meant


def test_search_stays_within_the_area_and_level_asked_for(lebak):
    assert {match.level for match in queries.find("Leuwidamar")} == {"kecamatan", "desa"}
    (only,) = queries.find("Leuwidamar", level="desa")
    assert only.code == "36.02.06.2004"
    assert queries.find("Rangkasbitung", within="36.02.06") == []
    # 36.02.1 is a part of the text of 36.02.11, but no area that has it as a part.
    assert queries.find("Cimarga", within="36.02.1") == []


def test_nothing_is_found_for_what_resembles_nothing(lebak):
    assert queries.find("Zxqv") == []


def test_renamed_area_stays_findable_by_its_old_name(lebak):
    places.load_areas([places.NewArea("36.02.06.2007", "Nayagati Baru", "desa")], edition="baru")
    assert Area.objects.get(code="36.02.06.2007").edition == "baru"
    assert AreaAlias.objects.get(area="36.02.06.2007").name == "Nayagati"


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (places.NewArea("3602", "X", "kabupaten"), places.BadArea),
        (places.NewArea("36.02.06.2099", "X", "kecamatan"), places.BadArea),
        (places.NewArea("36.02.06.2099", " ", "desa"), places.BadArea),
        (places.NewArea("36.03.01", "X", "kecamatan"), places.AreaUnknown),
    ],
)
def test_row_that_does_not_fit_the_tree_is_refused(lebak, row, refusal):
    with pytest.raises(refusal):
        places.load_areas([row], edition="uji")
    assert Area.objects.count() == 42


def test_alias_of_an_unknown_area_is_refused(lebak):
    with pytest.raises(places.AreaUnknown):
        places.load_aliases([places.NewAlias("99.99", "X", "uji")])
