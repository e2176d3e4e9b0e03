"""What somebody proposed and another must approve: the list, and one with its whole content."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from klaster.domain.access import commands as access
from klaster.domain.access import policy
from klaster.domain.access import queries as accessed
from klaster.domain.access.models import Proposal
from klaster.rules.refusal import Refused
from klaster.web.acting.views import onwards, rehearsed
from klaster.web.shared.acting import FORMS, ActForm
from klaster.web.shared.paging import part
from klaster.web.shared.visits import ANY_ACT, Visit, page, reach_of

APPROVE, REJECT, WITHDRAW = "setujui", "tolak", "tarik"


@page("proposals")
def proposals(request: Visit) -> HttpResponse:
    """What waits, the oldest first; on demand what was decided, the latest first."""
    is_decided = request.GET.get("tampil") == "selesai"
    mine = accessed.proposals(request.actor)
    waiting = Proposal.Status.WAITING
    rows = mine.exclude(status=waiting) if is_decided else mine.filter(status=waiting)
    listed = part(rows.select_related("maker", "checker"), {"id": is_decided}, request.GET)
    return render(request, "acting/proposals.html", {"part": listed, "is_decided": is_decided})


@page("proposals", act=ANY_ACT)
def proposal(request: Visit, id: UUID) -> HttpResponse:
    """One proposal with what was filled in; approving does the act in the approver's name."""
    row = get_object_or_404(
        accessed.proposals(request.actor).select_related("maker", "checker"), id=id
    )
    form = _form(request, row)
    context: dict[str, Any] = {
        "proposal": row,
        "form": form,
        "is_own": row.maker_id == request.actor.user_id,
        "may_check": accessed.may_check(request.actor, row),
        "is_waiting": row.status == Proposal.Status.WAITING,
    }
    if request.method == "POST":
        try:
            return onwards(_decide(request, row, form))
        except Refused as refused:
            context["error"] = refused.said(gettext)
    if form is not None and form.is_valid() and form.preview_template and context["is_waiting"]:
        try:
            context["preview"] = rehearsed(form)
        except Refused as refused:
            context["error"] = refused.said(gettext)
    return render(
        request, "acting/proposal.html", context, status=422 if "error" in context else 200
    )


def _form(request: Visit, row: Proposal) -> ActForm | None:
    """The form as it was filled in; None where the product no longer has it."""
    kind = FORMS.get(row.form)
    if kind is None:
        return None
    request.reach = reach_of(policy.CHECKERS[kind.act], request.grants)
    subject = None
    if row.subject_id is not None:
        subject = kind.subjects(request).filter(pk=row.subject_id).first()
    given = QueryDict(mutable=True)
    for name, values in row.given.items():
        given.setlist(name, values)
    return kind(request, subject, given)


def _decide(request: Visit, row: Proposal, form: ActForm | None) -> str | HttpResponse:
    """Approve, reject or withdraw as asked; an approval and its act stand or fall together."""
    asked = request.POST.get("aksi", "")
    by, on = request.actor, request.today
    if asked == APPROVE and form is not None:
        if not form.is_valid():
            raise access.NoLongerFits
        with transaction.atomic():
            access.approve(by=by, on=on, id=row.id)
            done = form.do(by, form.cleaned_data["on"])
        messages.success(request, gettext("Disetujui dan dilaksanakan."))
        return done
    if asked == WITHDRAW:
        access.withdraw(by=by, on=on, id=row.id)
    else:
        access.reject(by=by, on=on, id=row.id, reason=request.POST.get("alasan", ""))
    return request.path
