"""A contract of each kind that the story lacks, each where some form of an act has its place."""

from datetime import date
from typing import Any

from klaster.domain.assets import commands as assets
from klaster.domain.contracts import commands as contracts
from tests.conftest import id_of
from tests.reports.story import MURABAHAH, PASS_ON, QARDH, Story

ON = date(2012, 3, 1)
TIMES = {"instalments": 2, "every": 1, "unit": "month", "start": "2012-03-01"}
HERD = {"species": "SHEEP", "females": 1, "males": 1, "base_value": "1000000"}
LEASE = {"principal": "600000", "rent": "50000", "useful_months": 12, "passes_title": True, **TIMES}
SHARE = {
    "form": "musyarakah", "capital": "500000", "partner_capital": "100000", "nisbah_owner": 40,
    "nisbah_partner": 60, **TIMES,
}  # fmt: skip
SALAM = {
    "unit": "RICE_KG", "quantity": 100, "quality": "kering", "price": "400000",
    "due_date": "2012-07-01",
}  # fmt: skip
CROP = {
    "form": "muzaraah", "unit": "RICE_KG", "inputs": "300000", "part_programme": 40,
    "part_farmer": 60,
}  # fmt: skip
CONTRACTS: dict[str, tuple[str, dict[str, Any]]] = {
    # Signed, nothing handed over yet.
    "QH-2": ("qardh", QARDH),
    "QH-3": ("qardh", QARDH),
    "MB-2": ("murabahah", MURABAHAH),
    "MB-3": ("murabahah", MURABAHAH),
    "BH-1": ("profit_share", SHARE),
    "SL-1": ("salam", SALAM),
    "IJ-1": ("lease", LEASE),
    "GD-1": ("livestock_share", {**HERD, "rule": "alternate_dam_kept"}),
    "HB-2": ("grant", {"principal": "100000"}),
    # Running.
    "BH-2": ("profit_share", SHARE),
    "BH-3": ("profit_share", SHARE),
    "SL-2": ("salam", SALAM),
    "YN-1": ("crop_share", CROP),
    "IJ-2": ("lease", LEASE),
    "IJ-3": ("lease", {**LEASE, "instalments": 1}),
    "GD-2": ("livestock_share", {**HERD, "rule": "alternate_dam_kept"}),
    "GD-3": ("livestock_share", {**HERD, "rule": "value_5050"}),
    "PG-1": (
        "pass_on",
        {**PASS_ON, "males": 1, "base_value": "0", "dam_freed_by": "first_pass_on"},
    ),
}
CASH = {"from": "fund_cash"}
SHEEP = {"females": 1}
HAPPENED: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("QH-3", "disbursed", 1_000_000, {}),
    ("QH-3", "written_off", 1_000_000, {"reason": "uji"}),
    ("MB-3", "goods_bought", 1_200_000, {}),
    ("BH-2", "disbursed", 500_000, {}),
    ("BH-2", "profit_reported", 0, {"accepted": True, "revenue": "90000", "costs": "40000"}),
    ("BH-3", "disbursed", 500_000, {}),
    ("BH-3", "capital_returned", 500_000, {}),
    ("SL-2", "disbursed", 400_000, {}),
    ("YN-1", "inputs_given", 100_000, CASH),
    ("IJ-2", "placed", 600_000, CASH),
    ("IJ-3", "placed", 600_000, CASH),
    ("IJ-3", "billed", 50_000, {}),
    ("IJ-3", "repaid", 50_000, {}),
    ("GD-2", "placed", 0, {}),
    ("GD-2", "born", 0, SHEEP),
    ("GD-3", "placed", 0, {}),
    ("GD-3", "sold", 1_200_000, {**SHEEP, "of": "placed"}),
    ("GD-3", "born", 0, SHEEP),
    ("GD-3", "sold", 200_000, {**SHEEP, "of": "offspring"}),
    ("PG-1", "placed", 0, {}),
    ("PG-1", "born", 0, {"females": 3, "males": 2}),
    ("PG-1", "weaned", 0, {"females": 2, "males": 1}),
    ("PG-1", "passed_on", 0, SHEEP),
)


def add(story: Story) -> None:
    """Sign them with Darma, and record what brings each to its place; a tag, a queue."""
    by = story.by
    for unit, quantity in (("SHEEP_F", 5), ("SHEEP_M", 5)):
        assets.buy(
            by=by, on=ON,
            new=assets.Purchase(
                id_of("more", unit), story.zakat.id, unit, quantity, 1_000_000, ON
            ),
        )  # fmt: skip
    contracts.sign_many(
        by=by, on=ON,
        rows=[
            contracts.NewContract(
                id=id_of("contract", number), number=number, kind=kind, terms=terms, signed_on=ON,
                party=id_of("party", "Darma"), fund=story.zakat.id,
                sector=story.sectors["dagang"].id,
            )
            for number, (kind, terms) in CONTRACTS.items()
        ],
    )  # fmt: skip
    contracts.record_many(
        by=by, on=ON,
        rows=[
            contracts.NewEvent(id_of("row", n), id_of("contract", number), what, ON, amount, data)
            for n, (number, what, amount, data) in enumerate(HAPPENED)
        ],
    )  # fmt: skip
    assets.tag_many(by=by, on=ON, rows=[assets.NewAnimal(id_of("tag"), "D-001", "SHEEP_F", ON)])
    assets.queue_many(
        by=by, on=ON,
        rows=[
            assets.NewWaiting(
                id_of("queued"), id_of("group party", "ternak"), id_of("party", "Cicih"), "GOAT", ON
            )
        ],
    )  # fmt: skip
