"""Fields of forms as people here write: 1.500.000 rupiah, a day, a name instead of a number.

Used by the forms of `shared.acting`; amounts leave as integers of the unit's smallest step.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from klaster.domain.places import queries as places
from klaster.domain.places.models import Area
from klaster.domain.registry import queries as registry
from klaster.domain.registry import search
from klaster.domain.registry.models import Party
from klaster.rules import amount
from klaster.rules.reading import EARLIEST_YEAR, LATEST_YEAR
from klaster.rules.refusal import BadField
from klaster.web.shared import words
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

MOST_NAMESAKES = 20


class Day(forms.DateField):
    """A day in the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def clean(self, value: Any) -> Any:
        """The day; refused when far from our time."""
        day = super().clean(value)
        if isinstance(day, date) and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValidationError(_("Periksa tahunnya."))
        return day


class Amount(forms.CharField):
    """A number as written here (1.500.000 or 12,5), in the smallest steps of a unit."""

    def __init__(self, *, decimals: int = 0, least: int = 1, **options: Any) -> None:
        self.decimals, self.least = decimals, least
        super().__init__(**options)
        mode = "decimal" if decimals else "numeric"
        self.widget.attrs |= {"inputmode": mode, "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """The amount as an integer, or None where it may be left out."""
        text = super().clean(value).removeprefix("Rp").replace(" ", "")
        if not text:
            return None
        try:
            steps = amount.to_steps(text.replace(".", "").replace(",", "."), self.decimals, "")
        except BadField as refused:
            raise ValidationError(refused.why(gettext)) from None
        if steps < self.least:
            raise ValidationError(_("Isi angka yang lebih besar."))
        return steps

    def prepare_value(self, value: Any) -> Any:
        """An amount given in steps, as it is written."""
        if not isinstance(value, int):
            return value
        whole = f"{Decimal(value).scaleb(-self.decimals):,f}"
        return whole.translate(str.maketrans(",.", ".,"))


class Rupiah(Amount):
    """An amount of rupiah above zero."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("Dalam rupiah, misalnya 1.500.000"))
        super().__init__(**options)


class Words(forms.CharField):
    """A sentence: a reason, a note."""

    def __init__(self, *, longest: int = 300, **options: Any) -> None:
        super().__init__(max_length=longest, **options)


class Within(forms.Field):
    """A field whose choices depend on who asks."""

    def look_within(self, visit: Visit) -> None:
        """Keep what the visitor may choose from."""
        raise NotImplementedError


class Row(forms.ModelChoiceField, Within):
    """A row of the visitor's organisation, from a list short enough to choose from.

    `rows` narrows a model's rows: `Row(Fund, rows=lambda visit: Q(kind="zakat"))`; `said` words
    a row that does not word itself, out of what `related` joins to it.
    """

    def __init__(
        self,
        model: Any,
        *,
        rows: Any = None,
        said: Callable[[Any], str] = str,
        related: Sequence[str] = (),
        **options: Any,
    ) -> None:
        self.model, self.rows, self.said, self.related = model, rows, said, related
        options.setdefault("empty_label", _("Pilih"))
        super().__init__(model._default_manager.none(), **options)

    def look_within(self, visit: Visit) -> None:
        """The organisation's own rows only."""
        own = self.model._default_manager.filter(organisation_id=visit.organisation.id)
        if self.rows is not None:
            own = own.filter(self.rows(visit))
        self.queryset = own.select_related(*self.related) if self.related else own

    def label_from_instance(self, row: Any) -> str:
        """The words of a row among the choices."""
        return self.said(row)

    def to_python(self, value: Any) -> Any:
        """The row; what is no id is refused as no choice."""
        if value in self.empty_values:
            return None
        try:
            UUID(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice") from None
        return super().to_python(value)


class Named(Within):
    """A party by name, part of a name, NIK or id; namesakes are offered to choose from."""

    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, *, kind: str = "", **options: Any) -> None:
        self.kind = kind
        options.setdefault("help_text", _("Tulis nama atau sebagiannya"))
        super().__init__(**options)

    def look_within(self, visit: Visit) -> None:
        """The parties within the visitor's reach."""
        self.visit = visit

    def begin_with(self, value: Any) -> None:
        """Offer the party whose id a form begins with, by its name."""
        try:
            party = self._own().filter(id=UUID(str(value))).first()
        except ValueError:
            return
        if party is not None:
            self.widget = forms.Select(choices=[(str(party.id), _namesake(party))])

    def _own(self) -> QuerySet[Party]:
        own = registry.parties(self.visit.organisation.id).filter(of_people(self.visit, "id"))
        return own.filter(kind=self.kind) if self.kind else own

    def clean(self, value: Any) -> Any:
        """The one party meant."""
        super().clean(value)
        text = str(value or "").replace("\0", "").strip()
        if not text:
            super().clean(text)
            return None
        try:
            found = list(self._own().filter(id=UUID(text)))
            self.begin_with(text)
        except ValueError:
            hits = search.find(
                self.visit.organisation.id, text, kind=self.kind, limit=MOST_NAMESAKES
            )
            by_id = {party.id: party for party in self._own().filter(id__in=[h.id for h in hits])}
            found = [by_id[hit.id] for hit in hits if hit.id in by_id]
            exact = [party for party in found if party.name.casefold() == text.casefold()]
            found = exact if len(exact) == 1 else found
        if not found:
            raise ValidationError(_("Tidak ditemukan. Periksa ejaan namanya."))
        if len(found) > 1:
            self.widget = forms.Select(choices=[(str(p.id), _namesake(p)) for p in found])
            raise ValidationError(_("Ada beberapa yang cocok. Pilih salah satu."))
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """The name of a party given by its row."""
        return str(value.id) if isinstance(value, Party) else value


class Place(forms.CharField):
    """An area by its name or another spelling; those of like names are offered to choose from."""

    def __init__(self, *, level: str = "", **options: Any) -> None:
        self.level = level
        options.setdefault("help_text", _("Tulis nama wilayahnya"))
        super().__init__(max_length=200, **options)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        """The one area meant, or None where it may be left out."""
        text = super().clean(value)
        if not text:
            return None
        coded = _CODE.search(text)
        found = places.find(
            coded.group(1) if coded else text, level=self.level, limit=MOST_NAMESAKES
        )
        exact = [match for match in found if match.score == 1]
        areas = Area.objects.select_related("parent__parent").in_bulk(
            [match.code for match in (exact if len(exact) == 1 else found)]
        )
        if not areas:
            raise ValidationError(_("Wilayah ini tidak dikenal. Periksa ejaannya."))
        if len(exact) != 1:
            offered = [areas[match.code] for match in found]
            self.widget = forms.Select(choices=[(_coded(area), _around(area)) for area in offered])
            raise ValidationError(_("Ada beberapa yang cocok. Pilih salah satu."))
        return next(iter(areas.values()))

    def prepare_value(self, value: Any) -> Any:
        """An area given by its row, as it is written."""
        return _coded(value) if isinstance(value, Area) else value


_CODE = re.compile(r"\(([\d.]+)\)$")


def _coded(area: Area) -> str:
    return f"{area.name} ({area.code})"


def _around(area: Area) -> str:
    """An area with those around it: Cisimeut · Leuwidamar · Lebak."""
    names: list[str] = []
    around: Area | None = area
    while around is not None and len(names) < 3:
        names.append(around.name)
        around = around.parent
    return " · ".join(names)


def _namesake(party: Party) -> str:
    about = [party.alias, party.village.name if party.village else "", party.hamlet]
    return " · ".join([party.name, *(text for text in about if text)])


def said(field: forms.BoundField, value: Any) -> str:
    """A value that was accepted, as people read it: the words of a choice, a day, an amount."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, date):
        return words.day(value)
    if isinstance(field.field, Rupiah):
        return words.rupiah(value)
    if isinstance(field.field, Amount):
        return str(field.field.prepare_value(value))
    if isinstance(field.field, Row):
        return field.field.said(value)
    if isinstance(field.field, forms.ChoiceField):
        choices = dict(field.field.choices)  # type: ignore[arg-type]
        return str(choices.get(value, value))
    return str(value)
