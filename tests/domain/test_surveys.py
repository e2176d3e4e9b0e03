"""Surveys: versions that freeze, answers checked and kept once, spiritual ones apart."""

import csv
import os
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klaster.domain.access import once
from klaster.domain.access.acts import NotAllowed
from klaster.domain.access.models import Organisation
from klaster.domain.places import commands as places
from klaster.domain.registry import commands as registry
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import content, queries, shipped
from klaster.domain.surveys.models import Response, SensitiveAnswers
from klaster.rules import instrument as rules
from klaster.rules.questioning import BadInstrument
from klaster.rules.refusal import BadField
from tests.conftest import TODAY, actor_of, id_of
from tests.domain.register import enrol, person

pytestmark = pytest.mark.django_db
WORSHIP = {"s1": "4", "s2": "4", "s3": "5", "s4": "3", "s5": "3"}
HOUSEHOLD = {"household_size": 4, "income": 1_500_000}


def adopt(by, code="cibest"):
    instrument = shipped.latest(code)
    return surveys.adopt(by=by, on=TODAY, id=id_of("instrument", code), instrument=instrument)


def response(instrument, party, answers, key="", **more):
    new = surveys.NewResponse(
        id=id_of("response", party.id, key),
        instrument_id=instrument.id,
        party_id=party.id,
        programme_id=None,
        round="before",
        on=TODAY,
        answers=answers,
    )
    return replace(new, **more)


def answer(by, *rows):
    return surveys.answer_many(by=by, on=TODAY, rows=rows)


def consent(by, party, on=TODAY):
    return registry.give_consent(
        by=by, on=on, id=id_of("consent", party.id), party_id=party.id, purpose="spiritual"
    )


@pytest.fixture
def siti(by):
    places.load_shipped()
    return enrol(by, person())[0]


# Instruments


def test_each_shipped_instrument_is_adopted_as_it_stands_and_again_without_effect(by):
    for (code, version), instrument in shipped.instruments().items():
        made = surveys.adopt(by=by, on=TODAY, id=id_of(code), instrument=instrument)
        assert queries.definition(made) == instrument
        again = surveys.adopt(by=by, on=TODAY, id=id_of(code, 2), instrument=instrument)
        assert again == queries.adopted(by.organisation_id, code, version) == made
    assert len(queries.instruments(by.organisation_id)) == len(shipped.instruments()) == 11


def test_a_changed_question_needs_a_new_version_and_old_answers_keep_theirs(by, siti):
    first = adopt(by, "outlook")
    answers = dict.fromkeys(("confidence", "initiative", "saving_habit", "leadership"), "4")
    answer(by, response(first, siti, {**answers, "helping": "2"}))
    same = queries.definition(first)
    changed = replace(same, questions=same.questions[:4])
    with pytest.raises(surveys.ChangedVersion):
        surveys.adopt(by=by, on=TODAY, id=id_of("changed"), instrument=changed)
    second = surveys.adopt(
        by=by, on=TODAY, id=id_of("changed"), instrument=replace(changed, version=2)
    )
    later = TODAY - timedelta(days=1)
    answer(by, response(second, siti, answers, "second", on=later))
    found = queries.responses(by.organisation_id, "outlook")
    assert [(each.version, "helping" in each.answers) for each in found] == [(2, False), (1, True)]
    assert queries.adopted(by.organisation_id, "outlook") == second
    assert queries.adopted(by.organisation_id, "outlook", 1) == first


