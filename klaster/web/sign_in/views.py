"""Signing in and out; for which organisation; of which day the pages speak."""

from datetime import date
from typing import cast

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from klaster.web.shared.visits import AS_OF, HAS_SECOND_FACTOR, ORGANISATION, Visit, enter
from klaster.web.sign_in import attempts, second_factor
from klaster.web.sign_in.going_on import onwards


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password. One sentence answers all that is wrong, so it betrays no name."""
    if request.method != "POST":
        return _form(request)
    username = request.POST.get("username", "")[:80]
    address = request.META.get("REMOTE_ADDR", "")
    if attempts.are_too_many(username, address):
        error = _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")
        return _form(request, username, error, status=429)
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        attempts.failed(username, address)
        error = _("Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi.")
        return _form(request, username, error, status=401)
    attempts.succeeded(username, address)
    login(request, user)
    second_factor.remember(request, user)
    if request.session[HAS_SECOND_FACTOR]:
        return redirect_to_login(onwards(request).url, "second_factor")
    return onwards(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign_in")


@login_required(login_url="sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Choose for which of one's organisations the pages speak."""
    visit = cast(Visit, request)
    enter(visit)
    if request.method == "POST":
        wanted = request.POST.get("organisation", "")
        if wanted in {str(organisation.id) for organisation in visit.organisations}:
            request.session[ORGANISATION] = wanted
            return redirect("home")
    return render(request, "sign_in/organisations.html")


@login_required(login_url="sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def as_of(request: HttpRequest) -> HttpResponse:
    """Choose the day that the pages speak of; none given is today."""
    visit = cast(Visit, request)
    if enter(visit) is None:
        return redirect("choose_organisation")
    error = ""
    if request.method == "POST":
        given = request.POST.get("on", "").strip()
        try:
            day = date.fromisoformat(given) if given else visit.today
        except ValueError:
            error = _("Isi tanggal seperti 2014-03-06.")
        else:
            request.session[AS_OF] = None if day == visit.today else day.isoformat()
            return onwards(request)
    context = {"next": request.GET.get("next", ""), "error": error}
    return render(request, "sign_in/as_of.html", context, status=400 if error else 200)


def _form(
    request: HttpRequest, username: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "username": username,
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "sign_in/form.html", context, status=status)
