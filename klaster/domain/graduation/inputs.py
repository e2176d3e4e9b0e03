"""Where the inputs of readiness come from: contracts, attendance, savings, herd, books, surveys.

Each source answers for many at once in a few queries. What is not on record is left out and so
stays unknown; what cannot be, as arrears of who never owed instalments, is not applicable.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from klaster.domain.assets import queries as assets
from klaster.domain.contracts import queries as contracts
from klaster.domain.enterprises import queries as enterprises
from klaster.domain.enterprises.models import Enterprise
from klaster.domain.graduation import estate
from klaster.domain.ledger import queries as ledger
from klaster.domain.ledger.models import Book, Fund
from klaster.domain.mentoring import queries as mentoring
from klaster.domain.mentoring.models import Session
from klaster.domain.programme.models import Enrolment, EnrolmentStep, Group, Programme, Stage
from klaster.domain.registry.models import Membership, Party
from klaster.domain.surveys import queries as surveys
from klaster.rules.calendar import add_months
from klaster.rules.scoring.readiness import NOT_APPLICABLE, Value

SURVEY = "survey."  # an answer to a survey: "survey.<instrument>.<question>"
MONTHS = 12  # over which attendance, meetings and margins are looked at

Found = Mapping[UUID, Mapping[str, Value]]


@dataclass(frozen=True)
class Asked:
    """Of whom and when: parties of one programme on a day."""

    programme: Programme
    parties: tuple[UUID, ...]
    on: date
    may_see_spiritual: bool = False

    @property
    def organisation_id(self) -> UUID:
        """Whose records are read."""
        return self.programme.organisation_id

    @property
    def since(self) -> date:
        """The first day of the year that is looked at."""
        return add_months(self.on, -MONTHS) + timedelta(days=1)

    @cached_property
    def stands(self) -> dict[UUID, UUID]:
        """Who stands for whom after merges; everybody asked about stands for themselves."""
        merged = Party.objects.filter(
            organisation_id=self.organisation_id, merged_into_id__in=self.parties
        )
        losers: dict[UUID, Any] = dict(merged.values_list("id", "merged_into_id"))
        return {**losers, **{party: party for party in self.parties}}

    @cached_property
    def book(self) -> Book | None:
        """The programme's book; None before it has any fund."""
        try:
            return estate.book_of(self.programme)
        except estate.NoFund:
            return None


@dataclass(frozen=True, slots=True)
class Source:
    """What one place of the records can say: inputs with their names in words, and how."""

    inputs: Mapping[str, str]
    gather: Callable[[Asked], Found]


