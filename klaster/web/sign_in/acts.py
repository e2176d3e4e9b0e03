"""What people do about their own account by a form."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import commands as access
from klaster.domain.access.acts import Actor
from klaster.domain.access.commands.setting_up import PASSWORD_LENGTH
from klaster.web.shared.acting import ActForm


class ChangePassword(ActForm):
    """A new password, after the old one; this session goes on, all others end."""

    act = "access.change_password"
    title = _("Ganti kata sandi")
    area = "account"
    is_for_part = True
    old = forms.CharField(
        label=_("Kata sandi sekarang"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Minimal 10 karakter; beberapa kata yang mudah diingat"),
        strip=False,
        min_length=PASSWORD_LENGTH,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Ulangi kata sandi baru"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def prepare(self) -> None:
        """A password is changed today."""
        self.fields["on"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        given = super().clean() or self.cleaned_data
        if given.get("password") != given.get("again"):
            self.add_error("again", _("Tidak sama dengan di atas."))
        return given

    def do(self, by: Actor, on: date) -> str:
        """Change it."""
        given = self.cleaned_data
        user = access.change_password(by=by, on=on, old=given["old"], password=given["password"])
        update_session_auth_hash(self.visit, user)
        return reverse("own_account")


FORMS = (ChangePassword,)
