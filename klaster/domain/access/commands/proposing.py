"""Four eyes: an act is proposed by one person and approved by another, or it does not happen.

The face that keeps the proposal does the act itself, in one transaction with the approval.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from klaster.domain.access import models, once, policy
from klaster.domain.access.acts import Actor, command, require
from klaster.rules.refusal import BadField, Refused


class NoSuchProposal(Refused):
    code = "no_such_proposal"
    message = "Usulan ini tidak ada di lembaga Anda. Muat ulang daftar persetujuan."


class AlreadyDecided(Refused):
    code = "already_decided"
    message = "Usulan ini sudah diputuskan. Muat ulang halamannya."


class OwnProposal(Refused):
    code = "own_proposal"
    message = "Usulan sendiri harus disetujui orang lain yang berwenang."


class NoLongerFits(Refused):
    code = "no_longer_fits"
    message = "Usulan ini tidak lagi dapat dilaksanakan. Tolaklah, lalu ajukan yang baru."


@command("access.propose")
def propose(
    *,
    by: Actor,
    on: date,
    id: UUID,
    act: str,
    form: str,
    subject_id: UUID | None,
    said: str,
    given: Mapping[str, Sequence[str]],
) -> models.Proposal:
    """Keep an act as it was filled in until another approves it. Raises `NotAllowed`."""
    require(by, act)
    return once.add(
        models.Proposal(
            id=id,
            organisation_id=by.organisation_id,
            act=act,
            form=form,
            subject_id=subject_id,
            said=said[:300],
            given={name: list(values) for name, values in given.items()},
            on=on,
            maker_id=by.user_id,
        ),
        later=("status", "checker", "decided_on", "reason"),
    )


@command("access.approve")
def approve(*, by: Actor, on: date, id: UUID) -> models.Proposal:
    """Approve another's proposal, with a role that may check the act.

    Raises `NoSuchProposal`, `AlreadyDecided`, `OwnProposal`, `NotAllowed`.
    """
    proposal = _waiting(by, id)
    if proposal.maker_id == by.user_id:
        raise OwnProposal
    _require_checker(by, proposal)
    return _decide(by, on, proposal, models.Proposal.Status.APPROVED)


@command("access.reject")
def reject(*, by: Actor, on: date, id: UUID, reason: str) -> models.Proposal:
    """Turn a proposal down, saying why. Raises as `approve` does, and `BadField`."""
    proposal = _waiting(by, id)
    _require_checker(by, proposal)
    if not reason.strip():
        raise BadField(field="alasan", reason="harus diisi")
    return _decide(by, on, proposal, models.Proposal.Status.REJECTED, reason.strip())


@command("access.withdraw")
def withdraw(*, by: Actor, on: date, id: UUID) -> models.Proposal:
    """Take one's own proposal back. Raises `NoSuchProposal`, also for that of another."""
    proposal = _waiting(by, id)
    if proposal.maker_id != by.user_id:
        raise NoSuchProposal
    return _decide(by, on, proposal, models.Proposal.Status.WITHDRAWN)


def _waiting(by: Actor, id: UUID) -> models.Proposal:
    own = models.Proposal.objects.filter(organisation_id=by.organisation_id, id=id)
    proposal = own.select_for_update().first()
    if proposal is None:
        raise NoSuchProposal
    if proposal.status != models.Proposal.Status.WAITING:
        raise AlreadyDecided
    return proposal


def _require_checker(by: Actor, proposal: models.Proposal) -> None:
    require(by, proposal.act)
    if by.roles.isdisjoint(policy.CHECKERS.get(proposal.act, frozenset())):
        raise NoSuchProposal


def _decide(
    by: Actor, on: date, proposal: models.Proposal, status: str, reason: str = ""
) -> models.Proposal:
    proposal.status, proposal.checker_id = status, by.user_id
    proposal.decided_on, proposal.reason = on, reason[:300]
    proposal.save(update_fields=["status", "checker", "decided_on", "reason"])
    return proposal
