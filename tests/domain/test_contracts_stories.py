"""Contracts as an accountant reads them: every entry as stored, and the trial balance after."""

from datetime import date
from pathlib import Path

from klaster.domain.assets.models import Placement
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Entry
from klaster.rules.wording import date_text, number_text
from tests.conftest import id_of
from tests.domain.world import LATER, MURABAHAH, PASS_ON, QARDH, World, build
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
SIGNED = date(2011, 3, 1)


def name(code: str) -> str:
    return f"{code} {charts.find('psak409', code).name_id}"


def tell(world: World, title: str) -> str:
    """All entries of the book in the order of their days, then what every account holds."""
    lines = [title, "=" * len(title)]
    for entry in Entry.objects.order_by("event_date", "posted_at", "source", "id"):
        read = ledger.entry(world.by.organisation_id, entry.id)
        lines += ["", f"{date_text(entry.event_date)}  {entry.kind}  {entry.source or '-'}"]
        if entry.memo:
            lines.append(f"  ({entry.memo})")
        lines += [
            f"  D {name(move.debit.role):<40} K {name(move.credit.role):<40}"
            f"{move.unit:>8} {number_text(move.amount):>13}"
            for move in read.lines
        ]
    lines += ["", "Neraca saldo (debit positif, kredit negatif)"]
    lines += [
        f"  {name(row.code):<44}{row.unit:>8} {number_text(row.balance):>14}"
        for row in ledger.trial_balance(world.book, LATER)
        if row.balance
    ]
    by_unit: dict[str, int] = {}
    for row in ledger.trial_balance(world.book, LATER):
        by_unit[row.unit] = by_unit.get(row.unit, 0) + row.balance
    assert set(by_unit.values()) == {0}
    assert queries.differences(world.book, LATER) == []
    return "\n".join(lines) + "\n"


def descent(lot: Placement) -> str:
    origin = lot.came_from.party if lot.came_from else "pembelian"
    owned = f"; milik mitra sejak {date_text(lot.title_passed_on)}" if lot.title_passed_on else ""
    head = f"{lot.unit_id:<9}{lot.quantity} ekor{number_text(lot.cost):>12}"
    return f"  {lot.party.name:<16}{head}  dari {origin}{owned}\n"


def test_a_qardh_repaid_with_a_waiver(by):
    world = build(by, cash=5_000_000)
    terms = {**QARDH, "instalments": 4}
    qardh = world.sign("qardh", "QH-001", SIGNED, terms)
    world.record(qardh, "disbursed", SIGNED, 1_000_000)
    for week, amount in ((8, 250_000), (15, 250_000), (22, 300_000)):
        contracts.repay(
            by=by, on=date(2011, 3, week), id=id_of("pay", week), contract=qardh.id, amount=amount
        )
    contracts.waive(
        by=by, on=date(2011, 4, 5), id=id_of("waive"), contract=qardh.id, amount=200_000,
        reason="Suami wafat; keputusan rapat kelompok",
    )  # fmt: skip
    golden(GOLDEN / "qardh.txt", tell(world, "Qardh Rp 1.000.000, sisa Rp 200.000 dibebaskan"))


def test_a_murabahah_paid_off_early(by):
    world = build(by, cash=5_000_000)
    sale = world.sign("murabahah", "MB-001", SIGNED, MURABAHAH)
    world.record(sale, "goods_bought", SIGNED, 1_200_000)
    world.record(sale, "disbursed", SIGNED, 1_200_000, unit="MACHINE", description="Mesin jahit")
    for month in (4, 5, 6):
        world.record(sale, "repaid", date(2011, month, 1), 110_000)
    contracts.pay_off(by=by, on=date(2011, 8, 20), id=id_of("off"), contract=sale.id)
    title = "Murabahah mesin jahit, dilunasi bulan keenam: margin enam bulan tidak dipungut"
    golden(GOLDEN / "murabahah.txt", tell(world, title))


def test_sheep_passed_on_to_two_families(by):
    world = build(by, cash=5_000_000, ewes=2)
    first = world.sign("pass_on", "PG-001", SIGNED, PASS_ON, "Keluarga Ani")
    world.record(first, "placed", SIGNED)
    world.record(first, "born", date(2011, 9, 10), females=2, litters=2)
    world.record(first, "weaned", date(2011, 12, 20), females=2)
    world.record(first, "born", date(2012, 3, 5), males=1)
    world.record(first, "died", date(2012, 3, 9), males=1, of="unweaned", cause="natural_death")
    owes_one = {**PASS_ON, "females": 1, "owed_females": 1}
    del owes_one["base_value"]
    for number, family, on in (
        ("PG-002", "Keluarga Budi", date(2012, 4, 1)),
        ("PG-003", "Keluarga Cici", date(2012, 5, 1)),
    ):
        contracts.pass_on(
            by=by, on=on, id=id_of("pass", number), contract=first.id, animals={"females": 1},
            to=world.new("pass_on", number, None, owes_one, family),
        )  # fmt: skip
    world.record(first, "fulfilled", date(2012, 5, 2))
    lots = Placement.objects.select_related("party", "came_from__party").order_by("placed_on")
    story = tell(world, "Dua induk domba pada satu keluarga, anaknya bergulir ke dua keluarga")
    story += "\nSilsilah\n" + "".join(map(descent, lots))
    golden(GOLDEN / "pass_on.txt", story)
