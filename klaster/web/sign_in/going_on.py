"""Where a visitor goes after signing in or choosing: where they wanted to, if it is ours."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onwards(request: HttpRequest) -> HttpResponseRedirect:
    """To where the visitor was going, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else reverse("home"))
