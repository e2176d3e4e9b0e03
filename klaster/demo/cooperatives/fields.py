"""Farmers: the season that came with the reform is reaped, and the cooperative gives new ones.

Inputs first, then the harvest shared (yarnen), as under the programme. Yields are made up.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative.models import Member

# Inputs are given in the first month, the harvest comes in the second.
SEASONS = (
    (date(2014, 5, 1), date(2014, 9, 1)),
    (date(2014, 11, 1), date(2015, 3, 1)),
    (date(2015, 5, 1), date(2015, 9, 1)),
)
FIRST_HARVEST = date(2014, 4, 1)
PRICES = {2014: 4_600, 2015: 4_900}
FAILED = date(2015, 9, 1)  # a long dry season: part of the fields gave nothing
SHARE = 45  # farmers who take inputs each season


def work(life: Life, month: date) -> None:
    """What the fields bring and ask for in a month."""
    if month == FIRST_HARVEST:
        _reap(life, month, _standing(life))
    for n, (first, harvest) in enumerate(SEASONS, 1):
        if month == first:
            _give(life, month, n)
        elif month == harvest:
            _reap(life, month, _standing(life))


def _standing(life: Life) -> list[tuple[UUID, int]]:
    """Seasons under way and what was put into each."""
    found = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind="crop_share", status="active"
    ).order_by("number")
    return [(each, int(data["inputs"])) for each, data in found.values_list("id", "terms__data")]


def _give(life: Life, month: date, n: int) -> None:
    chance = life.chance
    farmers: list[Member] = life.some(SHARE)
    signed, given = [], []
    for member in farmers:
        on = month + timedelta(days=4 + chance.randrange(12))
        worth = chance.randrange(12, 19) * 50_000
        contract = life.id(on, "season", n, member.id)
        terms = {
            "form": "muzaraah", "unit": "RICE_KG", "inputs": str(worth), "inputs_first": True,
            "part_programme": 6, "part_farmer": 94,
        }  # fmt: skip
        signed.append(
            contracts.NewContract(
                id=contract, number=f"YN-{member.number:03}-K{n}", kind="crop_share",
                party=member.party_id, fund=life.cooperative.rolling_fund_id, terms=terms,
                signed_on=on, approved_by=f"Pengurus {EXAMPLE}",
            )
        )  # fmt: skip
        data = {"from": "fund_cash", "description": f"benih dan pupuk {EXAMPLE}"}
        given.append(
            contracts.NewEvent(
                life.id(on, "inputs", contract), contract, "inputs_given", on, worth, data
            )
        )
    contracts.sign_many(by=life.treasurer, on=month, rows=signed)
    contracts.record_many(by=life.treasurer, on=month, rows=given)


def _reap(life: Life, month: date, standing: list[tuple[UUID, int]]) -> None:
    """Harvest, payment in one or two parts of the same month, and the end of the season."""
    chance = life.chance
    events = []
    for contract, inputs in standing:
        on = month + timedelta(days=2 + chance.randrange(9))
        if month == FAILED and chance.random() < 0.12:
            why = {"reason": f"kemarau panjang, padi puso {EXAMPLE}"}
            events.append(_event(life, on, contract, "crop_failed", 0, why))
            continue
        kilograms = chance.randrange(400, 1_100)
        price = PRICES[month.year]
        crop = {"quantity": kilograms, "price": str(price), "in": "cash"}
        events.append(_event(life, on, contract, "harvested", 0, crop))
        worth, programme = kilograms * price, 5 if month == FIRST_HARVEST else 6
        due = inputs + max(0, worth - inputs) * programme // 100
        paid_on = on + timedelta(days=chance.choice((3, 7, 10)))
        if chance.random() < 0.2:
            part = due // 2 // 1_000 * 1_000
            events.append(_event(life, paid_on, contract, "repaid", part, {}))
            paid_on, due = paid_on + timedelta(days=6), due - part
        events.append(_event(life, paid_on, contract, "repaid", due, {}))
        events.append(_event(life, paid_on, contract, "season_ended", 0, {}))
    contracts.record_many(by=life.treasurer, on=month, rows=events)


def _event(
    life: Life, on: date, contract: UUID, kind: str, amount: int, data: Mapping[str, object]
) -> contracts.NewEvent:
    own_id = life.id(on, kind, contract)
    return contracts.NewEvent(own_id, contract, kind, on, amount, data, source="contoh")