def percent(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent, one decimal, never rounded up to what was not reached."""
    return Decimal(part * 1000 // whole) / 10


def gather(sources: Iterable[Source], asked: Asked, wanted: frozenset[str]) -> Found:
    """Bring together the wanted inputs of everybody asked about; None where nothing is known."""
    found: dict[UUID, dict[str, Value]] = {
        party: dict.fromkeys(sorted(wanted)) for party in asked.parties
    }
    answering = [each.gather(asked) for each in sources if wanted & each.inputs.keys()]
    for said in (*answering, _surveyed(asked, wanted)):
        for party, values in said.items():
            if party in found:
                found[party] |= {name: values[name] for name in wanted & values.keys()}
    return found


def _surveyed(asked: Asked, wanted: frozenset[str]) -> Found:
    """The last answers of everybody to the instruments that are asked for."""
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    codes = {name.split(".")[1] for name in wanted if name.startswith(SURVEY)}
    for code in sorted(codes):
        for response in surveys.responses(
            asked.organisation_id, code, until=asked.on, may_see_spiritual=asked.may_see_spiritual
        ):
            party = asked.stands.get(response.party_id)
            if party is not None:
                found[party] |= {
                    f"{SURVEY}{code}.{question}": _as_value(answer)
                    for question, answer in response.answers.items()
                }
    return found


def _as_value(answer: Any) -> Value:
    """A yes or no, or a number; words and lists are nothing to hold against a threshold."""
    if isinstance(answer, bool | int):
        return answer
    is_number = isinstance(answer, str) and answer.removeprefix("-").replace(".", "", 1).isdecimal()
    return Decimal(answer) if is_number else None


def _contracts(asked: Asked) -> Found:
    by_party = _dues(asked)
    return {party: _owing(asked.on, by_party.get(party, [])) for party in asked.parties}


def _dues(asked: Asked) -> dict[UUID, list[contracts.Dues]]:
    found: dict[UUID, list[contracts.Dues]] = defaultdict(list)
    for party, dues in contracts.dues(asked.organisation_id, asked.stands, asked.on).items():
        found[asked.stands[party]].append(dues)
    return found


def _owing(on: date, dues: list[contracts.Dues]) -> dict[str, Value]:
    due = sum(each.due for each in dues)
    if not due:
        return dict.fromkeys(("late_rp", "days_late", "repayment_pct"), NOT_APPLICABLE)
    since = min((each.since for each in dues if each.since), default=on)
    return {
        "late_rp": sum(each.late for each in dues),
        "days_late": (on - since).days,
        "repayment_pct": percent(sum(each.paid for each in dues), due),
    }


def _attendance(asked: Asked) -> Found:
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    own = asked.organisation_id
    for party, (came, held) in mentoring.attendance(
        own, asked.since, asked.on, asked.parties
    ).items():
        found[party]["attendance_pct"] = percent(came, held)
    trained = mentoring.attendance(
        own, asked.programme.starts_on, asked.on, asked.parties, Session.Kind.TRAINING
    )
    for party, (came, _held) in trained.items():
        found[party]["trainings"] = came
    return found


def _savings(asked: Asked) -> Found:
    saved = _saved(asked)
    if saved is None:
        return {}
    total: dict[UUID, int] = dict.fromkeys(asked.parties, 0)
    for party, amount in saved.items():
        if party in asked.stands:
            total[asked.stands[party]] += amount
    return {party: {"savings_rp": amount} for party, amount in total.items()}


def _saved(asked: Asked) -> dict[UUID, int] | None:
    """What every party keeps in group cash; None where the programme keeps none."""
    book = asked.book
    kept = Fund.objects.filter(
        organisation_id=asked.organisation_id, book=book, kind=Fund.Kind.GROUP_CASH
    )
    if book is None or not kept.exists():
        return None
    found: dict[UUID, int] = defaultdict(int)
    for part in ledger.sub_balances(book, ["group_cash"], asked.on):
        if part.party is not None:
            found[part.party] -= part.balance
    return found


def _herd(asked: Asked) -> Found:
    """Head kept by everybody; who was never given animals has none to count."""
    head: dict[UUID, int] = defaultdict(int)
    for row in assets.herd(asked.book, asked.on, asked.on) if asked.book else ():
        if row.party in asked.stands:
            head[asked.stands[row.party]] += row.closing
    return {party: {"herd_head": head.get(party, NOT_APPLICABLE)} for party in asked.parties}


def _enterprises(asked: Asked) -> Found:
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    ids = list(asked.stands)
    for party, started in (
        Enterprise.objects.filter(
            organisation_id=asked.organisation_id, party_id__in=ids, started_on__lte=asked.on
        )
        .values_list("party_id")
        .annotate(running=_is_running(asked.on))
    ):
        stands = found[asked.stands[party]]
        stands["business_running"] = bool(stands.get("business_running")) or started
    for party, margin in enterprises.margins(
        asked.organisation_id, ids, asked.since, asked.on
    ).items():
        stands = found[asked.stands[party]]
        stands["margin_rp"] = int(stands.get("margin_rp") or 0) + margin
    return found


def _is_running(on: date) -> Q:
    is_open = Q(ended_on=None) | Q(ended_on__gt=on)
    return Q(is_open & (Q(paused_since=None) | Q(paused_since__gt=on)))


def _path(asked: Asked) -> Found:
    """How long everybody has been active, in full months, and whether they are in a group."""
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    own = {"organisation_id": asked.organisation_id}
    steps = EnrolmentStep.objects.filter(
        **own, enrolment__programme=asked.programme, stage=Stage.ACTIVE, on__lte=asked.on
    ).order_by("-on")
    for party, day in steps.values_list("enrolment__party_id", "on"):
        if party in asked.stands:
            found[asked.stands[party]]["months_active"] = _months(day, asked.on)
    for party, group in Enrolment.objects.filter(**own, programme=asked.programme).values_list(
        "party_id", "group_id"
    ):
        if party in asked.stands:
            found[asked.stands[party]]["in_group"] = group is not None
    return found


def _months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (add_months(first, months) > last)


def _groups(asked: Asked) -> Found:
    """What groups (their parties) are: members, offices, meetings, savings and instalments."""
    own = {"organisation_id": asked.organisation_id}
    members: dict[UUID, set[UUID]] = defaultdict(set)
    offices: dict[UUID, set[str]] = defaultdict(set)
    for group, party, position in Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=asked.on),
        **own, group_id__in=asked.parties, valid_from__lte=asked.on,
    ).values_list("group_id", "party_id", "position"):  # fmt: skip
        members[group].add(party)
        offices[group].add(position)
    everybody = tuple(set().union(*members.values()))
    dues = contracts.dues(asked.organisation_id, everybody, asked.on)
    saved = _saved(asked)
    needed = {Membership.Position.CHAIR, Membership.Position.SECRETARY,
              Membership.Position.TREASURER}  # fmt: skip
    found: dict[UUID, dict[str, Value]] = {}
    for group in asked.parties:
        found[group] = {
            "members": len(members[group]),
            "officers_complete": needed <= offices[group],
            **_owing(asked.on, [dues[each] for each in members[group] if each in dues]),
        }
        if saved is not None:
            found[group]["savings_rp"] = sum(saved.get(each, 0) for each in members[group])
    held = mentoring.sessions_held(asked.organisation_id, asked.since, asked.on)
    for group, party in Group.objects.filter(**own, party_id__in=asked.parties).values_list(
        "id", "party_id"
    ):
        if group in held:
            sessions, came, could = held[group]
            found[party] |= {"sessions": sessions, "attendance_pct": percent(came, could)}
    return found


MITRA = (
    Source(
        {
            "late_rp": "Angsuran yang terlambat (rupiah)",
            "days_late": "Hari keterlambatan angsuran tertua",
            "repayment_pct": "Angsuran jatuh tempo yang dibayar (persen)",
        },
        _contracts,
    ),
    Source(
        {
            "attendance_pct": "Kehadiran dalam 12 bulan (persen)",
            "trainings": "Banyaknya pelatihan yang diikuti",
        },
        _attendance,
    ),
    Source({"savings_rp": "Tabungan di kas kelompok (rupiah)"}, _savings),
    Source({"herd_head": "Ternak yang dipelihara (ekor)"}, _herd),
    Source(
        {
            "business_running": "Usahanya berjalan",
            "margin_rp": "Margin usaha dalam 12 bulan (rupiah)",
        },
        _enterprises,
    ),
    Source(
        {"months_active": "Lamanya aktif (bulan)", "in_group": "Menjadi anggota kelompok"}, _path
    ),
)
GROUP = (
    Source(
        {
            "members": "Banyaknya anggota",
            "officers_complete": "Ketua, sekretaris, dan bendahara ada",
            "late_rp": "Angsuran anggota yang terlambat (rupiah)",
            "days_late": "Hari keterlambatan angsuran tertua",
            "repayment_pct": "Angsuran jatuh tempo anggota yang dibayar (persen)",
            "savings_rp": "Tabungan anggota di kas kelompok (rupiah)",
            "sessions": "Banyaknya pertemuan dalam 12 bulan",
            "attendance_pct": "Kehadiran anggota dalam 12 bulan (persen)",
        },
        _groups,
    ),
)
