"""Organisations, users, roles and the audit trail."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from klaster.domain.access import commands as access
from klaster.domain.access import models, once, policy, queries
from klaster.domain.access.acts import Actor, NotAllowed
from tests.conftest import TODAY, actor_of, id_of

pytestmark = pytest.mark.django_db
PASSWORD = "sawah hijau di Lebak"


def _user(by, name="siti", password=PASSWORD):
    return access.create_user(
        by=by, on=TODAY, id=id_of(name), username=name, full_name="Siti", password=password
    )


def test_first_organisation_is_created_by_the_one_who_will_act_for_it():
    founder = Actor(id_of("founder"), id_of("new"), frozenset({policy.ADMIN}))
    made = access.create_organisation(
        by=founder, on=TODAY, id=id_of("new"), code="baru", name="Baru", kind="institution"
    )
    assert queries.trail(made.id)[0].action == "access.create_organisation"


def test_organisation_code_is_used_once(by):
    def create(name, code="kt"):
        return access.create_organisation(
            by=by, on=TODAY, id=id_of(name), code=code, name="KT", kind="implementer"
        )

    assert create("one") == create("one")
    with pytest.raises(access.NameTaken):
        create("two")


def test_password_is_kept_as_argon2_and_signs_in(by):
    user = _user(by)
    assert user.password.startswith("argon2$")
    assert authenticate(username="siti", password=PASSWORD) == user
    assert authenticate(username="siti", password="keliru sekali") is None


def test_password_can_be_changed_but_not_to_a_short_one(by):
    user = _user(by)
    access.set_password(by=by, on=TODAY, id=user.id, password="kebun singkong raya")
    assert authenticate(username="siti", password="kebun singkong raya") == user
    with pytest.raises(access.PasswordTooShort):
        access.set_password(by=by, on=TODAY, id=user.id, password="pendek")


def test_deactivated_user_neither_signs_in_nor_acts(by):
    user = _user(by)
    access.grant_role(by=by, on=TODAY, id=id_of("grant"), user=user, role=policy.MENTOR)
    access.deactivate_user(by=by, on=TODAY, id=user.id)
    assert authenticate(username="siti", password=PASSWORD) is None
    assert queries.actor(user, by.organisation_id, TODAY).roles == frozenset()


def test_user_of_another_organisation_cannot_be_taken_over(by):
    other = models.Organisation.objects.create(
        id=id_of("other"), code="lain", name="Lain", kind="institution"
    )
    user = _user(by)
    access.grant_role(
        by=actor_of(other), on=TODAY, id=id_of("there"), user=user, role=policy.HEAD_OFFICE
    )
    with pytest.raises(access.UserOfOthers):
        access.set_password(by=by, on=TODAY, id=user.id, password="kebun singkong raya")
    with pytest.raises(access.UserOfOthers):
        access.deactivate_user(by=by, on=TODAY, id=user.id)


def test_role_counts_from_its_first_day_until_the_day_it_is_revoked(by):
    user = _user(by)
    grant = access.grant_role(by=by, on=TODAY, id=id_of("g"), user=user, role=policy.MENTOR)
    later = TODAY + timedelta(days=10)
    access.revoke_role(by=by, on=later, id=grant.id)

    def roles(on):
        return queries.actor(user, by.organisation_id, on).roles

    assert roles(TODAY - timedelta(days=1)) == frozenset()
    assert roles(TODAY) == roles(later - timedelta(days=1)) == {policy.MENTOR}
    assert roles(later) == frozenset()


def test_revoking_twice_keeps_the_first_day(by):
    grant = access.grant_role(by=by, on=TODAY, id=id_of("g"), user=_user(by), role=policy.MENTOR)
    access.revoke_role(by=by, on=TODAY, id=grant.id)
    again = access.revoke_role(by=by, on=TODAY + timedelta(days=5), id=grant.id)
    assert again.valid_until == TODAY


def test_grant_sent_twice_is_one_and_with_other_content_is_refused(by):
    user = _user(by)
    given = {"by": by, "on": TODAY, "id": id_of("g"), "user": user}
    access.grant_role(role=policy.MENTOR, **given)
    access.grant_role(role=policy.MENTOR, **given)
    assert models.Grant.objects.count() == 1
    with pytest.raises(once.SentBefore):
        access.grant_role(role=policy.ADMIN, **given)


def test_unknown_role_is_refused(by):
    with pytest.raises(access.RoleUnknown):
        access.grant_role(by=by, on=TODAY, id=id_of("g"), user=_user(by), role="raja")


def test_scopes_narrow_unless_one_role_covers_the_whole(by):
    user = _user(by)
    access.grant_role(
        by=by, on=TODAY, id=id_of("a"), user=user, role=policy.MENTOR, scope_id=id_of("kelompok")
    )
    mentor = queries.actor(user, by.organisation_id, TODAY)
    assert queries.scopes(mentor, TODAY) == {id_of("kelompok")}
    access.grant_role(by=by, on=TODAY, id=id_of("b"), user=user, role=policy.COORDINATOR)
    coordinator = queries.actor(user, by.organisation_id, TODAY)
    assert queries.scopes(coordinator, TODAY) is None


def test_organisations_of_a_user_are_those_with_a_role_that_counts(by, institution):
    user = _user(by)
    assert list(queries.organisations(user, TODAY)) == []
    access.grant_role(by=by, on=TODAY, id=id_of("g"), user=user, role=policy.MENTOR)
    assert list(queries.organisations(user, TODAY)) == [institution]


def test_only_an_administrator_sets_up_users(institution):
    for role in policy.ROLES:
        actor = actor_of(institution, role)
        if role == policy.ADMIN:
            _user(actor)
        else:
            with pytest.raises(NotAllowed):
                _user(actor)


def test_trail_tells_latest_first_and_pages(by):
    for name in ("a", "b", "c"):
        _user(by, name)
    newest = queries.trail(by.organisation_id, limit=2)
    assert [deed.subject_id for deed in newest] == [id_of("c"), id_of("b")]
    (oldest,) = queries.trail(by.organisation_id, before=newest[-1].id)
    assert (oldest.subject_id, oldest.actor) == (id_of("a"), "Uji")
    assert queries.trail(by.organisation_id, subject_id=id_of("b")) == [newest[1]]
    assert queries.trail(by.organisation_id, action="registry.") == []
    assert queries.trail(id_of("elsewhere")) == []


def test_every_act_and_page_names_known_roles():
    for roles in (*policy.ACTS.values(), *policy.PAGES.values()):
        assert roles
        assert roles <= set(policy.ROLES)


def test_supervisors_auditors_members_and_donors_change_nothing():
    watching = {policy.SUPERVISOR, policy.AUDITOR, policy.MEMBER, policy.DONOR}
    of_their_own_account = {
        "access.begin_second_factor", "access.change_password", "access.confirm_second_factor",
        "access.end_other_sessions", "access.end_session",
    }  # fmt: skip
    assert {act for act, roles in policy.ACTS.items() if roles & watching} == of_their_own_account


def test_rows_added_in_bulk_are_sent_in_few_queries(by, django_assert_max_num_queries):
    rows = [
        models.Grant(
            id=id_of("bulk", number),
            organisation_id=by.organisation_id,
            user_id=by.user_id,
            role=policy.MENTOR,
            valid_from=date(2011, 1, 1),
        )
        for number in range(200)
    ]
    with django_assert_max_num_queries(4, connection=connection):
        once.add_many(rows)
        once.add_many(rows)
    assert models.Grant.objects.count() == 200
