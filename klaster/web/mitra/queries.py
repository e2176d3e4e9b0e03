"""What the pages of the mitra read; the file takes eleven queries however long the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from klaster.domain.contracts.models import Contract, Event
from klaster.domain.enterprises.models import Enterprise, Record
from klaster.domain.programme.models import Enrolment, EnrolmentStep
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Consent, Identity, Membership, Party, PartyRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    party: Party
    enrolments: tuple[tuple[Enrolment, str], ...]  # with the stage
    contracts: int


@dataclass(frozen=True, slots=True)
class Livelihood:
    """An enterprise with what it took in, own use included, and spent over all cycles: rupiah."""

    enterprise: Enterprise
    turnover: int
    spent: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is on record of one party and those merged into it."""

    party: Party
    ids: tuple[UUID, ...]
    numbers: tuple[tuple[Identity, str], ...]  # with the number masked
    roles: tuple[PartyRole, ...]
    memberships: tuple[Membership, ...]
    members: tuple[Membership, ...]
    consents: tuple[Consent, ...]
    steps: tuple[EnrolmentStep, ...]
    contracts: tuple[Contract, ...]
    events: tuple[Event, ...]
    enterprises: tuple[Livelihood, ...]

    @property
    def enrolments(self) -> list[EnrolmentStep]:
        """The last step of each enrolment: where they stand."""
        last: dict[UUID, EnrolmentStep] = {}
        for step in sorted(self.steps, key=lambda each: each.number):
            last[step.enrolment_id] = step
        return list(last.values())


def people(
    organisation_id: UUID, *, sector: str = "", village: str = "", stage: str = "", on: date
) -> QuerySet[Party]:
    """Return persons and households on record by name, narrowed by where they take part."""
    found = registry.parties(organisation_id).filter(
        kind__in=(Party.Kind.PERSON, Party.Kind.HOUSEHOLD), known_since__lte=on
    )
    if village:
        found = found.filter(village_id=village)
    if sector or stage:
        enrolled = with_stage(Enrolment.objects.filter(organisation_id=organisation_id), on)
        if sector:
            enrolled = enrolled.filter(sector__code=sector)
        if stage:
            enrolled = enrolled.filter(stage=stage)  # type: ignore[misc]
        found = found.filter(id__in=enrolled.values("party_id"))
    return found.select_related("village")


def with_stage(enrolments: QuerySet[Enrolment], on: date) -> QuerySet[Enrolment]:
    """Add to each enrolment its stage on a day."""
    steps = EnrolmentStep.objects.filter(
        organisation_id=OuterRef("organisation_id"), enrolment_id=OuterRef("id"), on__lte=on
    )
    return enrolments.annotate(stage=Subquery(steps.order_by("-number").values("stage")[:1]))


def rows(organisation_id: UUID, parties: list[Party], on: date) -> list[Row]:
    """Return the parties with their enrolments and number of contracts, in two queries."""
    own: dict[str, Any] = {
        "organisation_id": organisation_id, "party_id__in": [party.id for party in parties],
    }  # fmt: skip
    enrolments: dict[UUID, list[tuple[Enrolment, str]]] = {}
    for each in with_stage(Enrolment.objects.filter(**own), on).select_related(
        "sector", "group__party"
    ):
        stage = getattr(each, "stage", None) or ""
        enrolments.setdefault(each.party_id, []).append((each, stage))
    counts = dict(Contract.objects.filter(**own).values_list("party_id").annotate(Count("id")))
    return [
        Row(party, tuple(enrolments.get(party.id, ())), counts.get(party.id, 0))
        for party in parties
    ]


def sheet(organisation_id: UUID, id: UUID, on: date) -> Sheet | None:
    """Return the file of a party; None if the organisation has no such party."""
    same = list(
        Party.objects.filter(
            Q(id=id) | Q(merged_into_id=id), organisation_id=organisation_id
        ).select_related("village")
    )
    party = next((each for each in same if each.id == id), None)
    if party is None:
        return None
    ids = tuple(each.id for each in same)
    own: dict[str, Any] = {"organisation_id": organisation_id}
    of_them = {**own, "party_id__in": ids}
    bonds = Membership.objects.filter(
        Q(party_id__in=ids) | Q(group_id__in=ids), **own, valid_from__lte=on
    ).select_related("group", "party")
    return Sheet(
        party=party,
        ids=ids,
        numbers=tuple(registry.numbers(organisation_id, ids)),
        roles=tuple(PartyRole.objects.filter(**of_them, valid_from__lte=on)),
        memberships=tuple(each for each in bonds if each.party_id in ids),
        members=tuple(each for each in bonds if each.group_id in ids),
        consents=tuple(Consent.objects.filter(**of_them, given_on__lte=on).order_by("given_on")),
        steps=tuple(
            EnrolmentStep.objects.filter(
                **own, enrolment__party_id__in=ids, on__lte=on
            ).select_related("enrolment__party", "enrolment__sector", "enrolment__group__party")
        ),
        contracts=tuple(
            Contract.objects.filter(**of_them, signed_on__lte=on)
            .select_related("fund", "sector")
            .order_by("-signed_on", "id")
        ),
        events=tuple(
            Event.objects.filter(**own, contract__party_id__in=ids, on__lte=on)
            .select_related("contract")
            .order_by("on", "contract_id", "n")
        ),
        enterprises=tuple(_enterprises(organisation_id, ids, on)),
    )


def _enterprises(organisation_id: UUID, ids: tuple[UUID, ...], on: date) -> Iterator[Livelihood]:
    money_in = Q(what__in=(Record.What.MONEY_IN, Record.What.OWN_USE))
    own: dict[str, Any] = {"organisation_id": organisation_id}
    sums = {
        enterprise: (turnover or 0, spent or 0)
        for enterprise, turnover, spent in Record.objects.filter(
            **own, cycle__enterprise__party_id__in=ids, on__lte=on
        )
        .values_list("cycle__enterprise_id")
        .annotate(
            turnover=Sum("amount", filter=money_in),
            spent=Sum("amount", filter=Q(what=Record.What.MONEY_OUT)),
        )
    }
    enterprises = Enterprise.objects.filter(**own, party_id__in=ids, started_on__lte=on)
    for each in enterprises.order_by("started_on", "id"):
        yield Livelihood(each, *sums.get(each.id, (0, 0)))
