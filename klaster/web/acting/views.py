"""Filling in the form of an act, rehearsing it, and carrying it out or proposing it.

An act that two must agree on (`policy.CHECKERS`) is tried, taken back, and kept as a proposal.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from klaster.domain.access import commands as access
from klaster.domain.access import policy
from klaster.rules.refusal import Refused
from klaster.web.shared.acting import FORMS, ActForm, is_allowed
from klaster.web.shared.visits import ANY_ACT, Visit, page, reach_of, require

REHEARSE = "periksa"


@page("act", act=ANY_ACT)
def act(request: Visit, code: str, subject: UUID | None = None) -> HttpResponse:
    """The form of one act; sent, it does the act or says beside each field what is wrong."""
    kind = form_of(request, code)
    row = subject_of(request, kind, subject)
    given = request.POST if request.method == "POST" else None
    form = kind(request, row, given)
    context: dict[str, Any] = {
        "form": form,
        "needs_another": kind.act in policy.CHECKERS,
        "back": _back(request),
    }
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("aksi") == REHEARSE and kind.preview_template:
                context["preview"] = rehearsed(form)
            else:
                return onwards(_carry_out(form, request.POST))
        except Refused as refused:
            form.refuse(refused)
    return render(request, "acting/act.html", context, status=422 if form.errors else 200)


def onwards(done: str | HttpResponse) -> HttpResponse:
    """The answer to an act that was done."""
    return done if isinstance(done, HttpResponse) else redirect(done)


def form_of(request: Visit, code: str) -> type[ActForm]:
    """The form with a code, for who may use it; narrows the visit's reach to what the act allows.

    Raises `Http404` for an unknown one, `PermissionDenied`.
    """
    kind = FORMS.get(code)
    if kind is None:
        raise Http404
    require(request, kind.act)
    request.reach = reach_of(policy.ACTS[kind.act], request.grants)
    if not is_allowed(request, kind):
        raise Http404
    return kind


def subject_of(request: Visit, kind: type[ActForm], id: UUID | None) -> Any:
    """The row that an act is done on. Raises `Http404` for one out of reach."""
    if (kind.subject_model is None) != (id is None):
        raise Http404
    row = None if id is None else get_object_or_404(kind.subjects(request), pk=id)
    if request.method != "POST" and not kind.is_offered(request, row):
        raise Http404
    return row


def rehearsed(form: ActForm) -> dict[str, Any]:
    """What the act would bring about; nothing of it stays."""
    with transaction.atomic():
        shown = form.preview(form.visit.actor, form.cleaned_data["on"])
        transaction.set_rollback(True)
    return shown


def _carry_out(form: ActForm, given: QueryDict) -> str | HttpResponse:
    """Do the act, or propose it when another must agree; return where to go."""
    on = form.cleaned_data["on"]
    if form.act not in policy.CHECKERS:
        done = form.do(form.visit.actor, on)
        if isinstance(done, str):
            messages.success(form.visit, gettext("Tersimpan."))
        return done
    with transaction.atomic():
        form.do(form.visit.actor, on)
        transaction.set_rollback(True)
    proposal = access.propose(
        by=form.visit.actor,
        on=form.visit.today,
        id=form.cleaned_data["id"],
        act=form.act,
        form=form.code,
        subject_id=form.subject.pk if form.subject is not None else None,
        said=form.said(),
        given={
            name: values
            for name, values in given.lists()
            if name not in ("csrfmiddlewaretoken", "aksi")
        },
    )
    return reverse("proposal", args=[proposal.id])


def _back(request: Visit) -> str:
    """Where the visitor came from, if that is a page of ours."""
    wanted = request.GET.get("kembali", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else ""
