"""An institution with a small story, a cooperative that lived a year, and visitors with a role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from klaster.domain.access import commands as access
from klaster.domain.access import policy
from klaster.domain.access.acts import Actor, new_id
from klaster.domain.access.models import Grant, Organisation, Proposal, Task, User
from klaster.domain.assets.models import Placement
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.meetings import commands as meetings
from klaster.domain.programme.commands import set_up
from klaster.domain.registry import commands as registry
from klaster.domain.surveys import commands as surveys
from klaster.domain.surveys import shipped
from tests.conftest import actor_of, id_of
from tests.domain import cooperative_world, cooperative_year
from tests.reports import story
from tests.web import contract_rows, cooperative_rows

PASSWORD = "domba betina tiga"
AS_OF = story.END
HOUSE_AS_OF = date(2015, 3, 31)


@dataclass(frozen=True)
class Site:
    """An organisation with the addresses of its pages, and what only it may name.

    `scopes` are what roles with a part of their own are narrowed to; `stranger` administers
    another organisation of the same sort.
    """

    organisation_id: UUID
    addresses: dict[str, str]
    names: tuple[str, ...]
    scopes: dict[str, UUID]
    stranger: User
    on: date


@dataclass(frozen=True)
class Place:
    """An institution where the story happened, with the addresses of its pages."""

    story: story.Story
    addresses: dict[str, str]


@dataclass(frozen=True)
class House:
    """A cooperative that lived the year 2014 and met about it, with the addresses of its pages."""

    world: cooperative_world.World
    addresses: dict[str, str]


def sign_in(client: Client, user: User, on: date = AS_OF) -> Client:
    """The client as that user, seeing a day: that on which the story ends."""
    client.force_login(user)
    session = client.session
    session["as_of"] = on.isoformat()
    session.save()
    return client


def user_with(organisation_id: UUID, *roles: str, scope: UUID | None = None) -> User:
    """A user who holds the roles in an organisation."""
    user = User(id=new_id(), username=f"u{new_id()}", full_name="Ibu Uji")
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        Grant.objects.create(
            id=new_id(), organisation_id=organisation_id, user=user, role=role, scope_id=scope,
            valid_from=date(2011, 1, 1),
        )  # fmt: skip
    return user


def tell(by: Actor) -> Place:
    """The story with a deed that closes its trading sector."""
    told = story.tell(by)
    receiver = Organisation.objects.create(
        id=id_of("koperasi"), code="koperasi", name="Koperasi Uji", kind="cooperative"
    )
    own: dict[str, Any] = {"organisation_id": by.organisation_id}
    deed = Deed.objects.create(
        id=id_of("deed"), **own, programme=told.programme, sector=told.sectors["dagang"],
        receiver=receiver, cooperative_id=id_of("koperasi row"), number="BAST/1",
        on=date(2012, 6, 15),
        place="Cisimeut", basis="Keputusan komite", giver_name="Ibu A", giver_position="Direktur",
        receiver_name="Bapak B", receiver_position="Ketua", credit_role="donated_capital",
    )  # fmt: skip
    DeedItem.objects.create(
        id=id_of("item"), **own, deed=deed, n=1, state="B", description="Piutang qardh",
        party_id=id_of("party", "Darma"), contract_id=id_of("contract", "QH-1"), quantity=600_000,
        unit_id="IDR", book_value_rp=600_000, fair_value_rp=600_000,
    )  # fmt: skip
    survey(told)
    ledger.open_fund(
        by=by, on=AS_OF, id=id_of("fund", "kas"), book=told.book, code="kas", name="Kas kelompok",
        kind="group_cash",
    )  # fmt: skip
    month = books.first_open_month(told.book)
    ledger.close_period(by=by, on=AS_OF, book=told.book, month=month)
    people(told)
    contract_rows.add(told)
    Task.objects.create(
        id=id_of("task"), **own, kind="import_check", file_name="klaster.xlsx", status="done",
        on=AS_OF, outcome={"counts": [{"sheet": "Orang", "read": 1, "new": 1, "unchanged": 0}]},
        asked_by=user_with(by.organisation_id, "head_office"),
    )  # fmt: skip
    Proposal.objects.create(
        id=id_of("proposal"), **own, act="contracts.write_off", form="contracts.write_off",
        subject_id=id_of("contract", "QH-1"), said="Hapus buku: QH-1", on=AS_OF,
        given={"id": [str(id_of("lost"))], "on": [AS_OF.isoformat()], "reason": ["Pindah"]},
        maker=user_with(by.organisation_id, "head_office"),
    )  # fmt: skip
    return Place(told, addresses_of(told))


def people(told: story.Story) -> None:
    """Ani's number, one person who was on record twice, and a programme of which all may read."""
    by, on = told.by, told.programme.starts_on
    registry.record_number(
        by=by, on=on, party_id=id_of("party", "Ani"), kind="nik", number="9999014101800001"
    )
    registry.enrol(by=by, on=on, new=registry.NewParty(id_of("twice"), "person", "Ny. Euis"))
    registry.merge(
        by=by, on=on, id=id_of("merge"), loser_id=id_of("twice"),
        winner_id=id_of("party", "Euis"), reason="Orang yang sama",
    )  # fmt: skip
    other = set_up.start_programme(
        by=by, on=on, id=id_of("other programme"), code="lain", name="Klaster Terbit",
        area=story.VILLAGE,
    )  # fmt: skip
    set_up.publish(by=by, on=on, id=other.id)
    clerk = access.create_user(
        by=by, on=on, id=id_of("clerk"), username="juru-tulis", full_name="Juru Tulis",
        password=PASSWORD,
    )  # fmt: skip
    access.grant_role(by=by, on=on, id=id_of("grant"), user=clerk, role="mentor")


