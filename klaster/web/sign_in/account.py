"""One's own account: password, second factor, and the browsers that are signed in."""

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from klaster.domain.access import commands as access
from klaster.domain.access.models import Session
from klaster.web.shared.visits import HAS_SECOND_FACTOR, Visit, page


@page("account", act="access.end_session")
def account(request: Visit) -> HttpResponse:
    """Show it; a button beside each other browser ends its session."""
    this = request.session.session_key or ""
    sessions = Session.objects.filter(
        user_id=request.actor.user_id, expire_date__gt=timezone.now()
    ).order_by("-since")[:50]
    if request.method == "POST":
        by, on, asked = request.actor, request.today, request.POST.get("sesi", "")
        if "semua" in request.POST:
            access.end_other_sessions(by=by, on=on, key=this)
        for each in sessions:
            if asked == _named(each):
                access.end_session(by=by, on=on, key=each.session_key)
        messages.success(request, gettext("Peramban itu harus masuk lagi."))
        return redirect("own_account")
    context = {
        "sessions": [(each, _named(each), each.session_key == this) for each in sessions],
        "has_second_factor": request.session.get(HAS_SECOND_FACTOR),
    }
    return render(request, "sign_in/account.html", context)


def _named(session: Session) -> str:
    """A name for a session in a page; its key would let whoever reads the page take it over."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:20]
