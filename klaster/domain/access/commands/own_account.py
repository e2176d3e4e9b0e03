"""What people do about their own sign-in: password, second factor, sessions.

The second factor is a code that changes with the time (TOTP, RFC 6238) from an app on the phone,
and ten codes on paper for the day the phone is gone.
"""

import secrets
from datetime import date
from uuid import UUID

from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from klaster.domain.access import models
from klaster.domain.access.acts import Actor, command
from klaster.domain.access.commands.setting_up import give_password, own_user
from klaster.rules.refusal import BadField, Refused

PAPER_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class NoSecondFactor(Refused):
    code = "no_second_factor"
    message = "Kode belum disiapkan. Pindai kode QR lebih dahulu."


class WrongCode(Refused):
    code = "wrong_code"
    message = "Kode tidak cocok. Periksa jam ponsel, lalu coba kode berikutnya."


@command("access.change_password")
def change_password(*, by: Actor, on: date, old: str, password: str) -> models.User:
    """Change one's own password. Raises `BadField`, `PasswordTooShort`."""
    user = models.User.objects.select_for_update().get(id=by.user_id)
    if not user.check_password(old):
        raise BadField(field="old", reason="tidak cocok")
    give_password(user, password)
    user.save(update_fields=["password"])
    return user


@command("access.begin_second_factor")
def begin_second_factor(*, by: Actor, on: date) -> TOTPDevice:
    """Return a new secret to put on a phone; it counts for nothing until it is confirmed."""
    TOTPDevice.objects.filter(user_id=by.user_id, confirmed=False).delete()
    return TOTPDevice.objects.create(user_id=by.user_id, name="totp", confirmed=False)


@command("access.confirm_second_factor")
def confirm_second_factor(*, by: Actor, on: date, token: str) -> tuple[str, ...]:
    """Make the new secret count, in place of an older one; return codes for paper, shown once.

    Raises `NoSecondFactor`, `WrongCode`.
    """
    device = TOTPDevice.objects.filter(user_id=by.user_id, confirmed=False).first()
    if device is None:
        raise NoSecondFactor
    if not device.verify_token(token):
        raise WrongCode
    _forget(by.user_id, keep=device)
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    paper = StaticDevice.objects.create(user_id=by.user_id, name="kertas")
    codes = tuple(_code() for _ in range(PAPER_CODES))
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
    return codes


@command("access.remove_second_factor")
def remove_second_factor(*, by: Actor, on: date, id: UUID) -> models.User:
    """Let the user `id`, who lost the phone, set up anew. Raises as `set_password` does."""
    user = own_user(by, id)
    _forget(user.id)
    models.Session.objects.filter(user=user).delete()
    return user


@command("access.end_session")
def end_session(*, by: Actor, on: date, key: str) -> None:
    """End one of one's own sessions; the browser there must sign in again."""
    models.Session.objects.filter(user_id=by.user_id, session_key=key).delete()


@command("access.end_other_sessions")
def end_other_sessions(*, by: Actor, on: date, key: str) -> None:
    """End all of one's own sessions but the one named."""
    models.Session.objects.filter(user_id=by.user_id).exclude(session_key=key).delete()


def _forget(user_id: UUID, keep: TOTPDevice | None = None) -> None:
    devices = TOTPDevice.objects.filter(user_id=user_id)
    (devices.exclude(pk=keep.pk) if keep else devices).delete()
    StaticDevice.objects.filter(user_id=user_id).delete()


def _code() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