def test_an_instrument_of_another_organisation_cannot_be_answered(by, siti):
    other = Organisation.objects.create(
        id=id_of("koperasi"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    foreign = adopt(actor_of(other))
    with pytest.raises(BadField, match="belum ditetapkan"):
        answer(by, response(foreign, siti, HOUSEHOLD))


def test_the_published_scorecard_and_the_shipped_ppi_have_the_same_questions_and_options():
    folder = os.environ.get("KLASTER_FACTS_DIR")
    if not folder:
        pytest.skip("KLASTER_FACTS_DIR is not set")
    path = Path(folder) / "ppi" / "ppi_indonesia_2010_scorecard.csv"
    with path.open(newline="", encoding="utf-8") as file:
        published = [
            (f"q{row['item']}", row["question"], row["option"], row["response"])
            for row in csv.DictReader(file)
        ]
    ours = [
        (question.id, question.labels["en"], choice.code, choice.labels["en"])
        for question in shipped.latest("ppi_indonesia_2010")
        for choice in question.choices
    ]
    assert ours == published


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("version: 1", "version: 1\nauthor: x", BadField),
        ("id: q2", "id: q1", BadInstrument),
        ("type: one", "type: guess", BadField),
        ("required: true", 'required: true\n    relevant: "${nobody} = 1"', BadInstrument),
        ("required: true", 'required: true\n    relevant: "today() = 1"', Exception),
        ("version: 1", "version: 1\nversion: 1", shipped.NotAnInstrument),
        ("version: 1", "version: 2", shipped.NotAnInstrument),
        ("questions:", "questions: [", shipped.NotAnInstrument),
    ],
)
def test_a_file_with_anything_unknown_twofold_or_broken_is_refused(tmp_path, old, new, refused):
    text = (shipped.FOLDER / "ppi_indonesia_2010_v1.yaml").read_text()
    assert old in text
    path = tmp_path / "ppi_indonesia_2010_v1.yaml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(refused):
        shipped.read(path)


def test_what_follows_from_worship_is_as_sensitive_as_worship():
    values = content.written(shipped.latest("cibest"))
    telling = {
        "id": "mean", "type": "calculated", "labels": {"id": "Rata-rata"}, "calculation": "${s1}"
    }  # fmt: skip
    with pytest.raises(BadInstrument, match="peka"):
        content.read({**values, "questions": [*values["questions"], telling]})
    hidden = {**telling, "sensitive": True}
    assert content.read({**values, "questions": [*values["questions"], hidden]})


# Answers


def test_calculated_values_stand_among_the_answers(by, siti):
    money = dict.fromkeys(
        ("income_business", "income_wage", "income_other", "spending_food", "spending_other"),
        "250.000",
    )
    (made,) = answer(
        by, response(adopt(by, "household_economy"), siti, {"household_size": "4", **money})
    )
    assert (made.answers["income"], made.answers["spending"]) == (750_000, 500_000)
    assert made.answers["household_size"] == 4


def test_every_bad_answer_of_a_row_is_named(by, siti):
    instrument = adopt(by)
    with pytest.raises(surveys.BadResponse) as refused:
        answer(by, response(instrument, siti, {"household_size": 99, "income": "banyak", "s6": 1}))
    assert [each.data["field"] for each in refused.value.faults] == [
        "household_size", "income", "s6",
    ]  # fmt: skip
    assert "Jumlah anggota keluarga 1 sampai 40." in str(refused.value)
    assert not Response.objects.exists()


def test_sent_twice_is_recorded_once_and_changed_under_the_same_id_is_refused(by, siti):
    instrument = adopt(by)
    row = response(instrument, siti, HOUSEHOLD)
    assert answer(by, row) == answer(by, row)
    with pytest.raises(once.SentBefore):
        answer(by, replace(row, answers={**HOUSEHOLD, "income": 1}))
    with pytest.raises(surveys.AnsweredAlready):
        answer(by, response(instrument, siti, HOUSEHOLD, "again"))


@pytest.mark.parametrize(
    "more", [{"round": "someday"}, {"on": TODAY + timedelta(days=1)}, {"programme_id": id_of("x")}]
)
def test_a_response_of_no_round_programme_or_day_is_refused(by, siti, more):
    with pytest.raises(BadField):
        answer(by, replace(response(adopt(by), siti, HOUSEHOLD), **more))


def test_a_thousand_responses_take_as_many_queries_as_ten(by):
    places.load_shipped()
    instrument = adopt(by)
    parties = enrol(by, *[person(f"Warga {n}") for n in range(1000)])
    rows = [response(instrument, party, HOUSEHOLD) for party in parties]
    with CaptureQueriesContext(
        connection,
    ) as few:
        answer(by, *rows[:10])
    with CaptureQueriesContext(connection) as many:
        answer(by, *rows)
    assert len(many) <= len(few) <= 15
    with CaptureQueriesContext(connection) as read:
        assert len(queries.responses(by.organisation_id, "cibest", may_see_spiritual=True)) == 1000
    assert len(read) <= 3


# Worship and belief


