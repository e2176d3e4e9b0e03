"""Setting up organisations, users and their roles."""

import secrets
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import commands, policy, queries, wall
from klaster.domain.access.acts import Actor
from klaster.domain.access.commands.setting_up import PASSWORD_LENGTH
from klaster.domain.access.models import Grant, Organisation, User
from klaster.rules.identity import derived_id
from klaster.web.settings import roles
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.visits import Visit

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def _new_password() -> str:
    """Fifteen letters in threes, easy to read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _password() -> forms.CharField:
    return forms.CharField(
        label=_("Kata sandi pertama"),
        help_text=_("Catat dan serahkan langsung; pengguna menggantinya sendiri di Akun."),
        min_length=PASSWORD_LENGTH,
        max_length=200,
        initial=_new_password,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class Found(ActForm):
    """A new body on this installation; who creates it administers it."""

    act = "access.create_organisation"
    title = _("Buat lembaga")
    about = _("Lembaga baru mempunyai data sendiri. Anda menjadi pengelola sistemnya.")
    area = "own_organisations"
    name = forms.CharField(label=_("Nama lembaga"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Organisation.Kind.choices)
    short = forms.SlugField(
        label=_("Kode singkat"),
        help_text=_("Huruf kecil, angka, dan tanda hubung; kosongkan untuk mengikuti namanya"),
        max_length=40,
        required=False,
    )

    def do(self, by: Actor, on: date) -> str:
        """Create it, and give the creator its first role, in its own name."""
        given = self.cleaned_data
        own = replace(by, organisation_id=given["id"])
        with transaction.atomic(), wall.opened(given["id"]):
            commands.create_organisation(
                by=own, on=on, id=given["id"], name=given["name"], kind=given["kind"],
                code=given["short"] or slugify(given["name"])[:40] or "lembaga",
            )  # fmt: skip
            commands.grant_role(
                by=own, on=on, id=derived_id(on, given["id"], "first"),
                user=User.objects.get(id=by.user_id), role=policy.ADMIN,
            )  # fmt: skip
        return reverse("own_organisations")


class Granting(ActForm):
    """A role, in all of the organisation or in a part of it."""

    role = forms.ChoiceField(label=_("Peran"), choices=roles.CHOICES)
    scope = forms.ChoiceField(
        label=_("Untuk bagian"), help_text=_("Kosong berarti seluruh lembaga"), required=False
    )
    party = inputs.Named(
        label=_("Orangnya"),
        help_text=_("Hanya untuk peran mitra atau anggota: siapa yang datanya boleh dilihat"),
        required=False,
    )

    def prepare(self) -> None:
        """Offer the parts of the organisation."""
        scopes = roles.scopes(self.visit.organisation.id)
        self.fields["scope"].choices = [("", gettext("Seluruh lembaga")), *scopes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A member sees one person, a donor what is theirs; nobody else needs a person."""
        given = super().clean() or self.cleaned_data
        role = given.get("role")
        if role == policy.MEMBER and not given.get("party") and "party" not in self.errors:
            self.add_error("party", _("Isi orangnya."))
        if role == policy.DONOR and not given.get("scope") and "scope" not in self.errors:
            self.add_error("scope", _("Pilih program atau sumber dananya."))
        return given

    def grant(self, by: Actor, on: date, id: UUID, user: User) -> None:
        """Grant what was filled in."""
        given = self.cleaned_data
        is_member = given["role"] == policy.MEMBER
        scope = given["party"].id if is_member else given["scope"] or None
        commands.grant_role(
            by=by, on=on, id=id, user=user, role=given["role"],
            scope_id=UUID(str(scope)) if scope else None,
        )  # fmt: skip


