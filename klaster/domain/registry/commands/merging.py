"""Deciding whether two parties are one: merge, undo, or keep apart for good.

The losing party keeps its row and everything that refers to it. `Merge` rows are the decisions;
`Party.merged_into` is what follows from them, and always names the party that stands at the end,
so that one hop leads there.
"""

from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.registry.commands.refusals import (
    AlreadyMerged,
    NoSuchBond,
    party_of,
    require_reason,
)
from klaster.domain.registry.models import Distinction, Merge, Party
from klaster.rules.refusal import Refused


class NotAlike(Refused):
    code = "not_alike"
    message = "{loser} dan {winner} tidak sejenis, sehingga tidak dapat digabungkan."


@command("registry.merge")
def merge(*, by: Actor, on: date, id: UUID, loser_id: UUID, winner_id: UUID, reason: str) -> Merge:
    """Let `winner` stand for both. Undone by `undo_merge`.

    Raises `NoSuchParty`, `AlreadyMerged`, `NotAlike`, `ReasonMissing`.
    """
    require_reason(reason)
    decision = Merge(
        id=id,
        organisation_id=by.organisation_id,
        loser_id=loser_id,
        winner_id=winner_id,
        reason=reason,
        merged_on=on,
    )
    # In the order of ids, so that two opposite merges cannot wait for each other.
    parties = {one: party_of(by, one, lock=True) for one in sorted({loser_id, winner_id})}
    loser, winner = parties[loser_id], parties[winner_id]
    if Merge.objects.filter(organisation_id=by.organisation_id, id=id).exists():
        return once.add(decision, later=("undone_on", "undo_reason"))
    for party in (loser, winner):
        if party.merged_into_id is not None:
            raise AlreadyMerged(party=party.name)
    if loser.kind != winner.kind or loser_id == winner_id:
        raise NotAlike(loser=loser.name, winner=winner.name)
    _point(by, {loser_id, *_losers_to(by, loser_id)}, winner_id)
    return once.add(decision)


@command("registry.undo_merge")
def undo_merge(*, by: Actor, on: date, id: UUID, reason: str) -> Merge:
    """Let the loser of the merge `id` stand for itself again. Raises `NoSuchBond`."""
    require_reason(reason)
    merges = Merge.objects.filter(organisation_id=by.organisation_id, id=id)
    decision = merges.select_for_update().first()
    if decision is None:
        raise NoSuchBond
    if decision.undone_on is None:
        merges.update(undone_on=on, undo_reason=reason)
        _point(by, _losers_to(by, decision.loser_id), decision.loser_id)
        _point(by, {decision.loser_id}, None)
    return merges.get()


@command("registry.keep_apart")
def keep_apart(
    *, by: Actor, on: date, id: UUID, first_id: UUID, second_id: UUID, reason: str
) -> Distinction:
    """Record that two look-alikes are not the same, so that they are not offered again."""
    require_reason(reason)
    first, second = (party_of(by, one) for one in sorted((first_id, second_id)))
    if first == second:
        raise NotAlike(loser=first.name, winner=second.name)
    decision = Distinction(
        id=id,
        organisation_id=by.organisation_id,
        first=first,
        second=second,
        reason=reason,
        on=on,
    )
    before = Distinction.objects.filter(
        organisation_id=by.organisation_id, first=first, second=second
    ).first()
    return before or once.add(decision)


def _losers_to(by: Actor, party_id: UUID) -> set[UUID]:
    """Return all whose standing merges lead to the party, directly or through others."""
    found: set[UUID] = set()
    nearest = {party_id}
    while nearest:
        standing = Merge.objects.filter(
            organisation_id=by.organisation_id, undone_on=None, winner_id__in=nearest
        )
        nearest = set(standing.values_list("loser_id", flat=True)) - found
        found |= nearest
    return found


def _point(by: Actor, loser_ids: set[UUID], winner_id: UUID | None) -> None:
    losers = Party.objects.filter(organisation_id=by.organisation_id, id__in=loser_ids)
    losers.update(merged_into_id=winner_id)
