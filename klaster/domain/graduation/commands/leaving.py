"""Leaving: the asset reform as one act, rehearsed before it is real.

`exit_programme` hands everything that a programme still holds to the cooperatives of its sectors,
by one deed each, in both books at once, and refuses to leave anything behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from klaster.domain.access import once, wall
from klaster.domain.access.acts import Actor, command
from klaster.domain.assets import commands as assets
from klaster.domain.contracts.commands import reform as contracts
from klaster.domain.cooperative.models import Cooperative
from klaster.domain.graduation import checklist, estate, items, journals
from klaster.domain.graduation.journals import Contribution, Passing
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.models import Book
from klaster.domain.programme.commands import set_up
from klaster.domain.programme.models import Programme, Sector
from klaster.domain.treasury import commands as treasury
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import BadField, Refused


class NotReadyToLeave(Refused):
    code = "not_ready_to_leave"
    message = "Program belum dapat diserahkan. Selesaikan dahulu: {problems}"


class LeftBehind(Refused):
    code = "left_behind"
    message = "Masih ada {amount} {unit} pada {role} yang tidak masuk berita acara mana pun."


class SectorWithoutDeed(Refused):
    code = "sector_without_deed"
    message = "Sektor {sector} masih memegang aset, tetapi tidak ada berita acara untuknya."


@dataclass(frozen=True, slots=True)
class NewDeed:
    """What the two sides sign for one sector; values and items come from the books.

    `fair_values` values shared assets by placement id; `contributions` are state C. The
    cooperative is credited `credit_role` for the programme's, `contribution_role` for the mitra's.
    """

    id: UUID
    sector: str
    cooperative: Cooperative
    number: str
    place: str
    basis: str
    giver_name: str
    giver_position: str
    receiver_name: str
    receiver_position: str
    witnesses: tuple[str, ...] = ()
    credit_role: str = journals.DONATED
    contribution_role: str = journals.MEMBERS_SAVINGS
    fair_values: Mapping[UUID, int] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the exit would do: the deeds, their items, every journal, and what would be left.

    `warnings` stand in nobody's way; they are for the two sides to know.
    """

    deeds: tuple[Deed, ...]
    items: tuple[DeedItem, ...]
    entries: tuple[ledger_read.EntryRead, ...]
    left: int
    warnings: tuple[str, ...] = ()


@command("graduation.exit")
def exit_programme(
    *, by: Actor, on: date, programme: Programme, deeds: Sequence[NewDeed]
) -> list[Deed]:
    """Hand a programme over: one deed per sector, both books at once, nothing left behind.

    Raises `NotReadyToLeave` with what the check-list still lacks, `SectorWithoutDeed`,
    `LeftBehind`. The same deeds sent again return what stands; with another content they raise
    `SentBefore`.
    """
    with wall.opened(*(deed.cooperative.organisation_id for deed in deeds)):
        return _standing(by, on, programme, deeds) or _exit(by, on, programme, deeds)


@command("graduation.rehearse")
def rehearse(*, by: Actor, on: date, programme: Programme, deeds: Sequence[NewDeed]) -> Rehearsal:
    """Do the whole exit and take it back: every journal and item, and what would be left."""
    with transaction.atomic():
        warnings = checklist.warnings(programme, on, _estates(programme, on))
        written = exit_programme(by=by, on=on, programme=programme, deeds=deeds)
        rehearsal = Rehearsal(
            deeds=tuple(written),
            items=tuple(
                DeedItem.objects.filter(
                    organisation_id=by.organisation_id, deed__in=[deed.id for deed in written]
                )
                .select_related("party")
                .order_by("deed__number", "n")
            ),
            entries=tuple(items.entries_of(written)),
            left=sum(one.value for one in _estates(programme, on).values()),
            warnings=tuple(warnings),
        )
        transaction.set_rollback(True)
    return rehearsal


def _exit(by: Actor, on: date, programme: Programme, deeds: Sequence[NewDeed]) -> list[Deed]:
    book = estate.book_of(programme)
    estates = estate.of_programme(programme, book, on)
    problems = checklist.problems(programme, book, on, estates, deeds)
    if problems:
        raise NotReadyToLeave(problems="; ".join(problems))
    passings = [_passing(by, on, book, estates, deed) for deed in deeds]
    _require_a_deed_for_all(estates, passings)
    ledger.post_many(
        by=by,
        on=on,
        entries=[
            entry
            for passing in passings
            for entry in (*journals.given(passing), *journals.received(passing))
        ],
    )
    exited = set_up.mark_exited(by=by, on=on, id=programme.id)
    written = [
        _write(by, on, exited, deed, passing) for deed, passing in zip(deeds, passings, strict=True)
    ]
    _require_nothing_left(programme, book)
    return written


def _standing(by: Actor, on: date, programme: Programme, deeds: Sequence[NewDeed]) -> list[Deed]:
    """Those of the deeds that were signed before, by number."""
    known = set(
        Deed.objects.filter(
            organisation_id=by.organisation_id, id__in=[deed.id for deed in deeds]
        ).values_list("id", flat=True)
    )
    sectors = {
        sector.code: sector
        for sector in Sector.objects.filter(organisation_id=by.organisation_id, programme=programme)
    }
    rows = [
        _row(by, on, programme, sectors[deed.sector], deed) for deed in deeds if deed.id in known
    ]
    return sorted(once.add_many(rows), key=lambda deed: deed.number)


