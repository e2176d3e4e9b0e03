"""Which rules hold: readiness as adopted, what two must agree on, and who may do what."""

from django.http import HttpResponse
from django.shortcuts import render

from klaster.domain.access import policy
from klaster.domain.graduation.models import RuleSet
from klaster.web.settings import roles
from klaster.web.shared.acting import FORMS
from klaster.web.shared.visits import Visit, page


@page("settings", whole=True)
def rules(request: Visit) -> HttpResponse:
    """All of it to read; rules change by adopting a new version, the table with the product."""
    adopted = RuleSet.objects.filter(
        organisation_id=request.organisation.id, valid_from__lte=request.on
    )
    titles = {form.act: str(form.title) for form in FORMS.values() if form.code == form.act}
    context = {
        "adopted": adopted.order_by("level", "code", "-version"),
        "checkers": [
            (titles.get(act, act), _named(allowed)) for act, allowed in policy.CHECKERS.items()
        ],
        "second_factor": _named(policy.SECOND_FACTOR),
        "acts": sorted((title, _named(policy.ACTS[act])) for act, title in titles.items()),
    }
    return render(request, "settings/rules.html", context)


def _named(allowed: frozenset[str]) -> str:
    """Roles in the order of the table, by their names."""
    return ", ".join(str(roles.NAMES[role]) for role in policy.ROLES if role in allowed)
