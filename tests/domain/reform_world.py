"""A programme that ends in all three starting states of an asset reform, by the worked figures.

A: a barn of 48,000,000 that a group shares, 36 of 96 months worn. B: qardh of 1,500,000 to each of
ten mitra, 625,000 of each repaid. C: a sewing machine granted to each of two mitra. Beside them
every mitra has 25,000 in the group's cash.
"""

from dataclasses import dataclass
from datetime import date

from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation
from klaster.domain.assets import commands as assets
from klaster.domain.contracts import commands as contracts
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation.journals import Contribution
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.places.models import Area
from klaster.domain.programme.commands import enrolments, groups, set_up
from klaster.domain.programme.models import Programme
from klaster.domain.registry import commands as registry
from tests.conftest import id_of
from tests.domain import leaving

START, LENT, EXIT = date(2011, 1, 3), date(2011, 3, 1), date(2014, 3, 6)
VILLAGE = "99.99.01.2001"
MITRA = tuple(f"Mitra {n:02}" for n in range(1, 11))
GROUP, BARN = id_of("reform", "group"), id_of("reform", "barn")
FUNDS = {
    "zakat": ("zakat", 48_000_000),
    "infak": ("infak_terikat", 15_000_000),
    "csr": ("csr", 4_000_000),
    "kas": ("group_cash", 0),
}
FAIR_VALUES = {BARN: 31_500_000}


@dataclass(frozen=True)
class World:
    """The programme on the eve of its exit."""

    by: Actor
    programme: Programme
    book: Book
    funds: dict[str, Fund]
    cooperative: Cooperative

    def deed(self, **more):
        """The deed that hands everything over, the machines contributed by their owners."""
        return leaving.deed(
            self.cooperative, fair_values=FAIR_VALUES, contributions=machines(), **more
        )


def machines() -> tuple[Contribution, ...]:
    """The two sewing machines, valued by their state."""
    return tuple(
        Contribution(id_of("party", name), "Mesin jahit", "MACHINE", 1, worth, state)
        for name, worth, state in (
            (MITRA[0], 1_500_000, "baik"), (MITRA[1], 1_250_000, "perlu servis"),
        )
    )  # fmt: skip


def build(by: Actor, *, is_confirmed: bool = True) -> World:
    """Tell the programme until the day before its exit, with what mitra owe confirmed or not."""
    for code, name, level in (("99", "Banten", "provinsi"), (VILLAGE, "Cisimeut", "desa")):
        Area.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "edition": "uji"}
        )
    programme = set_up.start_programme(
        by=by, on=START, id=id_of("programme"), code="uji", name="Klaster Uji", area=VILLAGE
    )
    implementer = Organisation.objects.create(
        id=id_of("implementer"), code="pelaksana", name="Pelaksana Uji", kind="implementer"
    )
    sector = set_up.add_sector(
        by=by, on=START, id=id_of("sector"), programme_id=programme.id, code="terpadu",
        name="Terpadu", implementer_id=implementer.id,
    )  # fmt: skip
    book = ledger.open_book(
        by=by, on=START, id=id_of("book"), code="program", name="Program", chart="psak409"
    )
    funds = {code: _fund(by, programme, book, code) for code in FUNDS}
    _people(by, sector)
    _barn(by, programme, book, funds["zakat"])
    _qardh(by, sector, funds["infak"])
    _machines(by, sector, funds["csr"])
    savings = [
        contracts.Saving(id_of("saving", name), funds["kas"].id, id_of("party", name), 25_000, LENT)
        for name in MITRA
    ]
    contracts.save_to_group_many(by=by, on=LENT, rows=savings)
    leaving.close_months(by, book, EXIT)
    if is_confirmed:
        leaving.confirm_receivables(by, programme, EXIT)
    return World(by, programme, book, funds, leaving.cooperative(by, sector, EXIT))


def _fund(by, programme, book, code):
    kind, received = FUNDS[code]
    fund = ledger.open_fund(
        by=by, on=START, id=id_of("fund", code), book=book, code=code, name=code, kind=kind
    )
    if received:
        set_up.add_fund_source(
            by=by, on=START, id=id_of("source", code), programme_id=programme.id, code=code,
            name=code, restriction=kind, promised_rp=received, donor_name="Contoh",
            fund_id=fund.id,
        )  # fmt: skip
        line = ledger.Line(
            fund.id, ledger.Side("fund_cash"), ledger.Side("fund_received"), received
        )
        ledger.post(by=by, on=START, id=id_of("in", code), book=book, kind="donation", lines=[line])
    return fund


def _people(by, sector):
    registry.enrol(
        by=by, on=START, new=registry.NewParty(GROUP, "group", "Kelompok Uji", village=VILLAGE)
    )
    groups.form_group(
        by=by, on=START,
        new=groups.NewGroup(id_of("group"), sector.id, "Kelompok Uji", VILLAGE, party_id=GROUP),
    )  # fmt: skip
    registry.enrol_many(
        by=by, on=START,
        rows=[
            registry.NewParty(
                id_of("party", name), "person", name, village=VILLAGE,
                person_id=id_of("person", name), roles=("mitra",),
            )
            for name in MITRA
        ],
    )  # fmt: skip
    for name in MITRA:
        enrolments.enrol(
            by=by, on=START,
            new=enrolments.NewEnrolment(
                id_of("enrolment", name), id_of("party", name), sector.id, id_of("group")
            ),
        )  # fmt: skip


def _barn(by, programme, book, fund):
    bought = date(2011, 2, 10)
    assets.buy(
        by=by, on=bought,
        new=assets.Purchase(id_of("buy"), fund.id, "BUILDING", 1, 48_000_000, bought),
    )  # fmt: skip
    assets.share(
        by=by, on=bought,
        new=assets.NewLot(
            id=BARN, contract_id=BARN, party=GROUP, fund=fund.id, akad="", unit="BUILDING",
            quantity=1, cost=48_000_000, is_controlled=True, placed_on=bought,
            programme=programme.id, description="Kandang komunal", useful_months=96,
        ),
    )  # fmt: skip
    assets.depreciate(by=by, on=date(2014, 2, 28), book=book, until=date(2014, 2, 28))


def _sign(by, sector, kind, name, fund, terms):
    new = contracts.NewContract(
        id=id_of(kind, name), number=f"{kind}/{name[-2:]}", kind=kind,
        party=id_of("party", name), fund=fund.id, terms=terms, signed_on=LENT, group=GROUP,
        sector=sector.id,
    )  # fmt: skip
    return contracts.sign(by=by, on=LENT, new=new)


def _record(by, contract, kind, on, amount, **data):
    new = contracts.NewEvent(id_of(contract.id, kind), contract.id, kind, on, amount, data)
    contracts.record(by=by, on=on, new=new)


def _qardh(by, sector, fund):
    terms = {
        "principal": "1500000", "instalments": 60, "every": 1, "unit": "month",
        "start": LENT.isoformat(), "rounding": "1000",
    }  # fmt: skip
    for name in MITRA:
        qardh = _sign(by, sector, "qardh", name, fund, terms)
        _record(by, qardh, "disbursed", LENT, 1_500_000)
        _record(by, qardh, "repaid", date(2013, 3, 1), 625_000)


def _machines(by, sector, fund):
    for name in MITRA[:2]:
        grant = _sign(by, sector, "grant", name, fund, {"principal": "2000000"})
        _record(
            by, grant, "placed", LENT, 2_000_000, description="Mesin jahit", unit="MACHINE",
            **{"from": "fund_cash"},
        )  # fmt: skip
