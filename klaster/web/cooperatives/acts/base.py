"""What the acts in a cooperative share: whose it is, on whom they are done, rows to fill in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klaster.domain.cooperative import cash_box
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.web.cooperatives import period
from klaster.web.shared.acting import ActForm
from klaster.web.shared.visits import Visit

PLACES = [(cash_box.CASH, _("Kas")), (cash_box.BANK, _("Bank"))]
Said = str | Promise


class Via(forms.ChoiceField):
    """Where money goes or comes from: the cash box unless told otherwise."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Lewat"))
        super().__init__(choices=PLACES, initial=cash_box.CASH, **options)


class OfCooperative(ActForm):
    """An act of the visitor's own cooperative, offered on the page named `area`."""

    there: ClassVar[str] = ""  # the page to go to; the area's own when not told

    @property
    def own(self) -> Cooperative:
        """The cooperative."""
        return period.own(self.visit)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """In a cooperative."""
        return period.known(visit) is not None

    def first_day(self) -> date:
        """The day that the form begins with."""
        try:
            return date.fromisoformat(str(self.initial["on"]))
        except ValueError:
            return self.visit.on

    def back(self) -> str:
        """Where to go afterwards."""
        return reverse(self.there or self.area)


class OfRow(OfCooperative):
    """An act on one row of the cooperative; `page` shows it, `related` is what its words need."""

    page: ClassVar[str] = ""
    model: ClassVar[type[Model]]
    related: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "model" in cls.__dict__:
            cls.subject_model = cls.model

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Any]:
        """The rows of the cooperative."""
        return cls.model._default_manager.filter(
            organisation_id=visit.organisation.id
        ).select_related(*cls.related)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """Always: who has such a row is a cooperative."""
        return True

    @property
    def whom(self) -> str:
        """The row in words."""
        return str(self.subject)

    def said(self) -> str:
        """The act and its row in words."""
        return f"{self.title}: {self.whom}"

    def back(self) -> str:
        """The page of the row."""
        return reverse(self.page, args=[self.subject.pk]) if self.page else super().back()


class OfMember(OfRow):
    """An act on a member who has not left."""

    page = "member"
    model = Member
    related = ("party", "cooperative__book", "cooperative__rolling_fund")
    subject: Member

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """To members of the day."""
        return super().is_offered(visit, subject) and subject.left_on is None

    @property
    def whom(self) -> str:
        """Name and number."""
        return f"{self.subject.party.name} ({self.subject.number})"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table to fill in: what it is of, a word beside it, its fields."""

    title: Said
    said: Said
    cells: list[forms.BoundField]


class Table(OfCooperative):
    """A form with a table: fields of a row are named `<column>-<row>`."""

    template = "cooperatives/rows.html"
    caption: ClassVar[Said] = ""
    columns: ClassVar[dict[str, Any]] = {}  # by the name of the field

    def __init__(self, visit: Visit, subject: Any = None, given: Any = None) -> None:
        self._named: list[tuple[str, Said, Said]] = []
        super().__init__(visit, subject, given)

    def add_row(self, key: object, title: Said, said: Said, cells: Iterable[forms.Field]) -> None:
        """Add a row with a field for each column."""
        self._named.append((str(key), title, said))
        for (name, column), field in zip(self.columns.items(), cells, strict=True):
            field.label = column
            field.widget.attrs["aria-label"] = f"{column}: {title}"
            self.fields[f"{name}-{key}"] = field

    def lines(self) -> list[Line]:
        """The rows as they are shown."""
        return [
            Line(title, said, [self[f"{name}-{key}"] for name in self.columns])
            for key, title, said in self._named
        ]

    def singles(self) -> list[forms.BoundField]:
        """The visible fields that stand in no row."""
        in_rows = {cell.name for line in self.lines() for cell in line.cells}
        return [field for field in self.visible_fields() if field.name not in in_rows]

    def row(self, key: object) -> dict[str, Any]:
        """What was filled in, in a row, by column."""
        return {name: self.cleaned_data.get(f"{name}-{key}") for name in self.columns}

    def keys(self) -> list[str]:
        """The names of the rows."""
        return [key for key, _, _ in self._named]

    def filled(self) -> list[tuple[str, str]]:
        """What was filled in, the rows by their titles."""
        titles = {
            f"{name}-{key}": f"{title} · {column}"
            for key, title, _ in self._named
            for name, column in self.columns.items()
        }
        for field in self.visible_fields():
            field.label = titles.get(field.name, str(field.label))
        return super().filled()
