"""The surplus (SHU): a policy, a proposal, the meeting's approval, its sharing among members."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.meetings.models import Meeting, Resolution
from klaster.domain.savings.models import Kind
from klaster.domain.surplus import commands, queries
from klaster.domain.surplus.models import Distribution, Policy, Share
from klaster.rules import surplus as rules
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow, Table
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit

CAPITAL, USAGE, RESERVE = "jasa_modal", "jasa_usaha", "cadangan"
POTS = (CAPITAL, USAGE, *commands.ROLES, "lain")
BASES = {f"simpanan_{kind}": Kind(kind).label for kind in ("pokok", "wajib", "sukarela")}
ROUNDINGS = [
    (rules.LARGEST_REMAINDER, _("Sisa terbesar lebih dahulu")),
    (rules.FLOOR, _("Ke bawah; sisanya ke cadangan")),
]


class Adopt(Table):
    """How the surplus is shared from a day on."""

    act = "surplus.adopt"
    area = "surplus"
    title = _("Tetapkan kebijakan")
    about = _("Persentase semua bagian harus berjumlah tepat 100.")
    caption = _("Bagian")
    columns = {"percent": _("Persen")}
    savings_base = forms.MultipleChoiceField(
        label=_("Jasa modal dihitung dari"),
        choices=list(BASES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["simpanan_pokok", "simpanan_wajib"],
    )
    savings = forms.ChoiceField(label=_("Simpanan diukur"), choices=Policy.Savings.choices)
    usage = forms.ChoiceField(label=_("Jasa usaha dihitung dari"), choices=Policy.Usage.choices)
    denominator = forms.ChoiceField(label=_("Pembagi"), choices=Policy.Denominator.choices)
    rounding = forms.ChoiceField(label=_("Pembulatan"), choices=ROUNDINGS)
    basis = inputs.Words(label=_("Keputusan rapat yang menetapkannya"), longest=200)

    def prepare(self) -> None:
        """A row for each pot, beginning with the policy in force."""
        now = queries.policy(self.own, self.visit.on)
        pots = dict(queries.percents(now)) if now else {}
        for pot in dict.fromkeys((*POTS, *pots)):
            field = forms.DecimalField(
                required=False, min_value=0, max_value=100, max_digits=7, decimal_places=4,
                localize=True,
            )  # fmt: skip
            self.add_row(pot, pot.replace("_", " ").capitalize(), "", [field])
            self.initial.setdefault(f"percent-{pot}", pots.get(pot))
        if now:
            for name in ("savings", "usage", "denominator"):
                self.initial.setdefault(name, getattr(now, name))
            self.initial.setdefault("savings_base", now.data["savings_base"])
            self.initial.setdefault("rounding", now.data.get("rounding"))

    def clean(self) -> dict[str, Any]:
        """The pots make a whole."""
        found = {key: self.row(key)["percent"] for key in self.keys()}
        self.pots = {key: percent for key, percent in found.items() if percent}
        total = sum(self.pots.values(), start=Decimal(0))
        if total != 100:
            said = gettext("Jumlah persentase {total}; harus tepat 100.")
            self.add_error(None, said.format(total=f"{total.normalize():f}"))
        return self.cleaned_data

    def do(self, by: Actor, on: date) -> str:
        """Adopt it."""
        given = self.cleaned_data
        data = {
            "pots": {pot: str(percent) for pot, percent in self.pots.items()},
            "capital_pot": CAPITAL,
            "usage_pot": USAGE,
            "savings_base": given["savings_base"],
            "rounding": given["rounding"],
            "remainder_to": RESERVE,
        }
        names = ("usage", "savings", "denominator", "basis")
        commands.adopt(
            by=by, on=on, cooperative=self.own, data=data, **{name: given[name] for name in names}
        )
        return self.back()


class Propose(OfCooperative):
    """The sharing of a closed year is reckoned."""

    act = "surplus.propose"
    area = "surplus"
    title = _("Usulkan pembagian")
    about = _("Belum ada yang dibukukan. Usulan yang dihitung lagi menggantikan yang sebelumnya.")
    preview_template = "cooperatives/sharing.html"
    year = forms.IntegerField(label=_("Tahun buku"), min_value=1990, max_value=2199)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The last year that is over."""
        return {"year": visit.GET.get("year") or period.year_with(period.own(visit), visit.on) - 1}

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What each pot and each member would get."""
        return _shown(self._propose(by, on))

    def _propose(self, by: Actor, on: date) -> Distribution:
        given = self.cleaned_data
        return commands.propose(
            by=by, on=on, id=given["id"], cooperative=self.own, year=given["year"]
        )

    def do(self, by: Actor, on: date) -> str:
        """Propose it."""
        return reverse("distribution", args=[self._propose(by, on).id])


def _shown(distribution: Distribution) -> dict[str, Any]:
    pots = queries.pots(distribution)
    return {
        "distribution": distribution,
        "pots": [(name.replace("_", " ").capitalize(), amount) for name, amount in pots],
        "to_members": distribution.surplus - sum(amount for _name, amount in pots),
        "shares": list(queries.shares(distribution)),
    }


class OfDistribution(OfRow):
    """An act on the sharing of a year, at one of its steps."""

    page = "distribution"
    model = Distribution
    related = ("cooperative__book", "policy", "resolution")
    status: str
    subject: Distribution

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """At that step."""
        return super().is_offered(visit, subject) and subject.status == cls.status

    @property
    def whom(self) -> str:
        """Its year."""
        return gettext("SHU {year}").format(year=self.subject.year)


class Approve(OfDistribution):
    """The annual meeting resolved it."""

    act = "surplus.approve"
    title = _("Catat pengesahan rapat")
    about = _("Semua bulan tahun buku itu menjadi final dan tidak dapat dibuka lagi.")
    status = Distribution.Status.PROPOSED
    resolution = inputs.Row(
        Resolution,
        label=_("Keputusan rapat anggota"),
        rows=lambda visit: Q(
            about=Resolution.About.SURPLUS, is_adopted=True, meeting__kind=Meeting.Kind.ANNUAL
        ),
        said=lambda resolution: f"{resolution.meeting} · {resolution.text}",
        related=("meeting",),
    )

    def prepare(self) -> None:
        """Of the meeting about that year."""
        field: Any = self.fields["resolution"]
        found: QuerySet[Resolution] = field.queryset
        field.queryset = found.filter(meeting__year=self.subject.year)
        if not field.queryset.exists():
            field.help_text = _("Belum ada: catat keputusan tentang SHU pada rapatnya dahulu.")

    def do(self, by: Actor, on: date) -> str:
        """Rest it on the resolution."""
        resolution = self.cleaned_data["resolution"]
        commands.approve(by=by, on=on, distribution=self.subject, resolution=resolution)
        return self.back()


class Distribute(OfDistribution):
    """Every member gets their share."""

    act = "surplus.distribute"
    title = _("Bagikan kepada anggota")
    status = Distribution.Status.APPROVED
    preview_template = "cooperatives/sharing.html"
    to = forms.ChoiceField(label=_("Masuk ke"), choices=Share.To.choices)

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What each pot and each member gets."""
        return _shown(self.subject)

    def do(self, by: Actor, on: date) -> str:
        """Share it."""
        to = self.cleaned_data["to"]
        commands.distribute(by=by, on=on, distribution=self.subject, to=to)
        return self.back()


class Reverse(OfDistribution):
    """A sharing is taken back as a whole."""

    act = "surplus.reverse"
    title = _("Batalkan pembagian")
    about = _("Bagian semua anggota ditarik kembali; tidak dapat bila ada yang sudah mengambilnya.")
    status = Distribution.Status.DISTRIBUTED
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        reason = self.cleaned_data["reason"]
        commands.reverse(by=by, on=on, distribution=self.subject, reason=reason)
        return self.back()


FORMS = (Propose, Adopt, Approve, Distribute, Reverse)
