"""Meetings: called, attended, held with its quorum, resolved; and the plan for a year."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.ledger import charts
from klaster.domain.meetings import commands, queries
from klaster.domain.meetings.models import Meeting, Resolution
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow, Table
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit

PLAN_ROWS = 15


class Call(OfCooperative):
    """A meeting is called."""

    act = "meetings.call"
    area = "meetings"
    title = _("Undang rapat")
    kind = forms.ChoiceField(label=_("Rapat"), choices=Meeting.Kind.choices)
    year = forms.IntegerField(
        label=_("Tentang tahun buku"),
        min_value=1990,
        max_value=2199,
        required=False,
        help_text=_("Hanya untuk rapat anggota tahunan"),
    )
    planned_for = inputs.Day(label=_("Diadakan pada"))
    place = inputs.Words(label=_("Tempat"), longest=200)
    agenda = forms.CharField(
        label=_("Acara"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4_000,
        help_text=_("Satu acara setiap baris"),
    )

    def clean_agenda(self) -> list[str]:
        """The points of it."""
        points = [each.strip() for each in self.cleaned_data["agenda"].splitlines()]
        if any(len(each) > 200 for each in points):
            raise forms.ValidationError(gettext("Setiap acara paling panjang 200 huruf."))
        return [each for each in points if each]

    def do(self, by: Actor, on: date) -> str:
        """Call it."""
        given = self.cleaned_data
        names = ("id", "kind", "planned_for", "place", "agenda", "year")
        meeting = commands.call(
            by=by, on=on, cooperative=self.own, **{name: given[name] for name in names}
        )
        return reverse("meeting", args=[meeting.id])


class OfMeeting(OfRow):
    """An act on a meeting that was called."""

    page = "meeting"
    model = Meeting
    related = ("cooperative__book",)
    subject: Meeting

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """Until it was held."""
        return super().is_offered(visit, subject) and subject.held_on is None


class Attend(OfMeeting):
    """Who came."""

    act = "meetings.attend_many"
    title = _("Isi daftar hadir")
    members = forms.MultipleChoiceField(label=_("Yang hadir"), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        """Everyone who is not on the list yet."""
        there = set(self.subject.attendances.values_list("member_id", flat=True))
        standing = list(cooperatives.standing_members(self.own, self.first_day()))
        field: Any = self.fields["members"]
        field.choices = [
            (str(each.id), f"{each.number}. {each.party.name}")
            for each in standing if each.id not in there
        ]  # fmt: skip
        field.help_text = gettext("{present} sudah di daftar hadir.").format(
            present=words.number(len(there))
        )

    def begin(self, visit: Visit) -> dict[str, Any]:
        """On the day it is planned for."""
        return {"on": self.subject.planned_for}

    def do(self, by: Actor, on: date) -> str:
        """Put them on the list."""
        members = self.cleaned_data["members"]
        commands.attend_many(
            by=by, on=on, meeting=self.subject, members=[UUID(each) for each in members]
        )
        return self.back()


class Hold(OfMeeting):
    """It took place."""

    act = "meetings.hold"
    title = _("Catat rapat dilaksanakan")
    chair = inputs.Words(label=_("Pimpinan rapat"), longest=200)
    secretary = inputs.Words(label=_("Pencatat"), longest=200)
    minutes = forms.CharField(
        label=_("Risalah"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000
    )

    def begin(self, visit: Visit) -> dict[str, Any]:
        """On the day it is planned for."""
        return {"on": self.subject.planned_for}

    def prepare(self) -> None:
        """Say how many came and how many must."""
        seats = queries.seats(self.subject, self.first_day())
        self.fields["on"].help_text = gettext(
            "Hadir {present} dari {entitled}; kuorum {quorum}."
        ).format(present=seats.present, entitled=seats.entitled, quorum=seats.quorum)

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        names = ("chair", "secretary", "minutes")
        given = {name: self.cleaned_data[name] for name in names}
        commands.hold(by=by, on=on, meeting=self.subject, **given)
        return self.back()


class Resolve(OfMeeting):
    """What it decided."""

    act = "meetings.resolve"
    title = _("Catat keputusan")
    about_what = forms.ChoiceField(label=_("Tentang"), choices=Resolution.About.choices)
    text = inputs.Words(
        label=_("Keputusan"), longest=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    votes_for = forms.IntegerField(label=_("Setuju"), min_value=0, max_value=10**6)
    votes_against = forms.IntegerField(label=_("Menolak"), min_value=0, max_value=10**6, initial=0)
    abstained = forms.IntegerField(label=_("Abstain"), min_value=0, max_value=10**6, initial=0)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """Once it was held."""
        return period.known(visit) is not None and subject.held_on is not None

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        given = self.cleaned_data
        names = ("id", "text", "votes_for", "votes_against", "abstained")
        commands.resolve(
            by=by, on=on, meeting=self.subject, about=given["about_what"],
            **{name: given[name] for name in names},
        )  # fmt: skip
        return self.back()


class Plan(Table):
    """The work plan and budget of a year, as it is proposed; written anew each time."""

    act = "meetings.plan"
    area = "meetings"
    title = _("Susun rencana kerja dan anggaran")
    about = _("Baris tanpa akun adalah rencana kerja; dengan akun dan jumlah, anggaran.")
    caption = _("Rencana")
    columns = {"text": _("Rencana"), "account": _("Akun"), "amount": _("Anggaran (rupiah)")}
    year = forms.IntegerField(label=_("Tahun"), min_value=1990, max_value=2199)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The year under way, unless another was asked for."""
        asked = visit.GET.get("tahun", "")
        own = period.own(visit)
        is_year = asked.isdecimal() and len(asked) == 4
        return {"year": int(asked) if is_year else period.year_with(own, visit.on)}

    def prepare(self) -> None:
        """The lines there are, and room for more."""
        chart = self.own.book.chart
        accounts = [("", gettext("Tanpa akun"))] + [
            (line.code, words.account_name(line.id))
            for line in charts.rows(chart) if line.category in ("income", "expense")
        ]  # fmt: skip
        known = list(queries.plan(self.own, self.initial["year"]))
        for n in range(1, max(PLAN_ROWS, len(known) + 3) + 1):
            text = inputs.Words(required=False)
            account = forms.ChoiceField(choices=accounts, required=False)
            amount = inputs.Amount(required=False)
            self.add_row(n, gettext("Baris {n}").format(n=n), "", [text, account, amount])
            if n <= len(known):
                line = known[n - 1]
                self.initial[f"text-{n}"] = line.text
                self.initial[f"account-{n}"] = line.account
                self.initial[f"amount-{n}"] = line.amount or None

    def clean(self) -> dict[str, Any]:
        """Account and amount go together, with words."""
        self.planned = []
        for key in self.keys():
            row = self.row(key)
            if bool(row["account"]) is not bool(row["amount"]):
                if not {f"account-{key}", f"amount-{key}"} & self.errors.keys():
                    self.add_error(f"amount-{key}", gettext("Isi akun dan jumlahnya."))
            elif row["account"] and not row["text"]:
                self.add_error(f"text-{key}", gettext("Tulis untuk apa."))
            elif row["text"]:
                amount = row["amount"] or 0
                self.planned.append(commands.NewLine(row["text"], row["account"], amount))
        return self.cleaned_data

    def do(self, by: Actor, on: date) -> str:
        """Propose it."""
        year = self.cleaned_data["year"]
        commands.plan(by=by, on=on, cooperative=self.own, year=year, lines=self.planned)
        return self.back()


FORMS = (Call, Attend, Hold, Resolve, Plan)
