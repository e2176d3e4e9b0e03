"""The second factor at the sign-in, and putting it on a phone."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import devices_for_user, match_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from klaster.domain.access import commands as access
from klaster.domain.access.sessions import BROWSER, SINCE
from klaster.rules import qr
from klaster.rules.refusal import Refused
from klaster.web.shared import drawing
from klaster.web.shared.visits import HAS_SECOND_FACTOR, PROVED, Visit, enter
from klaster.web.sign_in.going_on import onwards


def remember(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Note in a fresh session whether a second factor is due, since when it is, and where."""
    request.session[HAS_SECOND_FACTOR] = any(devices_for_user(user))
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:200]
    request.session[SINCE] = timezone.now().isoformat()


@sensitive_post_parameters("kode")
@login_required(login_url="sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the phone, or one of those on paper; who has none sets one up."""
    if not request.session.get(HAS_SECOND_FACTOR):
        return redirect("set_up_second_factor")
    error = ""
    if request.method == "POST":
        token = request.POST.get("kode", "").strip().lower().replace(" ", "")
        # Each device slows down who guesses, by itself; one sentence answers both.
        if match_token(request.user, token):
            _prove(request)
            return onwards(request)
        error = _("Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.")
    context = {"error": error, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "sign_in/second_factor.html", context, status=401 if error else 200)


@sensitive_post_parameters("kode")
@login_required(login_url="sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show a secret for the phone as a QR code; once its code is given, codes for paper."""
    visit = cast(Visit, request)
    if enter(visit) is None:
        return redirect("choose_organisation")
    if request.session.get(HAS_SECOND_FACTOR) and not request.session.get(PROVED):
        return redirect("second_factor")  # who cannot give the old one does not set a new one
    error = ""
    if request.method == "POST":
        try:
            codes = access.confirm_second_factor(
                by=visit.actor, on=visit.today, token=request.POST.get("kode", "").strip()
            )
        except Refused as refused:
            error = refused.said(_)
        else:
            request.session[HAS_SECOND_FACTOR] = True
            _prove(request)
            return render(request, "sign_in/paper_codes.html", {"codes": codes})
    waiting = TOTPDevice.objects.filter(user_id=visit.actor.user_id, confirmed=False)
    device = (error and waiting.first()) or access.begin_second_factor(
        by=visit.actor, on=visit.today
    )
    context = {
        "error": error,
        "code": drawing.qr_path(qr.code(device.config_url)),
        "secret": drawing.in_fours(device.config_url.partition("secret=")[2].partition("&")[0]),
    }
    return render(request, "sign_in/set_up.html", context, status=422 if error else 200)


def _prove(request: HttpRequest) -> None:
    """Note that the second factor was given, under a new number of the session."""
    request.session.cycle_key()
    request.session[PROVED] = True
