"""Herders: lambs, sheep passed on to those who wait, bulls sold and shared, some losses."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.assets.models import Waiting
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import history
from klaster.domain.contracts.models import Contract
from klaster.rules.contracts import folding, livestock_share, pass_on
from klaster.rules.contracts.livestock_share import Raising
from klaster.rules.contracts.pass_on_terms import Keeping, new_keeping

PASSING = (date(2014, 4, 1), date(2014, 6, 1), date(2014, 9, 1), date(2015, 2, 1))
LAMBING = (date(2014, 5, 1), date(2014, 12, 1), date(2015, 6, 1))
WEANING = (date(2014, 8, 1), date(2015, 3, 1), date(2015, 9, 1))
DYING = (date(2014, 8, 1), date(2015, 4, 1))
LAMBING_HERDS = 9
# How many bulls are sold in a month: before Idul Adha, and one late.
BULLS = {date(2014, 9, 1): 3, date(2014, 11, 1): 1, date(2015, 9, 1): 3}
BULL_PRICE = (74, 93)  # in hundreds of thousands
OWED = {
    "species": "SHEEP", "females": 3, "males": 1, "owed_females": 3, "owed_males": 1,
    "either_sex": True, "deadline_months": 30, "min_age_months": 6,
}  # fmt: skip


def work(life: Life, month: date) -> None:
    """What happens to the herds in a month."""
    for days, happens in (
        (PASSING, _pass_on),
        (LAMBING, _lambs),
        (WEANING, _wean),
        (DYING, _die),
        (BULLS, _sell_bulls),
    ):
        if month in days:
            happens(life, month)


def _keepings(life: Life) -> list[tuple[Contract, Keeping]]:
    """Sheep herds under an obligation and where each stands, the oldest first."""
    own = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind=pass_on.CODE, status="active"
    )
    contracts_of = list(own.order_by("signed_on", "number"))
    cases = history.cases(contracts_of)
    return [
        (
            each,
            folding.fold(
                pass_on.STEPS,
                cases[each.id].terms,
                new_keeping(cases[each.id].terms),
                cases[each.id].history,
            ),
        )
        for each in contracts_of
    ]


def _pass_on(life: Life, month: date) -> None:
    """Two families who waited receive offspring; those who gave it are free of their obligation."""
    queue = Waiting.objects.filter(
        organisation_id=life.cooperative.organisation_id, served_by=None, left_on=None
    ).order_by("since", "position", "id")
    ready = [
        each
        for each, herd in _keepings(life)
        if herd.weaned.females >= 3 and herd.weaned.males >= 1 and herd.owed.total == 4
    ]
    for giver, family in zip(ready, queue[:2], strict=False):
        on = month + timedelta(days=6 + life.chance.randrange(9))
        new = contracts.NewContract(
            id=life.id(on, "herd", family.party_id),
            number=giver.number.replace("GT-", "GT-K"),
            kind=pass_on.CODE, party=family.party_id, group=family.group_id,
            fund=life.cooperative.rolling_fund_id, terms=OWED, signed_on=on,
            approved_by=f"Pengurus {EXAMPLE}",
        )  # fmt: skip
        animals = {"females": 3, "males": 1, "age_months": 14}
        contracts.pass_on(
            by=life.treasurer, on=on, id=life.id(on, "passed on", giver.id), contract=giver.id,
            animals=animals, to=new,
        )  # fmt: skip
        _record(life, on, [_event(life, on, giver, "fulfilled", {})])


def _lambs(life: Life, month: date) -> None:
    """Some herds lamb; one lamb is stolen."""
    herds = [each for each, herd in _keepings(life) if herd.placed.females]
    rows = []
    for n, each in enumerate(life.chance.sample(herds, min(LAMBING_HERDS, len(herds)))):
        on = month + timedelta(days=life.chance.randrange(20))
        young = {"females": life.chance.choice((1, 2, 3)), "males": life.chance.choice((1, 2))}
        rows.append(_event(life, on, each, "born", young | {"litters": 2}))
        if n == 0:
            stolen = {"males": 1, "of": "unweaned", "cause": "theft"}
            rows.append(_event(life, on + timedelta(days=8), each, "stolen", stolen))
    _record(life, month, rows)


def _wean(life: Life, month: date) -> None:
    rows = []
    for each, herd in _keepings(life):
        if herd.unweaned.total:
            on = month + timedelta(days=10 + life.chance.randrange(8))
            young = {"females": herd.unweaned.females, "males": herd.unweaned.males}
            rows.append(_event(life, on, each, "weaned", young))
    _record(life, month, rows)


def _die(life: Life, month: date) -> None:
    """A placed ewe dies of illness; the cooperative bears it."""
    herds = [each for each, herd in _keepings(life) if herd.placed.females > 1]
    on = month + timedelta(days=17)
    loss = {"females": 1, "of": "placed", "cause": "disease"}
    _record(life, on, [_event(life, on, life.chance.choice(herds), "died", loss)])


def _sell_bulls(life: Life, month: date) -> None:
    """Before the feast keepers sell bulls of their own rearing and bring the cooperative's half."""
    own = Contract.objects.filter(
        organisation_id=life.cooperative.organisation_id, kind=livestock_share.CODE, status="active"
    ).order_by("number")
    cases = history.cases(list(own))
    ready = [each for each in own if _bulls(cases[each.id])]
    rows = []
    for each in ready[: BULLS[month]]:
        on = month + timedelta(days=3 + life.chance.randrange(12))
        price = life.chance.randrange(*BULL_PRICE) * 100_000
        sale = {"males": 1, "of": "offspring", "received_by": "keeper"}
        rows.append(_event(life, on, each, "sold", sale, price))
        paid_on = on + timedelta(days=life.chance.choice((2, 5, 9)))
        rows.append(_event(life, paid_on, each, "repaid", {}, price // 2))
    _record(life, month, rows)


def _bulls(case: history.Case) -> bool:
    rearing = folding.fold(livestock_share.STEPS, case.terms, Raising(), case.history)
    return rearing.offspring.males > 0


def _record(life: Life, on: date, rows: Sequence[contracts.NewEvent]) -> None:
    contracts.record_many(by=life.treasurer, on=on, rows=rows)


def _event(
    life: Life, on: date, contract: Contract, kind: str, data: Mapping[str, object], amount: int = 0
) -> contracts.NewEvent:
    own_id = life.id(on, kind, contract.id)
    return contracts.NewEvent(own_id, contract.id, kind, on, amount, data, source="contoh")
