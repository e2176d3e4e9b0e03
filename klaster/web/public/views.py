"""The public pages: what an organisation chose to publish, the same for everyone who asks.

They keep no cookie and ask for none: the language stands in the address, and whoever stands
between may keep a page for an hour.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from klaster.domain.programme import queries
from klaster.reports.claims.claims import VERDICTS
from klaster.reports.public.identity import STEPS
from klaster.reports.public.programme import in_public

KEPT_SECONDS = 3600
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language of the address, under a policy without scripts, to be kept by all."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        language = "en" if request.GET.get("bahasa") == "en" else "id"
        with translation.override(language):
            response = view(request, *args, **given)
        response["Content-Language"] = language
        response["Content-Security-Policy"] = POLICY
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return response

    return require_safe(run)


@open_to_all
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that were published, of every organisation."""
    found = queries.published(timezone.localdate())
    return render(request, "public/programmes.html", {"programmes": found})


@open_to_all
def programme(request: HttpRequest, organisation: str, programme: str) -> HttpResponse:
    """One programme: what it is, what was placed and where it is, deeds, and claims checked."""
    today = timezone.localdate()
    chosen = queries.published(today).filter(organisation__code=organisation, code=programme)
    found = chosen.first()
    if found is None:
        raise Http404
    said = in_public(organisation=found.organisation_id, programme=found.code, on=today)
    context = {
        "programme": found,
        "on": today,
        "said": said,
        "steps": [(STEPS[row["step"]], row["families"], row["amount"]) for row in said.steps],
        "claims": [(claim, VERDICTS[claim.verdict]) for claim in said.claims],
    }
    return render(request, "public/programme.html", context)
