"""What binds people for a time: roles, consents, membership of households and groups."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.registry import commands
from klaster.domain.registry.models import Consent, Membership, Party, PartyRole
from klaster.web.mitra.acts.subjects import HUMAN, OfBond, OfParty
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit

_FAMILY = ("head", "spouse", "child", "other")


class GiveRole(OfParty):
    """A role from a day."""

    act = "registry.give_role"
    title = _("Beri peran")
    kinds = (*HUMAN, Party.Kind.BODY)
    role = forms.ChoiceField(label=_("Peran"), choices=PartyRole.Role.choices)
    role_title = forms.CharField(label=_("Jabatan"), max_length=100, required=False)

    def do(self, by: Actor, on: date) -> str:
        """Give it."""
        given = self.cleaned_data
        commands.give_role(
            by=by, on=on, id=given["id"], party_id=self.subject.id, role=given["role"],
            title=given["role_title"],
        )  # fmt: skip
        return self.there()


class Ending(OfBond):
    """A bond that has not ended yet."""

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """While it holds."""
        return subject.valid_until is None


class EndRole(Ending):
    """A role no longer held."""

    act = "registry.end_role"
    title = _("Akhiri peran")
    subject_model = PartyRole
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def do(self, by: Actor, on: date) -> str:
        """End it."""
        given = self.cleaned_data
        commands.end_role(by=by, on=on, id=self.subject.id, reason=given["reason"])
        return self.there()


class Leave(Ending):
    """Out of a household or group."""

    act = "registry.leave"
    title = _("Keluarkan")
    subject_model = Membership
    reason = inputs.Words(label=_("Alasan"), longest=200)

    def do(self, by: Actor, on: date) -> str:
        """End the membership."""
        given = self.cleaned_data
        commands.leave(by=by, on=on, id=self.subject.id, reason=given["reason"])
        return self.there()


class JoinHousehold(OfParty):
    """Into a family."""

    act = "registry.join"
    code = "registry.join.household"
    title = _("Masukkan ke rumah tangga")
    kinds = (Party.Kind.PERSON,)
    group = inputs.Named(label=_("Rumah tangga"), kind=Party.Kind.HOUSEHOLD)
    position = forms.ChoiceField(
        label=_("Hubungan keluarga"),
        choices=[(code, Membership.Position(code).label) for code in _FAMILY],
    )

    def do(self, by: Actor, on: date) -> str:
        """Join it."""
        given = self.cleaned_data
        commands.join(
            by=by, on=on, id=given["id"], party_id=self.subject.id, group_id=given["group"].id,
            position=given["position"],
        )  # fmt: skip
        return self.there()


class JoinGroup(OfParty):
    """Into a group, with the position held there."""

    act = "registry.join"
    title = _("Masukkan ke kelompok")
    about = _("Untuk mitra program, pilih kelompoknya saat mendaftarkan ke sektor.")
    group = inputs.Named(label=_("Kelompok"), kind=Party.Kind.GROUP)
    position = forms.ChoiceField(
        label=_("Kedudukan"),
        choices=[each for each in Membership.Position.choices if each[0] not in _FAMILY],
    )

    def do(self, by: Actor, on: date) -> str:
        """Join it."""
        given = self.cleaned_data
        commands.join(
            by=by, on=on, id=given["id"], party_id=self.subject.id, group_id=given["group"].id,
            position=given["position"],
        )  # fmt: skip
        return self.there()


class GiveConsent(OfParty):
    """Permission for one purpose."""

    act = "registry.give_consent"
    title = _("Catat persetujuan")
    purpose = forms.ChoiceField(label=_("Untuk"), choices=Consent.Purpose.choices)
    evidence = forms.CharField(
        label=_("Bukti"),
        help_text=_("Di mana tertulis, misalnya nomor surat"),
        max_length=200,
        required=False,
    )

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        commands.give_consent(
            by=by, on=on, id=given["id"], party_id=self.subject.id, purpose=given["purpose"],
            evidence=given["evidence"],
        )  # fmt: skip
        return self.there()


class WithdrawConsent(OfBond):
    """A consent taken back: a right, so no reason is asked."""

    act = "registry.withdraw_consent"
    title = _("Cabut persetujuan")
    subject_model = Consent

    @classmethod
    def is_offered(cls, visit: Visit, subject: Consent) -> bool:
        """While it holds."""
        return subject.withdrawn_on is None

    def do(self, by: Actor, on: date) -> str:
        """Withdraw it."""
        commands.withdraw_consent(by=by, on=on, id=self.subject.id)
        return self.there()


FORMS = (JoinHousehold, JoinGroup, GiveConsent, GiveRole, EndRole, Leave, WithdrawConsent)
