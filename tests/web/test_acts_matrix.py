"""Every form of every act: which roles may use it, on whose rows, and what nonsense does to it."""

from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, QueryDict

from klaster.domain.access import policy
from klaster.domain.access import queries as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.models import Organisation, User
from klaster.web import offers
from klaster.web.shared import acting, inputs
from klaster.web.shared.visits import OWN_ONLY, Visit, reach_of
from tests.conftest import id_of
from tests.web.conftest import AS_OF, HOUSE_AS_OF, sign_in, user_with

pytestmark = pytest.mark.django_db
# Part of a larger act, done on a page of its own, or only from a workbook or the command line.
NO_FORM = {
    "access.approve", "access.ask_for_task", "access.begin_second_factor", "access.begin_task",
    "access.confirm_second_factor", "access.end_other_sessions", "access.end_session",
    "access.finish_task", "access.propose", "access.reject", "access.withdraw",
    "assets.buy_many", "assets.depreciate", "assets.end_lots", "assets.hand_over_lots",
    "assets.pass_titles", "assets.record_lots", "assets.undo_lots", "closing.rehearse_month_end",
    "contracts.hand_over_many", "contracts.record_many", "contracts.save_to_group",
    "contracts.save_to_group_many", "contracts.sign_many", "cooperative.end_membership",
    "cooperative.form", "graduation.check_claims", "graduation.rehearse", "ledger.close_period",
    "ledger.make_final", "ledger.reverse_many", "monitoring.record_many", "monitoring.reenter",
    "monitoring.visit", "programme.form_groups", "programme.mark_exited",
    "programme.move_enrolments", "registry.enrol_many", "registry.give_consent_many",
    "registry.give_role_to_many", "registry.join_many", "registry.leave_many",
    "registry.renew_ciphers", "savings.share_profit", "surveys.answer_many",
}  # fmt: skip
NONSENSE = ("", "x", "-1", "0", "\0", "9" * 40, "1e400", "2014-02-30", "9999-12-31", "\u202e")
offers.make_known()
FORMS = sorted(acting.FORMS)


def visit_of(user: User, organisation_id: UUID, on: Any) -> Visit:
    """A visit as `page` makes it."""
    visit: Any = HttpRequest()
    visit.method, visit.GET = "GET", QueryDict()
    visit.grants = list(access.grants(user.id, on))
    roles = frozenset(grant.role for grant in visit.grants)
    visit.actor = Actor(user.id, organisation_id, roles, "web")
    visit.organisation = Organisation.objects.get(id=organisation_id)
    visit.on = visit.today = on
    return visit


def rows_for(organisation_id, on, user):
    """An address for each form that has a row to stand on in this organisation."""
    visit = visit_of(user, organisation_id, on)
    found = {}
    for code, form in acting.FORMS.items():
        visit.reach = reach_of(policy.ACTS[form.act], visit.grants)
        if form.subject_model is None:
            if form.is_offered(visit, None):
                found[code] = acting.address(form)
            continue
        for row in form.subjects(visit)[:200]:
            if form.is_offered(visit, row):
                found[code] = acting.address(form, row)
                break
    return found


@pytest.fixture
def director(site):
    """Who may do everything that anyone may do in the organisation."""
    return user_with(site.organisation_id, *policy.ROLES)


def test_each_role_may_use_its_forms_and_no_others(site, director, client):
    addresses = rows_for(site.organisation_id, site.on, director)
    for role in set(policy.ROLES) - OWN_ONLY:
        sign_in(client, user_with(site.organisation_id, role), site.on)
        for code, address in addresses.items():
            may = policy.may(frozenset({role}), acting.FORMS[code].act)
            assert client.get(address).status_code == (200 if may else 403), (role, code)


def test_forms_do_not_open_on_rows_of_others_or_on_guessed_ones(site, director, client):
    sign_in(client, site.stranger, site.on)
    for code, address in rows_for(site.organisation_id, site.on, director).items():
        if acting.FORMS[code].subject_model is not None:
            assert client.get(address).status_code == 404, code
            assert client.post(address, {}).status_code == 404, code
            guess = f"/tindakan/{code}/{id_of('nothing')}/"
            assert client.get(guess).status_code == 404, code


def test_nonsense_is_answered_beside_its_field(site, director, client):
    sign_in(client, director, site.on)
    for code, address in rows_for(site.organisation_id, site.on, director).items():
        fields = acting.FORMS[code].base_fields
        right = {"id": str(id_of("fuzz", code)), "on": site.on.isoformat()}
        for word in NONSENSE:
            given = dict.fromkeys(fields, word) | right
            status = client.post(address, given).status_code
            # 200: done, and what may be shown only once is shown at once.
            assert status in (200, 302, 422), (code, word, status)
        for name in right:
            status = client.post(address, dict.fromkeys(fields, "x") | right | {name: "x"})
            assert status.status_code == 422, (code, name)


def test_every_form_is_tried_somewhere(place, house):
    """Each stands on some row of the two stories, or the tests above would pass over it."""
    homes = (
        (place.story.by.organisation_id, AS_OF),
        (house.world.by.organisation_id, HOUSE_AS_OF),
    )
    tried = set()
    for organisation_id, on in homes:
        tried |= rows_for(organisation_id, on, user_with(organisation_id, *policy.ROLES)).keys()
    assert set(FORMS) - tried == set()


def test_every_act_has_a_form_or_is_known_to_need_none():
    offered = {form.act for form in acting.FORMS.values()}
    assert set(policy.ACTS) - offered == NO_FORM


def test_every_field_says_what_it_is():
    bare = [
        (code, name)
        for code, form in acting.FORMS.items()
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and not field.label
    ]
    assert not bare


def test_no_row_of_another_organisation_can_be_chosen(place, stranger):
    visit = visit_of(stranger, stranger.grants.get().organisation_id, AS_OF)
    for code, kind in acting.FORMS.items():
        visit.reach = reach_of(policy.ACTS[kind.act], visit.grants)
        for field in kind.base_fields.values():
            if isinstance(field, inputs.Row):
                field.look_within(visit)
                others = field.queryset.exclude(organisation_id=visit.organisation.id)
                assert not others.exists(), code
