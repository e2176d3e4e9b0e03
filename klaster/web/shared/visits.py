"""Letting a visitor in to a page: who they are, for which organisation, how far they may look.

Every view of a signed-in visitor wears `@page("code")`; the code stands in `access.policy.PAGES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from klaster.domain.access import policy, wall
from klaster.domain.access import queries as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Grant, Organisation

ORGANISATION = "organisation"  # session keys
AS_OF = "as_of"
HAS_SECOND_FACTOR = "has_second_factor"  # the user has set one up
PROVED = "proved"  # and has given it in this session
OWN_ONLY = frozenset({policy.MEMBER, policy.DONOR})
ANY_ACT = "*"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a visitor may look on a page: all of the organisation, or what bears these ids.

    The ids are those of programmes, sectors, groups, or (for members) parties.
    """

    is_whole: bool
    ids: frozenset[UUID]

    def within(self, *fields: str) -> Q:
        """Return the condition that one of `fields` holds an id within reach."""
        if self.is_whole:
            return Q()
        condition = Q(pk__in=[])
        for field in fields:
            condition |= Q(**{f"{field}__in": self.ids})
        return condition


class Visit(HttpRequest):
    """A request that `page` has let in. `on` is the day pages speak of, `today` the real one.

    `grants` are those that count that day in the organisation; `reach` is how far they reach on
    this page.
    """

    actor: Actor
    organisation: Organisation
    organisations: tuple[Organisation, ...]
    grants: list[Grant]
    reach: Reach
    on: date
    today: date


def page(
    code: str, *, whole: bool = False, act: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only visitors in whose roles see the page `code`; fill in what `Visit` names.

    Unknown visitors are sent to sign in, those with several organisations to choose one. `whole`
    pages speak of the whole organisation, and refuse those whose roles are narrowed to a part.
    A page is only read, unless it names the `act` that its form does; `ANY_ACT` is that of the
    page of all acts, which looks at the permission of each itself.
    """
    methods = ["GET", "HEAD", "POST"] if act else ["GET", "HEAD"]

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def run(request: Visit, *args: Any, **given: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "sign_in")
            grants = enter(request)
            if grants is None:
                return redirect("choose_organisation")
            if awaits_second_factor(request):
                return redirect_to_login(request.get_full_path(), "second_factor")
            request.grants = grants
            request.reach = reach_of(policy.PAGES[code], grants)
            if policy.PAGES[code].isdisjoint(request.actor.roles):
                raise PermissionDenied(code)
            if whole and not request.reach.is_whole:
                raise PermissionDenied(code)
            if request.method == "POST" and act != ANY_ACT:
                require(request, act)
            response = view(request, *args, **given)
            patch_cache_control(response, private=True, no_store=True)
            return response

        run.page = code  # type: ignore[attr-defined]
        run.act = act  # type: ignore[attr-defined]
        return run

    return wrap


def require(request: Visit, act: str) -> None:
    """Raise `PermissionDenied` unless one of the visitor's roles may do the act."""
    if not policy.may(request.actor.roles, act):
        raise PermissionDenied(act)


def enter(request: Visit) -> list[Grant] | None:
    """Fill in the visitor's organisation, roles and day; return the grants that count there.

    None when an organisation must be chosen first. Raises `PermissionDenied` without any role.
    From here on the request meets rows of that organisation only.
    """
    request.today = timezone.localdate()
    given = request.session.get(AS_OF)
    request.on = date.fromisoformat(given) if given else request.today
    user_id: UUID = request.user.pk  # type: ignore[assignment]
    held = access.grants(user_id, request.today).select_related("organisation")
    by_organisation: dict[UUID, list[Grant]] = {}
    for grant in held:
        by_organisation.setdefault(grant.organisation_id, []).append(grant)
    choices = {key: grants[0].organisation for key, grants in by_organisation.items()}
    request.organisations = tuple(sorted(choices.values(), key=lambda each: each.name))
    if not choices:
        raise PermissionDenied("no_role")
    chosen = request.session.get(ORGANISATION)
    own = UUID(chosen) if chosen else next(iter(choices))
    if own not in choices or (not chosen and len(choices) > 1):
        return None
    request.organisation = choices[own]
    roles = frozenset(grant.role for grant in by_organisation[own])
    request.actor = Actor(user_id, own, roles, channel="web")
    wall.raise_around(own)
    return by_organisation[own]


def awaits_second_factor(request: Visit) -> bool:
    """Say whether a visitor who was let in must first prove a second time who they are.

    Whoever has set a second factor up, and the roles that must where the installation asks for it.
    """
    if request.session.get(PROVED):
        return False
    is_due = settings.KLASTER_SECOND_FACTOR and not policy.SECOND_FACTOR.isdisjoint(
        request.actor.roles
    )
    return bool(request.session.get(HAS_SECOND_FACTOR) or is_due)


def reach_of(roles: frozenset[str], grants: list[Grant]) -> Reach:
    """How far grants reach where only `roles` count, so that one's reach never widens another's."""
    seeing = [grant for grant in grants if grant.role in roles]
    return Reach(
        is_whole=any(each.scope_id is None and each.role not in OWN_ONLY for each in seeing),
        ids=frozenset(each.scope_id for each in seeing if each.scope_id is not None),
    )