def _row(by: Actor, on: date, programme: Programme, sector: Sector, new: NewDeed) -> Deed:
    return Deed(
        id=new.id,
        organisation_id=by.organisation_id,
        programme=programme,
        sector=sector,
        receiver_id=new.cooperative.organisation_id,
        cooperative_id=new.cooperative.id,
        number=new.number,
        on=on,
        place=new.place,
        basis=new.basis,
        giver_name=new.giver_name,
        giver_position=new.giver_position,
        receiver_name=new.receiver_name,
        receiver_position=new.receiver_position,
        witnesses=list(new.witnesses),
        credit_role=new.credit_role,
        contribution_role=new.contribution_role,
    )


def _estates(programme: Programme, on: date) -> dict[UUID, estate.Estate]:
    return estate.of_programme(programme, estate.book_of(programme), on)


def _passing(
    by: Actor, on: date, book: Book, estates: Mapping[UUID, estate.Estate], deed: NewDeed
) -> Passing:
    """Bring one deed together with what its sector holds and who its people are over there."""
    for name in ("credit_role", "contribution_role"):
        if getattr(deed, name) not in journals.CREDIT_ROLES:
            raise BadField(
                field=name,
                reason="pilih salah satu: {choices}",
                choices=", ".join(journals.CREDIT_ROLES),
            )
    held = next((one for one in estates.values() if one.sector.code == deed.sector), None)
    if held is None:
        raise BadField(
            field="sector", reason="sektor {sector} tidak ada di program ini", sector=deed.sector
        )
    members = items.members_there(
        cooperative=deed.cooperative, estate=held, contributions=deed.contributions
    )
    groups = items.groups_there(
        by=replace(by, organisation_id=deed.cooperative.organisation_id),
        on=on,
        estate=held,
        contributions=deed.contributions,
    )
    return Passing(
        deed_id=deed.id,
        on=on,
        number=deed.number,
        credit_role=deed.credit_role,
        contribution_role=deed.contribution_role,
        book=book,
        cooperative=deed.cooperative,
        estate=held,
        members=members,
        groups=groups,
        contributions=deed.contributions,
        fair_values=deed.fair_values,
    )


def _write(by: Actor, on: date, programme: Programme, new: NewDeed, passing: Passing) -> Deed:
    """Keep the deed and its items, and let contracts and placements go on over there."""
    deed = once.add(_row(by, on, programme, passing.estate.sector, new))
    DeedItem.objects.bulk_create(items.of_deed(deed, passing))
    parties = passing.parties
    contracts.hand_over_many(
        by=by,
        on=on,
        moves=[
            contracts.Move(
                contract=lot.contract,
                there_id=passing.there(lot),
                there_book=new.cooperative.book,
                there_fund_id=new.cooperative.rolling_fund_id,
                there_party_id=parties[lot.party_id],
                there_group_id=parties[lot.contract.group_id] if lot.contract.group_id else None,
                out_event_id=passing.id_of("out", lot.contract_id),
                in_event_id=passing.id_of(f"in:{lot.contract_id}"),
                source=new.number,
            )
            for lot in passing.estate.lots
            if lot.contract is not None
        ],
    )
    assets.hand_over_lots(by=by, on=on, to=_receiver(new, passing))
    _take_up(replace(by, organisation_id=new.cooperative.organisation_id), on, passing)
    return deed


def _take_up(by: Actor, on: date, passing: Passing) -> None:
    """Enter into the cooperative's inventory what the deed made its own, to wear on there."""
    for lot in passing.estate.lots:
        fair_value = passing.fair_value(lot)
        if lot.contract is None and fair_value:
            (placement,) = lot.placements
            treasury.take_up_asset(
                by=by,
                on=on,
                id=passing.id_of("inventory", lot.contract_id),
                cooperative=passing.cooperative,
                entry=passing.id_of(f"in:{lot.contract_id}"),
                name=placement.description,
                cost=fair_value,
                useful_months=assets.months_left(placement, on),
                residual=min(placement.residual, fair_value),
                pieces=placement.quantity,
            )
    for n, one in enumerate(passing.contributions):
        treasury.take_up_asset(
            by=by,
            on=on,
            id=passing.id_of("inventory", "contribution", n),
            cooperative=passing.cooperative,
            entry=passing.id_of(f"in:contribution:{n}"),
            name=one.description,
            cost=one.fair_value,
            useful_months=None,
            pieces=one.quantity,
            unit="" if one.unit == RUPIAH else one.unit,
        )


def _receiver(new: NewDeed, passing: Passing) -> assets.Receiver:
    held = passing.estate
    return assets.Receiver(
        organisation_id=new.cooperative.organisation_id,
        fund_id=new.cooperative.rolling_fund_id,
        deed_number=new.number,
        parties=passing.parties,
        contracts={lot.contract_id: passing.there(lot) for lot in held.lots},
        fair_values={
            lot.contract_id: passing.fair_value(lot) for lot in held.lots if lot.contract is None
        },
        stock=held.stock(),
        queue=held.queue,
    )


def _require_a_deed_for_all(
    estates: Mapping[UUID, estate.Estate], passings: Sequence[Passing]
) -> None:
    covered = {passing.estate.sector.id for passing in passings}
    for sector_id, held in estates.items():
        if sector_id not in covered and (held.lots or held.funds or held.group_cash):
            raise SectorWithoutDeed(sector=held.sector.name)


def _require_nothing_left(programme: Programme, book: Book) -> None:
    """The proof: after the deeds the programme's funds hold nothing of what was rolled.

    Of any day, so that what was recorded for a day after the exit is not left behind either.
    """
    for held in estate.of_programme(programme, book, date.max).values():
        for holding in (
            *(one for lot in held.lots for one in lot.holdings),
            *(one for parts in held.funds.values() for one in parts),
        ):
            raise LeftBehind(amount=holding.amount, unit=holding.unit, role=holding.role)
