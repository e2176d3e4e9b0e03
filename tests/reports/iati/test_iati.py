"""The activity file passes the official schema and ruleset, adds up, and names no person."""

import os
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from klaster.cli.management.commands.iati import Command, NotPublished
from klaster.domain.access.models import Organisation
from klaster.domain.ledger.models import Transfer
from klaster.domain.programme.commands import set_up
from klaster.domain.programme.models import Programme
from klaster.reports import run
from klaster.reports.iati.activity import Publisher, xml
from klaster.reports.iati.facts import facts
from klaster.reports.iati.spans import Placed, added, by_year, gathered
from klaster.reports.impact import programme_facts
from klaster.rules.refusal import BadField
from klaster.rules.suppression import THRESHOLD
from tests.conftest import actor_of, id_of
from tests.reports import story
from tests.reports.iati.ruleset import broken

FOLDER = os.environ.get("IATI_DIR")
PUBLISHER = Publisher("XX-CONTOH-1", "22", {"31120": 60, "43040": 40}, title_en="Test cluster")
TODAY = date(2012, 7, 1)
official = pytest.mark.skipif(
    not FOLDER, reason="IATI_DIR does not name the folder of IATI's schemas and ruleset"
)


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(Path(FOLDER) / "iati-activities-schema.xsd"))


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any):
    """The story and what is told of it, once for all tests here; taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        by = actor_of(
            Organisation.objects.create(
                id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
            )
        )
        there = story.tell(by)
        phase = set_up.set_phase(
            by=by, on=story.START, programme_id=there.programme.id, code="penumbuhan",
            ends_on=date(2012, 6, 30),
        )  # fmt: skip
        set_up.set_budget(
            by=by, on=story.START, programme_id=there.programme.id,
            lines=[set_up.NewBudgetLine("assets", 9_000_001, phase_id=phase.id)],
        )  # fmt: skip
        yield facts(there.programme, story.END)
        transaction.set_rollback(True)


@pytest.fixture
def activity(told):
    return etree.fromstring(xml(told, PUBLISHER))


@official
def test_the_file_passes_the_official_schema_and_breaks_no_rule(activity, schema):
    assert schema.validate(activity), schema.error_log
    ruleset = Path(FOLDER) / "standard-ruleset.json"
    assert broken(activity, ruleset, TODAY) == (set(), set())


def drop(path):
    def change(activity):
        for element in activity.xpath(path):
            element.getparent().remove(element)

    return change


def put(path, name, value):
    def change(activity):
        for element in activity.xpath(path):
            element.set(name, value)

    return change


def double(path):
    def change(activity):
        element = activity.xpath(path)[0]
        element.addnext(etree.fromstring(etree.tostring(element)))

    return change


def write(path, text):
    def change(activity):
        activity.xpath(path)[0].text = text

    return change


AGAINST_SCHEMA = {
    "no title": drop("//title"),
    "no reporting organisation": drop("//reporting-org"),
    "no status": drop("//activity-status"),
    "two identifiers": double("//iati-identifier"),
    "an element nobody knows": write("//iati-activity", "teks"),
    "a day that is none": put("//activity-date", "iso-date", "6 Maret 2014"),
    "an amount with dots": write("//transaction/value", "1.000.000"),
    "no day of value": lambda activity: activity.xpath("//value")[0].attrib.pop("value-date"),
    "a result without an indicator": drop("//result/indicator"),
}
AGAINST_RULES = {
    "an activity named as its publisher": (write("//iati-identifier", PUBLISHER.ref), "1.1.3"),
    "an identifier of somebody else": (write("//iati-identifier", "XX-LAIN-1"), "1.1.21"),
    "a sign that an identifier may not hold": (put("//reporting-org", "ref", "a/b"), "1.14.13"),
    "no start": (drop("//activity-date[@type='2']"), "6.11.1"),
    "an end before the start": (put("//activity-date[@type='2']", "iso-date", "2013-01-01"),
                                "11.1.4"),
    "no sector": (drop("//iati-activity/sector"), "6.2.2"),
    "sectors of 90 percent": (put("//sector[@code='31120']", "percentage", "50"), "2.1.2"),
    "a percentage above 100": (put("//sector[@code='31120']", "percentage", "160"), "12.3.1"),
    "no country": (drop("//recipient-country"), "3.7.1"),
    "no currency": (
        lambda activity: activity[0].attrib.pop("default-currency"), "7.8.1",
    ),
    "a budget of two years": (
        put("//budget/period-start", "iso-date", "2010-01-01"), "7.5.3",
    ),
    "a budget that ends before it begins": (
        put("//budget/period-end", "iso-date", "2010-01-01"), "8.6.3",
    ),
    "a transaction of tomorrow": (
        put("//transaction-date", "iso-date", "2012-07-02"), "11.2.1",
    ),
    "a title without words": (drop("//iati-activity/title/narrative"), "4.3.1"),
    "a donor without a name": (drop("//participating-org/narrative"), "6.10.1"),
    "a result without a number": (
        lambda activity: activity.xpath("//actual")[0].attrib.pop("value"), "8.10.1",
    ),
}  # fmt: skip


@official
@pytest.mark.parametrize("case", AGAINST_SCHEMA)
def test_a_broken_file_is_refused_by_the_schema(case, activity, schema):
    AGAINST_SCHEMA[case](activity)
    assert not schema.validate(activity)


@official
@pytest.mark.parametrize("case", AGAINST_RULES)
def test_a_broken_file_is_refused_by_the_rules(case, activity):
    change, rule = AGAINST_RULES[case]
    change(activity)
    errors, warnings = broken(activity, Path(FOLDER) / "standard-ruleset.json", TODAY)
    assert rule in errors | warnings


def amounts(activity, type_):
    path = f"//transaction[transaction-type/@code='{type_}']/value"
    return sum(int(value.text) for value in activity.xpath(path))


def test_what_came_in_and_was_spent_is_what_the_ledger_holds(activity, told):
    def moved(role, side):
        return sum(
            Transfer.objects.filter(
                **{f"{side}__line__role": role}, posting_date__lte=told.on
            ).values_list("amount", flat=True)
        )

    assert amounts(activity, 1) == moved("fund_received", "credit") == 25_000_000
    assert amounts(activity, 4) == moved("programme_cost", "debit")


def test_what_was_placed_is_what_the_programme_facts_say(activity, told):
    rows = run.run(programme_facts.REPORT, organisation=told.organisation.id, on=told.on).rows
    assert amounts(activity, 3) == sum(row["rolled"] for row in rows) > 0


def test_the_budget_adds_up_and_what_has_no_end_is_said(activity, told):
    assert sum(int(value.text) for value in activity.xpath("//budget/value")) == 9_000_001
    assert told.unplaced_rp == 14_000_000
    assert [
        (budget.find("period-start").get("iso-date"), budget.find("period-end").get("iso-date"))
        for budget in activity.iter("budget")
    ] == [("2011-01-03", "2011-12-31"), ("2012-01-01", "2012-06-30")]


def test_no_person_is_named_and_no_small_number_told(activity, told):
    said = etree.tostring(activity, encoding="unicode")
    assert not [name for name in story.MITRA if name in said]
    assert "Muzaki" not in said
    assert "PT Contoh" in said
    counts = [int(actual.get("value")) for actual in activity.xpath(
        "//result[@type='2']//actual")]  # fmt: skip
    assert not [count for count in counts if 0 < count < THRESHOLD]


def test_words_of_the_product_stand_in_both_languages(activity):
    languages = activity.xpath("//description/narrative/@xml:lang")[:2]
    assert languages == ["id", "en"]
    both = activity.xpath("//iati-activity/description/narrative/text()")
    assert len(set(both)) == 2
    assert activity.xpath("//iati-activity/title/narrative/text()") == [
        "Klaster Uji", "Test cluster",
    ]  # fmt: skip


def test_a_programme_that_is_made_up_says_so(told, monkeypatch):
    assert b"sebagian rekaan" not in xml(told, PUBLISHER)
    monkeypatch.setattr(told.programme, "is_illustration", True)
    said = etree.fromstring(xml(told, PUBLISHER)).xpath("//description[@type='4']/narrative/text()")
    assert "sebagian rekaan" in said[0]


def test_the_command_writes_the_file_of_a_published_programme_and_says_what_is_left_out(
    told, tmp_path, capsys
):
    file = tmp_path / "uji.xml"
    options = [
        str(file), "--reporting-ref", "XX-CONTOH-1", "--org-type", "22", "--on", "2012-06-30",
        "--sector", "31120=60", "--sector", "43040=40",
    ]  # fmt: skip
    with pytest.raises(NotPublished):
        call_command(Command(), *options, "--programme", "uji")
    assert not file.exists()
    Programme.objects.update(published_on=date(2012, 7, 1))
    call_command(Command(), *options, "--programme", "uji")
    assert file.read_bytes() == xml(told, Publisher("XX-CONTOH-1", "22", PUBLISHER.sectors))
    assert "14.000.000" in capsys.readouterr().err
    with pytest.raises(BadField, match="lembaga/uji"):
        call_command(Command(), *options, "--programme", "lain")


@pytest.mark.parametrize(
    "given",
    [
        {"ref": "dua kata"},
        {"ref": "a/b"},
        {"ref": ""},
        {"type": "LSM"},
        {"sectors": {}},
        {"sectors": {"pertanian": 100}},
        {"sectors": {"31120": 60}},
        {"activity": "XX-CONTOH-1"},
    ],
)
def test_what_the_standard_would_refuse_is_refused_before(given):
    with pytest.raises(BadField):
        Publisher(**{"ref": "XX-CONTOH-1", "type": "22", "sectors": {"31120": 100}, **given})


DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(first=DAYS, length=st.integers(0, 4000), amount=st.integers(0, 10**13))
def test_a_budget_by_year_adds_up_and_leaves_no_day_out(first, length, amount):
    last = first + timedelta(days=length)
    spans = by_year(first, last, amount)
    assert sum(span.amount for span in spans) == amount
    assert (spans[0].first, spans[-1].last) == (first, last)
    assert all(span.first.year == span.last.year for span in spans)
    for before, after in pairwise(spans):
        assert after.first == before.last + timedelta(days=1)
    assert sum(span.amount for span in added(spans + spans)) == 2 * amount


@given(
    st.lists(
        st.tuples(st.integers(0, 10**9), st.frozensets(st.integers(1, 12), min_size=1, max_size=6)),
        max_size=12,
    )
)
def test_money_is_told_of_five_mitra_at_once_and_all_of_it_or_none(given_):
    months = [
        Placed(date(2011, n + 1, 1), amount, frozenset(UUID(int=one) for one in parties))
        for n, (amount, parties) in enumerate(given_)
    ]
    blocks = gathered(months)
    assert all(len(block.parties) >= THRESHOLD for block in blocks)
    everyone = frozenset().union(*(month.parties for month in months))
    total = sum(month.amount for month in months)
    assert sum(block.amount for block in blocks) == (total if len(everyone) >= THRESHOLD else 0)
