"""Officers approve what a member asks for; the last approval needed signs and hands over."""

from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts.models import Contract
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Officer
from klaster.domain.lending import queries
from klaster.domain.lending.models import Application, Approval
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused

APPROVING = (Officer.Office.CHAIR, Officer.Office.SECRETARY, Officer.Office.TREASURER)


class Decided(Refused):
    code = "application_decided"
    message = "Permohonan {number} sudah diputus: {status}."


class MakerMayNotApprove(Refused):
    code = "maker_may_not_approve"
    message = (
        "Yang mencatat permohonan {number} tidak boleh menyetujuinya. Mintalah pengurus lain "
        "masuk dengan akunnya sendiri."
    )


class NotAnOfficer(Refused):
    code = "not_an_officer"
    message = "Persetujuan diberikan oleh ketua, sekretaris atau bendahara yang menjabat pada {on}."


class OwnApplication(Refused):
    code = "own_application"
    message = "{name} adalah pemohon; persetujuannya diberikan oleh pengurus lain."


class ApprovedAlready(Refused):
    code = "approved_already"
    message = "Pengurus atau akun ini sudah menyetujui permohonan {number}; perlu pengurus lain."


@command("lending.approve")
def approve(
    *, by: Actor, on: date, id: UUID, application: Application, officer: Officer, note: str = ""
) -> Application:
    """An officer approves; with the number of approvals chosen the contract is signed and paid out.

    The limit of related parties is reckoned again and kept with the approval. Raises `Decided`,
    `MakerMayNotApprove`, `NotAnOfficer`, `OwnApplication`, `ApprovedAlready`, and what signing and
    the ledger refuse (`NotEnough`). The same id again is the same approval.
    """
    application = _locked(by, application)
    given = Approval.objects.filter(organisation_id=by.organisation_id, application=application)
    if given.filter(id=id).exists():
        return application
    _require_may_approve(by, on, application, officer)
    if given.filter(officer__party_id=officer.party_id).exists() or (
        given.filter(entered_by=by.user_id).exists()
    ):
        raise ApprovedAlready(number=application)
    cooperative = application.cooperative
    is_related = application.member.party_id in queries.related_parties(cooperative, on)
    limit = queries.related(cooperative, on, application.amount) if is_related else None
    once.add(
        Approval(
            id=id,
            organisation_id=by.organisation_id,
            application=application,
            officer=officer,
            on=on,
            entered_by=by.user_id,
            note=note,
            related_after=limit.after if limit else None,
            related_limit=limit.limit if limit else None,
        )
    )
    if given.count() >= queries.approvals_needed(cooperative, on):
        contract = _sign(by, on, application)
        _end(by, on, application, Application.Status.APPROVED, contract=contract)
    return application


@command("lending.reject")
def reject(
    *, by: Actor, on: date, application: Application, officer: Officer, reason: str
) -> Application:
    """An officer turns an application down for a reason; one is enough. Raises as `approve`."""
    application = _locked(by, application)
    _require_reason(reason)
    _require_may_approve(by, on, application, officer)
    return _end(by, on, application, Application.Status.REJECTED, because=reason)


@command("lending.withdraw")
def withdraw(*, by: Actor, on: date, application: Application, reason: str) -> Application:
    """The member no longer asks for it. Raises `Decided`."""
    application = _locked(by, application)
    _require_reason(reason)
    _require_open(application)
    return _end(by, on, application, Application.Status.WITHDRAWN, because=reason)


def _locked(by: Actor, application: Application) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("cooperative__book", "member__party")
        .get(organisation_id=by.organisation_id, id=application.id)
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadField(field="reason", reason="harus diisi")


def _require_open(application: Application) -> None:
    if application.status != Application.Status.OPEN:
        raise Decided(number=application, status=application.get_status_display())


def _require_may_approve(by: Actor, on: date, application: Application, officer: Officer) -> None:
    _require_open(application)
    if on < application.applied_on:
        raise BadField(field="on", reason="sebelum tanggal permohonan")
    if by.user_id == application.recorded_by:
        raise MakerMayNotApprove(number=application)
    in_office = cooperatives.officers(application.cooperative, on)
    if not in_office.filter(id=officer.id, office__in=APPROVING).exists():
        raise NotAnOfficer(on=on.isoformat())
    if officer.party_id == application.member.party_id:
        raise OwnApplication(name=application.member.party.name)


def _sign(by: Actor, on: date, application: Application) -> Contract:
    """The contract, signed and handed over; goods sold by murabahah are bought first."""
    new = contracts.NewContract(
        id=derived_id(on, application.id, "contract"),
        number=str(application),
        kind=application.kind,
        party=application.member.party_id,
        fund=application.cooperative.rolling_fund_id,
        terms={"start": on.isoformat(), **application.terms},
        signed_on=on,
        approved_by=_approvers(application),
    )
    contract = contracts.sign(by=by, on=on, new=new)
    bought = ["goods_bought"] if application.kind == "murabahah" else []
    for kind in (*bought, "disbursed"):
        event = contracts.NewEvent(
            id=derived_id(on, application.id, kind),
            contract=contract.id,
            kind=kind,
            on=on,
            amount=application.amount,
            data={"description": application.purpose} if kind == "disbursed" else {},
        )
        contracts.record(by=by, on=on, new=event)
    contract.refresh_from_db()
    return contract


def _approvers(application: Application) -> str:
    names = application.approvals.select_related("officer__party").order_by("on", "id")
    return ", ".join(each.officer.party.name for each in names)[:100]


def _end(
    by: Actor,
    on: date,
    application: Application,
    status: str,
    contract: Contract | None = None,
    because: str = "",
) -> Application:
    application.status, application.ended_on = status, on
    application.ended_because, application.contract = because, contract
    Application.objects.filter(organisation_id=by.organisation_id, id=application.id).update(
        status=status, ended_on=on, ended_because=because, contract=contract
    )
    return application
