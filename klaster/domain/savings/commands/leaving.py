"""Leaving the cooperative: exactly what is due is paid out, to the member or to the heir."""

from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries as contracts_read
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.ledger import commands as ledger
from klaster.domain.registry.models import Party
from klaster.domain.savings import queries
from klaster.domain.savings.commands.keeping import CASH
from klaster.rules.calc import PAYABLE
from klaster.rules.entry import RUPIAH
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused
from klaster.rules.wording import money_text


class StillOwes(Refused):
    code = "still_owes"
    message = (
        "{name} masih menanggung kontrak {contracts}. Lunasi atau alihkan dahulu, "
        "atau minta diperhitungkan dengan simpanannya."
    )


class OwesMoreThanSaved(Refused):
    code = "owes_more_than_saved"
    message = "Sisa pembiayaan {owed} melebihi simpanan {saved}. Selisihnya dibayar dahulu."


@command("savings.leave")
def leave(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: Member,
    end: str,
    reason: str,
    via: str = CASH,
    set_off: bool = False,
) -> Member:
    """End a membership and pay out all savings and undrawn surplus; the id is the entry's.

    With `set_off` the member's financing is paid off from it. Raises `StillOwes`,
    `OwesMoreThanSaved`, `NotEnough` when the money is not there.
    """
    if member.left_on is None:
        _settle(by, on, cooperative, member, set_off)
        _move(by, on, id, cooperative, member, ledger.Side(via), reason)
    return cooperatives.end_membership(by=by, on=on, member=member, end=end, reason=reason)


@command("savings.pass_to_heir")
def pass_to_heir(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: Member,
    heir: Party,
    reason: str,
    joins: bool = False,
    via: str = CASH,
    set_off: bool = False,
) -> Member:
    """End the membership of a deceased member; savings pass to the heir.

    An heir who `joins` becomes a member and keeps the savings as they are; otherwise they are paid
    out to the heir. Raises as `leave` does. Returns the membership that ended.
    """
    if member.left_on is None:
        _settle(by, on, cooperative, member, set_off)
        if joins:
            cooperatives.admit(by=by, on=on, cooperative=cooperative, parties=[heir])
        target = None if joins else ledger.Side(via)
        _move(by, on, id, cooperative, member, target, reason, heir)
    return cooperatives.end_membership(
        by=by, on=on, member=member, end=Member.End.DIED, reason=reason, heir=heir
    )


def _settle(by: Actor, on: date, cooperative: Cooperative, member: Member, set_off: bool) -> None:
    """Pay the member's financing off where that was asked for; refuse what is left open."""
    there = Contract.objects.select_related("book").filter(
        organisation_id=by.organisation_id,
        party_id=member.party_id,
        status__in=[Contract.Status.PENDING, Contract.Status.ACTIVE],
    )
    open_ones = list(there.order_by("number"))
    if not open_ones:
        return
    if not set_off or any(each.kind not in PAYABLE for each in open_ones):
        raise StillOwes(name=member.party.name, contracts=", ".join(c.number for c in open_ones))
    owed = sum(contracts_read.pay_off_due(each, on) for each in open_ones)
    saved = -sum(each.balance for each in queries.holdings(cooperative, member.party_id, on))
    if owed > saved:
        raise OwesMoreThanSaved(owed=money_text(owed), saved=money_text(saved))
    for each in open_ones:
        contracts.pay_off(by=by, on=on, id=derived_id(on, each.id, "set off"), contract=each.id)


def _move(
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    member: Member,
    target: ledger.Side | None,
    reason: str,
    heir: Party | None = None,
) -> None:
    """Move all that the member has there to `target`, or (None) to the heir's own accounts."""
    lines = [
        ledger.Line(
            balance.fund,
            ledger.Side(balance.role, member.party_id),
            target or ledger.Side(balance.role, heir.id if heir else None),
            -balance.balance,
        )
        for balance in queries.holdings(cooperative, member.party_id, on)
        if balance.balance and balance.unit == RUPIAH
    ]
    if lines:
        ledger.post(
            by=by,
            on=on,
            id=id,
            book=cooperative.book,
            kind="savings.left" if target else "savings.inherited",
            lines=lines,
            memo=reason if heir is None else f"{reason}; {heir.name}",
        )
