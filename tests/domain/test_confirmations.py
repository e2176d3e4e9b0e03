"""Before the hand-over each mitra says what is owed; the deed says what they said."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from klaster.domain.access.once import SentBefore
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Confirmation, DeedItem
from klaster.domain.programme.commands.refusals import NotFound, ProgrammeNotRunning
from klaster.reports.documents import deeds
from klaster.rules.refusal import BadField
from tests.conftest import actor_of, id_of
from tests.domain import leaving, reform_world
from tests.domain.reform_world import EXIT, MITRA

FIRST_DAY, TOO_EARLY = date(2014, 2, 1), date(2014, 1, 31)
OWED = 875_000


@pytest.fixture
def world(by):
    """Nobody has confirmed anything yet."""
    return reform_world.build(by, is_confirmed=False)


def new(name, on=EXIT, amount=OWED, evidence="Surat bertanda tangan", **more):
    fields = {
        "id": id_of("said", name, on), "contract_id": id_of("qardh", name), "on": on,
        "acknowledged_rp": amount, "evidence": evidence,
    }  # fmt: skip
    return graduation.NewConfirmation(**{**fields, **more})


def confirm(world, *rows, by=None, on=EXIT):
    return graduation.confirm_many(by=by or world.by, on=on, rows=rows)


def rehearse(world):
    return graduation.rehearse(
        by=world.by, on=EXIT, programme=world.programme, deeds=[world.deed()]
    )


def leave(world):
    return graduation.exit_programme(
        by=world.by, on=EXIT, programme=world.programme, deeds=[world.deed()]
    )


def test_what_the_book_says_of_that_day_is_kept_beside_what_the_mitra_says(world):
    before_paying, agreed, disputed = confirm(
        world,
        new(MITRA[0], on=date(2013, 2, 28), amount=1_500_000), new(MITRA[1]),
        new(MITRA[2], amount=500_000, evidence="Mengaku sudah menyetor 375.000"),
    )  # fmt: skip
    assert (before_paying.book_rp, before_paying.agrees) == (1_500_000, True)
    assert (agreed.book_rp, agreed.agrees) == (OWED, True)
    assert (disputed.book_rp, disputed.agrees) == (OWED, False)
    assert (disputed.party_id, disputed.programme) == (id_of("party", MITRA[2]), world.programme)


def test_a_receivable_that_nobody_confirmed_stands_in_the_way(world):
    confirm(world, *(new(name) for name in MITRA[2:]))
    with pytest.raises(graduation.NotReadyToLeave) as refused:
        leave(world)
    said = str(refused.value)
    assert "konfirmasi 2 piutang" in said
    assert "Mitra 01 (qardh/01), Mitra 02 (qardh/02)" in said
    assert "Mitra 03" not in said
    confirm(world, *(new(name) for name in MITRA[:2]))
    leave(world)


def test_a_confirmation_counts_from_the_first_day_of_the_last_full_month(world):
    confirm(world, new(MITRA[0], on=TOO_EARLY), *(new(name, on=FIRST_DAY) for name in MITRA[1:]))
    with pytest.raises(graduation.NotReadyToLeave, match=r"sejak 1 Februari 2014: Mitra 01 \("):
        leave(world)


def test_a_dispute_is_a_warning_with_both_figures_until_it_is_settled(world):
    confirm(
        world,
        new(MITRA[0], on=FIRST_DAY, amount=900_000, evidence="Setoran Januari belum dicatat"),
        *(new(name) for name in MITRA[1:]),
    )
    (warning,) = (said for said in rehearse(world).warnings if "piutang" in said)
    assert warning == (
        "1 piutang belum disepakati jumlahnya: Mitra 01 (qardh/01) mengakui Rp 900.000, menurut"
        " buku Rp 875.000 per 1 Februari 2014"
    )
    confirm(world, new(MITRA[0], on=EXIT))
    assert not any("piutang" in said for said in rehearse(world).warnings)


def test_the_deed_says_what_the_mitra_last_acknowledged(world):
    confirm(
        world, new(MITRA[0], on=FIRST_DAY, amount=1), new(MITRA[0], on=date(2014, 2, 20)),
        *(new(name) for name in MITRA[1:]),
    )  # fmt: skip
    (deed,) = leave(world)
    items = DeedItem.objects.filter(deed=deed, contract_number__startswith="qardh/").order_by("n")
    assert [(item.confirmed_on, item.acknowledged_rp) for item in items] == [
        (date(2014, 2, 20), OWED), *[(EXIT, OWED)] * 9,
    ]  # fmt: skip
    assert DeedItem.objects.filter(deed=deed, confirmed_on=None).count() == 24 - 10
    (portfolio,) = (part for part in deeds.data_of(deed)["parts"] if "Piutang" in part["title"])
    titles = [column["title"] for column in portfolio["columns"]]
    said = [row[titles.index("Diakui mitra")] for row in portfolio["rows"]]
    assert said[0] == "Rp 875.000 per 20 Februari 2014"
    assert said[-1] == ""


def test_sent_twice_it_is_on_record_once(world):
    rows = [new(name) for name in MITRA]
    assert confirm(world, *rows) == confirm(world, *rows)
    assert Confirmation.objects.count() == len(MITRA)
    leave(world)
    confirm(world, *rows)  # the phone that sends late changes nothing
    with pytest.raises(SentBefore):
        confirm(world, new(MITRA[0], amount=1))


def test_another_statement_on_the_same_day_is_refused(world):
    confirm(world, new(MITRA[0]))
    with pytest.raises(graduation.ConfirmedThatDay, match="qardh/01"):
        confirm(world, new(MITRA[0], id=id_of("another")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": -1}, "kurang dari nol"),
        ({"evidence": " "}, "surat yang ditandatangani"),
        ({"on": date(2014, 3, 7)}, "belum tiba"),
        ({"on": date(2011, 2, 28)}, "mendahului akadnya"),
    ],
)
def test_a_statement_that_cannot_be_is_refused_with_its_row(world, wrong, said):
    with pytest.raises(BadField, match=said) as refused:
        confirm(world, new(MITRA[0]), new(MITRA[1], **wrong))
    assert refused.value.data["row"] == 2
    assert not Confirmation.objects.exists()


def test_a_contract_of_nobody_is_refused(world):
    with pytest.raises(NotFound):
        confirm(world, new("Orang lain"))


def test_after_the_exit_nothing_more_is_confirmed_here(world):
    leaving.confirm_receivables(world.by, world.programme, FIRST_DAY)
    leave(world)
    with pytest.raises(ProgrammeNotRunning):
        confirm(world, new(MITRA[0]))


def test_a_mentor_confirms_and_a_member_does_not(world, institution):
    confirm(world, new(MITRA[0]), by=actor_of(institution, "mentor"))
    with pytest.raises(Exception, match="tidak berwenang"):
        confirm(world, new(MITRA[1]), by=actor_of(institution, "member"))


@pytest.mark.parametrize("change", ["update graduation_confirmation set acknowledged_rp = 0",
                                    "delete from graduation_confirmation"])  # fmt: skip
def test_what_was_signed_is_never_changed(world, change):
    confirm(world, new(MITRA[0]))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
