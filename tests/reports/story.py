"""A small story told by hand, for the golden files of the reports: small enough to add up on paper.

Two sectors and six mitra in 2011-2012. A zakat fund of 20,000,000 buys four ewes (4,000,000) and a
shed (4,800,000), lends 1,000,000 as qardh and sells a sewing machine by murabahah; a CSR fund of
5,000,000 gives one grant. One ewe dies, one lamb is passed on, one instalment is late.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.assets import commands as assets
from klaster.domain.contracts import commands as contracts
from klaster.domain.enterprises.models import Cycle, Enterprise, Record
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation import shipped
from klaster.domain.graduation.models import Claim, Decision
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.places.models import Area
from klaster.domain.programme.commands import enrolments, groups, set_up
from klaster.domain.programme.models import Programme, Sector
from klaster.domain.registry import commands as registry
from tests.conftest import id_of

START = date(2011, 1, 3)
END = date(2012, 6, 30)
VILLAGE = "99.99.01.2001"
MITRA = {
    "Ani": "ternak",
    "Badru": "ternak",
    "Cicih": "ternak",
    "Darma": "dagang",
    "Euis": "dagang",
    "Fatah": "dagang",
}
QARDH = {
    "principal": "1000000",
    "instalments": 10,
    "every": 1,
    "unit": "month",
    "start": "2011-03-01",
    "rounding": "1000",
}
MURABAHAH = {
    "principal": "1200000",
    "margin": "120000",
    "method": "flat",
    "instalments": 12,
    "every": 1,
    "unit": "month",
    "start": "2011-04-01",
    "rounding": "1000",
}
PASS_ON = {
    "species": "SHEEP",
    "females": 2,
    "males": 0,
    "base_value": "2000000",
    "owed_females": 2,
    "owed_males": 0,
    "deadline_months": 24,
}


@dataclass(frozen=True)
class Story:
    """The rows that tests refer to by name."""

    by: Actor
    programme: Programme
    book: Book
    zakat: Fund
    csr: Fund
    sectors: dict[str, Sector]


def tell(by: Actor) -> Story:
    """Tell the whole story as `by`; every id follows from its name."""
    for code, name, level in (("99", "Banten", "provinsi"), (VILLAGE, "Cisimeut", "desa")):
        Area.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "edition": "uji"}
        )
    story = _set_up(by)
    _enrol(story)
    _money(story)
    _animals(story)
    _beside(story)
    return story


def _set_up(by: Actor) -> Story:
    programme = set_up.start_programme(
        by=by, on=START, id=id_of("programme"), code="uji", name="Klaster Uji", area=VILLAGE
    )
    implementer = Organisation.objects.create(
        id=id_of("implementer"), code="pelaksana", name="Pelaksana Uji", kind="implementer"
    )
    sectors = {
        code: set_up.add_sector(
            by=by, on=START, id=id_of("sector", code), programme_id=programme.id, code=code,
            name=name, implementer_id=implementer.id,
        )
        for code, name in (("ternak", "Peternakan"), ("dagang", "UMKM"))
    }  # fmt: skip
    book = ledger.open_book(
        by=by, on=START, id=id_of("book"), code="program", name="Program", chart="psak409"
    )
    zakat, csr = (
        ledger.open_fund(
            by=by, on=START, id=id_of("fund", code), book=book, code=code, name=name, kind=code
        )
        for code, name in (("zakat", "Dana zakat"), ("csr", "Hibah CSR"))
    )
    for fund, donor, amount in (
        (zakat, "Muzaki (contoh)", 20_000_000),
        (csr, "PT Contoh", 5_000_000),
    ):
        set_up.add_fund_source(
            by=by, on=START, id=id_of("source", fund.code), programme_id=programme.id,
            code=fund.code, name=fund.name, restriction=fund.kind, promised_rp=amount,
            donor_name=donor, fund_id=fund.id,
        )  # fmt: skip
    set_up.set_budget(
        by=by, on=START, programme_id=programme.id,
        lines=[
            set_up.NewBudgetLine("assets", 9_000_000, sectors["ternak"].id),
            set_up.NewBudgetLine("assets", 3_000_000, sectors["dagang"].id),
            set_up.NewBudgetLine("mentoring", 2_000_000),
        ],
    )  # fmt: skip
    return Story(by, programme, book, zakat, csr, sectors)


def _enrol(story: Story) -> None:
    for code, sector in story.sectors.items():
        registry.enrol(
            by=story.by, on=START,
            new=registry.NewParty(
                id_of("group party", code), "group", f"Kelompok {code}", village=VILLAGE
            ),
        )  # fmt: skip
        groups.form_group(
            by=story.by, on=START,
            new=groups.NewGroup(
                id_of("group", code), sector.id, f"Kelompok {code}", VILLAGE,
                party_id=id_of("group party", code),
            ),
        )  # fmt: skip
    for name, code in MITRA.items():
        party = registry.enrol(
            by=story.by, on=START,
            new=registry.NewParty(
                id_of("party", name), "person", name, village=VILLAGE, sex="P",
                person_id=id_of("person", name), roles=("mitra",),
            ),
        )  # fmt: skip
        enrolments.enrol(
            by=story.by, on=START,
            new=enrolments.NewEnrolment(
                id_of("enrolment", name), party.id, story.sectors[code].id, id_of("group", code)
            ),
        )  # fmt: skip
        stages = ["eligible", "active", *{"Fatah": ["left"]}.get(name, [])]
        for n, stage in enumerate(stages):
            enrolments.move_enrolment(
                by=story.by, on=START.replace(day=10 + n),
                step=enrolments.NewStep(
                    id_of("step", name, stage), id_of("enrolment", name), stage,
                    reason="pindah ke kota" if stage == "left" else "",
                ),
            )  # fmt: skip


def _money(story: Story) -> None:
    for fund, amount in ((story.zakat, 20_000_000), (story.csr, 5_000_000)):
        _post(story, START, "donation", fund, "fund_cash", "fund_received", amount)
    cost = date(2011, 2, 1)
    _post(story, cost, "mentoring", story.zakat, "programme_cost", "fund_cash", 1_500_000)
    qardh = _sign(story, "qardh", "QH-1", date(2011, 3, 1), "Darma", story.zakat, QARDH)
    _record(story, qardh, "disbursed", date(2011, 3, 1), 1_000_000)
    for month in (4, 5, 6, 7):
        _record(story, qardh, "repaid", date(2011, month, 1), 100_000)
    sale = _sign(story, "murabahah", "MB-1", date(2011, 4, 1), "Euis", story.zakat, MURABAHAH)
    _record(story, sale, "goods_bought", date(2011, 4, 1), 1_200_000)
    _record(story, sale, "disbursed", date(2011, 4, 1), 1_200_000)
    _record(story, sale, "repaid", date(2011, 5, 2), 110_000)
    mistake = _record(story, sale, "repaid", date(2011, 6, 1), 110_000)
    contracts.undo(
        by=story.by, on=date(2011, 6, 2), id=id_of("undo"), event=mistake.id, reason="salah mitra"
    )
    grant = _sign(
        story, "grant", "HB-1", date(2011, 5, 1), "Fatah", story.csr, {"principal": "750000"}
    )
    _record(story, grant, "placed", date(2011, 5, 1), 750_000, **{"from": "fund_cash"})


def _animals(story: Story) -> None:
    bought = date(2011, 2, 1)
    for unit, quantity, cost in (("SHEEP_F", 4, 4_000_000), ("BUILDING", 1, 4_800_000)):
        assets.buy(
            by=story.by, on=bought,
            new=assets.Purchase(
                id_of("buy", unit), story.zakat.id, unit, quantity, cost, bought
            ),
        )  # fmt: skip
    assets.share(
        by=story.by, on=date(2011, 2, 10),
        new=assets.NewLot(
            id=id_of("shed"), contract_id=id_of("shed"), party=id_of("group party", "ternak"),
            fund=story.zakat.id, akad="", unit="BUILDING", quantity=1, cost=4_800_000,
            is_controlled=True, placed_on=date(2011, 2, 10), programme=story.programme.id,
            description="Kandang bersama", useful_months=96,
        ),
    )  # fmt: skip
    assets.depreciate(by=story.by, on=END, book=story.book, until=date(2011, 12, 31))
    for name in ("Ani", "Badru"):
        given = date(2011, 2, 15)
        lot = _sign(story, "pass_on", f"PG-{name}", given, name, story.zakat, PASS_ON)
        _record(story, lot, "placed", given)
    ani, badru = id_of("contract", "PG-Ani"), id_of("contract", "PG-Badru")
    _record(story, ani, "born", date(2011, 8, 1), females=2, males=1, litters=2)
    _record(story, ani, "weaned", date(2011, 11, 1), females=2, males=1)
    _record(story, badru, "died", date(2011, 9, 1), females=1, of="placed", cause="natural_death")
    next_family = {**PASS_ON, "females": 1, "owed_females": 1}
    next_family.pop("base_value")
    contracts.pass_on(
        by=story.by, on=date(2012, 2, 1), id=id_of("pass on"), contract=ani,
        animals={"females": 1, "age_months": 6},
        to=_new(story, "pass_on", "PG-Cicih", date(2012, 2, 1), "Cicih", story.zakat, next_family),
    )  # fmt: skip


def _beside(story: Story) -> None:
    """What stands beside the ledger: an enterprise, rules and decisions, claims."""
    graduation.adopt_rules(
        by=story.by, on=START, id=id_of("rules"), rules=shipped.find("contoh_mitra", 1)
    )
    own = {"organisation_id": story.by.organisation_id}
    stall = Enterprise.objects.create(
        id=id_of("stall"), **own, party_id=id_of("party", "Darma"),
        sector=story.sectors["dagang"], kind="stall", name="Warung Darma", started_on=START,
    )  # fmt: skip
    week = Cycle.objects.create(
        id=id_of("week"), **own, enterprise=stall, label="Maret", started_on=date(2011, 3, 1)
    )
    for what, amount in (("money_in", 900_000), ("money_out", 600_000), ("own_use", 100_000)):
        Record.objects.create(
            id=id_of("record", what), **own, cycle=week, on=date(2011, 3, 31), what=what,
            amount=amount,
        )  # fmt: skip
    for name, outcome, reason in (
        ("Darma", "independent", "usaha lancar"),
        ("Euis", "held", "angsuran tertunggak"),
    ):
        Decision.objects.create(
            id=id_of("decision", name), **own, programme=story.programme,
            party_id=id_of("party", name), on=date(2012, 6, 1), outcome=outcome, reason=reason,
            sat="Koordinator, Ketua kelompok", rule="uji_v1", inputs={},
        )  # fmt: skip
    for code, claimed in CLAIMS.items():
        Claim.objects.create(
            id=id_of("claim", code), **own, programme=story.programme, code=code,
            **{"published_in": "Kabar Uji", "report": "programme_facts", **claimed},
        )  # fmt: skip


CLAIMS: dict[str, dict[str, object]] = {
    "hari": {
        "sentence": "Serah terima pada hari Rabu, 6 Maret 2014",
        "text": "Rabu", "on": date(2014, 3, 6),
    },
    "juta": {
        "sentence": "Sekitar 10 juta rupiah digulirkan", "figure": 10_000_000, "unit": "Rp",
        "parameters": {"column": "rolled", "rounded_to": 10_000_000},
    },
    "mitra": {
        "sentence": "Seluruhnya 6 mitra", "figure": 6, "unit": "mitra",
        "parameters": {"column": "mitra"},
    },
    "ternak": {
        "sentence": "3 mitra peternakan", "figure": 3, "unit": "mitra",
        "parameters": {"column": "mitra", "row": {"sector": "ternak"}},
    },
    "unknown": {
        "sentence": "Pendapatan naik dua kali", "figure": 2, "report": "",
        "parameters": {"column": "income"},
    },
}  # fmt: skip


def _post(
    story: Story, on: date, kind: str, fund: Fund, debit: str, credit: str, amount: int
) -> None:
    ledger.post(
        by=story.by, on=on, id=id_of(kind, fund.code), book=story.book, kind=kind,
        lines=[ledger.Line(fund.id, ledger.Side(debit), ledger.Side(credit), amount)],
    )  # fmt: skip


def _new(story: Story, kind: str, number: str, on: date, party: str, fund: Fund, terms: dict):
    return contracts.NewContract(
        id=id_of("contract", number), number=number, kind=kind, party=id_of("party", party),
        fund=fund.id, terms=terms, signed_on=on, group=id_of("group party", MITRA[party]),
        sector=story.sectors[MITRA[party]].id,
    )  # fmt: skip


def _sign(
    story: Story, kind: str, number: str, on: date, party: str, fund: Fund, terms: dict
) -> UUID:
    new = _new(story, kind, number, on, party, fund, terms)
    return contracts.sign(by=story.by, on=on, new=new).id


def _record(story: Story, contract: UUID, kind: str, on: date, amount: int = 0, **data):
    new = contracts.NewEvent(id_of(contract, kind, on), contract, kind, on, amount, data)
    return contracts.record(by=story.by, on=on, new=new)
