"""Reports after the exit: the denominator is the cohort, what is unknown is shown as unknown."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from klaster.domain.monitoring import commands as monitoring
from klaster.domain.monitoring import queries, subjects
from klaster.domain.registry import commands as registry
from klaster.reports import catalogue
from klaster.reports.render import as_csv
from klaster.reports.run import run
from klaster.rules.survival import kaplan_meier
from tests.conftest import id_of
from tests.domain import cooperative_world, monitoring_world
from tests.domain.monitoring_world import EXIT, consent_id
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden" / "monitoring"
ON = date(2013, 9, 1)
CODES = ("follow_up", "survival", "early_warning")


@pytest.fixture
def world(by):
    """A year after the exit: one closed, one lost, one withdrew, one nobody looked up again.

    One group was met again, and one cooperative had shut its doors.
    """
    world = monitoring_world.build(by)
    world.record("Ani", 3, date(2012, 10, 5), "running")
    world.record("Ani", 6, date(2013, 1, 5), "closed")
    world.record("Badru", 3, date(2012, 10, 8), "changed")
    world.record("Badru", 6, date(2013, 1, 9))
    world.record("Darma", 3, date(2012, 10, 9), "moved_into_work")
    group, body = id_of("group party", "ternak"), id_of("body", "dagang")
    world.record("group", 3, date(2012, 10, 5), "running", party_id=group)
    world.record("body", 6, date(2013, 1, 5), "closed", party_id=body)
    party = id_of("party", "Fatah")
    registry.give_consent(
        by=by, on=EXIT, id=consent_id("Fatah"), party_id=party, purpose="follow_up"
    )
    registry.withdraw_consent(by=by, on=date(2012, 9, 1), id=consent_id("Fatah"))
    return world


def answer(world, code, on=ON, **given):
    return run(catalogue.find(code), organisation=world.by.organisation_id, on=on, given=given)


@pytest.mark.parametrize("code", CODES)
def test_a_report_after_the_exit_reads_as_signed_off(world, code):
    result = answer(world, code)
    assert result.agrees, result.check
    assert result.check
    golden(GOLDEN / f"{code}.csv", as_csv.csv_text(result))


def test_every_month_accounts_for_the_whole_cohort(world):
    for row in answer(world, "follow_up").rows:
        statuses = ("found", "lost", "withdrawn", "not_yet", "unknown")
        whole = 2 if row["subject"] == "mitra" else 1
        assert sum(row[status] for status in statuses) == row["cohort"] == whole


def test_those_in_the_report_are_those_who_are_followed(world):
    followed = subjects.followed(world.by.organisation_id, world.programme.id)
    named = Counter((one.kind, one.sector) for one in followed)
    for row in answer(world, "follow_up").rows:
        assert row["cohort"] == named[row["subject"], row["sector"]]
    assert named.total() == 8


def test_groups_and_cooperatives_may_be_asked_for_by_themselves(world):
    rows = answer(world, "follow_up", subject="group").rows
    assert {row["subject"] for row in rows} == {"group"}
    found = {(row["sector"], row["month"]): row["running"] for row in rows if row["found"]}
    assert found == {("ternak", 3): 1}
    assert answer(world, "follow_up", subject="cooperative").agrees


def test_what_was_not_looked_at_in_time_is_unknown(world):
    mitra = answer(world, "follow_up", subject="mitra").rows
    rows = {(row["sector"], row["month"]): row for row in mitra}
    assert rows["dagang", 6]["unknown"] == 1
    assert rows["ternak", 12]["unknown"] == 2
    assert rows["ternak", 24]["not_yet"] == 2
    assert rows["dagang", 12]["withdrawn"] == 1


def test_the_view_and_the_query_know_the_same_cohort(world):
    with connection.cursor() as cursor:
        cursor.execute("select party_id, sector from report.cohort")
        viewed = set(cursor.fetchall())
    asked = subjects.cohort(world.by.organisation_id, world.programme.id)
    assert viewed == {(one.party_id, one.sector) for one in asked}


def test_the_curve_is_that_of_the_spells(world):
    spells = queries.spells(world.by.organisation_id, world.programme.id, ON)
    rows = answer(world, "survival").rows
    for sector, own in spells.items():
        points = kaplan_meier(own)
        drawn = [row for row in rows if row["sector"] == sector]
        assert [row["month"] for row in drawn] == [point.time for point in points]
        assert [row["survival"] / 100 for row in drawn] == [
            Decimal(point.survival.numerator) / point.survival.denominator for point in points
        ]


def test_a_cooperative_is_read_only_while_it_consents(by):
    kept = cooperative_world.found("kop", names=("Zainab", "Yusuf", "Wati"))
    world = monitoring_world.build(by, receivers={"dagang": kept.cooperative})
    on = date(2014, 9, 1)

    def codes(day):
        return {
            row["code"] for row in answer(world, "early_warning", day).rows
            if row["sector"] == "dagang" and row["about"] == "cooperative"
        }  # fmt: skip

    assert codes(on) == {"not_allowed"}
    consent = monitoring.allow_signals(
        by=kept.by, on=on, id=id_of("open"), cooperative=kept.cooperative, evidence="surat ketua"
    )
    assert "not_allowed" not in codes(on)
    assert codes(date(2014, 8, 31)) == {"not_allowed"}
    registry.withdraw_consent(by=kept.by, on=date(2014, 10, 1), id=consent.id)
    assert codes(date(2014, 10, 1)) == {"not_allowed"}


def test_nobody_but_the_cooperative_opens_its_records(by):
    kept = cooperative_world.found("kop", names=("Zainab", "Yusuf", "Wati"))
    foreign = replace(kept.by, organisation_id=by.organisation_id)
    with pytest.raises(monitoring.NotOwnCooperative):
        monitoring.allow_signals(
            by=foreign, on=EXIT, id=id_of("open"), cooperative=kept.cooperative, evidence="-"
        )
