"""Sharing a year's surplus: adopted policy → proposal → the meeting's approval → distribution.

One entry for each member and one for the pots; taken back, if ever, as a whole.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.ledger import charts
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.models import Entry
from klaster.domain.meetings.models import Meeting, Resolution
from klaster.domain.surplus import basis, queries
from klaster.domain.surplus.models import Distribution, Policy, Share
from klaster.rules import calc_surplus, surplus
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

# Where a pot goes when the policy does not say otherwise.
ROLES = {
    "cadangan": "reserve",
    "cadangan_risiko": "reserve_risk",
    "pendidikan": "pot_education",
    "sosial": "pot_social",
    "pengurus": "pot_management",
    "karyawan": "pot_staff",
    "pembangunan": "pot_development",
}
OTHER = "pot_other"
UNDISTRIBUTED = ledger.Side("undistributed")


class NoPolicy(Refused):
    code = "no_surplus_policy"
    message = "Belum ada kebijakan pembagian SHU yang berlaku pada {on}. Tetapkan dahulu."


class YearNotClosed(Refused):
    code = "year_not_closed"
    message = "Tahun buku {year} belum ditutup. Tutup bulan terakhirnya dahulu."


class NothingToShare(Refused):
    code = "nothing_to_share"
    message = "Tahun {year} tidak menghasilkan SHU ({result}). Rugi tidak dibagikan."


class NotThisMeeting(Refused):
    code = "resolution_of_another_matter"
    message = (
        "Pembagian SHU {year} memerlukan keputusan RAT tahun buku itu tentang SHU yang diterima."
    )


class WrongStatus(Refused):
    code = "wrong_status"
    message = "Pembagian SHU {year} berstatus {status}; langkah ini tidak berlaku."


@command("surplus.adopt")
def adopt(
    *,
    by: Actor,
    on: date,
    cooperative: Cooperative,
    data: Mapping[str, Any],
    usage: str,
    basis: str,
    savings: str = Policy.Savings.YEAR_END,
    denominator: str = Policy.Denominator.MEMBERS,
    roles: Mapping[str, str] | None = None,
) -> Policy:
    """Adopt a policy from `on`; `data` is the policy's JSON. Raises `BadField`, `PotsNotWhole`.

    `roles` overrides where a pot goes (`ROLES`); an unknown pot goes to the other funds.
    """
    rules = calc_surplus.read_policy(data)
    for field, value, choices in (
        ("usage", usage, Policy.Usage.values),
        ("savings", savings, Policy.Savings.values),
        ("denominator", denominator, Policy.Denominator.values),
    ):
        if value not in choices:
            raise BadField(
                field=field, reason="pilih salah satu: {choices}", choices=", ".join(choices)
            )
    if not basis.strip():
        raise BadField(field="basis", reason="sebutkan keputusan rapatnya")
    given = dict(roles or {})
    pots = [name for name in rules.pots if name not in (rules.capital_pot, rules.usage_pot)]
    where = {name: given.get(name, ROLES.get(name, OTHER)) for name in pots}
    for role in where.values():
        charts.find(cooperative.book.chart, role)
    return once.add(
        Policy(
            id=derived_id(on, cooperative.id, "surplus policy"),
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            valid_from=on,
            data=calc_surplus.policy_json(rules),
            roles=where,
            usage=usage,
            savings=savings,
            denominator=denominator,
            basis=basis,
        )
    )


@command("surplus.propose")
def propose(*, by: Actor, on: date, id: UUID, cooperative: Cooperative, year: int) -> Distribution:
    """Reckon the sharing of a closed year by the policy in force at its end; nothing is posted.

    A proposal made again before approval replaces the one before. Raises `NoPolicy`,
    `YearNotClosed`, `NothingToShare`, `WrongStatus` when the year was approved or shared.
    """
    first, last = queries.year_of(cooperative, year)
    standing = queries.of_year(cooperative, year)
    if standing is not None:
        if standing.id == id:
            return standing
        _require(standing, Distribution.Status.PROPOSED)
        Share.objects.filter(organisation_id=by.organisation_id, distribution=standing).delete()
        standing.delete()
    policy = queries.policy(cooperative, last)
    if policy is None:
        raise NoPolicy(on=last.isoformat())
    if ledger_read.first_open_month(cooperative.book) <= last:
        raise YearNotClosed(year=year)
    result = queries.result_of(cooperative, year)
    if result <= 0:
        raise NothingToShare(year=year, result=result)
    members, whole = basis.of_members(cooperative, policy, first, last)
    rules = replace(calc_surplus.read_policy(policy.data), usage_denominator=whole)
    sharing = surplus.share(result, rules, [each for _, each in members])
    distribution = Distribution.objects.create(
        id=id,
        organisation_id=by.organisation_id,
        cooperative=cooperative,
        policy=policy,
        year=year,
        surplus=result,
        pots=dict(sharing.pots),
        undistributed=sharing.undistributed,
        proposed_on=on,
    )
    once.copy(
        [
            Share(
                id=derived_id(on, id, member),
                organisation_id=by.organisation_id,
                distribution_id=distribution.id,
                member_id=member,
                savings=each.savings,
                usage=each.usage,
                capital_part=one.capital,
                usage_part=one.usage,
                total=one.total,
            )
            for (member, each), one in zip(members, sharing.members, strict=True)
        ]
    )
    return distribution


@command("surplus.approve")
def approve(
    *, by: Actor, on: date, distribution: Distribution, resolution: Resolution
) -> Distribution:
    """Rest the proposal on the annual meeting's resolution; the year's months become final.

    Raises `NotThisMeeting`, `WrongStatus`.
    """
    if distribution.resolution_id == resolution.id:
        return distribution
    _require(distribution, Distribution.Status.PROPOSED)
    meeting = resolution.meeting
    is_right = (
        resolution.is_adopted
        and resolution.about == Resolution.About.SURPLUS
        and meeting.kind == Meeting.Kind.ANNUAL
        and meeting.year == distribution.year
    )
    if not is_right:
        raise NotThisMeeting(year=distribution.year)
    cooperative = distribution.cooperative
    _, last = queries.year_of(cooperative, distribution.year)
    ledger.make_final(by=by, on=on, book=cooperative.book, until=last)
    return _set(by, distribution, status=Distribution.Status.APPROVED, resolution=resolution)


@command("surplus.distribute")
def distribute(
    *, by: Actor, on: date, distribution: Distribution, to: str = Share.To.SAVINGS
) -> Distribution:
    """Pay every member's share into savings (or owe it), and fill the pots; done once.

    Who is no longer a member is owed it. Raises `WrongStatus`.
    """
    if distribution.status == Distribution.Status.DISTRIBUTED:
        return distribution
    _require(distribution, Distribution.Status.APPROVED)
    if to not in Share.To.values:
        raise BadField(
            field="to", reason="pilih salah satu: {choices}", choices=", ".join(Share.To.values)
        )
    cooperative = distribution.cooperative
    fund = cooperative.rolling_fund_id
    shares = list(queries.shares(distribution).select_related(None).select_related("member"))
    targets = {
        share.id: to if share.member.left_on is None else Share.To.PAYABLE for share in shares
    }
    entries = [
        ledger.NewEntry(
            share.id,
            cooperative.book,
            "surplus.shared",
            on,
            [
                ledger.Line(
                    fund,
                    UNDISTRIBUTED,
                    ledger.Side(targets[share.id], share.member.party_id),
                    share.total,
                )
            ],
            memo=f"SHU {distribution.year}",
        )
        for share in shares
        if share.total
    ]
    pots = _pot_lines(distribution, fund)
    if pots:
        entries.append(
            ledger.NewEntry(
                distribution.id,
                cooperative.book,
                "surplus.pots",
                on,
                pots,
                memo=f"SHU {distribution.year}",
            )
        )
    for start in range(0, len(entries), 1_000):
        ledger.post_many(by=by, on=on, entries=entries[start : start + 1_000])
    own = Share.objects.filter(organisation_id=by.organisation_id, distribution=distribution)
    for target in sorted(set(targets.values())):
        ids = [share for share, where in targets.items() if where == target]
        own.filter(id__any=ids).update(to=target)
    return _set(by, distribution, status=Distribution.Status.DISTRIBUTED, distributed_on=on)


def _pot_lines(distribution: Distribution, fund: UUID) -> list[ledger.Line]:
    roles = distribution.policy.roles
    return [
        ledger.Line(fund, UNDISTRIBUTED, ledger.Side(roles[name]), amount)
        for name, amount in queries.pots(distribution)
        if amount
    ]


@command("surplus.reverse")
def reverse(*, by: Actor, on: date, distribution: Distribution, reason: str) -> Distribution:
    """Take a distribution back as a whole, every entry by its reversal, so that it can be redone.

    Raises `NotEnough` when a member has already drawn the share: then nothing is taken back.
    """
    _require(distribution, Distribution.Status.DISTRIBUTED)
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")
    ids = [share.id for share in queries.shares(distribution) if share.total]
    posted = Entry.objects.filter(
        organisation_id=by.organisation_id, id__in=[*ids, distribution.id]
    )
    backs = {entry: derived_id(on, entry, "back") for entry in posted.values_list("id", flat=True)}
    ledger.reverse_many(by=by, on=on, ids=backs, reason=reason)
    return _set(
        by,
        distribution,
        status=Distribution.Status.REVERSED,
        reversed_on=on,
        reversed_because=reason,
    )


def _require(distribution: Distribution, status: str) -> None:
    if distribution.status != status:
        raise WrongStatus(year=distribution.year, status=distribution.get_status_display())


def _set(by: Actor, distribution: Distribution, **values: Any) -> Distribution:
    for name, value in values.items():
        setattr(distribution, name, value)
    Distribution.objects.filter(organisation_id=by.organisation_id, id=distribution.id).update(
        **values
    )
    return distribution