class CreateUser(Granting):
    """Somebody who signs in, with their first role."""

    act = "access.create_user"
    title = _("Tambah pengguna")
    area = "users"
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    username = forms.SlugField(
        label=_("Nama pengguna"), help_text=_("Untuk masuk; tanpa spasi"), max_length=80
    )
    password = _password()

    def prepare(self) -> None:
        """Name and password before the role."""
        super().prepare()
        self.order_fields(["id", "full_name", "username", "password", "role", "scope", "party"])

    def do(self, by: Actor, on: date) -> str:
        """Create and grant."""
        given = self.cleaned_data
        with transaction.atomic():
            user = commands.create_user(
                by=by, on=on, id=given["id"], username=given["username"],
                full_name=given["full_name"], password=given["password"],
            )  # fmt: skip
            self.grant(by, on, derived_id(on, user.id, "first"), user)
        return reverse("user", args=[user.id])


class OfUser(ActForm):
    """An act on one who signs in; afterwards their page."""

    subject_model = User
    subject: User

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[User]:
        """Who holds or held a role here."""
        return queries.users(visit.organisation.id)

    @classmethod
    def is_offered(cls, visit: Visit, subject: User) -> bool:
        """While they may sign in."""
        return subject.is_active

    def there(self) -> str:
        """Their page."""
        return reverse("user", args=[self.subject.id])


class GrantRole(OfUser, Granting):
    """One more role."""

    act = "access.grant_role"
    title = _("Beri peran")

    def do(self, by: Actor, on: date) -> str:
        """Grant it."""
        self.grant(by, on, self.cleaned_data["id"], self.subject)
        return self.there()


class OfAnother(OfUser):
    """What nobody does to themselves: for one's own password there is one's own account."""

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[User]:
        """All but the visitor."""
        return super().subjects(visit).exclude(id=visit.actor.user_id)

    @classmethod
    def is_offered(cls, visit: Visit, subject: User) -> bool:
        """Not to oneself."""
        return super().is_offered(visit, subject) and subject.id != visit.actor.user_id


class SetPassword(OfAnother):
    """A new password for who forgot theirs."""

    act = "access.set_password"
    title = _("Setel ulang kata sandi")
    about = _("Pengguna keluar dari semua perambannya.")
    password = _password()

    def do(self, by: Actor, on: date) -> str:
        """Set it."""
        commands.set_password(
            by=by, on=on, id=self.subject.id, password=self.cleaned_data["password"]
        )
        return self.there()


class RemoveSecondFactor(OfAnother):
    """For who lost the phone."""

    act = "access.remove_second_factor"
    title = _("Lepas kode kedua")
    about = _("Untuk yang kehilangan ponsel: pada saat masuk berikutnya ia menyiapkan kode baru.")

    def do(self, by: Actor, on: date) -> str:
        """Remove it."""
        commands.remove_second_factor(by=by, on=on, id=self.subject.id)
        return self.there()


class Deactivate(OfAnother):
    """No more signing in."""

    act = "access.deactivate_user"
    title = _("Nonaktifkan")
    about = _("Pengguna tidak dapat masuk lagi; yang pernah dilakukannya tetap tercatat.")

    def do(self, by: Actor, on: date) -> str:
        """Deactivate them."""
        commands.deactivate_user(by=by, on=on, id=self.subject.id)
        return self.there()


class Revoke(ActForm):
    """A role no longer held."""

    act = "access.revoke_role"
    title = _("Cabut peran")
    subject_model = Grant
    subject: Grant

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Grant]:
        """The roles held here; nobody shuts themselves out."""
        own = Grant.objects.filter(organisation_id=visit.organisation.id)
        return own.exclude(user_id=visit.actor.user_id, role=policy.ADMIN).select_related("user")

    @classmethod
    def is_offered(cls, visit: Visit, subject: Grant) -> bool:
        """While it holds."""
        is_own = subject.user_id == visit.actor.user_id and subject.role == policy.ADMIN
        return subject.valid_until is None and not is_own

    def prepare(self) -> None:
        """Say whose it is."""
        self.about = f"{self.subject.user.full_name} · {roles.NAMES[self.subject.role]}"

    def do(self, by: Actor, on: date) -> str:
        """Revoke it."""
        commands.revoke_role(by=by, on=on, id=self.subject.id)
        return reverse("user", args=[self.subject.user_id])


FORMS = (
    Found, CreateUser, GrantRole, SetPassword, RemoveSecondFactor, Deactivate, Revoke,
)  # fmt: skip
