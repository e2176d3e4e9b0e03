"""Setting up who may do what: organisations, users and their roles.

The first organisation of an installation is created by an actor who acts for the organisation
that is about to be, with the role of an administrator; everyone after that by an administrator.
"""

from datetime import date
from uuid import UUID

from klaster.domain.access import models, once, policy, wall
from klaster.domain.access.acts import Actor, command
from klaster.rules.refusal import Refused

PASSWORD_LENGTH = 10


class NameTaken(Refused):
    code = "name_taken"
    message = "Nama {name} sudah dipakai. Pilih nama lain."


class PasswordTooShort(Refused):
    code = "password_too_short"
    message = "Kata sandi minimal {length} karakter. Pakailah beberapa kata yang mudah diingat."


class RoleUnknown(Refused):
    code = "role_unknown"
    message = "Peran {role} tidak dikenal. Pilih salah satu: {roles}."


class NoSuchUser(Refused):
    code = "no_such_user"
    message = "Pengguna {user} tidak ada. Buat penggunanya lebih dahulu."


class UserOfOthers(Refused):
    code = "user_of_others"
    message = (
        "{user} juga bertugas di lembaga lain, sehingga tidak dapat diubah dari sini."
        " Cabutlah perannya di lembaga Anda, atau mintalah yang bersangkutan mengubah sendiri."
    )


class NoSuchGrant(Refused):
    code = "no_such_grant"
    message = "Peran ini tidak ada di lembaga Anda. Muat ulang daftar peran."


@command("access.create_organisation")
def create_organisation(
    *,
    by: Actor,
    on: date,
    id: UUID,
    code: str,
    name: str,
    kind: str,
    is_illustration: bool = False,
) -> models.Organisation:
    """Add an institution, implementer or cooperative. Raises `NameTaken`, `SentBefore`."""
    organisation = models.Organisation(
        id=id, code=code, name=name, kind=kind, is_illustration=is_illustration
    )
    if models.Organisation.objects.filter(code=code).exclude(id=id).exists():
        raise NameTaken(name=code)
    return once.add(organisation)


@command("access.create_user")
def create_user(
    *, by: Actor, on: date, id: UUID, username: str, full_name: str, password: str
) -> models.User:
    """Add someone who signs in; they may do nothing until a role is granted.

    Raises `NameTaken`, `PasswordTooShort`, `SentBefore`.
    """
    if models.User.objects.filter(username=username).exclude(id=id).exists():
        raise NameTaken(name=username)
    user = models.User(id=id, username=username, full_name=full_name)
    give_password(user, password)
    return once.add(user, later=("password", "is_active", "last_login"))


@command("access.set_password")
def set_password(*, by: Actor, on: date, id: UUID, password: str) -> models.User:
    """Give the user `id` a new password.

    Raises `PasswordTooShort`, `NoSuchUser`, `UserOfOthers`.
    """
    user = own_user(by, id)
    give_password(user, password)
    user.save(update_fields=["password"])
    return user


@command("access.deactivate_user")
def deactivate_user(*, by: Actor, on: date, id: UUID) -> models.User:
    """Stop the user `id` from signing in; what they did stays on record."""
    user = own_user(by, id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


@command("access.grant_role")
def grant_role(
    *, by: Actor, on: date, id: UUID, user: models.User, role: str, scope_id: UUID | None = None
) -> models.Grant:
    """Give `user` a role in the actor's organisation from `on`; null scope = all of it."""
    if role not in policy.ROLES:
        raise RoleUnknown(role=role, roles=", ".join(policy.ROLES))
    grant = models.Grant(
        id=id,
        organisation_id=by.organisation_id,
        user=user,
        role=role,
        scope_id=scope_id,
        valid_from=on,
    )
    return once.add(grant, later=("valid_until",))


@command("access.revoke_role")
def revoke_role(*, by: Actor, on: date, id: UUID) -> models.Grant:
    """End the grant `id`: from `on` the role no longer counts. Raises `NoSuchGrant`."""
    grants = models.Grant.objects.filter(organisation_id=by.organisation_id, id=id)
    grant = grants.select_for_update().first()
    if grant is None:
        raise NoSuchGrant
    if grant.valid_until is None:
        grant.valid_until = max(on, grant.valid_from)
        grants.update(valid_until=grant.valid_until)
    return grant


def own_user(by: Actor, id: UUID) -> models.User:
    """Return the user, locked, if no other organisation relies on them."""
    user = models.User.objects.select_for_update().filter(id=id).first()
    if user is None:
        raise NoSuchUser(user=id)
    with wall.outside():  # or the grants that matter would be hidden
        elsewhere = models.Grant.objects.filter(user=user).exclude(
            organisation_id=by.organisation_id
        )
        is_of_others = elsewhere.exists()
    if user.id != by.user_id and is_of_others:
        raise UserOfOthers(user=user.full_name)
    return user


def give_password(user: models.User, password: str) -> None:
    """Set a password on a user, not yet stored. Raises `PasswordTooShort`."""
    if len(password) < PASSWORD_LENGTH:
        raise PasswordTooShort(length=PASSWORD_LENGTH)
    user.set_password(password)
