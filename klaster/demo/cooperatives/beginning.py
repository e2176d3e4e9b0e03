"""How a cooperative of the reform begins: who works for it, its rules, its empty months."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from klaster.demo.cast import EXIT
from klaster.demo.cooperatives import annual, repaying, saving, shop
from klaster.demo.cooperatives.life import EXAMPLE, SEED, Life, months
from klaster.demo.cooperatives.profiles import PROFILES
from klaster.domain.access import commands as access
from klaster.domain.access import policy
from klaster.domain.access.acts import Actor
from klaster.domain.closing import commands as closing
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Cooperative, Officer
from klaster.domain.lending import commands as lending
from klaster.domain.savings import queries as savings
from klaster.rules.identity import derived_id

OPENED = date(2014, 3, 10)
LOGINS = (Officer.Office.TREASURER, Officer.Office.CHAIR, Officer.Office.SECRETARY)


def begin(by: Actor, cooperative: Cooperative, password: str) -> Life:
    """Set a cooperative up after the exit, until its members' first meeting."""
    life = _life(by, cooperative, password)
    _hold_to_its_rules(life)
    for month in months(cooperative.formed_on, EXIT - timedelta(days=EXIT.day)):
        closing.month_end(by=life.treasurer, on=OPENED, cooperative=cooperative, month=month)
    annual.found(life)
    shop.open_shop(life, OPENED)
    repaying.take_over(life)
    return life


def _life(by: Actor, cooperative: Cooperative, password: str) -> Life:
    admin = replace(by, organisation_id=cooperative.organisation_id)
    held = {each.office: each for each in queries.officers(cooperative, EXIT)}
    actors = {
        office: _user(admin, cooperative, office, held[office], password) for office in LOGINS
    }
    members = list(queries.standing_members(cooperative, EXIT))
    life = Life(
        cooperative=cooperative,
        profile=PROFILES[cooperative.sector],
        chance=Random(f"{SEED} {cooperative.sector}"),
        members=members,
        treasurer=actors[Officer.Office.TREASURER],
        approvers=[(actors[office], held[office]) for office in LOGINS[1:]],
    )
    saved = savings.balances(cooperative, EXIT)
    for member in members:
        saving.begin(life, member)
        if member.party_id in saved:
            life.voluntary[member.id] = saved[member.party_id]["sukarela"]
    return life


def _user(
    admin: Actor, cooperative: Cooperative, office: str, officer: Officer, password: str
) -> Actor:
    """A login of one officer, who acts for this cooperative alone."""
    name = f"{office}-{cooperative.sector}"
    user = access.create_user(
        by=admin, on=EXIT, id=derived_id(EXIT, cooperative.id, office, "user"), username=name,
        full_name=officer.party.name, password=password,
    )  # fmt: skip
    access.grant_role(
        by=admin,
        on=EXIT,
        id=derived_id(EXIT, cooperative.id, office, "grant"),
        user=user,
        role=policy.OFFICER,
    )
    return Actor(
        user.id, cooperative.organisation_id, frozenset({policy.OFFICER}), channel=admin.channel
    )


def _hold_to_its_rules(life: Life) -> None:
    """What the bylaws chose, whose family the chair's is."""
    cooperatives.choose(
        by=life.treasurer, on=EXIT, cooperative=life.cooperative, key="rat_months", value=3,
        basis=f"Anggaran rumah tangga pasal 12 {EXAMPLE}",
    )  # fmt: skip
    chair, sister = life.approvers[0][1], life.members[-2]
    lending.record_relative(
        by=life.treasurer, on=EXIT, id=life.id(EXIT, "relative"), cooperative=life.cooperative,
        party=chair.party, relative=sister.party, relation=f"adik {EXAMPLE}",
    )  # fmt: skip