def test_answers_on_worship_need_a_consent_that_stands_on_the_day(by, siti):
    instrument = adopt(by)
    row = response(instrument, siti, {**HOUSEHOLD, **WORSHIP})
    with pytest.raises(surveys.NoSpiritualConsent):
        answer(by, row)
    consent(by, siti)
    with pytest.raises(surveys.NoSpiritualConsent):
        answer(by, replace(row, on=TODAY - timedelta(days=1)))
    answer(by, row)
    assert SensitiveAnswers.objects.get().answers == WORSHIP
    assert Response.objects.get().answers == HOUSEHOLD


def test_answers_on_worship_are_read_with_access_until_the_consent_is_withdrawn(by, siti):
    given = consent(by, siti)
    answer(by, response(adopt(by), siti, {**HOUSEHOLD, **WORSHIP}))

    def read(**asked):
        (one,) = queries.responses(by.organisation_id, "cibest", **asked)
        return one.answers

    assert read() == HOUSEHOLD
    assert read(may_see_spiritual=True) == {**HOUSEHOLD, **WORSHIP}
    registry.withdraw_consent(by=by, on=TODAY + timedelta(days=1), id=given.id)
    assert read(may_see_spiritual=True) == HOUSEHOLD


def test_a_cadre_may_ask_but_not_adopt(by, siti, institution):
    instrument = adopt(by)
    cadre = actor_of(institution, "cadre")
    answer(cadre, response(instrument, siti, HOUSEHOLD))
    with pytest.raises(NotAllowed):
        adopt(cadre, "outlook")


# Lines and prices


def test_the_line_of_a_place_is_its_own_or_the_nearest_above_and_of_the_day(by):
    places.load_shipped()
    village, district = "36.02.06.2002", "36.02"

    def put(area, on, monthly_rp):
        surveys.set_line(
            by=by, on=on, id=id_of(area, on), kind="bps", area=area, monthly_rp=monthly_rp,
            source="Uji",
        )  # fmt: skip

    def line(on, kind="bps"):
        found = queries.line_of(by.organisation_id, kind, village, on)
        return found and found.monthly_rp

    later = TODAY + timedelta(days=365)
    put(district, TODAY, 1_000_000)
    put(district, later, 1_200_000)
    assert line(TODAY - timedelta(days=1)) is line(TODAY, "needs") is None
    assert (line(TODAY), line(later)) == (1_000_000, 1_200_000)
    put("36.02.06", TODAY, 1_100_000)
    assert line(later) == 1_100_000
    put(district, TODAY, 1_050_000)
    assert queries.line_of(by.organisation_id, "bps", district, TODAY).monthly_rp == 1_050_000


def test_a_line_or_price_without_source_or_value_is_refused(by):
    places.load_shipped()
    good = {"kind": "bps", "area": "36.02", "monthly_rp": 1, "source": "Uji"}
    for bad in ({"kind": "x"}, {"area": "99"}, {"monthly_rp": 0}, {"source": " "}):
        with pytest.raises(BadField):
            surveys.set_line(by=by, on=TODAY, id=id_of("line"), **{**good, **bad})
    price = {"by": by, "on": TODAY, "id": id_of("price"), "month": TODAY, "source": "Uji"}
    for index in (Decimal(0), Decimal("1.00001")):
        with pytest.raises(BadField):
            surveys.set_price_index(index=index, **price)
    surveys.set_price_index(index=Decimal("112.5"), **price)
    assert queries.price_indices(by.organisation_id)[TODAY.replace(day=1)].index == Decimal("112.5")


def test_what_is_shipped_asks_as_was_agreed():
    asked = {code: {each.id for each in one} for (code, _), one in shipped.instruments().items()}
    assert {"household_size", "income", "s1", "s2", "s3", "s4", "s5"} <= asked["cibest"]
    assert {f"q{n}" for n in range(1, 11)} == asked["ppi_indonesia_2010"]
    assert {"income", "spending", "assets_value", "debts_value"} <= asked["household_economy"]
    sensitive = {each.id for each in shipped.latest("cibest") if each.is_sensitive}
    assert sensitive == set(WORSHIP)
    assert all(each.labels.keys() == {"id", "en"} for one in shipped.instruments().values()
               for each in one)  # fmt: skip
    assert isinstance(shipped.latest("outlook"), rules.Instrument)