def survey(told: story.Story) -> None:
    """Ani answers a survey before the programme, with what she told of her worship."""
    by, on, party = told.by, told.programme.starts_on, id_of("party", "Ani")
    registry.give_consent(
        by=by, on=on, id=id_of("consent"), party_id=party, purpose="spiritual", evidence="Surat"
    )
    instrument = surveys.adopt(
        by=by, on=on, id=id_of("instrument"), instrument=shipped.latest("cibest")
    )
    answers = {"household_size": 4, "income": 1_200_000, **dict.fromkeys(("s1", "s2"), "4")}
    new = surveys.NewResponse(
        id_of("response"), instrument.id, party, told.programme.id, "before", on, answers
    )
    surveys.answer_many(by=by, on=on, rows=[new])


# Pages whose address names no row, by the name of their view.
PAGES = {
    "home": "/",
    "today": "/hari-ini/tunggakan/",
    "own_account": "/akun/",
    "imports": "/impor/",
    "import_template": "/impor/templat.xlsx",
    "proposals": "/persetujuan/",
    "programmes": "/klaster/",
    "mitra": "/mitra/",
    "duplicates": "/mitra/ganda/",
    "groups": "/kelompok/",
    "contracts": "/kontrak/",
    "surveys": "/survei/",
    "herd": "/ternak/",
    "lineage": "/ternak/silsilah/",
    "queue": "/ternak/antrean/",
    "stock": "/ternak/stok/",
    "animals": "/ternak/bertanda/",
    "books": "/buku/",
    "trial_balance": "/buku/program/",
    "account": "/buku/program/zakat/1101/IDR/",
    "journal": "/buku/program/jurnal/",
    "seals": "/buku/program/segel/",
    "cooperative": "/koperasi/",
    "readiness": "/kesiapan/",
    "deeds": "/serah-terima/",
    "donors": "/donasi/",
    "monitoring": "/pemantauan/",
    "follow_up_form": "/pemantauan/kunjungan/",
    "survival": "/pemantauan/bertahan/",
    "early_warning": "/pemantauan/peringatan/",
    "claims": "/klaim/",
    "claims_summary": "/klaim/ringkas/",
    "users": "/pengaturan/",
    "own_organisations": "/pengaturan/lembaga/",
    "rules": "/pengaturan/aturan/",
    "audit": "/pengaturan/audit/",
    "yardsticks": "/survei/garis/",
    "instrument": "/survei/bawaan/cibest_v1/",
    "reports": "/laporan/",
    "report": "/laporan/rolled_identity/",
    "report_download": "/laporan/rolled_identity/csv/",
}


def addresses_of(told: story.Story) -> dict[str, str]:
    """An address of every page, by the name of its view; those that name rows name this story's."""
    programme = told.programme.id
    return {
        **PAGES,
        "import_task": f"/impor/{id_of('task')}/",
        "import_state": f"/impor/{id_of('task')}/keadaan/",
        "proposal": f"/persetujuan/{id_of('proposal')}/",
        "programme": f"/klaster/{programme}/",
        "flow": f"/klaster/{programme}/aliran/",
        "mitra_file": f"/mitra/{id_of('party', 'Ani')}/",
        "enterprise": f"/mitra/usaha/{id_of('stall')}/",
        "group": f"/kelompok/{id_of('group', 'ternak')}/",
        "contract": f"/kontrak/{id_of('contract', 'QH-1')}/",
        "survey": f"/survei/{id_of('instrument')}/",
        "survey_form": f"/survei/{id_of('instrument')}/isi/",
        "survey_response": f"/survei/jawaban/{id_of('response')}/",
        "line": f"/ternak/silsilah/{first_lot(told)}/",
        "entry": f"/buku/jurnal/{id_of('donation', 'zakat')}/",
        "deed": f"/serah-terima/{id_of('deed')}/",
        "deed_pdf": f"/serah-terima/{id_of('deed')}/bast.pdf",
        "donor_fund": f"/donasi/{id_of('source', 'zakat')}/",
        "donor_fund_file": f"/donasi/{id_of('source', 'zakat')}/csv/",
        "user": f"/pengaturan/pengguna/{id_of('clerk')}/",
        "instrument_xlsx": f"/survei/{id_of('instrument')}/xlsform/",
    }


