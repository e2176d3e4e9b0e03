"""In a programme of chance, no count of few families reaches a donor or the public, nor its money.

The same programme is asked raw, with nothing hidden, for what must not appear.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from random import Random

import pytest

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands as contracts
from klaster.domain.graduation.models import Claim
from klaster.domain.ledger import commands as ledger
from klaster.domain.places.models import Area
from klaster.domain.programme.commands import enrolments, set_up
from klaster.domain.registry import commands as registry
from klaster.reports import catalogue
from klaster.reports.donor import fund_report
from klaster.reports.public.programme import in_public
from klaster.reports.run import run
from klaster.rules.suppression import THRESHOLD
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db
START, END = date(2012, 1, 2), date(2012, 6, 30)
SECTORS = {"tani": "Pertanian", "ternak": "Peternakan", "dagang": "UMKM"}
VILLAGES = {f"99.99.01.200{n}": name for n, name in enumerate(("Asri", "Baru", "Cita"))}
SIZES = (0, 0, 1, 1, 2, 3, 4, 6)
FEW = range(1, THRESHOLD)


@dataclass(frozen=True)
class Family:
    """One mitra of chance: where, in what, how much was lent, what came back, how far they are."""

    n: int
    sector: str
    village: str
    lent: int
    repaid: int
    is_independent: bool


def families(chance: Random) -> list[Family]:
    """A handful in each sector and village; each was lent an amount of its own."""
    places = [(s, v) for s in SECTORS for v in VILLAGES for _ in range(chance.choice(SIZES))]
    return [
        Family(n, sector, village, 1_000_000 + 7_000 * n, chance.choice((0, 0, 0, 1000 + n)),
               chance.random() < 0.7)
        for n, (sector, village) in enumerate(places)
    ]  # fmt: skip


def tell(by: Actor, chance: Random) -> list[Family]:
    """Set the programme up, lend to each family, let some repay, publish it."""
    for code, name in VILLAGES.items():
        Area.objects.create(code=code, name=name, level="desa", edition="uji")
    programme = set_up.start_programme(
        by=by, on=START, id=id_of("programme"), code="acak", name="Klaster Acak",
        area=next(iter(VILLAGES)),
    )  # fmt: skip
    for code, name in SECTORS.items():
        set_up.add_sector(
            by=by, on=START, id=id_of(code), programme_id=programme.id, code=code, name=name
        )
    book = ledger.open_book(
        by=by, on=START, id=id_of("book"), code="program", name="Program", chart="psak409"
    )
    fund = ledger.open_fund(
        by=by, on=START, id=id_of("fund"), book=book, code="zakat", name="Zakat", kind="zakat"
    )
    set_up.add_fund_source(
        by=by, on=START, id=id_of("source"), programme_id=programme.id, code="zakat", name="Zakat",
        restriction="zakat", promised_rp=10**9, donor_name="Muzaki (contoh)", fund_id=fund.id,
    )  # fmt: skip
    line = ledger.Line(fund.id, ledger.Side("fund_cash"), ledger.Side("fund_received"), 10**9)
    ledger.post(by=by, on=START, id=id_of("gift"), book=book, kind="donation", lines=[line])
    found = families(chance)
    enrol(by, found)
    lend(by, found, fund.id)
    for sector, name in SECTORS.items():
        mitra = sum(family.sector == sector for family in found)
        Claim.objects.create(
            id=id_of("claim", sector), organisation_id=by.organisation_id, programme=programme,
            code=sector, sentence=f"{mitra} mitra {name}", figure=mitra, unit="mitra",
            published_in="Kabar Uji", report="programme_facts",
            parameters={"column": "mitra", "row": {"sector": sector}},
        )  # fmt: skip
    set_up.publish(by=by, on=END, id=programme.id)
    return found


def enrol(by: Actor, found: list[Family]) -> None:
    registry.enrol_many(
        by=by, on=START,
        rows=[
            registry.NewParty(
                id_of("party", each.n), "person", f"Keluarga {each.n}", village=each.village
            )
            for each in found
        ],
    )  # fmt: skip
    enrolments.enrol_many(
        by=by, on=START,
        rows=[
            enrolments.NewEnrolment(
                id_of("enrolment", each.n), id_of("party", each.n), id_of(each.sector), None
            )
            for each in found
        ],
    )  # fmt: skip
    enrolments.move_enrolments(
        by=by, on=START,
        steps=[
            enrolments.NewStep(id_of("step", each.n, stage), id_of("enrolment", each.n), stage)
            for each in found
            for stage in (
                "eligible", "active", *(["ready", "independent"] if each.is_independent else [])
            )
        ],
    )  # fmt: skip


def lend(by: Actor, found: list[Family], fund) -> None:
    terms = {"instalments": 10, "every": 1, "unit": "month", "start": "2012-02-01"}
    contracts.sign_many(
        by=by, on=START,
        rows=[
            contracts.NewContract(
                id=id_of("contract", each.n), number=f"QH-{each.n}", kind="qardh",
                party=id_of("party", each.n), fund=fund, signed_on=START,
                terms={**terms, "principal": str(each.lent), "rounding": "1000"},
                sector=id_of(each.sector),
            )
            for each in found
        ],
    )  # fmt: skip
    contracts.record_many(
        by=by, on=END,
        rows=[
            contracts.NewEvent(
                id_of("event", each.n, kind), id_of("contract", each.n), kind, on, amount, {}
            )
            for each in found
            for kind, on, amount in (
                ("disbursed", START, each.lent), ("repaid", END, each.repaid)
            )
            if amount
        ],
    )  # fmt: skip


def secrets(by: Actor, found: list[Family]) -> set[int]:
    """The money of few families, in each place where a table could tell it."""
    whole = replace(
        fund_report.REPORT,
        finish=lambda asked, rows: [{**row, "note": "", "balance": 0} for row in rows],
    )
    rows = run(whole, organisation=by.organisation_id, on=END).rows
    assert sum(row["families"] or 0 for row in rows if row["step"] == "rolled") == len(found)
    return {row["amount"] for row in rows if row["families"] in FEW} | {
        sum(family.lent for family in found if family.sector == sector)
        for sector in SECTORS
        if sum(family.sector == sector for family in found) in FEW
    }


def figures(page: str) -> list[int]:
    """Every number that stands alone in a cell, as 1.234 or Rp 1.234."""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.S)
    said = (re.sub(r"<[^>]+>", "", cell).strip() for cell in cells)
    return [
        int(text.removeprefix("Rp").strip().replace(".", ""))
        for text in said
        if re.fullmatch(r"(Rp\s*)?[\d.]+", text)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_few_families_of_a_programme_of_chance_are_told_to_donors_or_all(by, client, seed):
    found = tell(by, Random(seed))
    few = secrets(by, found)
    pages = [client.get("/publik/lembaga/acak/").content.decode()]
    sign_in(client, user_with(by.organisation_id, "donor", scope=id_of("source")), END)
    address = f"/donasi/{id_of('source')}/"
    pages.append(client.get(address).content.decode())
    for page in pages:
        told = figures(page)
        assert told, "the page says something"
        assert not [figure for figure in told if figure in FEW or figure in few]
    for code in ("fund_report", "public_identity"):
        result = run(catalogue.find(code), organisation=by.organisation_id, on=END)
        assert not [row for row in result.rows if row["families"] in FEW or row["amount"] in few]
    said = in_public(organisation=by.organisation_id, programme="acak", on=END)
    hidden = {sector.name for sector in said.sectors if sector.families is None}
    assert not [claim for claim in said.claims if claim.sentence.split(" ")[-1] in hidden]
    csv = client.get(f"{address}csv/").content.decode()
    assert not [amount for amount in few if f",{amount}," in csv]
