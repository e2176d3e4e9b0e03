"""Who joins and who leaves: a resignation, a death with its heir, newcomers, an employee."""

from datetime import date, timedelta

from klaster.demo.cooperatives import saving
from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Member
from klaster.domain.registry import commands as people
from klaster.domain.registry.models import Party
from klaster.domain.savings import commands as savings

RESIGNED, DIED = date(2014, 10, 1), date(2015, 6, 1)
JOINED, EMPLOYED = date(2015, 1, 1), date(2014, 7, 1)
NEWCOMERS = (("Ujang Contoh Pertama", "L"), ("Neneng Contoh Kedua", "P"))


def change(life: Life, month: date) -> None:
    """Whatever changes among the members in a month; an heir of the farmers and traders joins."""
    if month == EMPLOYED:
        clerk = _person(life, month, "Juru Buku Contoh", "P")
        cooperatives.employ(
            by=life.treasurer, on=month, id=life.id(month, "employed"),
            cooperative=life.cooperative, party=clerk, duty=f"Juru buku {EXAMPLE}",
        )  # fmt: skip
    if month == JOINED:
        on = month + timedelta(days=9)
        parties = [_person(life, on, name, sex) for name, sex in NEWCOMERS]
        _admitted(life, on, parties)
    if month == RESIGNED:
        on, member = month + timedelta(days=20), _free(life)
        life.members.remove(member)
        savings.leave(
            by=life.treasurer, on=on, id=life.id(on, "left", member.id),
            cooperative=life.cooperative, member=member, end=Member.End.RESIGNED,
            reason=f"pindah ke kota mengikuti anak {EXAMPLE}",
        )  # fmt: skip
    if month == DIED:
        _die(life, month + timedelta(days=18))


def _die(life: Life, on: date) -> None:
    member = _free(life)
    life.members.remove(member)
    heir = _person(life, on, f"Ahli Waris Contoh {life.cooperative.sector}", "P")
    joins = life.cooperative.sector != "peternakan"
    savings.pass_to_heir(
        by=life.treasurer, on=on, id=life.id(on, "inherited", member.id),
        cooperative=life.cooperative, member=member, heir=heir,
        reason=f"meninggal karena sakit {EXAMPLE}", joins=joins,
    )  # fmt: skip
    if joins:
        _admitted(life, on, [heir])
        life.principal[life.members[-1].id] = 0  # it was inherited


def _person(life: Life, on: date, name: str, sex: str) -> Party:
    new = people.NewParty(
        id=life.id(on, "person", name), kind="person", name=name, sex=sex, is_illustration=True
    )
    return people.enrol(by=life.treasurer, on=on, new=new)


def _admitted(life: Life, on: date, parties: list[Party]) -> None:
    joined = cooperatives.admit(
        by=life.treasurer, on=on, cooperative=life.cooperative, parties=parties
    )
    for member in joined:
        saving.begin(life, member)
    life.members += joined


def _free(life: Life) -> Member:
    """Someone without an office, a contract or a debt; the last of the list, so no officer."""
    bound = set(
        Contract.objects.filter(
            organisation_id=life.cooperative.organisation_id, status__in=("pending", "active")
        ).values_list("party_id", flat=True)
    )
    return next(
        each
        for each in reversed(life.members)
        if each.party_id not in bound
        and each.party_id not in life.debts
        and each.joined_on < JOINED
        and not life.principal[each.id]
    )