def first_lot(told: story.Story) -> UUID:
    """A lot of animals that was bought, the first of its line."""
    bought = Placement.objects.filter(
        organisation_id=told.by.organisation_id, came_from=None, unit__kind="animal"
    )
    return bought.order_by("placed_on", "id").values_list("id", flat=True)[0]


def keep_house() -> House:
    """The year 2014 with its meeting, its surplus shared, and a plan for the next."""
    world = cooperative_year.tell()
    meetings.plan(
        by=world.by, on=cooperative_year.MEETING, cooperative=world.cooperative, year=2015,
        lines=[meetings.NewLine("Pelatihan anggota"), meetings.NewLine("Kantor", "5304", 300_000)],
    )  # fmt: skip
    cooperative_year.share(world)
    cooperative_rows.add(world)
    return House(world, addresses_in(world))


def addresses_in(world: cooperative_world.World) -> dict[str, str]:
    """An address of every page of a cooperative's own."""
    member = world.members["Ani"].id
    saved = world.id("save", "Ani", "sukarela", 50_000, date(2014, 1, 8))
    distribution = world.id("distribution", 2014, cooperative_year.MEETING)
    return {
        "cooperative": "/koperasi/",
        "members": "/koperasi/anggota/",
        "member": f"/koperasi/anggota/{member}/",
        "passbook_pdf": f"/koperasi/anggota/{member}/buku-simpanan.pdf",
        "receipt": f"/koperasi/anggota/{member}/bukti/{saved}/",
        "cash": "/koperasi/kas/",
        "voucher": f"/koperasi/kas/bukti/{world.id('costs', date(2014, 12, 1))}/",
        "trade": "/koperasi/usaha/",
        "deals": "/koperasi/usaha/transaksi/",
        "deal": f"/koperasi/usaha/transaksi/{world.id('purchase')}/",
        "trade_debts": "/koperasi/usaha/utang-piutang/",
        "inventory": "/koperasi/inventaris/",
        "asset": f"/koperasi/inventaris/{world.id('scale')}/",
        "applications": "/koperasi/pembiayaan/",
        "application": f"/koperasi/pembiayaan/{world.id('asked')}/",
        "stock_card": f"/koperasi/usaha/{world.id('rice')}/",
        "months": "/koperasi/bulan/",
        "surplus": "/koperasi/shu/",
        "distribution": f"/koperasi/shu/{distribution}/",
        "meetings": "/koperasi/rapat/",
        "meeting": f"/koperasi/rapat/{world.id('rat', 2014)}/",
        "rat_pack": "/koperasi/rapat/berkas/2014/xlsx/",
        "organisation": "/koperasi/organisasi/",
        "notes": "/koperasi/catatan/",
        "record_books": "/koperasi/buku/",
        "health": "/koperasi/kesehatan/",
    }


@pytest.fixture
def institution(db: None) -> Organisation:
    """The institution, which may stand already if a test of the module told its story."""
    return _institution()


@pytest.fixture
def place(story_told: Place, db: None) -> Place:
    """The institution of the story; what a test adds is taken back."""
    return story_told


@pytest.fixture
def house(year_lived: House, db: None) -> House:
    """The cooperative of the year; what a test adds is taken back."""
    return year_lived


@pytest.fixture(scope="module")
def story_told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    """The story told once for a module, in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell(actor_of(_institution()))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def year_lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The year lived once for a module, as the story is."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield keep_house()
        transaction.set_rollback(True)


def _institution() -> Organisation:
    found, _ = Organisation.objects.get_or_create(
        id=id_of("institution"), code="lembaga", name="Lembaga Uji", kind="institution"
    )
    return found


@pytest.fixture
def stranger(db: None) -> User:
    """An administrator of another institution, which knows nothing of the story."""
    other = Organisation.objects.create(
        id=id_of("other"), code="lain", name="Lembaga Lain", kind="institution"
    )
    return user_with(other.id, "admin")


@pytest.fixture(params=["institution", "cooperative"])
def site(request: pytest.FixtureRequest, place: Place, house: House) -> Site:
    """Each sort of organisation in turn, for the tests that every page must pass.

    Both are asked for by name, so that they stand before the transaction of a test begins.
    """
    if request.param == "institution":
        scopes = {policy.MEMBER: id_of("party", "Darma"), policy.DONOR: place.story.programme.id}
        return Site(
            place.story.by.organisation_id, place.addresses,
            ("Ani", "QH-1", "BAST/1", "Klaster Uji"), scopes,
            request.getfixturevalue("stranger"), AS_OF,
        )  # fmt: skip
    empty = cooperative_world.found("lain", names=("Zainab", "Yusuf", "Wati"))
    own = house.world.members["Budi"].party_id
    return Site(
        house.world.by.organisation_id, house.addresses,
        ("Ani", "Budi", "Beras", "Koperasi kop", "Balai desa"),
        {policy.MEMBER: own, policy.DONOR: own},
        user_with(empty.by.organisation_id, "admin"), HOUSE_AS_OF,
    )  # fmt: skip
